"""Who is ready for a role in a directory, of all who took part: grouped, in order of the alphabet, not ranked."""

from datetime import datetime

from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings.cohort import Failure
from tracker.findings.outcomes import Outcome
from tracker.findings.readiness import TierResult
from tracker.findings.report import Data, LadderRef
from tracker.record import record


@record
class Companion:
    """Somebody with whom a person reviewed, and in how many pull requests."""

    login: Login
    shared: int


@record
class RoleHolder:
    """Somebody who holds a role in the place: as what, where it is written, and when they were last seen there.

    ``last`` is None where nothing of them was found within the time.
    """

    login: Login
    url: str
    role: str
    entered_in: Scope
    entry_url: str
    alias: str | None = None
    last: datetime | None = None
    last_url: str | None = None


@record
class Candidate:
    """Somebody who was checked in full: the same findings as in their own report.

    ``authored`` and ``reviewed`` are their merged and reviewed pull requests in the place within the time, in
    ``months`` of it; ``companions`` are people who review there, too, and ``emeritus`` is a role that they held there
    once. ``commands`` are what to run next; ``draft`` is what somebody could say to them.
    """

    login: Login
    url: str
    result: TierResult
    authored: int
    reviewed: int
    months: int
    companions: tuple[Companion, ...]
    emeritus: str | None = None
    commands: tuple[str, ...]
    draft: str

    @property
    def ready(self) -> bool:
        """Whether all that can be counted is met."""
        return self.result.counted_met

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing, in words."""
        return tuple(one.missing or one.title for one in self.result.criteria if one.outcome is Outcome.NOT_YET)

    @property
    def unknown(self) -> tuple[str, ...]:
        """What is not known, with the reason."""
        unknown = (one for one in self.result.criteria if one.outcome is Outcome.UNKNOWN)
        return tuple(f"{one.title}: {one.reason}" if one.reason else one.title for one in unknown)


@record
class Candidates:
    """Everybody who took part in a place since a moment.

    ``others`` are how many more took part, who are *not judged*. With ``in_part`` not everything was read: nobody may
    conclude from it that somebody is no candidate.
    """

    ladder: LadderRef
    as_of: datetime
    since: datetime
    scope: Scope
    tier: str
    tier_title: str
    holders: tuple[RoleHolder, ...]
    ready: tuple[Candidate, ...]
    close: tuple[Candidate, ...]
    others: int
    read: int
    found: int
    failures: tuple[Failure, ...] = ()
    data: Data

    @property
    def in_part(self) -> bool:
        return bool(self.data.gaps or self.failures)
