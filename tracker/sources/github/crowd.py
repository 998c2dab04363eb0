"""Several people read side by side: first everybody's newest work, then more of whatever a verdict waits for.

What is the same for several of them is read once: search tells the ids of their pull requests, a hundred at a time and
for many people in one question; then each pull request is looked at once, whoever took part in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.errors import LadderCheckError, LimitReached, NothingChecked, SourceError, TokenError
from tracker.facts import Facts, Kind, Need, Query
from tracker.facts.openings import OpeningsQuery
from tracker.facts.people import Login
from tracker.sources.base import Told, Wanted
from tracker.sources.github.activity import Activity
from tracker.sources.github.bulk import Bulk
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.openings import Openings
from tracker.sources.github.page_size import PageSize
from tracker.sources.github.plan import Plan
from tracker.sources.github.planner import Planner, planner_of, read_plan
from tracker.sources.github.portions import Portions
from tracker.sources.github.reading import NEWEST, Reading
from tracker.sources.github.replies import TooHeavy
from tracker.sources.github.searches import ADVANCED, Dialect, Family
from tracker.sources.github.several_plans import pages_of_ids, people_at_once, read_plans
from tracker.sources.github.shelf import FAMILIES, Shelf
from tracker.sources.github.streams import Stream

#: Searches in one question; a page of ids takes GitHub next to nothing.
_SEARCHES = 20

_KINDS = {
    Family.AUTHORED: frozenset({Kind.AUTHORED}),
    Family.PARTICIPATION: frozenset({Kind.REVIEWED, Kind.CONVERSATIONS}),
}


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
    """The reading of several people. Once GitHub answers no more, what is known stands, with gaps."""

    def __init__(self, means: Means, people: Mapping[Login, tuple[Query, Shelf]], told: Told = lambda *_: None) -> None:
        self._means = means
        self._client = means.client
        self._people = {login: _Person(query, shelf) for login, (query, shelf) in people.items()}
        self._told = told
        self._searches = PageSize(_SEARCHES)
        self._ended: NothingChecked | None = None
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
            if isinstance(error, TokenError) and not any(person.reading for person in self._people.values()):
                raise
            self._end(error)

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
        return person.reading.facts()

    def finish(self, login: Login, wanted: Wanted) -> Facts:
        """The same, after what only this person needs was read, too."""
        person = self._people[login]
        if person.reading is None:
            return self.facts(login)
        return person.reading.read_on(wanted)

    def let_go(self, login: Login) -> None:
        """What was read of somebody is in the store, and is not kept at hand any longer."""
        if reading := self._people.pop(login).reading:
            reading.let_go()

    def look_ahead(self, queries: Sequence[OpeningsQuery]) -> None:
        """What waits for all of these people; where that fails, each is told so when it is asked for."""
        if not self._ended:
            self._means.openings.look_ahead(self.dialect, queries)

    def _end(self, error: NothingChecked) -> None:
        self._ended = error
        for person in self._people.values():
            if person.reading:
                person.reading.end(error.message)

    # -- everybody's plan --------------------------------------------------------------------------

    def _plan(self) -> None:
        """The plans of everybody: of one alone, to learn how this GitHub wants to be asked, then of many at once."""
        waiting = self._oldest_first()
        while waiting and not self._alone(waiting.pop(0)):
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

    def _alone(self, person: _Person) -> bool:
        """Somebody's own plan; False where there is no such person."""
        try:
            watermarks = person.shelf.watermarks(person.query.as_of)
            plan = read_plan(self._client, person.query, None, watermarks, person.shelf.one_of_each_repository())
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
            watermarks = person.shelf.watermarks(person.query.as_of)
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
        person.shelf.checked(plan, reading.now)

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
        places: dict[str, list[tuple[Reading, Family]]] = defaultdict(list)
        people: dict[str, set[Login]] = defaultdict(set)
        for person, reading in self._read():
            wanted = None if needs is None else needs.get(person.query.login, frozenset())
            for family, id_ in _pending(reading, wanted):
                places[id_].append((reading, family))
                people[id_] |= {reading.login} if family is Family.PARTICIPATION else set()
        looked = 0
        for found in self._means.bulk.look({id_: people[id_] for id_ in places}):
            looked += len(found.ids)
            self._told(looked, len(places), "pull requests")
            for id_ in found.ids:
                for reading, family in places[id_]:
                    reading.take(family, id_, found.items.get(id_))
            if needs is None and self._client.nearly_spent:
                break
        return bool(places)

    def _read(self) -> Iterator[tuple[_Person, Reading]]:
        return ((person, person.reading) for person in self._people.values() if person.reading)

    def _readings(self) -> Iterator[Reading]:
        return (reading for _, reading in self._read())

    def _step(self, needs: Mapping[Login, frozenset[Need]]) -> bool:
        """Find more where nothing of what is needed is at hand, and look at what is."""
        deeper = list(self._deeper(needs))
        self._ask_ids(deeper)
        return self._look(needs) or bool(deeper)

    def _deeper(self, needs: Mapping[Login, frozenset[Need]]) -> Iterator[tuple[Reading, Family, Stream]]:
        """For whatever is needed and nothing of it is found yet: where to find more."""
        for login, wanted in needs.items():
            if reading := self._people[login].reading:
                for family in FAMILIES:
                    for stream in _unfound(reading.activities[family], _repos(wanted, family)):
                        yield reading, family, stream


def _repos(needs: frozenset[Need], family: Family) -> Sequence[str | None]:
    """The repositories that something of a family is needed from, in a fixed order; None is any."""
    return sorted({need.repo for need in needs if need.kind in _KINDS[family]}, key=lambda repo: repo or "")


def _unfound(activity: Activity, repos: Sequence[str | None]) -> Iterable[Stream]:
    streams = [activity.unfound(repo) for repo in repos if not activity.pending.prefer(repo)]
    return dict.fromkeys(stream for stream in streams if stream)


def _pending(reading: Reading, needs: frozenset[Need] | None) -> Iterator[tuple[Family, str]]:
    """What to look at next: the newest of each family, and then of each repository that something waits for."""
    for family in FAMILIES:
        activity = reading.activities[family]
        if needs is None:
            chosen = [activity.first_to_look_at()]
        else:
            chosen = [activity.pending.within(repo) for repo in _repos(needs, family)]
        for found in chosen:
            for one in found[:NEWEST]:
                yield family, one.id


def _not_reached(error: LadderCheckError | None) -> NothingChecked:
    if error is None:
        return SourceError("not reached")
    return SourceError(f"not reached: {error.message}", hint=error.hint)
