"""How much involves somebody: put off at first, when the first document is the heaviest, until others have room."""

from tracker.sources.github.api.batch import Batch
from tracker.sources.github.gather.families import FamilySearches, sum_of
from tracker.sources.github.gather.host import Host
from tracker.sources.github.gather.person import Person
from tracker.sources.github.searches import Family


class PutOff:
    """Asks how much involves a person, along with other questions, and in the end alone."""

    def __init__(self, batch: Batch, host: Host, person: Person) -> None:
        self._batch = batch
        self._host = host
        self._person = person
        families = (Family.INVOLVED,)
        self._searches = FamilySearches(
            asked=person.asked, orgs=person.query.orgs, families=families, prove=host.to_prove(families)
        )
        self._questions = self._searches.counts()
        for question in self._questions.values():
            batch.expect(question, free=True)

    def settle(self) -> None:
        """Say how much there is.

        Raises:
            SourceError, TokenError: from the client.
        """
        results = self._batch.all(self._questions)
        # Without parts there is nothing to prove: joined searches are known to find all.
        counted = sum_of(results, (self._searches.parts or self._searches.whole)[Family.INVOLVED])
        joined = sum_of(results, self._searches.whole[Family.INVOLVED])
        self._person.take_involved(None if joined is None else counted)
        if self._searches.add_up(results):
            self._host.prove(self._searches.proven(results))
