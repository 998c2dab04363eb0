"""Whether a repository or directory that somebody named exists, and what it is called now."""

from datetime import datetime
from enum import StrEnum

from tracker.facts.scopes import Scope
from tracker.record import record


class Presence(StrEnum):
    """What is known of a place."""

    THERE = "there"
    NO_REPOSITORY = "no repository"
    NO_DIRECTORY = "no directory"
    UNKNOWN = "unknown"


@record
class Place:
    """A scope as GitHub calls it at ``read_at``: its repository may have another name than the one that was given.

    ``reason`` says why it is not known whether it exists. ``directories`` are those that the repository has, where one
    was looked for in vain and they could be listed.
    """

    scope: Scope
    presence: Presence
    read_at: datetime
    reason: str = ""
    directories: tuple[str, ...] = ()
