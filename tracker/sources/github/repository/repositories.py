"""The repositories that one run reads: each is gathered once, and then only more of it is read."""

from collections.abc import Callable
from dataclasses import replace

from tracker.facts.repository_work import RepositoryQuery, RepositoryWork
from tracker.sources.base import Told
from tracker.sources.github.repository.gathering import RepositoryContext, RepositoryGathering


class Repositories:
    """Answers ``RepositorySource.repository``; a ``context`` is made for each repository."""

    def __init__(self, context: Callable[[], RepositoryContext]) -> None:
        self._context = context
        self._begun: dict[RepositoryQuery, RepositoryGathering] = {}
        self._expected: dict[RepositoryQuery, RepositoryGathering] = {}

    def expect(self, query: RepositoryQuery) -> None:
        """This is read soon: its beginning may be asked for along with other questions."""
        self._expected[query] = RepositoryGathering(self._context(), query)
        self._expected[query].expect()

    def read(self, query: RepositoryQuery, told: Told) -> RepositoryWork:
        """As ``RepositorySource.repository`` promises."""
        key = replace(query, details=None)
        if key not in self._begun:
            gathering = self._expected.pop(key, None) or RepositoryGathering(self._context(), query)
            gathering.gather(told)
            self._begun[key] = gathering
        self._begun[key].read_more(query.details or {})
        return self._begun[key].work()
