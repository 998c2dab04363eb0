"""A run that was ended before its time: what the next one goes on from, and as of when it then speaks."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tracker.facts import Facts, Kind, Query
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.gather.checkpoint import LATELY, Checkpoint, unread
from tracker.sources.github.gather.plan import WORK, Plan, asked_about

_A_DAY = timedelta(days=1)


class Unfinished:
    """The plans of such a run; ``to_plan`` says how many requests it takes to ask about everybody.

    Of whom it asked a moment ago nobody asks again. Where asking about everybody would take more than half of what may
    be asked, nobody asks again for a day, lest runs do nothing else; what changed since is a gap then. ``since`` is
    when the oldest plan was made, and nothing is said to be known as of later; None where none is gone on from.
    """

    def __init__(self, client: GitHubClient, to_plan: Callable[[], int]) -> None:
        self._client = client
        most = client.settings.most
        self._age = LATELY if most is None or 2 * to_plan() <= most else _A_DAY
        self.since: datetime | None = None

    def plan(self, query: Query, checkpoint: Checkpoint) -> tuple[Plan, datetime] | None:
        """The plan to go on from, and when it was made; None where somebody is to be asked about anew."""
        now = self._client.settings.now
        found = checkpoint.begun(asked_about(query, now), now, self._age)
        if found:
            self.since = min(self.since or found[1], found[1])
        return found

    @property
    def files_since(self) -> datetime | None:
        """Since when files that were read need not be read again; None where all are to be."""
        return max(self.since, self._client.settings.now - LATELY) if self.since else None

    def dated(self, facts: Facts) -> Facts:
        """Facts with the age of the oldest that any of them may have, and with what is missing for that."""
        if self.since is None:
            return facts
        reason = f"a limit of {self._client.settings.most} requests is too little to ask everybody again"
        until = dict.fromkeys((*WORK, Kind.REQUESTS), facts.fetched_at)
        gaps = unread(until, min(facts.as_of, self._client.settings.now), reason)
        return replace(facts, fetched_at=min(facts.fetched_at, self.since), gaps=(*facts.gaps, *gaps))

    def end(self, checkpoints: Sequence[Checkpoint]) -> None:
        """This run is done with all of these people; one that a limit ended is gone on with by the next."""
        if not self._client.limited:
            checkpoints[0].done_with([checkpoint.login for checkpoint in checkpoints])
