"""How much involves somebody: put off at first contact, when the first document is the heaviest, until others have room."""

from functools import partial
from typing import TYPE_CHECKING

from tracker.sources.github.api.batch import Batch
from tracker.sources.github.gather.counts import sum_of
from tracker.sources.github.gather.families import FamilySearches
from tracker.sources.github.gather.host import Host
from tracker.sources.github.gather.person import Person
from tracker.sources.github.searches import Family

if TYPE_CHECKING:
    from tracker.sources.github.api.question import Result


class PutOff:
    """What was put off about one person: it is asked along with other questions, and in the end alone."""

    def __init__(self, batch: Batch, host: Host, person: Person) -> None:
        self._batch = batch
        self._host = host
        self._person = person
        self._searches = FamilySearches(
            asked=person.asked,
            orgs=person.query.orgs,
            families=(Family.INVOLVED,),
            prove=host.to_prove([Family.INVOLVED]),
        )
        self._results: dict[str, Result] = {}
        for key, question in self._searches.counts().items():
            batch.expect((person.login, key), question, partial(self._results.__setitem__, key), free=True)

    def settle(self) -> None:
        """Ask for what did not come along, and tell the person.

        Raises:
            SourceError, TokenError: from the client.
        """
        questions = {(self._person.login, key): one for key, one in self._searches.counts().items()}
        missing = {place: one for place, one in questions.items() if place[1] not in self._results}
        results = self._results | {key: result for (_, key), result in self._batch.all(missing).items()}
        # Without parts there is nothing to prove: joined searches are known to find all.
        self._person.take_involved(
            sum_of(results, self._searches.parts.get(Family.INVOLVED) or self._searches.whole[Family.INVOLVED])
        )
        if self._searches.add_up(results):
            self._host.prove(self._searches.proven(results))
