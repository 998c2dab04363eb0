"""People as far as they are stored: read step by step as GitHub would be, so that the same is said of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tracker.errors import NothingChecked, SourceError
from tracker.facts import Facts, Gap, Kind, Need, Query
from tracker.facts.people import Login
from tracker.record import positional_record
from tracker.sources.github.gather.checkpoint import LATELY, Checkpoint, unread
from tracker.sources.github.gather.detail import StoredDetails
from tracker.sources.github.gather.person import Person
from tracker.sources.github.gather.plan import WORK, Plan, last_day
from tracker.sources.github.gather.progress import KINDS
from tracker.sources.github.gather.reading import Reading, steps_of
from tracker.sources.github.offline.files import HINT, OFFLINE
from tracker.sources.github.searches import Family
from tracker.sources.recorded_people import Recorded
from tracker.sources.store import Store
from tracker.sources.store.places import Places
from tracker.sources.store.pull_requests import PullRequests


@positional_record
class _Known:
    """Somebody, what was not read of them by the moment that is asked for, and when the rest was."""

    person: Person
    gaps: tuple[Gap, ...]
    read_at: datetime


class StoredPeople(Recorded):
    """What is stored of the people of some queries, on the GitHub that is called ``host``."""

    def __init__(self, store: Store, queries: Sequence[Query], details: StoredDetails, host: str) -> None:
        super().__init__({})
        self._places = Places(store)
        self._people = {query.login: _known(query, store, host) for query in queries}
        self._reading = Reading(details)
        persons = [one.person for one in self._known]
        self._reading.begin(persons)
        for person in persons:
            person.keep_sample()

    @property
    def _known(self) -> Iterator[_Known]:
        return (one for one in self._people.values() if isinstance(one, _Known))

    @property
    def read_at(self) -> datetime | None:
        """When the person was read who was not for longest; None where nobody was."""
        return min((one.read_at for one in self._known), default=None)

    def facts(self, login: Login) -> Facts:
        known = self._people[login]
        if isinstance(known, NothingChecked):
            raise known
        facts = known.person.facts()
        names = self._places.names((facts.repositories or {}).keys())
        return replace(facts, gaps=(*facts.gaps, *known.gaps, *_renamed(names)))

    def advance(self, needs: Mapping[Login, frozenset[Need]]) -> bool:
        people = {login: known.person for login in needs if isinstance(known := self._people[login], _Known)}
        needed = {person: needs[login] for login, person in people.items()}
        return steps_of(lambda: self._reading.step(needed), needed)

    def let_go(self, login: Login) -> None:
        self._people.pop(login)


def _known(query: Query, store: Store, host: str) -> _Known | NothingChecked:
    """Somebody as the last run left them; or that nothing is stored of them."""
    found = Checkpoint(store, PullRequests(store), query.login, query.orgs).last_plan()
    if found is None:
        return SourceError(f"nothing is stored of {query.login} on this machine", hint=HINT)
    plan, read_at = found
    if query.as_of < read_at - LATELY:
        # How much they were involved, and their requests, is known as of the reading only, which takes its time.
        plan = replace(plan, involved=None, requests=None)
    until = last_day(query, read_at)
    checkpoint = Checkpoint(store, PullRequests(store), query.login, query.orgs, until)
    gaps = tuple(_not_read(plan, checkpoint.watermarks(), query.as_of, read_at))
    return _Known(Person(query, plan, checkpoint, host=host, now=read_at, offline=OFFLINE), gaps, read_at)


def _not_read(plan: Plan, until: Mapping[Family, datetime], as_of: datetime, read_at: datetime) -> Iterator[Gap]:
    """What was not read by a moment, of each family and of requests; of hidden accounts that is said already."""
    work = {} if plan.hidden else {kind: until.get(family) for family, kinds in KINDS.items() for kind in kinds}
    return unread({**work, Kind.REQUESTS: read_at}, as_of, OFFLINE)


def _renamed(names: Mapping[str, str]) -> Iterator[Gap]:
    """What is missing under the present names of repositories in which work was read under a former one."""
    for old, new in names.items():
        if old.casefold() != new.casefold():
            reason = f"work in {new} was read when it was called {old}, and not since"
            for kind in WORK:
                yield Gap(kind=kind, reason=reason, effect="some may be missing", repos=frozenset({new}))
