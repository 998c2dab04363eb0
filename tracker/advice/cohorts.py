"""What several reports say side by side: the matrix, who could sponsor whom, what changed since the run before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from tracker.facts import Kind
from tracker.facts.people import DatePrecision
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings.cohort import Cell, Change, Column, Matrix, Row, Shift, Sponsorship
from tracker.findings.outcomes import Finding, Outcome
from tracker.findings.readiness import TierResult
from tracker.findings.report import Report
from tracker.findings.snapshot import Snapshot
from tracker.findings.standing import Held

if TYPE_CHECKING:
    from tracker.facts.people import Login
    from tracker.findings.sponsors import SuggestedSponsor


#: Where a role was held before is looked at again there, so that what is missing was given up. Which files name the
#: owners of a subproject may have changed, or not be among those that were read.
_READ_AGAIN = frozenset({ScopeKind.ORGANIZATION, ScopeKind.DIRECTORY, ScopeKind.GROUP})
#: What tells which tiers somebody holds: the files that give roles, and for a contributor their own pull requests.
_ROLES = frozenset({Kind.MEMBERS, Kind.OWNERS, Kind.GROUPS})
_WORK = frozenset({Kind.AUTHORED})


def matrix(reports: Iterable[Report]) -> Matrix:
    """People by criteria: of each tier that was looked at, the first scope of each person."""
    everybody = tuple(reports)
    columns = _columns(everybody)
    return Matrix(columns=tuple(columns), rows=tuple(_row(report, columns) for report in everybody))


def _columns(reports: Iterable[Report]) -> list[Column]:
    """Every criterion that anybody was checked for: tiers in the ladder's order, criteria in the tier's."""
    found: dict[str, dict[str, Column]] = defaultdict(dict)
    order: dict[str, int] = {}
    for report in reports:
        order.update({rung.tier: place for place, rung in enumerate(report.standing.ladder)})
        for result in _first_of_each_tier(report):
            for finding in result.criteria:
                column = Column(tier=result.tier, tier_title=result.title, criterion=finding.id, title=finding.title)
                found[result.tier].setdefault(finding.id, column)
    return [column for tier in sorted(found, key=lambda tier: order.get(tier, 0)) for column in found[tier].values()]


def _first_of_each_tier(report: Report) -> Iterator[TierResult]:
    seen: set[str] = set()
    for result in report.nearest:
        if result.tier not in seen:
            seen.add(result.tier)
            yield result


def _row(report: Report, columns: Iterable[Column]) -> Row:
    cells = {
        (result.tier, finding.id): _cell(finding, result)
        for result in _first_of_each_tier(report)
        for finding in result.criteria
    }
    return Row(
        login=report.contributor.login,
        headline=report.standing.headline,
        headline_title=report.standing.headline_title,
        cells=tuple(cells.get((column.tier, column.criterion)) for column in columns),
    )


def _cell(finding: Finding, result: TierResult) -> Cell:
    return Cell(
        outcome=finding.outcome,
        basis=finding.basis,
        scope=result.scope,
        observed=finding.observed,
        required=finding.required,
        observed_is_at_least=finding.observed_is_at_least,
    )


def sponsorships(reports: Iterable[Report]) -> tuple[Sponsorship, ...]:
    """Everybody who could be asked by at least one of these people, by login."""
    everybody = {report.contributor.login: report for report in reports}
    people: dict[Login, list[Login]] = defaultdict(list)
    sponsors: dict[Login, SuggestedSponsor] = {}
    for login, report in everybody.items():
        for sponsor in report.sponsors.suggested:
            people[sponsor.login].append(login)
            sponsors[sponsor.login] = sponsor
    return tuple(
        Sponsorship(
            sponsor=sponsor,
            company=sponsors[sponsor].company,
            inside=sponsor in everybody,
            people=tuple(sorted(people[sponsor])),
        )
        for sponsor in sorted(people)
    )


def snapshot(report: Report) -> Snapshot:
    """What is kept of a report for the next run."""
    return Snapshot(
        held={(held.tier, held.scope): held.title for held in report.standing.held},
        outcomes={
            (result.tier, result.scope, finding.id): finding.outcome
            for result in report.readiness
            for finding in result.criteria
        },
        unread=frozenset(gap.kind for gap in report.data.gaps),
    )


def changes(before: Snapshot, report: Report, day: date) -> Iterator[Change]:
    """What is different from an earlier report of the same person, as of a day: tiers, then criteria.

    A tier that is not among those held any more was given up only where the roles are known this time; and one that
    was not among them before was taken up only where it is known that it was not held then.
    """
    yield from _taken_up(before, report, day)
    yield from _given_up(before, report)
    for result in report.readiness:
        for finding in result.criteria:
            was = before.outcomes.get((result.tier, result.scope, finding.id))
            if was and (kind := _shift(was, finding.outcome)):
                yield Change(
                    login=report.contributor.login,
                    kind=kind,
                    tier=result.tier,
                    scope=str(result.scope),
                    criterion=finding.id,
                    title=finding.title,
                    before=was,
                    after=finding.outcome,
                )


def _taken_up(before: Snapshot, report: Report, day: date) -> Iterator[Change]:
    for held in report.standing.held:
        if (held.tier, held.scope) not in before.held:
            kind = Shift.NEWLY_MET if _was_not_held(held, before, day) else Shift.NEWLY_KNOWN
            yield _tier_changed(report, (held.tier, held.scope), held.title, kind)


def _given_up(before: Snapshot, report: Report) -> Iterator[Change]:
    now = snapshot(report)
    for (tier, scope), title in before.held.items():
        if now.unread.isdisjoint(_ROLES) and scope.kind in _READ_AGAIN and (tier, scope) not in now.held:
            yield _tier_changed(report, (tier, scope), title, Shift.NO_LONGER)


def _was_not_held(held: Held, before: Snapshot, day: date) -> bool:
    """Whether a tier that an earlier report did not see is known not to have been held on its day.

    The report may not have read what gives the tier, or not that directory's; and a line that was touched since may
    have been there before.
    """
    since = held.since
    if since.day and since.day < day:
        return False
    if since.day and since.day > day and since.precision is DatePrecision.EXACT:
        return True
    return before.unread.isdisjoint(_WORK if held.scope.kind is ScopeKind.PROJECT else _ROLES)


#: What was known of a tier before, and is now.
_OF_TIERS: Mapping[Shift, tuple[Outcome | None, Outcome]] = {
    Shift.NEWLY_MET: (None, Outcome.MET),
    Shift.NEWLY_KNOWN: (Outcome.UNKNOWN, Outcome.MET),
    Shift.NO_LONGER: (Outcome.MET, Outcome.NOT_YET),
}


def _tier_changed(report: Report, place: tuple[str, Scope], title: str, kind: Shift) -> Change:
    tier, scope = place
    before, after = _OF_TIERS[kind]
    return Change(
        login=report.contributor.login,
        kind=kind,
        tier=tier,
        scope=str(scope),
        criterion=None,
        title=title,
        before=before,
        after=after,
    )


def _shift(before: Outcome, after: Outcome) -> Shift | None:
    """None where nothing changed, or where it is only not known any more."""
    if after in {before, Outcome.UNKNOWN}:
        return None
    if before is Outcome.UNKNOWN:
        return Shift.NEWLY_KNOWN
    if after is Outcome.MET:
        return Shift.NEWLY_MET
    return Shift.NO_LONGER if before is Outcome.MET else None
