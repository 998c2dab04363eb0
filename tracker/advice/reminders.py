"""What waits for whom.

A request waits for its sponsors or the admins, pull requests for reviewers, the rest for the mentee or mentor.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from tracker.advice.membership_steps import unanswered
from tracker.advice.what_next import is_complete
from tracker.criteria.work import Work
from tracker.facts.activity import PullRequest
from tracker.facts.left_out import is_stand_in
from tracker.facts.scopes import ScopeKind
from tracker.findings.attention import Topic
from tracker.findings.outlook import Ahead
from tracker.findings.reminders import Party, Reminder
from tracker.findings.report import Report
from tracker.findings.sponsors import RequestAudit

if TYPE_CHECKING:
    from tracker.findings.cohort import Cohort

#: A pull request that is younger waits for nobody yet.
_DAYS: Final = 7
#: So many pull requests of one person, the oldest first.
_MOST: Final = 3
#: Labels of Prow, by what they ask of the author. Source: kubernetes/test-infra, ``label_sync/labels.md``.
_FOR_THE_AUTHOR: Final = {
    "needs-rebase": "needs a rebase",
    "do-not-merge/work-in-progress": "is work in progress",
    "do-not-merge/hold": "is on hold",
    "do-not-merge/release-note-label-needed": "needs a release note",
    "cncf-cla: no": "needs the CLA signed",
    "needs-kind": "needs a kind",
}
_LGTM, _APPROVED = "lgtm", "approved"
_NO_LABELS = "which labels it had then is not known"
_NOBODYS = frozenset({Ahead.ADMINS, Ahead.TOP, Ahead.UNREAD})


def waiting(report: Report, work: Work) -> tuple[Reminder, ...]:
    """What of somebody's waits for others, or for a change of theirs: an open request, open pull requests."""
    request = report.sponsors.request
    asked = [*_request(request, report)] if request and request.state == "open" else []
    open_ = (piece.pull_request for piece in work.opened if _is_open(piece.pull_request))
    oldest_first = sorted(open_, key=lambda one: one.created_at)
    told = [one for pull_request in oldest_first for one in _pull_request(pull_request, report)]
    return (*asked, *told[:_MOST])


def _is_open(one: PullRequest) -> bool:
    return one.closed_at is None and one.merged_at is None and not one.draft


def _request(request: RequestAudit, report: Report) -> Iterator[Reminder]:
    """Whatever its applicant aims at. Of a thread that was not read whole nobody knows who did not answer."""
    repo, _, number = request.reference.rpartition("#")
    name, age = f"{number} of {repo}" if repo else number, _days((report.as_of - request.opened_at).days)
    login = report.contributor.login
    memberships = (one for one in report.readiness if one.scope.kind is ScopeKind.ORGANIZATION)
    if any(is_complete(request, membership) for membership in memberships):
        text = f"request {name} is complete, open for {age}"
        yield Reminder(party=Party.ADMINS, login=login, text=text, url=request.url)
    elif silent := unanswered(request):
        who = tuple(str(one) for one in silent if not is_stand_in(one))
        yield Reminder(
            party=Party.SPONSORS,
            login=login,
            who=who,
            text=f"answer +1 in request {name}, open for {age}",
            url=request.url,
        )


def _pull_request(one: PullRequest, report: Report) -> Iterator[Reminder]:
    """What it waits for, by its labels; with all of them it waits for nobody here."""
    days = (report.as_of - one.created_at).days
    if days < _DAYS:
        return
    # Labels are read as they are now.
    past = (report.data.fetched_at.date() - report.as_of.date()).days > 1
    party, why = (Party.REVIEWERS, _NO_LABELS) if past else _by_labels(frozenset(one.labels))
    if why:
        text = f"pull request {one.number} of {one.repo} is open for {_days(days)} and {why}"
        yield Reminder(party=party, login=report.contributor.login, text=text, url=one.url)


def _by_labels(labels: frozenset[str]) -> tuple[Party, str | None]:
    """Whether a pull request waits for its author, for a review or for an approval, and in words why."""
    if asked := next((words for label, words in _FOR_THE_AUTHOR.items() if label in labels), None):
        return Party.MENTEE, asked
    lacks = next((label for label in (_LGTM, _APPROVED) if label not in labels), None)
    return Party.REVIEWERS, f"does not have the label {lacks}" if lacks else None


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def reminders(cohort: "Cohort") -> tuple[Reminder, ...]:
    """What waits for whom among these people: by whom it waits for, then by login."""
    found = [
        one for report in cohort.reports for one in (*report.reminders, *_own_next(report), *_mentors(report, cohort))
    ]
    order = list(Party)
    return tuple(sorted(found, key=lambda one: (order.index(one.party), one.login)))


def _own_next(report: Report) -> Iterator[Reminder]:
    """The first step, where it is the person's own turn."""
    if report.next and report.next.kind not in _NOBODYS and report.next_steps:
        step = report.next_steps[0]
        yield Reminder(party=Party.MENTEE, login=report.contributor.login, text=step.text, url=step.url)


def _mentors(report: Report, cohort: "Cohort") -> Iterator[Reminder]:
    """Who was not seen for weeks, and whose aim a term lacks."""
    login = report.contributor.login
    member = cohort.member(login)
    who = (str(member.mentor),) if member.mentor else ()
    for line in cohort.attention:
        if line.topic is Topic.QUIET and line.login == login.name:
            yield Reminder(party=Party.MENTOR, login=login, who=who, text=line.text, url=line.url)
    if cohort.term and not (member.tier or member.scopes):
        text = "the cohort's file does not say what they aim at"
        yield Reminder(party=Party.MENTOR, login=login, who=who, text=text)
