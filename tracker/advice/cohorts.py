"""What several reports say side by side: the matrix, who could sponsor whom, what changed since the run before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings import (
    Cell,
    Change,
    Column,
    Finding,
    Matrix,
    Outcome,
    Report,
    Row,
    Shift,
    Sponsorship,
    SuggestedSponsor,
    TierResult,
)

if TYPE_CHECKING:
    from tracker.facts.people import Login


#: Where a role was held before is looked at again there, so that what is missing was given up. Which files name the
#: owners of a subproject may have changed, or not be among those that were read.
_READ_AGAIN = frozenset({ScopeKind.ORGANIZATION, ScopeKind.DIRECTORY, ScopeKind.GROUP})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What a report said, as far as a later one is compared with it.

    ``held`` are the titles of the tiers held, by tier and scope; ``outcomes`` are by tier, scope and criterion.
    """

    held: Mapping[tuple[str, Scope], str]
    outcomes: Mapping[tuple[str, Scope, str], Outcome]


def snapshot(report: Report) -> Snapshot:
    """What is kept of a report for the next run."""
    return Snapshot(
        held={(held.tier, held.scope): held.title for held in report.standing.held},
        outcomes={
            (result.tier, result.scope, finding.id): finding.outcome
            for result in report.readiness
            for finding in result.criteria
        },
    )


def changes(before: Snapshot, report: Report, *, roles_known: bool) -> Iterator[Change]:
    """What is different from an earlier report of the same person: tiers, then criteria.

    A tier that is not among those held any more was given up only where the roles are known this time.
    """
    yield from _changed_tiers(before, report, roles_known=roles_known)
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


def _changed_tiers(before: Snapshot, report: Report, *, roles_known: bool) -> Iterator[Change]:
    now = snapshot(report).held
    for (tier, scope), title in now.items():
        if (tier, scope) not in before.held:
            yield _tier_changed(report, tier, scope, title, Outcome.MET)
    for (tier, scope), title in before.held.items():
        if roles_known and scope.kind in _READ_AGAIN and (tier, scope) not in now:
            yield _tier_changed(report, tier, scope, title, Outcome.NOT_YET)


def _tier_changed(report: Report, tier: str, scope: Scope, title: str, after: Outcome) -> Change:
    taken_up = after is Outcome.MET
    return Change(
        login=report.contributor.login,
        kind=Shift.NEWLY_MET if taken_up else Shift.NO_LONGER,
        tier=tier,
        scope=str(scope),
        criterion=None,
        title=title,
        before=None if taken_up else Outcome.MET,
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
