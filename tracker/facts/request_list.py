"""The membership requests of a repository, and those of them that could not be read."""

from datetime import datetime

from tracker.facts.gaps import Gap
from tracker.facts.requests import MembershipRequest, RequestState
from tracker.record import record


@record
class RequestListQuery:
    """Which requests: in a state (None: any), and made since a moment (None: ever)."""

    state: RequestState | None = RequestState.OPEN
    since: datetime | None = None

    def wants(self, request: MembershipRequest) -> bool:
        """Whether a request, as it stood at the moment of the report, is asked for."""
        return self.state in {None, request.state} and (self.since is None or request.opened_at >= self.since)


@record
class UnreadIssue:
    """An issue that may be a request and could not be read, and why."""

    number: int
    url: str
    reason: str


@record
class RequestList:
    """The requests that were read, newest first; issues that were not; a gap where it is not known which there are."""

    requests: tuple[MembershipRequest, ...] = ()
    unread: tuple[UnreadIssue, ...] = ()
    gaps: tuple[Gap, ...] = ()
