"""How much involves somebody: put off at first contact, when the first document is the heaviest, until others have room."""

from functools import partial
from typing import TYPE_CHECKING

from tracker.sources.github.api.batch import Batch
from tracker.sources.github.gather.counts import count
from tracker.sources.github.gather.host import Host
from tracker.sources.github.gather.person import Person
from tracker.sources.github.gather.planner import COUNTED, Planner
from tracker.sources.github.searches import Family

if TYPE_CHECKING:
    from tracker.sources.github.api.question import Result


class PutOff:
    """What was put off about one person: it is asked along with other questions, and in the end alone."""

    def __init__(self, batch: Batch, host: Host, person: Person) -> None:
        self._batch = batch
        self._host = host
        self._person = person
        self._planner = Planner(
            query=person.query, asked=person.asked, prove=host.to_prove(COUNTED), families=(Family.INVOLVED,)
        )
        self._results: dict[str, Result] = {}
        for key, question in self._planner.counts().items():
            batch.expect((person.login, key), question, partial(self._results.__setitem__, key), free=True)

    def settle(self) -> None:
        """Ask for what did not come along, and tell the person.

        Raises:
            SourceError, TokenError: from the client.
        """
        missing = {key: one for key, one in self._planner.counts().items() if key not in self._results}
        asked = self._batch.all({(self._person.login, key): one for key, one in missing.items()})
        results = self._results | {key: result for (_, key), result in asked.items()}
        self._person.take_involved(self._planner.involved(results))
        joined = [count(results, key) for key in self._planner.searches()[Family.INVOLVED]]
        if None not in joined and sum(filter(None, joined)) == self._planner.involved(results):
            self._host.prove(self._planner.proof(results).families)
