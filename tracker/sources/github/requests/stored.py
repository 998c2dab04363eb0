"""Membership requests as an earlier run left them in the store: nobody is asked."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from tracker.errors import SourceError
from tracker.facts.request_list import RequestList, RequestListQuery, UnreadIssue
from tracker.facts.requests import MembershipRequest, RequestState
from tracker.sources.github.api.answers import understanding, understood
from tracker.sources.github.records import Reader
from tracker.sources.github.requests.records import LIVE, Listed, gap, listed, request_in
from tracker.sources.store.issues import IssueList, Issues

_HINT = "Run without --offline once."


@dataclass(frozen=True, kw_only=True)
class StoredRequests:
    """The requests of one repository as they were last read; ``offline`` says why nobody is asked."""

    issues: Issues
    repository: str
    offline: str

    def read_at(self, number: int | None = None, state: RequestState | None = None) -> datetime | None:
        """When a request, or else the list of those in a state, was last read; None where it never was."""
        if number is not None:
            return next((one.read_at for one in self.issues.known([number]).values()), None)
        found = self._list(RequestListQuery(state=state), None)
        return found.read_at if found else None

    def one(self, number: int, reader: Reader) -> MembershipRequest:
        """The request with a number.

        Raises:
            SourceError: it is not stored.
        """
        found = self.issues.known([number]).get(number)
        if found is None:
            raise SourceError(f"{self.repository}#{number} is not stored on this machine", hint=_HINT)
        with understanding():
            return request_in(found.issue, reader, whole=reader.as_of <= found.read_at + LIVE)

    def all(self, query: RequestListQuery, reader: Reader, title: str | None) -> RequestList:
        """Every request that a query wants, as far as it is stored.

        Raises:
            SourceError: no list of them was ever read.
        """
        found = self._list(query, reader.as_of)
        if found is None:
            message = f"no list of the requests in {self.repository} is stored on this machine"
            raise SourceError(message, hint=_HINT)
        nodes = [understood(partial(listed, node, query, reader.as_of)) for node in found.issues]
        wanted = {one.number: one for one in nodes if one}
        stored = self.issues.known(wanted)
        late = reader.as_of > found.read_at + LIVE
        read = {
            number: replace(request, comments_complete=request.comments_complete and not late)
            for number, one in stored.items()
            if (request := understood(partial(wanted[number].stored, one, reader)))
        }
        requests = [one for one in read.values() if one.asks(title) and query.wants(one)]
        return RequestList(
            requests=tuple(sorted(requests, key=lambda one: one.number, reverse=True)),
            unread=tuple(self._unread(one) for number, one in wanted.items() if number not in read),
            gaps=tuple(map(gap, self._missing(found, query, reader.as_of))),
        )

    def _list(self, query: RequestListQuery, as_of: datetime | None) -> IssueList | None:
        """The newest list that holds all that is wanted, or else the newest of any."""
        lists = self.issues.lists()
        return next((one for one in lists if not _lacking(one, query, as_of)), lists[0] if lists else None)

    def _unread(self, one: Listed) -> UnreadIssue:
        return UnreadIssue(number=one.number, url=one.url, reason=self.offline)

    def _missing(self, found: IssueList, query: RequestListQuery, as_of: datetime) -> list[str]:
        lacking = _lacking(found, query, as_of)
        return [*found.missing, *([f"{self.offline}; {lacking}"] if lacking else [])]


def _lacking(found: IssueList, query: RequestListQuery, as_of: datetime | None) -> str | None:
    """What is wanted and not in a list; None where it holds all.

    A list of open issues is one of those open when it was read.
    """
    day = f"{found.read_at:%Y-%m-%d %H:%M} UTC"
    if as_of and as_of > found.read_at + LIVE:
        return f"what was asked since {day} was not looked for"
    if found.since and (query.since is None or query.since < found.since):
        return f"what was asked before {found.since:%Y-%m-%d} was not listed"
    if found.state and (found.state != query.state or (as_of and as_of < found.read_at - LIVE)):
        return f"on {day} only issues that were {found.state} then were listed"
    return None
