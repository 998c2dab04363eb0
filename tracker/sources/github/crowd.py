"""Several people read side by side: first everybody's newest work, then more of whatever a verdict waits for.

What is the same for several of them is read once: search tells the ids of their pull requests, a hundred at a time and
for many people in one question; then each pull request is looked at once, whoever took part in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.errors import LadderCheckError, LimitReached, NothingChecked, SourceError, TokenError
from tracker.facts import Facts, Need, Query
from tracker.facts.openings import OpeningsQuery
from tracker.facts.people import Login
from tracker.sources.base import Told, Wanted
from tracker.sources.github.bulk import Bulk
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.next_looks import next_looks, unfound
from tracker.sources.github.openings import Openings
from tracker.sources.github.page_size import PageSize
from tracker.sources.github.plan import Plan
from tracker.sources.github.planner import Planner, planner_of, read_plan
from tracker.sources.github.portions import Portions
from tracker.sources.github.reading import Reading
from tracker.sources.github.replies import TooHeavy
from tracker.sources.github.searches import ADVANCED, Dialect, Family
from tracker.sources.github.several_plans import pages_of_ids, people_at_once, read_plans
from tracker.sources.github.shelf import FAMILIES, Shelf
from tracker.sources.github.streams import Stream
from tracker.sources.github.unfinished import Unfinished

#: Searches in one question; a page of ids takes GitHub next to nothing.
_SEARCHES = 20


@dataclass(slots=True)
class _Person:
    query: Query
    shelf: Shelf
    reading: Reading | None = None
    error: NothingChecked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What people are read with; the same that one person is read with."""

    client: GitHubClient
    portions: Portions
    bulk: Bulk
    openings: Openings


