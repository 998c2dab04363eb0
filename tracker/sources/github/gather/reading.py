"""Reads pull requests for some people: those that each needs next, by their own needs only.

Wherever it has to end, all have come equally far, the newest first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from tracker.facts import Need
from tracker.facts.people import Login
from tracker.sources.base import Told
from tracker.sources.github.gather.detail import DETAILS, Detail, StoredDetails
from tracker.sources.github.gather.person import NEWEST, Person
from tracker.sources.github.gather.progress import repos_of
from tracker.sources.github.searches import Family

if TYPE_CHECKING:
    from tracker.sources.threads import Item

#: What each of some people needs.
PersonNeeds = Mapping[Person, frozenset[Need]]
#: The same; None is the newest of everything.
_Wanted = Sequence[tuple[Person, frozenset[Need] | None]]


class Reading:
    """Reads for people what was found of their work."""

    def __init__(self, details: StoredDetails, told: Told = lambda *_: None) -> None:
        self._details = details
        self._told = told

    def begin(self, people: Sequence[Person], enough: Callable[[], bool] = lambda: False) -> None:
        """Read everybody's newest, until it is ``enough``.

        There must be something left to read the community's files with: without them there is no verdict.

        Raises:
            SourceError, TokenError: from the client.
        """
        self._read([(person, None) for person in people], enough)

    def step(self, needed: PersonNeeds) -> bool:
        """Read the next of what is needed, and details of it, for everybody; whether there was anything.

        Raises:
            SourceError, TokenError: from the client.
        """
        moved = self._read(list(needed.items()))
        for detail in DETAILS:
            moved |= self._detail(detail, needed)
        return moved

    def _read(self, wanted: _Wanted, enough: Callable[[], bool] = lambda: False) -> bool:
        """Read the next of what is wanted; whether there was anything."""
        wishes, done = _in_turns(wanted), set[str]()
        for read in self._details.read({id_: one.people for id_, one in wishes.items()}):
            done |= {*read.items, *read.lost}
            self._told(len(done), len(wishes), "pull requests")
            for id_ in (*read.items, *read.lost):
                for person, family in wishes[id_].readers:
                    traced = person.login not in read.untraced.get(id_, ())
                    person.take(family, id_, read.items.get(id_), read.lost.get(id_, ""), traced=traced)
            if enough():
                break
        return bool(wishes)

    def _detail(self, detail: Detail, needed: PersonNeeds) -> bool:
        """Read more of pull requests: of as many for each person as one document holds."""
        wanted: dict[str, list[Person]] = {}
        items: dict[str, Item] = {}
        for person, needs in needed.items():
            for item in islice(person.shown.lacking(detail, needs), detail.at_once):
                wanted.setdefault(item.id, []).append(person)
                items[item.id] = item
        for id_, found in self._details.detail(detail, items.values()):
            for person in wanted[id_]:
                person.shown.add_detail(detail, id_, found)
        return bool(wanted)


def steps_of(step: Callable[[], bool], people: Iterable[Person]) -> bool:
    """Take a step, and all that follow where somebody is to be read in full; whether there was anything."""
    moved = step()
    while moved and any(person.query.full for person in people) and step():
        pass
    return moved


@dataclass(slots=True)
class _Wish:
    """One pull request: for whom it is read, and whose inline comments matter there.

    ``place`` is how many others are read before it of whoever is nearest to it.
    """

    place: int
    readers: list[tuple[Person, Family]] = field(default_factory=list)
    people: set[Login] = field(default_factory=set)


def _in_turns(wanted: _Wanted) -> dict[str, _Wish]:
    """What to read, by id, for each of these people: the newest (None), or what is needed.

    First what comes first for anybody: wherever it has to end, all have come equally far.
    """
    found: dict[str, _Wish] = {}
    for person, needs in wanted:
        for place, family, id_ in _next(person, needs):
            one = found.setdefault(id_, _Wish(place))
            one.place = min(one.place, place)
            if (person, family) not in one.readers:
                one.readers.append((person, family))
            one.people |= {person.login} if family is Family.PARTICIPATION else set()
    return dict(sorted(found.items(), key=lambda pair: pair[1].place))


def _next(person: Person, needs: frozenset[Need] | None) -> Iterator[tuple[int, Family, str]]:
    """The newest of each family, or of each repository that something waits for, each with its place among them."""
    for family, progress in person.progress.items():
        repos: Sequence[str | None] = (None,) if needs is None else repos_of(needs, family)
        for found in [progress.next(repo, person.step if needs else NEWEST) for repo in repos]:
            yield from ((place, family, one.id) for place, one in enumerate(found))
        progress.served(repos)
