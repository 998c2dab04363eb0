"""An issue as a list shows it: whether it is wanted, and whether what is stored of it is all."""

from dataclasses import dataclass
from datetime import datetime

from tracker.facts.request_list import RequestListQuery
from tracker.facts.requests import MembershipRequest, RequestState
from tracker.sources.github.records import Json, Reader, moment
from tracker.sources.github.requests import request_in
from tracker.sources.store.issues import StoredIssue


@dataclass(frozen=True, slots=True)
class Listed:
    """An issue on a list: when it last changed, and how many comments it had then."""

    number: int
    url: str
    comments: int
    updated_at: datetime

    def stored(self, known: StoredIssue, reader: Reader) -> MembershipRequest:
        """What an earlier run kept of the issue: all of it only where that is as new as the list.

        Raises:
            KeyError, TypeError, ValueError: it is not in the form of GitHub's answers.
        """
        whole = known.updated_at >= self.updated_at and known.comments >= self.comments
        return request_in(known.issue, reader, whole=whole)


def listed(node: Json, query: RequestListQuery, as_of: datetime) -> Listed | None:
    """An issue on the list; None where its dates alone show that it is not wanted."""
    made, closed = moment(node["createdAt"]), node["closedAt"]
    late = made > as_of or bool(query.since and made < query.since)
    over = query.state is RequestState.OPEN and bool(closed) and moment(closed) <= as_of
    if late or over:
        return None
    said = (node["said"] or {}).get("totalCount", 0)
    return Listed(node["number"], node["url"], said, moment(node["updatedAt"]))