class Crowd:
    """The reading of several people. Once GitHub answers no more, what is known stands, with gaps.

    Where a run was ended before its time, it goes on from there.
    """

    def __init__(self, means: Means, people: Mapping[Login, tuple[Query, Shelf]], told: Told = lambda *_: None) -> None:
        self._means = means
        self._client = means.client
        self._people = {login: _Person(query, shelf) for login, (query, shelf) in people.items()}
        self._shelves = [shelf for _, shelf in people.values()]
        self._told = told
        self._searches = PageSize(_SEARCHES)
        self._ended: NothingChecked | None = None
        self.unfinished = Unfinished(means.client, len(people))
        self.dialect: Dialect = ADVANCED

    def begin(self) -> None:
        """Who everybody is, and their newest work.

        Raises:
            TokenError: the token is refused from the beginning.
        """
        try:
            self._plan()
            self._follow_changes()
            self._look()
        except (SourceError, TokenError) as error:
            anybody = any(person.reading for person in self._people.values())
            if isinstance(error, TokenError) and not anybody:
                raise
            self._end(error if anybody or not self._client.spent else self._too_few())

    def read_on(self, needs: Mapping[Login, frozenset[Need]]) -> bool:
        """One step further for everybody who needs something; False where no step is left."""
        if self._ended:
            return False
        try:
            return self._step(needs)
        except (SourceError, TokenError) as error:
            self._end(error)
            return False

    def facts(self, login: Login) -> Facts:
        """What is known of somebody so far.

        Raises:
            NothingChecked: who could not be read at all, and why.
        """
        person = self._people[login]
        if person.reading is None:
            raise person.error or _not_reached(self._ended)
        return self.unfinished.dated(person.reading.facts())

    def finish(self, login: Login, wanted: Wanted) -> Facts:
        """The same, after what only this person needs was read, too."""
        person = self._people[login]
        if person.reading is None:
            return self.facts(login)
        return self.unfinished.dated(person.reading.read_on(wanted))

    def let_go(self, login: Login) -> None:
        """What was read of somebody is in the store, and is not kept at hand any longer."""
        if reading := self._people.pop(login).reading:
            reading.let_go()

    def end(self) -> None:
        """The run is done with everybody, or else is gone on with by the next."""
        self.unfinished.end(self._shelves)

    def look_ahead(self, queries: Sequence[OpeningsQuery]) -> None:
        """What waits for all of these people; where that fails, each is told so when it is asked for."""
        if not self._ended:
            self._means.openings.look_ahead(self.dialect, queries)

    def _too_few(self) -> SourceError:
        """Why nobody was read: the next run would begin with the same questions."""
        message = f"--max-requests {self._client.settings.most} is too little to begin with"
        return SourceError(message, hint="Allow more requests.")

    def _end(self, error: NothingChecked) -> None:
        self._ended = error
        for person in self._people.values():
            if person.reading:
                person.reading.end(error.message)

    # -- everybody's plan --------------------------------------------------------------------------

    def _plan(self) -> None:
        """The plans of everybody: of one alone, to learn how this GitHub wants to be asked, then of many at once."""
        waiting = [person for person in self._oldest_first() if not self._gone_on_with(person)]
        while waiting and not self.unfinished.since and not self._alone(waiting.pop(0)):
            pass
        planners = [planner for person in waiting if (planner := self._planner(person))]
        rest = [person for person in waiting if person.error is None]
        for place, (person, plan) in enumerate(zip(rest, self._plans(planners), strict=True)):
            self._told(place, len(self._people), "accounts")
            if isinstance(plan, Plan):
                self._open(person, plan)
            else:
                person.error = plan

    def _plans(self, planners: Sequence[Planner]) -> Iterator[Plan | NothingChecked]:
        return read_plans(self._client, planners, people_at_once())

    def _oldest_first(self) -> list[_Person]:
        """Who was never read comes first, then who was not for longest: what an earlier run did not reach."""
        return sorted(self._people.values(), key=lambda person: person.shelf.read_at())

    def _gone_on_with(self, person: _Person) -> bool:
        """Whether somebody was asked about by a run that was not done with them, and nobody asks again."""
        begun = self.unfinished.plan(person.query, person.shelf)
        if begun:
            plan, at = begun
            self.dialect = plan.asked.dialect
            person.reading = Reading(self._client, person.query, plan, self._means.portions, person.shelf, now=at)
        return bool(begun)

    def _alone(self, person: _Person) -> bool:
        """Somebody's own plan; False where there is no such person."""
        try:
            watermarks = person.shelf.watermarks()
            plan = read_plan(
                self._client, person.query, None, watermarks, person.shelf.one_of_each_repository(), ids=True
            )
        except (LimitReached, TokenError):
            raise
        except NothingChecked as error:
            person.error = error
            return False
        self.dialect = plan.asked.dialect
        self._open(person, plan)
        return True

    def _planner(self, person: _Person) -> Planner | None:
        try:
            watermarks = person.shelf.watermarks()
            known = person.shelf.one_of_each_repository()
            return planner_of(self._client, person.query, watermarks, dialect=self.dialect, known=known)
        except NothingChecked as error:
            person.error = error
            return None

    def _open(self, person: _Person, plan: Plan) -> None:
        pages = plan.pages
        person.shelf.renamed(plan.contributor.login)
        person.shelf.drop_repositories_of(plan.gone)
        person.reading = reading = Reading(
            self._client, person.query, plan.without_pages(), self._means.portions, person.shelf
        )
        for family in FAMILIES:
            for stream in reading.activities[family].streams:
                while stream.open and (page := pages.get(str(stream.place["q"]))) and stream.place["after"] is None:
                    reading.take_index(family, stream, page)
        person.shelf.checked(plan, reading.now, begun=True)

    # -- ids ---------------------------------------------------------------------------------------

    def _follow_changes(self) -> None:
        """All ids of what changed since the last time; and the first of those of whom nothing is known."""
        while todo := list(self._changes()):
            self._ask_ids(todo)
        for reading in self._readings():
            for family in FAMILIES:
                reading.settle(family)
        self._ask_ids(list(self._untouched()))

    def _changes(self) -> Iterator[tuple[Reading, Family, Stream]]:
        for reading in self._readings():
            for family in FAMILIES:
                if (changed := reading.activities[family].changed) and changed.open:
                    yield reading, family, changed

    def _untouched(self) -> Iterator[tuple[Reading, Family, Stream]]:
        for reading in self._readings():
            for family in FAMILIES:
                activity = reading.activities[family]
                if activity.whole.open and not activity.whole.seen:
                    yield reading, family, activity.whole

    def _ask_ids(self, todo: Sequence[tuple[Reading, Family, Stream]]) -> None:
        """The next page of ids of each of these."""
        start = 0
        while start < len(todo):
            chunk = todo[start : start + self._searches.size]
            try:
                places = [stream.place for _, _, stream in chunk]
                pages = pages_of_ids(self._client, places, self.dialect.type)
            except TooHeavy:
                if not self._searches.halve(len(chunk)):
                    raise
                continue
            self._searches.passed()
            for (reading, family, stream), page in zip(chunk, pages, strict=True):
                reading.take_index(family, stream, page)
            start += len(chunk)

    # -- pull requests -----------------------------------------------------------------------------

    def _look(self, needs: Mapping[Login, frozenset[Need]] | None = None) -> bool:
        """Look at what was found and nobody looked at: of everybody the newest, or what is needed.

        The newest while there is enough left to read the community's files with: without them there is no verdict.
        """
        looks = next_looks(
            (reading, None if needs is None else needs.get(login, frozenset())) for login, reading in self._read()
        )
        looked = 0
        for found in self._means.bulk.look({id_: look.people for id_, look in looks.items()}):
            looked += len(found.ids)
            self._told(looked, len(looks), "pull requests")
            for id_ in found.ids:
                for reading, family in looks[id_].readings:
                    reading.take(family, id_, found.items.get(id_))
            if needs is None and self._client.nearly_spent:
                break
        return bool(looks)

    def _read(self) -> Iterator[tuple[Login, Reading]]:
        return ((login, person.reading) for login, person in self._people.items() if person.reading)

    def _readings(self) -> Iterator[Reading]:
        return (reading for _, reading in self._read())

    def _step(self, needs: Mapping[Login, frozenset[Need]]) -> bool:
        """Find more where nothing of what is needed is at hand, and look at what is."""
        deeper = [
            (reading, family, stream)
            for login, reading in self._read()
            for family, stream in unfound(reading, needs.get(login, frozenset()))
        ]
        self._ask_ids(deeper)
        return self._look(needs) or bool(deeper)


def _not_reached(error: LadderCheckError | None) -> NothingChecked:
    if error is None:
        return SourceError("not reached")
    return SourceError(f"not reached: {error.message}", hint=error.hint)
