"""What a membership request waits for, and what its verdict is."""

from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.facts.people import Login
from tracker.record import record

if TYPE_CHECKING:
    from tracker.findings.paperwork import FileChange


class Turn(StrEnum):
    """Whose turn it is."""

    APPLICANT = "applicant"
    SPONSOR = "sponsor"
    ADMINS = "admins"


class RequestVerdict(StrEnum):
    """What can be said of a request as a whole.

    ``ready``: all that can be read is in order, and admins decide. ``waits``: something that the applicant or a sponsor
    has to do is certainly missing. ``unknown``: nothing is certainly missing, and something could not be read or told.
    ``needless``: the applicant is a member of all organizations asked for. ``over``: the request is closed.
    """

    READY = "ready"
    WAITS = "waits"
    UNKNOWN = "unknown"
    NEEDLESS = "needless"
    OVER = "over"


@record
class Wait:
    """Something that a request waits for: whose turn it is, who they are, and what to do, with a page that helps.

    ``unread``: it may be done already, which could not be read or told.
    """

    turn: Turn
    text: str
    logins: tuple[Login, ...] = ()
    unread: bool = False
    url: str | None = None


@record
class StatedCompany:
    """A company that somebody states, or that is stated of them, and where."""

    login: Login
    company: str
    stated_in: str
    url: str


@record
class Triage:
    """What a request waits for, as of a day.

    ``text`` says the verdict in a sentence, ``waits`` are in the order in which they are to be done, ``age_days``
    counts from when it was made. Of a request that is ready ``changes`` enter the applicant in the organizations'
    files, and ``commit`` is the title for them; ``comment`` is a text to post in the request. ``notes`` say what was
    not read as it was on the day.
    """

    verdict: RequestVerdict
    text: str
    waits: tuple[Wait, ...]
    age_days: int
    companies: tuple[StatedCompany, ...] = ()
    changes: "tuple[FileChange, ...]" = ()
    commit: str | None = None
    comment: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def next_action(self) -> str | None:
        """What is to be done first; None where nothing is."""
        return self.waits[0].text if self.waits else None
