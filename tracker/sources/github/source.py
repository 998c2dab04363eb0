"""GitHub as a source of facts, with a token."""

from tracker.facts import Facts, Query
from tracker.sources.base import Wanted
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.files import GitHubFiles
from tracker.sources.github.plan import read_plan
from tracker.sources.github.reading import Reading


class GitHubSource:
    """Gathers facts about people and their community from one GitHub. ``requests_repo`` holds membership requests."""

    def __init__(self, client: GitHubClient, *, requests_repo: str | None = None) -> None:
        self._client = client
        self._requests_repo = requests_repo
        self._files = GitHubFiles(client)

    def gather(self, query: Query, wanted: Wanted) -> Facts:
        """The facts about one person, as ``Source`` promises.

        Raises:
            AccountError: there is no such person.
            SourceError, TokenError: not even the account could be read.
        """
        before = self._client.cost
        plan = read_plan(self._client, query, self._requests_repo)
        return Reading(self._client, query, plan, before).read(wanted)
