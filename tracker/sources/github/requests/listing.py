"""All membership requests of a repository: first which issues there are, then many of them in one document.

Among many in one document GitHub may show fewer comments of an issue than there are, without an error. So the list
of issues counts the comments, and an issue that came with fewer is asked for alone. What did not change since an
earlier run is not asked for again; but where as many sponsors have confirmed as may do, the thread is read anew:
somebody will act on it. What was never read comes first, so that runs of few requests get to everything.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from math import ceil
from typing import Any

from tracker.errors import SourceError, TokenError
from tracker.facts import Gap
from tracker.facts.request_list import RequestList, RequestListQuery, UnreadIssue
from tracker.facts.requests import MembershipRequest, RequestState
from tracker.sources.github.api.answers import understood
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.field_types import NOT_IN_FORM
from tracker.sources.github.api.question import SEARCH, Question, Result
from tracker.sources.github.records import Json, Reader, moment
from tracker.sources.github.requests.records import (
    Listed,
    gap,
    is_private,
    is_whole,
    kept_as,
    lacks_answers,
    listed,
    request_in,
)
from tracker.sources.github.requests.threads import read_issue
from tracker.sources.store.issues import IssueList, Issues

#: Milliseconds that an issue with its thread may take GitHub, and how many of them one document has at first.
_ISSUE, _AT_ONCE = 300, 15
#: Issues on a page of the list: few enough that GitHub counts the comments of each; where most are closed, all it may.
_PAGE, _LARGEST_PAGE = 50, 100
_PLACE = "repository(owner: $owner, name: $name)"
_ORDER = "orderBy: {field: CREATED_AT, direction: DESC}"
_NEVER = datetime.min.replace(tzinfo=UTC)


def _may_be_ready(request: MembershipRequest) -> bool:
    """Whether the answers may do, as some rules ask for one: then all of the thread has to be looked at."""
    return not lacks_answers(request) or any(one.confirmed for one in request.sponsors)


@dataclass(kw_only=True)
class Requests:
    """Reads the requests of one repository (``owner/name``), as they stood at the reader's moment.

    Where ``live``, that moment is ``now``, and issues that are closed today need not be looked at for open ones.
    """

    client: GitHubClient
    issues: Issues
    repository: str
    reader: Reader
    title: str | None
    live: bool
    now: datetime
    _gaps: list[Gap] = field(default_factory=list)
    _unread: list[UnreadIssue] = field(default_factory=list)

    def read(self, query: RequestListQuery) -> RequestList:
        """Every request that a query wants.

        Raises:
            SourceError, TokenError: nothing at all could be read.
        """
        on_list = self._wanted(self._list(query), query)
        found = (self._whole(one, on_list[one.number]) for one in self._requests(on_list))
        wanted = [one for one in found if query.wants(one)]
        wanted.sort(key=lambda one: one.number, reverse=True)
        return RequestList(requests=tuple(wanted), unread=tuple(self._unread), gaps=tuple(self._gaps))

    def _wanted(self, nodes: Iterable[Json], query: RequestListQuery) -> dict[int, Listed]:
        return {one.number: one for node in nodes if (one := listed(node, query, self.reader.as_of))}

    # -- which issues there are

    def _list(self, query: RequestListQuery) -> list[Json]:
        """Every issue in the query's state and time, which are kept for runs that ask nobody."""
        state = query.state if query.state and self.live else None
        nodes, total = dict[int, Json](), 0
        for page in self._pages(state):
            nodes |= {node["number"]: node for node in page["nodes"] if node}
            total = page["totalCount"]
            if query.since and any(moment(node["createdAt"]) < query.since for node in page["nodes"] if node):
                total = len(nodes)
                break
            if page["pageInfo"]["hasNextPage"] and self._leaves_none(self._wanted(nodes.values(), query)):
                few = f"a limit of {self.client.settings.most} requests is too little"
                self._miss(f"{few} to list more than the newest {len(nodes)} of {total} issues")
                break
        if len(nodes) < total and not self._gaps:
            self._miss(f"GitHub counts {total} issues of {self.repository} and shows {len(nodes)}")
        found = IssueList(
            state=state.value if state else "",
            since=query.since,
            issues=list(nodes.values()),
            missing=[one.reason for one in self._gaps],
            read_at=self.now,
        )
        self.issues.keep_list(found)
        return list(nodes.values())

    def _leaves_none(self, on_list: Mapping[int, Listed]) -> bool:
        """Whether another page of the list would take the place of what is to be read of these."""
        left = self.client.requests_left
        if left is None:
            return False
        _, todo = self._parted(on_list)
        new = len(todo) - len(self.issues.known(todo))
        return left <= max(ceil(new / _AT_ONCE), bool(todo))

    def _pages(self, state: RequestState | None) -> Iterator[Json]:
        """The pages of the list, the newest issues first, as far as they can be read."""
        batch = Batch(self.client, SEARCH, "RequestIndex")
        states = f"states: [{state.upper()}], " if state else ""
        size = _PAGE if state is RequestState.OPEN else _LARGEST_PAGE
        page, after = self._page(batch, f"first: {size}, after: $after, {states}{_ORDER}", None), None
        while page is not None:
            yield page
            after = page["pageInfo"]["endCursor"] if page["pageInfo"]["hasNextPage"] and page["nodes"] else None
            page = after and self._page(batch, f"first: {size}, after: $after, {states}{_ORDER}", after)

    def _page(self, batch: Batch, which: str, after: str | None) -> Any:
        """A page of the list; None, and a gap, where a later one cannot be read."""
        ask = f"{_PLACE} {{ isPrivate issues({which}) {{ ...IssueIndex }} }}"
        question = Question(field=ask, values={**self._place, "after": after}, weight=SEARCH, name="issues")
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

    def _miss(self, reason: str) -> None:
        self._gaps.append(gap(reason))

    # -- what is in them

    def _requests(self, on_list: Mapping[int, Listed]) -> Iterator[MembershipRequest]:
        unchanged, others = self._parted(on_list)
        yield from (request for request in unchanged if request.asks(self.title))
        todo = {number: on_list[number] for number in others}
        questions = {number: self._question(number) for number in todo}
        try:
            for results in Batch(self.client, _ISSUE * _AT_ONCE, "Requests").ask(questions):
                yield from self._understood(results, {number: todo.pop(number) for number in results})
        except (SourceError, TokenError) as error:
            self._unread += [UnreadIssue(number=one.number, url=one.url, reason=error.message) for one in todo.values()]

    def _parted(self, on_list: Mapping[int, Listed]) -> tuple[list[MembershipRequest], list[int]]:
        """Those that need not be read again, which are known as they are now and cannot be ready; and all others.

        Of these what was never read comes first, then what was not for longest: a limit may end the reading.
        """
        stored = self.issues.known(on_list)
        found = (understood(partial(on_list[number].stored, one, self.reader)) for number, one in stored.items())
        unchanged = [
            one for one in found if one and one.comments_complete and (one.closed_at or not _may_be_ready(one))
        ]
        numbers = {one.number for one in unchanged}
        others = [number for number in on_list if number not in numbers]
        return unchanged, sorted(others, key=lambda number: stored[number].read_at if number in stored else _NEVER)

    def _question(self, number: int) -> Question:
        ask = f"{_PLACE} {{ issue(number: $number) {{ ...RequestIssue }} }}"
        return Question(
            field=ask, values={**self._place, "number": number}, weight=_ISSUE, connections=3, name=f"issue{number}"
        )

    def _understood(self, results: Mapping[int, Result], on_list: Mapping[int, Listed]) -> Iterator[MembershipRequest]:
        for number, result in results.items():
            node = (result.data or {}).get("issue") if result.failed is None else None
            if node and is_private(node):
                continue
            if node and not result.whole:
                node = {**node, "comments": None}
            request = understood(partial(self._request, node, on_list[number])) if node else None
            if request is None:
                reason = NOT_IN_FORM if node else result.reason
                self._unread.append(UnreadIssue(number=number, url=on_list[number].url, reason=reason))
            elif request.asks(self.title):
                yield request

    def _request(self, node: Json, on_list: Listed) -> MembershipRequest:
        """The request in an issue, as complete as its comments are; kept where they are all there."""
        whole = is_whole(node, on_list.comments)
        request = request_in(node, self.reader, whole=whole)
        if whole:
            self.issues.keep([kept_as(node, self.now, changed=on_list.updated_at)])
        return request

    def _whole(self, request: MembershipRequest, on_list: Listed) -> MembershipRequest:
        """The request, asked for alone where a part of its thread did not come among others."""
        if request.comments_complete:
            return request
        try:
            node = read_issue(self.client, self.repository, request.number)
        except (SourceError, TokenError):
            return request
        return understood(partial(self._request, node, on_list)) or request

    @property
    def _place(self) -> dict[str, object]:
        owner, _, name = self.repository.partition("/")
        return {"owner": owner, "name": name}
