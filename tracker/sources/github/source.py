"""GitHub as a source of facts, with a token."""

from dataclasses import replace

from tracker.facts import Community, CommunityQuery, Facts, Query
from tracker.sources.base import Wanted
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.community import read_community
from tracker.sources.github.files import GitHubFiles
from tracker.sources.github.plan import read_plan
from tracker.sources.github.reading import Reading


class GitHubSource:
    """Gathers facts about people and their community from one GitHub."""

    def __init__(self, client: GitHubClient) -> None:
        self._client = client
        self._files = GitHubFiles(client)

    def gather(self, query: Query, wanted: Wanted) -> Facts:
        """The facts about one person, as ``Source`` promises.

        Raises:
            AccountError: there is no such person.
            SourceError, TokenError: not even the account could be read.
        """
        before = self._client.cost
        plan = read_plan(self._client, query)
        return Reading(self._client, query, plan, before).read(wanted)

    def community(self, query: CommunityQuery) -> Community:
        """The community's files, each read once however often it is asked for."""
        before = self._client.cost
        community = read_community(self._files, query)
        return replace(community, cost=self._client.spent_since(before))
