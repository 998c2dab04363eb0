"""The tiers that somebody holds, and what was counted of their work."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime

from tracker.facts.people import UNKNOWN_SINCE, Since
from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Evidence
from tracker.record import record


@record
class Held:
    """A tier that somebody holds, with the entry that proves it; or, as emeritus, held once."""

    tier: str
    title: str
    scope: Scope
    since: Since = UNKNOWN_SINCE
    via: str | None = None
    proof: tuple[Evidence, ...] = ()


@record
class LastActivity:
    """When somebody was last seen. ``inactive`` is None where that is not known.

    ``inactive_on`` is the day on which inactivity would begin if nothing more happened.
    """

    last_at: datetime | None = None
    last_url: str | None = None
    inactive: bool | None = None
    inactive_on: date | None = None
    reason: str | None = None


NO_ACTIVITY = LastActivity()


@record
class Rung:
    """One tier of the ladder in a person's picture: held, next (looked at), or above."""

    tier: str
    title: str
    held: int = 0
    looked_at: bool = False


@record
class Standing:
    """The tiers held, each with its scope, and those held once."""

    headline: str
    headline_title: str
    held: tuple[Held, ...] = ()
    emeritus: tuple[Held, ...] = ()
    activity: LastActivity = NO_ACTIVITY
    unknown: tuple[str, ...] = ()
    ladder: tuple[Rung, ...] = ()

    def is_at(self, rung: Rung) -> bool:
        """Whether a tier of the ladder is held, or is where somebody stands who holds none."""
        return bool(rung.held) or (not self.held and rung.tier == self.headline)


@record
class Count:
    """A number of pull requests over the active organizations; ``at_least`` where more may exist."""

    total: int
    at_least: bool
    by_repo: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.total}+" if self.at_least else str(self.total)


@record
class Counts:
    """What was counted, by the ladder's definitions."""

    authored_merged: Count
    reviewed: Count
    lgtm_given: Count
    primary_reviewer: Count
    substantial: Count
    reviewed_or_merged: Count


@record
class Month:
    """How many pull requests somebody opened, merged or reviewed in a month, by its first day.

    ``at_least`` where more may exist.
    """

    first: date
    pieces: int
    at_least: bool = False
