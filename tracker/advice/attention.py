"""What deserves a mentor's attention: who is ready, who moved, who is quiet, who waits, who could not be read."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

from tracker.advice.introductions import NAMED, who_decides
from tracker.advice.what_next import is_complete
from tracker.facts import Gap, Kind
from tracker.facts.scopes import ScopeKind
from tracker.findings.attention import Attention, Topic
from tracker.findings.cohort import Change, Cohort, Shift
from tracker.findings.outlook import Ahead
from tracker.findings.readiness import TierResult, walk
from tracker.findings.report import Report
from tracker.findings.sponsors import RequestAudit

#: After so long without work that was seen a mentor is told.
QUIET: Final = timedelta(weeks=6)
#: What may hold newer work than was seen: searches show the newest pull requests first, and not the newest reviews.
_OF_WORK: Final = frozenset({Kind.ACCOUNT, Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS, Kind.REVIEW_COMMENTS})
_MOVES: Final = frozenset({Shift.NEWLY_MET, Shift.NO_LONGER})


def attention(cohort: Cohort) -> tuple[Attention, ...]:
    """Lines about these people, by topic and then by login; somebody may have one for each topic. Nobody is ranked."""
    everybody = sorted(cohort.reports, key=lambda report: report.contributor.login)
    found = [line for topic in _TOPICS for report in everybody for line in topic(report, cohort)]
    failed = [Attention(topic=Topic.UNREAD, login=one.login, text=one.error) for one in cohort.failures]
    order = list(Topic)
    return tuple(sorted([*found, *failed], key=lambda line: (order.index(line.topic), line.login.lower())))


def _line(topic: Topic, report: Report, text: str, then: str = "", url: str | None = None) -> Attention:
    return Attention(topic=topic, login=report.contributor.login.name, text=text, then=then, url=url)


def _ready(report: Report, cohort: Cohort) -> Iterator[Attention]:
    """All that can be counted is met, and nobody else is next."""
    del cohort
    best = next(iter(report.within_reach), None)
    if report.next and report.next.kind is Ahead.TIER and best and best.counted_met and _counts(best):
        yield _line(Topic.READY, report, best.place, _whom_to_ask(best, report))


def _counts(result: TierResult) -> bool:
    """Whether anything in a tier is a number; a role that only people decide about is never ready by counting."""
    return any(finding.required is not None for finding in walk(result.machine))


def _whom_to_ask(best: TierResult, report: Report) -> str:
    people = [one.login.name for one in who_decides(best.scope, report.sponsors.suggested)][:NAMED]
    if people:
        return f"ask {' or '.join(people)}"
    return f"ask an approver of {best.scope}" if best.scope.kind is ScopeKind.DIRECTORY else ""


def _moved(report: Report, cohort: Cohort) -> Iterator[Attention]:
    """What is different since the run before. What is only newly known did not move."""
    mine = [one for one in cohort.changes if one.login == report.contributor.login and one.kind in _MOVES]
    mine.sort(key=lambda change: change.criterion is not None)
    if mine:
        more = f", and {len(mine) - 1} more" if len(mine) > 1 else ""
        yield _line(Topic.MOVED, report, f"{_change(mine[0], report)}{more}", _next(report))


def _change(change: Change, report: Report) -> str:
    kind = change.kind.words
    if change.criterion is None:
        return f"{kind}: {change.title} in {change.scope}"
    tier = next((rung.title for rung in report.standing.ladder if rung.tier == change.tier), change.tier)
    return f"{kind}: {change.title} ({tier} in {change.scope})"


def _next(report: Report) -> str:
    """What comes next, without how far it is."""
    best = next(iter(report.within_reach), None)
    return f"next: {best.place}" if best else ""


def _waiting(report: Report, cohort: Cohort) -> Iterator[Attention]:
    """An open membership request: who has to answer next."""
    request = report.sponsors.request
    if request and request.state == "open":
        days = (cohort.as_of - request.opened_at).days
        then = f"open for {days} {'day' if days == 1 else 'days'}"
        text = f"request {request.reference}: {_whose_turn(request, report)}"
        yield _line(Topic.WAITING, report, text, then, request.url)


def _whose_turn(request: RequestAudit, report: Report) -> str:
    """Also for who aims at something else than membership. What is not known to be missing is not said to be."""
    memberships = (one for one in report.readiness if one.scope.kind is ScopeKind.ORGANIZATION)
    if any(is_complete(request, membership) for membership in memberships):
        return "the GitHub admins are next"
    if not request.complete:
        return "who answers next is not known, as the thread was not read whole"
    silent = [one.login.name for one in request.sponsors if not one.confirmed]
    if silent:
        return f"{' and '.join(silent)} did not answer yet"
    if doubted := [one.login.name for one in request.sponsors if one.doubted]:
        return f"whether {' and '.join(doubted)} confirmed is not plain"
    if request.unread:
        return "whom it names as a sponsor is not known in full"
    return "every sponsor that it names answered" if request.sponsors else "it names no sponsor"


def _quiet(report: Report, cohort: Cohort) -> Iterator[Attention]:
    """No work for six weeks, or none at all; where newer work may be unread, that is said instead."""
    last, work = report.standing.activity.last_at, report.counts.reviewed_or_merged
    if last and cohort.as_of - last <= QUIET:
        return
    seen = f"no pull request or review seen since {last.date()}" if last else "no pull request or review seen yet"
    url = report.standing.activity.last_url
    if last is None and (work.total or work.at_least):
        yield _line(Topic.UNREAD, report, "the day of the last pull request or review is not known")
    elif gap := next((gap for gap in report.data.gaps if gap.kind in _OF_WORK), None):
        then = f"newer work may be unread: {gap.reason.rstrip('.')}"
        yield _line(Topic.UNREAD, report, seen, then, url)
    else:
        mentor = cohort.member(report.contributor.login).mentor
        yield _line(Topic.QUIET, report, seen, f"mentor: {mentor}" if mentor else _next(report), url)


def _unread(report: Report, cohort: Cohort) -> Iterator[Attention]:
    """What a verdict, or somebody's standing, still waits for."""
    del cohort
    failed = [gap for gap in report.data.gaps if not gap.more]
    if not report.finished:
        text = "; ".join(dict.fromkeys(map(_why, failed))) or "reading stopped before every verdict was known"
        yield _line(Topic.UNREAD, report, text)


def _why(gap: Gap) -> str:
    return f"{gap.kind.value.replace('_', ' ')}: {gap.reason.rstrip('.')}"


_TOPICS: Final[tuple[Callable[[Report, Cohort], Iterator[Attention]], ...]] = (
    _ready,
    _moved,
    _quiet,
    _waiting,
    _unread,
)
