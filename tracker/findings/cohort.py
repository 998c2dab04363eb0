"""Several people, checked with one view of the community: side by side and against the run before. Nobody is ranked."""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from tracker.facts.gathered import NO_COST, Cost
from tracker.facts.people import Login
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings.attention import Attention
from tracker.findings.outcomes import Basis, Outcome
from tracker.findings.readiness import TierResult
from tracker.findings.reminders import Reminder
from tracker.findings.report import Report
from tracker.findings.standing import Held
from tracker.findings.term import Milestone, Term
from tracker.record import record


@record
class Failure:
    """Somebody who could not be checked, and why."""

    login: str
    error: str
    hint: str


@record
class Member:
    """What a cohort's file says of a person: the tier and places aimed at, who mentors them, a note, since when."""

    login: Login
    tier: str | None = None
    scopes: tuple[Scope, ...] = ()
    mentor: Login | None = None
    notes: str | None = None
    since: date | None = None

    def aims_at(self, tier: str, scope: Scope) -> bool:
        """Whether a tier in a place is aimed at. Directories say nothing of a tier that is held in none."""
        places = {str(one).casefold() for one in self.scopes}
        there = not places or scope.kind is not ScopeKind.DIRECTORY or str(scope).casefold() in places
        return there and self.tier in {None, tier}


class Shift(StrEnum):
    """What became of something since the run before. What merely could not be read this time is no change."""

    NEWLY_MET = "newly_met"
    NO_LONGER = "no_longer"
    NEWLY_KNOWN = "newly_known"

    @property
    def words(self) -> str:
        return {"newly_met": "newly met", "no_longer": "no longer", "newly_known": "newly known"}[self]


@record
class Change:
    """One criterion of a tier whose outcome changed; or, where ``criterion`` is None, a tier taken up or given up.

    ``scope`` is written as on the command line. ``before`` is None for a tier that was not held, and
    unknown for one of which that was not known.
    """

    login: Login
    kind: Shift
    tier: str
    scope: str
    criterion: str | None
    title: str
    before: Outcome | None
    after: Outcome


@record
class Column:
    """A criterion of a tier, in the matrix."""

    tier: str
    tier_title: str
    criterion: str
    title: str


@record
class Cell:
    """A person's outcome in a column, in the first scope looked at. ``observed`` of ``required`` where it counts."""

    outcome: Outcome
    basis: Basis
    scope: Scope
    observed: int | None = None
    required: int | None = None
    observed_is_at_least: bool = False


@record
class Row:
    """A person in the matrix: a cell for each column, None where the criterion was not looked at."""

    login: Login
    headline: str
    headline_title: str
    cells: tuple[Cell | None, ...]


@record
class Matrix:
    """People by criteria: columns in the ladder's order, rows by login."""

    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()

    def by_tier(self) -> Iterator["Matrix"]:
        """A matrix of each tier: its criteria, and the people who were looked at for it."""
        for _, together in groupby(enumerate(self.columns), key=lambda column: column[1].tier):
            places, columns = zip(*together, strict=True)
            rows = (replace(row, cells=tuple(row.cells[place] for place in places)) for row in self.rows)
            yield Matrix(columns=columns, rows=tuple(row for row in rows if any(row.cells)))


@record
class Sponsorship:
    """Somebody who could be asked to sponsor some of the cohort. ``inside`` where they are of the cohort themselves."""

    sponsor: Login
    company: str | None
    inside: bool
    people: tuple[Login, ...]


NO_MATRIX = Matrix()


@record
class Cohort:
    """The reports of several people, by login.

    ``changes`` are those since ``previous``, the day of the run before; both are empty where there was none.
    ``members`` are by the lower case of their logins. ``attention`` is what a mentor looks at first.
    ``milestones`` are what was met in the ``term`` that the file names, ``reminders`` what waits for whom.
    """

    as_of: datetime
    reports: tuple[Report, ...]
    failures: tuple[Failure, ...] = ()
    name: str | None = None
    members: Mapping[str, Member] = field(default_factory=dict)
    matrix: Matrix = NO_MATRIX
    sponsorships: tuple[Sponsorship, ...] = ()
    previous: datetime | None = None
    changes: tuple[Change, ...] = ()
    attention: tuple[Attention, ...] = ()
    term: Term | None = None
    milestones: tuple[Milestone, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    cost: Cost = NO_COST

    @property
    def everybody(self) -> tuple[Report, ...]:
        return self.reports

    @property
    def complete(self) -> bool:
        """Whether everybody was checked, and read in full."""
        return not self.failures and all(report.data.complete for report in self.reports)

    @property
    def finished(self) -> bool:
        """Whether everybody was checked, and all that was wanted was read."""
        return not self.failures and all(report.finished for report in self.reports)

    def member(self, login: Login) -> Member:
        """What the cohort's file says of a person; nothing where there is no file."""
        return self.members.get(login.key) or Member(login=login)

    def aimed_at(self, report: Report) -> tuple[TierResult, ...]:
        """The tiers and places that somebody aims at by the file, as far as looked at; none where it does not say."""
        member = self.member(report.contributor.login)
        if not (member.tier or member.scopes):
            return ()
        results = [result for result in report.best_first if member.tier in {None, result.tier}]
        # A repository may be called otherwise now; what is aimed at is all that is looked at.
        return tuple(one for one in results if member.aims_at(one.tier, one.scope)) or tuple(results)

    def reached(self, report: Report) -> tuple[Held, ...]:
        """What somebody aims at by the file, and holds."""
        member = self.member(report.contributor.login)
        return tuple(held for held in report.standing.held if member.tier and member.aims_at(held.tier, held.scope))
