"""What deserves a mentor's attention this week, of each person a line for each reason."""

from enum import StrEnum

from tracker.record import record


class Topic(StrEnum):
    """Why somebody deserves attention, in the order in which a mentor reads it.

    ``ready_now``: all that can be counted towards the next tier is met. ``moved``: something is newly met, or no
    longer, since the run before. ``nothing_moved``: no work was seen for six weeks, and none is unread. ``waiting``:
    somebody else has to answer. ``not_read``: the person, or something that the report wanted, could not be read.
    """

    READY = "ready_now"
    MOVED = "moved"
    QUIET = "nothing_moved"
    WAITING = "waiting"
    UNREAD = "not_read"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Topic.READY: "Ready now",
    Topic.MOVED: "Moved since last time",
    Topic.QUIET: "Nothing moved in 6 weeks",
    Topic.WAITING: "Waiting for somebody",
    Topic.UNREAD: "Could not be read",
}


@record
class Attention:
    """A line about a person: ``text`` says what, ``then`` what follows from it, ``url`` shows it.

    ``login`` is what was asked for where there is no such person.
    """

    topic: Topic
    login: str
    text: str
    then: str = ""
    url: str | None = None
