"""All membership requests of a repository: first which issues there are, then many of them in one document.

Among many in one document GitHub may show fewer comments of an issue than there are, without an error. So the list of
issues counts the comments, and an issue that came with fewer is asked for alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from tracker.errors import SourceError, TokenError
from tracker.facts import Gap, Kind
from tracker.facts.request_list import RequestList, RequestListQuery, UnreadIssue
from tracker.facts.requests import MembershipRequest, RequestState
from tracker.sources.github.api.answers import understood
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.field_types import NOT_IN_FORM
from tracker.sources.github.api.question import Question, Result
from tracker.sources.github.records import Json, Reader, moment
from tracker.sources.github.requests import is_private, read_issue, request_in

#: Milliseconds that an issue with its thread may take GitHub, and how many of them one document has at first.
_ISSUE, _AT_ONCE = 300, 15
#: Issues on one page of the list: few enough that GitHub counts the comments of each, or, where most are closed, all it may.
_PAGE, _LARGEST_PAGE = 50, 100
_PLACE = "repository(owner: $owner, name: $name)"
_ORDER = "orderBy: {field: CREATED_AT, direction: DESC}"
_EFFECT = "requests may be missing from the list"


@dataclass(frozen=True, slots=True)
class _Listed:
    """An issue on the list: where it is, and how many comments it has."""

    number: int
    url: str
    comments: int


@dataclass(kw_only=True)
class Requests:
    """Reads the requests of one repository (``owner/name``), as they stood at the reader's moment.

    Where ``live``, that moment is now, and issues that are closed today need not be looked at for open ones.
    """

    client: GitHubClient
    repository: str
    reader: Reader
    title: str | None
    live: bool
    _gaps: list[Gap] = field(default_factory=list, init=False)
    _unread: list[UnreadIssue] = field(default_factory=list, init=False)

    def read(self, query: RequestListQuery) -> RequestList:
        """Every request that a query wants.

        Raises:
            SourceError, TokenError: nothing at all could be read.
        """
        listed = {one.number: one for one in self._list(query)}
        found = (self._whole(one, listed[one.number]) for one in self._requests(listed.values()))
        wanted = [one for one in found if query.wants(one)]
        wanted.sort(key=lambda one: one.number, reverse=True)
        return RequestList(requests=tuple(wanted), unread=tuple(self._unread), gaps=tuple(self._gaps))

    # -- which issues there are

    def _list(self, query: RequestListQuery) -> Iterator[_Listed]:
        batch = Batch(self.client, 1, "RequestIndex")
        states = f"states: [{query.state.upper()}], " if query.state and self.live else ""
        size = _PAGE if query.state is RequestState.OPEN else _LARGEST_PAGE
        after, total = None, 0
        seen: set[int] = set()
        while after is not None or not seen:
            page = self._page(batch, f"first: {size}, after: $after, {states}{_ORDER}", after)
            if page is None:
                return
            total = page["totalCount"]
            nodes = [node for node in page["nodes"] if node]
            seen |= {node["number"] for node in nodes}
            yield from (one for node in nodes if (one := self._listed(node, query)))
            if query.since and any(moment(node["createdAt"]) < query.since for node in nodes):
                return
            after = page["pageInfo"]["endCursor"] if page["pageInfo"]["hasNextPage"] else None
            if not nodes or after is None:
                break
        if len(seen) < total:
            self._miss(f"GitHub counts {total} issues of {self.repository} and shows {len(seen)}")

    def _page(self, batch: Batch, which: str, after: str | None) -> Any:
        """A page of the list; None, and a gap, where a later one cannot be read."""
        ask = f"{_PLACE} {{ isPrivate issues({which}) {{ ...IssueIndex }} }}"
        question = Question(field=ask, values={**self._place, "after": after}, name="issues")
        try:
            (result,) = batch.all({0: question}).values()
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

    def _listed(self, node: Json, query: RequestListQuery) -> _Listed | None:
        """An issue on the list; None where its dates alone show that it is not wanted."""
        made, closed = moment(node["createdAt"]), node["closedAt"]
        late = made > self.reader.as_of or bool(query.since and made < query.since)
        over = query.state is RequestState.OPEN and bool(closed) and moment(closed) <= self.reader.as_of
        if late or over:
            return None
        return _Listed(node["number"], node["url"], (node["said"] or {}).get("totalCount", 0))

    def _miss(self, reason: str) -> None:
        self._gaps.append(Gap(kind=Kind.REQUESTS, reason=reason, effect=_EFFECT))

    # -- what is in them

    def _requests(self, listed: Iterable[_Listed]) -> Iterator[MembershipRequest]:
        todo = {one.number: one for one in listed}
        questions = {number: self._question(number) for number in todo}
        try:
            for results in Batch(self.client, _ISSUE * _AT_ONCE, "Requests").ask(questions):
                yield from self._understood(results, {number: todo.pop(number) for number in results})
        except (SourceError, TokenError) as error:
            self._unread += [UnreadIssue(number=one.number, url=one.url, reason=error.message) for one in todo.values()]

    def _question(self, number: int) -> Question:
        ask = f"{_PLACE} {{ issue(number: $number) {{ ...RequestIssue }} }}"
        return Question(
            field=ask, values={**self._place, "number": number}, weight=_ISSUE, connections=3, name=f"issue{number}"
        )

    def _understood(self, results: Mapping[int, Result], listed: Mapping[int, _Listed]) -> Iterator[MembershipRequest]:
        for number, result in results.items():
            node = (result.data or {}).get("issue") if result.failed is None else None
            if node and is_private(node):
                continue
            if node and not result.whole:
                node = {**node, "comments": None}
            request = understood(partial(self._request, node, listed[number])) if node else None
            if request is None:
                reason = NOT_IN_FORM if node else result.reason
                self._unread.append(UnreadIssue(number=number, url=listed[number].url, reason=reason))
            elif request.asks(self.title):
                yield request

    def _request(self, node: Json, listed: _Listed) -> MembershipRequest:
        """The request in an issue, as complete as its comments are."""
        shown = len((node["comments"] or {}).get("nodes") or ())
        request = request_in(node, self.reader)
        return replace(request, comments_complete=request.comments_complete and shown >= listed.comments)

    def _whole(self, request: MembershipRequest, listed: _Listed) -> MembershipRequest:
        """The request, asked for alone where a part of its thread did not come among others."""
        if request.comments_complete:
            return request
        try:
            node = read_issue(self.client, self.repository, request.number)
        except (SourceError, TokenError):
            return request
        return understood(partial(self._request, node, listed)) or request

    @property
    def _place(self) -> dict[str, object]:
        owner, _, name = self.repository.partition("/")
        return {"owner": owner, "name": name}
