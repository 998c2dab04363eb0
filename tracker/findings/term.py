"""A programme's term: from when to when, its checkpoints, and what was met in it."""

from datetime import date, timedelta

from tracker.facts.people import Login, Since
from tracker.findings.outcomes import Basis, Evidence
from tracker.record import record

_WEEK = timedelta(weeks=1)


@record
class Checkpoint:
    """A day on which a programme asks how far everybody is, such as the midterm."""

    name: str
    on: date


@record
class Term:
    """A programme's term: its first and its last day, and its checkpoints by date."""

    start: date
    end: date
    checkpoints: tuple[Checkpoint, ...] = ()

    @property
    def weeks(self) -> int:
        """How many weeks there are; the last may be a short one."""
        return (self.end - self.start) // _WEEK + 1

    def week(self, day: date) -> int | None:
        """Which week of the term a day is in: 1 is the seven days from the first one on; None outside of the term."""
        return (day - self.start) // _WEEK + 1 if self.start <= day <= self.end else None

    def first_day(self, week: int) -> date:
        """The first day of a week of the term."""
        return self.start + (week - 1) * _WEEK

    def checkpoint(self, day: date) -> Checkpoint | None:
        """The checkpoint that is nearest to a day, of two that are as near the later one; None where there is none."""
        return min(self.checkpoints, key=lambda one: (abs(one.on - day), day - one.on), default=None)

    def ahead(self, day: date) -> Checkpoint | None:
        """The first checkpoint on a day or after it."""
        return next((one for one in self.checkpoints if one.on >= day), None)


@record
class Milestone:
    """A criterion that somebody met in the term; or, where ``criterion`` is None, a tier that they took up.

    ``week`` is None where the day is not known, or may have been before the term: ``since`` says what is known of it.
    ``scope`` is written as on the command line, ``place`` is the tier with it in words. ``evidence`` is what can be
    looked at.
    """

    login: Login
    tier: str
    scope: str
    place: str
    criterion: str | None
    title: str
    basis: Basis = Basis.DECIDED
    since: Since
    week: int | None
    evidence: tuple[Evidence, ...] = ()
