"""What somebody did within a time, as far as GitHub's search finds it: for audits of many, not for reports on one."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from tracker.facts.people import Login
from tracker.record import record


@record
class Contribution:
    """Something that somebody did: when, what (in words), and where to see it."""

    at: datetime
    what: str
    url: str


@record
class ActivityQuery:
    """Whose contributions are counted: in these organizations, from a moment to a moment, up to ``enough`` of them.

    Repositories in ``excluded`` do not count.
    """

    orgs: tuple[str, ...]
    since: datetime
    until: datetime
    enough: int = 1
    excluded: frozenset[str] = frozenset()


@record
class Activity:
    """What is known of somebody's contributions within a time.

    ``least`` is how many were seen, never more than there are; ``last`` is the newest of those that were looked at.
    ``called`` is the account's login now, where it is another. ``doubts`` say why there may be more than was seen, and
    ``looked_at`` what was looked at, in words with numbers: issues and pull requests opened, threads that changed.
    """

    login: Login
    least: int = 0
    last: Contribution | None = None
    called: Login | None = None
    doubts: tuple[str, ...] = ()
    looked_at: tuple[str, ...] = ()


@record
class Activities:
    """Everybody's contributions, and why reading ended before its end (None: it did not)."""

    by_login: Mapping[Login, Activity] = field(default_factory=dict)
    ended: str | None = None
