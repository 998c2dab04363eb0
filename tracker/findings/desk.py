"""All membership requests of a repository, as those who look after them go through them."""

from datetime import datetime

from tracker.facts import Cost, Gap
from tracker.facts.gathered import NO_COST
from tracker.facts.request_list import UnreadIssue
from tracker.findings.paperwork import FileChange
from tracker.findings.sponsors import RequestAudit
from tracker.record import record


@record
class Desk:
    """The membership requests of a repository, the oldest first, each with its triage.

    ``state`` and ``since`` say which were asked for. ``left_out`` is how many are not shown because their applicants
    asked to be left out. ``changes`` enter all who are ready, one for each file. ``unread`` are issues of which nothing
    is known, and ``gaps`` say why requests may be missing; ``notes`` say what was not read as it was on the day.
    """

    as_of: datetime
    repository: str
    state: str
    since: datetime | None
    requests: tuple[RequestAudit, ...]
    left_out: int = 0
    changes: tuple[FileChange, ...] = ()
    unread: tuple[UnreadIssue, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()
    cost: Cost = NO_COST

    @property
    def complete(self) -> bool:
        """Whether every request that was asked for is there, and was read in full."""
        return not (self.unread or self.gaps) and all(one.complete for one in self.requests)
