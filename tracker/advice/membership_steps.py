"""Steps towards membership: sponsors to find, answers to a request that is open, the admins who come last."""

from collections.abc import Iterable, Iterator

from tracker.advice.introductions import named, who_decides
from tracker.facts.people import Login
from tracker.findings.outcomes import Finding, Outcome
from tracker.findings.readiness import TierResult, walk
from tracker.findings.report import NextStep, Report
from tracker.findings.sponsors import Answer, RequestAudit

#: Where a criterion names no number: kubernetes/community, ``community-membership.md``, Member.
_SPONSORS = 2


def sponsors_needed(findings: Iterable[Finding]) -> int:
    """How many sponsors the criteria ask for."""
    asked = (one.required for one in walk(findings) if one.unit == "sponsors")
    return max((number for number in asked if number), default=_SPONSORS)


def wants_sponsors(finding: Finding) -> bool:
    """Whether a criterion is about sponsors, whatever is missing of it."""
    return any(one.unit == "sponsors" for one in walk([finding]))


def find_sponsors(result: TierResult, finding: Finding, report: Report) -> Iterator[NextStep]:
    """Whom to ask; where a request is open, what it waits for."""
    request = report.sponsors.request
    if request and request.state == "open":
        yield from _of_the_request(result, finding, request)
    else:
        yield _whom_to_ask(result, finding, report)


def _whom_to_ask(result: TierResult, finding: Finding, report: Report) -> NextStep:
    people = [one for one in who_decides(result.scope, report.sponsors.suggested) if one.evidence]
    if not people:
        text = "Work with two reviewers or approvers of different companies: people who know your work can sponsor you."
        url = finding.next_step_url or finding.source.url
    else:
        who, url = named(people, result.scope, "and"), people[0].evidence[0].url
        another = (
            ""
            if len(people) >= sponsors_needed([finding])
            else " and a second reviewer or approver, of another company,"
        )
        text = f"Ask {who}{another} to sponsor you."
    return NextStep(text=text, url=url, tier=result.tier, criterion=finding.id)


def _of_the_request(result: TierResult, finding: Finding, request: RequestAudit) -> Iterator[NextStep]:
    for text in _what_it_waits_for(finding, request) or [_other(finding, request)]:
        yield NextStep(text=text, url=request.url, tier=result.tier, criterion=finding.id)


def _what_it_waits_for(finding: Finding, request: RequestAudit) -> list[str]:
    number = f"request {request.reference}"
    no = [str(one.login) for one in request.sponsors if one.eligible is Answer.NO]
    silent = [str(login) for login in unanswered(request)]
    lacking = sponsors_needed([finding]) - len(request.sponsors) - len(request.unread)
    return [
        *([f"Name {_sponsors(lacking)} in {number}."] if lacking > 0 else []),
        *([f"Ask {' and '.join(silent)} to answer +1 in {number}."] if silent else []),
        *([f"Name another sponsor in {number} instead of {' and '.join(no)}, who may not sponsor."] if no else []),
        *([f"Name a sponsor of another company in {number}."] if request.different_companies is Answer.NO else []),
        *([f"Tick what is open in {number}: {'; '.join(request.unticked)}."] if request.unticked else []),
    ]


def unanswered(request: RequestAudit) -> list[Login]:
    """The sponsors who may sponsor, as far as is known, and did not answer."""
    # Of a thread that was not read whole nobody knows who did not answer.
    asked = request.sponsors if request.complete else ()
    return [one.login for one in asked if not one.confirmed and one.eligible is not Answer.NO]


def _sponsors(number: int) -> str:
    return "one more sponsor" if number == 1 else "two sponsors" if number == _SPONSORS else f"{number} sponsors"


def _other(finding: Finding, request: RequestAudit) -> str:
    parts = (one.missing for one in walk([finding]) if one.outcome is Outcome.NOT_YET and not one.parts)
    return f"Look at request {request.reference}: {next(filter(None, parts), finding.title)}."


def wait_for_admins(report: Report) -> Iterator[NextStep]:
    """The request is complete: nothing is left to the person but to ask when it takes long."""
    request, ahead = report.sponsors.request, report.next
    if request is not None:
        confirmed = "both sponsors confirmed" if len(request.sponsors) == _SPONSORS else "all of it is there"
        text = (
            f"Wait for the GitHub admins: request {request.reference} is complete, {confirmed}. "
            f"It is open since {request.opened_at.date()}. {report.ladder.pages.admins}"
        )
        yield NextStep(text=text.rstrip(), url=request.url, tier=ahead.tier if ahead else None)
    if report.openings:
        opening = report.openings[0]
        yield NextStep(text=f"Meanwhile, look at this: {opening.title} ({opening.why}).", url=opening.url)
