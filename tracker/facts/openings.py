"""Things that wait for somebody: open issues that nobody works on, open pull requests that nobody reviews."""

from datetime import datetime

from tracker.facts.people import Login
from tracker.record import record


@record
class OpeningsQuery:
    """Where to look: repositories (``owner/name``), for whom, and for what.

    ``labels`` are those of issues for newcomers; none are looked for where there are no labels, and no pull requests
    without ``reviews``.
    """

    login: Login
    repos: tuple[str, ...]
    labels: tuple[str, ...] = ()
    reviews: bool = False


@record
class OpenItem:
    """An open issue or pull request. ``paths`` are the files of a pull request, as far as they were read."""

    pull_request: bool
    repo: str
    number: int
    url: str
    title: str
    labels: tuple[str, ...]
    updated_at: datetime
    author: Login | None = None
    paths: tuple[str, ...] = ()
