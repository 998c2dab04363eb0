"""How all that a group owns is looked after: a table of its subprojects, and where files disagree about its leads."""

from datetime import datetime

from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings.paperwork import FileChange
from tracker.findings.report import Data, LadderRef
from tracker.record import record


@record
class OwnersRow:
    """An OWNERS file that sigs.yaml lists for a subproject.

    ``reviewers`` and ``approvers`` are how many its own entries name, ``active`` how many of them did something there
    within the time, ``merged`` how many pull requests were merged there. ``unknown`` says why numbers may be too low,
    or are not known at all (None then).
    """

    subproject: str
    scope: Scope
    url: str
    reviewers: int | None
    approvers: int | None
    active: int | None
    merged: int | None
    unknown: str | None = None

    @property
    def thin(self) -> bool | None:
        """Whether fewer than two of those named there were active there; None where that is not known."""
        few = self.active is None or self.active < 2  # noqa: PLR2004 - the rule's own number
        return None if few and self.unknown is not None else few


@record
class Disagreement:
    """A file that names other leads than sigs.yaml does: ``place`` is the list in it.

    ``missing`` are leads whom it does not name, ``surplus`` people whom it names and who are none. ``change`` makes it
    agree with sigs.yaml, which is the authority.
    """

    file: str
    place: str
    missing: tuple[Login, ...]
    surplus: tuple[Login, ...]
    change: FileChange


@record
class GroupArea:
    """A group, as its leads look at it. ``not_compared`` are files that could not be read, with the reason."""

    ladder: LadderRef
    as_of: datetime
    since: datetime
    group: str
    title: str
    url: str
    leads: tuple[Login, ...]
    rows: tuple[OwnersRow, ...]
    disagreements: tuple[Disagreement, ...]
    not_compared: tuple[str, ...]
    data: Data

    @property
    def in_part(self) -> bool:
        return bool(self.data.gaps or self.not_compared or any(row.unknown for row in self.rows))
