"""What was met in a programme's term: criteria and tiers, in the week of the fact that completed each."""

from collections.abc import Iterable, Iterator
from datetime import date

from tracker.criteria.dated import latest_possible
from tracker.facts.addresses import reference
from tracker.facts.people import DatePrecision, Since
from tracker.facts.scopes import ScopeKind
from tracker.findings.cohort import Cohort
from tracker.findings.outcomes import Evidence, Finding, Outcome
from tracker.findings.readiness import TierResult
from tracker.findings.report import Report
from tracker.findings.standing import Held
from tracker.findings.term import Milestone, Term

#: Pieces of evidence beside the one that completed a criterion.
_MORE = 2


def milestones(cohort: Cohort) -> tuple[Milestone, ...]:
    """What was met in the cohort's term: by day, then by login; last what nothing dates, or may be older than the term.

    Of what somebody aims at, else of the best place in each tier that was looked at. What was met before the term, or
    after it, is none of it; and what is not met any more is none.
    """
    term = cohort.term
    if term is None:
        return ()
    found = [one for report in cohort.reports for one in _of(report, cohort.aimed_at(report), term)]
    return tuple(sorted(found, key=lambda one: (one.week is None, one.since.day or date.max, one.login)))


def _of(report: Report, aims: tuple[TierResult, ...], term: Term) -> Iterator[Milestone]:
    for held in report.standing.held:
        if held.scope.kind is not ScopeKind.PROJECT and _may_be_in(held.since, term):
            yield _taken_up(held, report, term)
    for result in aims or _best_of_each_tier(report.best_first):
        for finding in _all_met(result.criteria):
            if _may_be_in(finding.met_since, term):
                yield _met(finding, result, report, term)


def _all_met(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The criteria that are met; of one that is not, those of its parts that are."""
    for finding in findings:
        if finding.outcome is Outcome.MET:
            yield finding
        else:
            yield from _all_met(finding.parts)


def _best_of_each_tier(results: Iterable[TierResult]) -> Iterator[TierResult]:
    best: dict[str, TierResult] = {}
    for result in results:
        best.setdefault(result.tier, result)
    return iter(best.values())


def _may_be_in(since: Since, term: Term) -> bool:
    """Whether the facts allow for a day of the term."""
    if since.day is None:
        return True
    if since.precision is DatePrecision.EXACT:
        return term.week(since.day) is not None
    return latest_possible(since) >= term.start


def _week(since: Since, term: Term) -> int | None:
    return term.week(since.day) if since.day and since.precision is DatePrecision.EXACT else None


def _taken_up(held: Held, report: Report, term: Term) -> Milestone:
    return Milestone(
        login=report.contributor.login,
        tier=held.tier,
        scope=str(held.scope),
        place=held.scope.named(held.title),
        criterion=None,
        title=held.title,
        since=held.since,
        week=_week(held.since, term),
        evidence=held.proof[:1],
    )


def _met(finding: Finding, result: TierResult, report: Report, term: Term) -> Milestone:
    return Milestone(
        login=report.contributor.login,
        tier=result.tier,
        scope=str(result.scope),
        place=result.place,
        criterion=finding.id,
        title=finding.title,
        basis=finding.basis,
        since=finding.met_since,
        week=_week(finding.met_since, term),
        evidence=tuple(_evidence(finding)),
    )


def _evidence(finding: Finding) -> Iterator[Evidence]:
    """The fact that completed a criterion, then others that came no later, the newest first."""
    since = finding.met_since
    complete = [one for one in finding.evidence if since.url and one.url == since.url]
    if complete:
        yield complete[0]
    elif since.url:
        yield Evidence(title=reference(since.url) or "look", url=since.url)
    others = [one for one in finding.evidence if one.url != since.url and _in_time(one, since)]
    yield from others[:_MORE]


def _in_time(evidence: Evidence, since: Since) -> bool:
    return since.day is None or evidence.at is None or evidence.at.date() <= since.day
