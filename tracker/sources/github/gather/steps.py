"""One step further for some people: find what is needed, and read it. What is read depends on each one's own needs only.

Wherever it has to end, all have come equally far, the newest first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from tracker.facts import Need
from tracker.facts.people import Login
from tracker.sources.base import Told
from tracker.sources.github.gather.detail import DETAILS, Detail
from tracker.sources.github.gather.details import StoredDetails
from tracker.sources.github.gather.finding import Finding, most_of, needed_cursors, repos_of
from tracker.sources.github.gather.person import NEWEST, Person
from tracker.sources.github.searches import Family

if TYPE_CHECKING:
    from tracker.sources.threads import Item

Needs = Mapping[Login, frozenset[Need]]
#: What each of some people needs; None is the newest of everything.
_Wanted = Sequence[tuple[Person, frozenset[Need] | None]]


class Steps:
    """Searches and reads for people. Without ``finding`` nothing more is found."""

    def __init__(self, details: StoredDetails, finding: Finding | None = None, told: Told = lambda *_: None) -> None:
        self._details = details
        self._finding = finding
        self._told = told

    def begin(self, people: Sequence[Person], enough: Callable[[], bool] = lambda: False) -> None:
        """Read everybody's newest, until it is ``enough``.

        There must be something left to read the community's files with: without them there is no verdict.
        """
        self._read([(person, None) for person in people], enough)

    def advance(self, people: Mapping[Login, Person], needs: Needs) -> bool:
        """Find and read what is needed, one step for everybody; everything, for who is to be read in full.

        Whether there was anything.

        Raises:
            SourceError, TokenError: from the client.
        """
        needed = {person: needs[login] for login, person in people.items()}
        moved = self._step(needed)
        while moved and any(person.query.full for person in needed) and self._step(needed):
            pass
        return moved

    def _step(self, needed: Mapping[Person, frozenset[Need]]) -> bool:
        moved = self._find(self._finding, needed) if self._finding else False
        moved |= self._read(list(needed.items()))
        for detail in DETAILS:
            moved |= self._detail(detail, needed)
        if self._finding:
            self._finding.expect_no_more()
        return moved

    @staticmethod
    def _find(finding: Finding, needed: Mapping[Person, frozenset[Need]]) -> bool:
        moved = finding.find(list(needed), lambda person: needed_cursors(person, needed[person]))
        if len(needed) == 1:  # the documents of several people are full
            finding.expect(needed, lambda person: needed_cursors(person, needed[person], steps=2))
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

    def _detail(self, detail: Detail, needed: Mapping[Person, frozenset[Need]]) -> bool:
        """Read more of pull requests: of as many for each person as one document holds."""
        wanted: dict[str, list[Person]] = {}
        items: dict[str, Item] = {}
        for person, needs in needed.items():
            for item in islice(person.lacking(detail, needs), detail.at_once):
                wanted.setdefault(item.id, []).append(person)
                items[item.id] = item
        for id_, found in self._details.detail(detail, items.values()):
            for person in wanted[id_]:
                person.detail(detail, id_, found)
        return bool(wanted)


@dataclass(slots=True)
class _Wish:
    """One pull request: for whom it is read, and whose inline comments matter there.

    ``place`` is how many others are read before it of whoever is nearest to it.
    """

    place: int
    readers: list[tuple[Person, Family]] = field(default_factory=list)
    people: set[Login] = field(default_factory=set)


def _in_turns(wanted: Iterable[tuple[Person, frozenset[Need] | None]]) -> dict[str, _Wish]:
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
        for found in [progress.next(repo, most_of(person) if needs else NEWEST) for repo in repos]:
            yield from ((place, family, one.id) for place, one in enumerate(found))
        progress.served(repos)
