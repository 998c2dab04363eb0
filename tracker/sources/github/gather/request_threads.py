"""Threads of membership requests: read with the plan; last where requests are limited, lest runs read nothing else."""

from collections.abc import Callable, Iterable

from tracker.facts import Query
from tracker.facts.people import Login
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.gather.checkpoint import Checkpoint
from tracker.sources.github.gather.person import Person
from tracker.sources.github.gather.plan import Plan
from tracker.sources.github.requests import threads_of, with_threads, with_threads_left, without_threads


class RequestThreads:
    """Reads them now, or once all else was read; ``listed`` says whether somebody seems to be a member."""

    def __init__(self, client: GitHubClient, listed: Callable[[Login], bool | None]) -> None:
        self._client = client
        self._listed = listed
        self._left: list[Person] = []

    def added(self, plan: Plan, query: Query) -> Plan:
        """The plan with its threads; without them where requests are limited."""
        if self._last:
            return without_threads(plan)
        return with_threads(self._client, plan, query, member=bool(self._listed(query.login)))

    def expect(self, person: Person, *, resumed: bool) -> None:
        """What is still to be read of somebody's: what was put off, or an earlier run did not come to."""
        if self._last or resumed:
            self._left.append(person)

    def settle(self) -> bool:
        """Read what is left; whether more is known now."""
        people, self._left = self._left, []
        read = [self._read(person) for person in people]
        return any(read)

    def _read(self, person: Person) -> bool:
        member = bool(self._listed(person.query.login))
        return person.take_requests(with_threads_left(self._client, person.plan, person.query, member=member))

    @property
    def _last(self) -> bool:
        return self._client.requests_left is not None


def threads_lately(checkpoints: Iterable[Checkpoint]) -> int:
    """How many threads mattered when these people were last asked about: each takes a request."""
    return sum(len(threads_of(checkpoint.requests())) for checkpoint in checkpoints)
