"""What everybody did in one repository within some time: its pull requests, each with who took part in it."""

from collections.abc import Mapping
from datetime import datetime

from tracker.facts.activity import Conversation, Participation, PullRequest
from tracker.facts.gaps import Gap, Kind
from tracker.facts.people import Login
from tracker.record import record


@record
class RepositoryQuery:
    """Which pull requests of a repository (``owner/name``) to read: those that changed since ``since``.

    ``numbers`` names the only ones that matter, where that is known; with ``open_too`` every open one is read, whenever
    it changed. ``details`` are ids of pull requests of which more is to be read, by its kind. ``bots``,
    ``excluded_repos`` and ``left_out`` are as in ``Query``.
    """

    repo: str
    orgs: tuple[str, ...]
    since: datetime
    as_of: datetime
    numbers: frozenset[int] | None = None
    open_too: bool = False
    details: Mapping[Kind, frozenset[str]] | None = None
    excluded_repos: frozenset[str] = frozenset()
    bots: frozenset[Login] = frozenset()
    left_out: frozenset[Login] = frozenset()


@record
class Discussed:
    """A pull request and what everybody said there; bots are left out of it, and say nothing."""

    pull_request: PullRequest
    conversation: Conversation

    def participation(self, login: Login) -> Participation:
        """The part of somebody who is not its author."""
        said = self.conversation
        return Participation(
            pull_request=self.pull_request,
            mine=tuple(review for review in said.reviews if review.by == login),
            commands=tuple(command for command in said.commands if command.by == login),
            conversation=said,
        )


@record
class RepositoryWork:
    """The pull requests of a repository, the newest first. Whatever is not complete has a gap.

    ``total`` is how many pull requests were found that matter, read or not.
    """

    repo: str
    since: datetime
    as_of: datetime
    pulls: tuple[Discussed, ...]
    total: int
    gaps: tuple[Gap, ...]
    source: str
    host: str
    web: str
    fetched_at: datetime


@record
class ProjectCount:
    """How many issues and pull requests of a project somebody opened, and commented on, since a day.

    ``search`` is what to ask GitHub's own page for, as a query. Each number is None where it is not
    known, for the reason ``unknown``.
    """

    login: Login
    contributions: int | None
    comments: int | None
    search: str
    unknown: str | None = None
