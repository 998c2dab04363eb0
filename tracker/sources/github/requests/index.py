"""Which issues of a repository may be requests: its list, page by page, gone on with where a limit ended it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tracker.errors import SourceError, TokenError
from tracker.facts import Gap
from tracker.facts.request_list import RequestListQuery
from tracker.facts.requests import RequestState
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import SEARCH, Question
from tracker.sources.github.records import Json, moment
from tracker.sources.github.requests.records import LIVE, gap
from tracker.sources.github.requests.resumed import Resumed
from tracker.sources.store.issues import IssueList, Issues

#: Issues on a page of the list: few enough that GitHub counts the comments of each; where most are closed, all it may.
_PAGE, LARGEST_PAGE = 50, 100
#: Where one repository is asked for, by its owner and name.
PLACE = "repository(owner: $owner, name: $name)"
_ORDER = "orderBy: {field: CREATED_AT, direction: DESC}"
#: In place of a cursor: the list is read to its end.
_END = "end"
#: Requests that a run makes at least beside those for the list: for threads, files and accounts.
REQUESTS_BESIDES = 3


def requests_to_list(notes: Iterable[str]) -> int:
    """How many requests a run makes at least, by what the last one noted of the list."""
    _, total = notes
    return REQUESTS_BESIDES + -(-int(total) // _PAGE)


def place_of(repository: str) -> dict[str, object]:
    """The values for ``PLACE``."""
    owner, _, name = repository.partition("/")
    return {"owner": owner, "name": name}


@dataclass(kw_only=True)
class RequestIndex:
    """Lists a repository's issues (``owner/name``), for a report as of a moment; ``gaps`` say what is not listed."""

    client: GitHubClient
    issues: Issues
    repository: str
    as_of: datetime
    resumed: Resumed
    gaps: list[Gap] = field(default_factory=list, init=False)

    def read(
        self, query: RequestListQuery, state: RequestState | None, enough: Callable[[Iterable[Json]], bool]
    ) -> list[Json]:
        """Every issue in a state and the query's time, which are kept for runs that ask nobody.

        As soon as those listed so far are ``enough`` for this run, the rest is left to the next.

        Raises:
            SourceError, TokenError: nothing at all could be read.
        """
        nodes, after, total = self._begun(state, query)
        while after != _END and not (nodes and enough(nodes.values())):
            page = self._page(state, after or None)
            if page is None:
                break
            nodes |= {node["number"]: node for node in page["nodes"] if node}
            total = page["totalCount"]
            after = page["pageInfo"]["endCursor"] if page["pageInfo"]["hasNextPage"] and page["nodes"] else _END
            if query.since and any(moment(node["createdAt"]) < query.since for node in page["nodes"] if node):
                total, after = len(nodes), _END
        self._miss_the_rest(len(nodes), total, done=after == _END)
        self._keep(state, query, nodes)
        self.resumed.note(after, str(total))
        return list(nodes.values())

    @property
    def late(self) -> bool:
        """Whether what earlier runs read may be otherwise at the moment of the report."""
        return self.resumed.on and self.as_of > self.resumed.began + LIVE

    def _begun(self, state: RequestState | None, query: RequestListQuery) -> tuple[dict[int, Json], str, int]:
        """The issues that an earlier run listed that this goes on from, behind what it stopped, and of how many."""
        for found in self.issues.lists() if self.resumed.on else ():
            longer = found.since is None or (query.since is not None and found.since <= query.since)
            if longer and found.read_at == self.resumed.began and found.state == (state or ""):
                after, total = self.resumed.notes
                nodes: list[Json] = [dict(node) for node in found.issues]
                return {node["number"]: node for node in nodes}, after, int(total)
        self.resumed.restart()
        return {}, "", 0

    def _keep(self, state: RequestState | None, query: RequestListQuery, nodes: Mapping[int, Json]) -> None:
        found = IssueList(
            state=state.value if state else "",
            since=query.since,
            issues=list(nodes.values()),
            missing=[one.reason for one in self.gaps],
            read_at=self.resumed.began,
        )
        self.issues.keep_list(found)

    def _miss_the_rest(self, listed: int, total: int, *, done: bool) -> None:
        """Say what is not on the list."""
        few = f"a limit of {self.client.settings.most} requests is too little"
        if self.late:
            day = f"{self.resumed.began:%Y-%m-%d %H:%M} UTC"
            self._miss(f"{few} to read everything again; what was asked or answered since {day} was not looked for")
        if not done and not self.gaps:
            self._miss(f"{few} to list more than the newest {listed} of {total} issues")
        if done and listed < total and not self.gaps:
            self._miss(f"GitHub counts {total} issues of {self.repository} and shows {listed}")

    def _page(self, state: RequestState | None, after: str | None) -> Any:
        """A page of the list, the newest issues first; None, and a gap, where a later one cannot be read."""
        states = f"states: [{state.upper()}], " if state else ""
        size = _PAGE if state is RequestState.OPEN else LARGEST_PAGE
        ask = f"{PLACE} {{ isPrivate issues(first: {size}, after: $after, {states}{_ORDER}) {{ ...IssueIndex }} }}"
        question = Question(
            field=ask, values={**place_of(self.repository), "after": after}, weight=SEARCH, name="issues"
        )
        try:
            (result,) = Batch(self.client, SEARCH, "RequestIndex").all({0: question}).values()
        except (SourceError, TokenError) as error:
            if after is None:
                raise
            self._miss(error.message)
            return None
        if result.absent or (result.whole and result.data and result.data["isPrivate"]):
            raise SourceError(f"there is no public repository {self.repository}", hint="Check --repo.")
        page = (result.data or {}).get("issues") if result.failed is None else None
        if page is None or page.get("nodes") is None:
            if after is None:
                raise SourceError(f"GitHub did not list the issues of {self.repository}: {result.reason}")
            self._miss(result.reason)
            return None
        if result.problems:
            self._miss(result.reason)
        return page

    def _miss(self, reason: str) -> None:
        self.gaps.append(gap(reason))
