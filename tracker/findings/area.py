"""How a place is looked after: who reviews and approves, where they are few, what waits. No verdict on anybody."""

from collections.abc import Iterator
from datetime import date, datetime

from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings.candidates import Candidates
from tracker.findings.paperwork import FileChange
from tracker.findings.report import Data, LadderRef
from tracker.record import record


@record
class Deeds:
    """What somebody did in a directory within the time.

    Numbers are of distinct pull requests: by others reviewed and approved, own merged. ``at_least`` where it is not
    known of some pull requests whether they lie there. ``last`` is None where nothing is.
    """

    reviews: int = 0
    approvals: int = 0
    merged: int = 0
    at_least: bool = False
    last: datetime | None = None
    last_url: str | None = None

    @property
    def active(self) -> bool:
        """Whether anything at all is or may be there."""
        return self.last is not None


@record
class Entered:
    """Somebody by an entry in a directory's own OWNERS; ``filter`` limits it to some files."""

    login: Login
    url: str
    role: str
    alias: str | None
    filter: str | None
    deeds: Deeds


@record
class OwnedPlace:
    """A directory whose own OWNERS name people.

    ``counted_in`` is one below it that has none, where only that is looked at. ``changes`` are pull requests merged
    there within the time, ``changes_at_least`` where there may be more; ``above`` is how many who are named further up,
    and not here, were active there. ``in_part`` where not everything was read.
    """

    scope: Scope
    url: str
    entries: tuple[Entered, ...]
    changes: int
    above: int
    changes_at_least: bool = False
    in_part: bool = False
    counted_in: Scope | None = None

    @property
    def active(self) -> frozenset[Login]:
        """Those named here who did something here."""
        return frozenset(one.login for one in self.entries if one.deeds.active)

    @property
    def thin(self) -> bool | None:
        """Whether fewer than two of those named here were active here; None where more may have been."""
        few = len(self.active) < 2  # noqa: PLR2004 - the issue's own number
        return None if few and self.in_part else few

    def quiet(self) -> Iterator[Entered]:
        """The entries of those who did nothing here; none where only a part of it was looked at."""
        return (one for one in self.entries if not (one.deeds.active or self.counted_in))


@record
class Excepted:
    """Somebody who stays in a place without activity there, as a file says: why, and until when."""

    login: Login
    place: Scope
    reason: str
    until: date


@record
class Quiet:
    """Somebody who did nothing in some places that name them; ``excepted`` where a file says to leave them."""

    login: Login
    url: str
    places: tuple[Scope, ...]
    excepted: Excepted | None = None


@record
class ByHand:
    """An entry whose change a person has to make, and why."""

    login: Login
    place: Scope
    why: str


@record
class EmeritusChange:
    """The change that makes emeritus of quiet entries: a diff for each file, and what is left to be done by hand."""

    files: tuple[FileChange, ...] = ()
    by_hand: tuple[ByHand, ...] = ()

    @property
    def diff(self) -> str:
        """All of it, for ``git apply``."""
        return "".join(one.diff or "" for one in self.files)


@record
class Counted:
    """Somebody's numbers over all of the project, approximated: issues and pull requests opened, and commented on.

    Each None where search did not say.
    """

    login: Login
    url: str
    contributions: int | None
    comments: int | None
    check_url: str
    unknown: str | None = None


@record
class Waiting:
    """An open pull request: since when it is open, how many days that are, and what it seems to wait for.

    ``waits_for`` is None where that is not known; it is not ``certain`` to lie in the place where
    not all of its files were read.
    """

    number: int
    title: str
    url: str
    author: Login | None
    opened_at: datetime
    days: int
    waits_for: str | None
    certain: bool = True


@record
class Area:
    """A repository or a directory of it, as those who lead it look at it.

    ``below`` are those under owners.md's project-wide numbers. ``quiet`` is None where not enough was read, or not far
    enough back, to say of anybody that they did nothing: ``quiet_unknown`` says why.
    """

    ladder: LadderRef
    as_of: datetime
    since: datetime
    scope: Scope
    places: tuple[OwnedPlace, ...]
    quiet: tuple[Quiet, ...] | None
    quiet_unknown: str | None
    change: EmeritusChange
    below: tuple[Counted, ...]
    expired: tuple[Excepted, ...]
    waiting: tuple[Waiting, ...]
    candidates: Candidates | None
    read: int
    found: int
    data: Data

    @property
    def in_part(self) -> bool:
        return bool(self.data.gaps)

    @property
    def thin(self) -> tuple[OwnedPlace, ...]:
        """The places with fewer than two active ones, for certain."""
        return tuple(one for one in self.places if one.thin)
