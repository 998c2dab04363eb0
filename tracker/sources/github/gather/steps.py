"""One step further for some people: find what is needed, and read it. What is read depends on each one's own needs only.

Wherever it has to end, all have come equally far, the newest first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from tracker.facts import Need
from tracker.facts.people import Login
from tracker.sources.base import Told
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.page_size import PageSize
from tracker.sources.github.api.question import Question, Result, search_question
from tracker.sources.github.gather.counts import page_of
from tracker.sources.github.gather.cursor import PAGE, Cursor
from tracker.sources.github.gather.detail import DETAILS, Detail
from tracker.sources.github.gather.details import StoredDetails
from tracker.sources.github.gather.person import NEWEST, Person
from tracker.sources.github.gather.progress import MATTERS
from tracker.sources.github.searches import Dialect, Family

if TYPE_CHECKING:
    from tracker.sources.threads import Item

#: How many of a family are read in one step where everything is: two large documents' worth for one person.
_EVERYTHING = 120
Needs = Mapping[Login, frozenset[Need]]
#: What each of some people needs; None is the newest of everything.
_Wanted = Sequence[tuple[Person, frozenset[Need] | None]]
_Place = tuple[str, str | None]
_Cursors = Callable[[Person], Iterable[tuple[Family, Cursor]]]


class Steps:
    """Searches and reads for people. Without ``searches`` nothing more is found."""

    def __init__(self, details: StoredDetails, searches: Batch | None, told: Told = lambda *_: None) -> None:
        self._details = details
        self._searches = searches
        self._results = PageSize(PAGE)
        #: Pages that came along with other questions, by what was searched for and behind what.
        self._pages: dict[_Place, Result] = {}
        self._told = told

    def find(self, people: Sequence[Person], dialect: Dialect) -> None:
        """Find all that changed since the last time, and the newest of everybody.

        Raises:
            SourceError, TokenError: from the client, here and below.
        """
        self._find(people, _first_cursors, dialect)

    def begin(self, people: Sequence[Person], enough: Callable[[], bool] = lambda: False) -> None:
        """Read everybody's newest, until it is ``enough``.

        There must be something left to read the community's files with: without them there is no verdict.
        """
        self._read([(person, None) for person in people], enough)

    def advance(self, people: Mapping[Login, Person], needs: Needs, dialect: Dialect) -> bool:
        """Find and read what is needed, one step for everybody; whether there was anything."""
        needed = {person: needs[login] for login, person in people.items()}
        moved = self._find(list(needed), lambda person: needed_cursors(person, needed[person]), dialect)
        if len(needed) == 1:  # the documents of several people are full
            self.expect(needed, lambda person: needed_cursors(person, needed[person], steps=2), dialect)
        moved |= self._read(list(needed.items()))
        for detail in DETAILS:
            moved |= self._detail(detail, needed)
        if self._searches:
            self._searches.expect_no_more()
        return moved

    def _find(self, people: Sequence[Person], wanted: _Cursors, dialect: Dialect) -> bool:
        """Follow searches until nobody wants one followed further; whether any was."""
        moved = False
        while self._searches and (todo := [(person, *place) for person in people for place in wanted(person)]):
            moved = True
            asked = {_place(one[2]): one for one in todo if not self._came_along(*one)}
            for results in self._searches.ask({place: self._page(one[2], dialect) for place, one in asked.items()}):
                smaller = any(result.heavy for result in results.values()) and self._results.halve()
                for place, result in results.items():
                    person, family, cursor = asked[place]
                    if page := page_of(result):
                        self._results.passed()
                        person.take_ids(family, cursor, page)
                    elif not (result.untried or (result.heavy and smaller)):
                        cursor.stopped = result.reason
        return moved

    def _page(self, cursor: Cursor, dialect: Dialect) -> Question:
        return search_question(*_place(cursor), dialect, first=self._results.size)

    def expect(self, people: Iterable[Person], wanted: _Cursors, dialect: Dialect) -> None:
        """Ask for these pages along with other questions, and then for those behind them."""
        for person in people:
            for _, cursor in wanted(person):
                self._expect(*_place(cursor), dialect, further=True)

    def _expect(self, text: str, after: str | None, dialect: Dialect, *, further: bool = False) -> None:
        if self._searches and (text, after) not in self._pages:
            question = search_question(text, after, dialect, first=self._results.size)
            self._searches.expect((text, after), question, partial(self._take, (text, after), dialect, further))

    def _take(self, place: _Place, dialect: Dialect, further: bool, result: Result) -> None:  # noqa: FBT001 - by partial
        self._pages[place] = result
        if further and (page := page_of(result)) and page.after:
            self._expect(place[0], page.after, dialect)

    def _came_along(self, person: Person, family: Family, cursor: Cursor) -> bool:
        """Whether the next page of a search came along with other questions; then it is taken."""
        found = self._pages.pop(_place(cursor), None)
        page = page_of(found) if found else None
        if page:
            person.take_ids(family, cursor, page)
        return page is not None

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


def _place(cursor: Cursor) -> _Place:
    return cursor.text, cursor.after


def _first_cursors(person: Person) -> Iterator[tuple[Family, Cursor]]:
    for family, progress in person.progress.items():
        yield from ((family, cursor) for cursor in progress.first)


def few_pages(person: Person) -> Iterator[tuple[Family, Cursor]]:
    """Where finding everything takes only a few pages more: whatever is needed, they are."""
    for family, progress in person.progress.items():
        yield from ((family, cursor) for cursor in progress.few_pages)


def needed_cursors(person: Person, needs: frozenset[Need], *, steps: int = 1) -> Iterator[tuple[Family, Cursor]]:
    """For whatever is needed in so many steps and not found yet: where to find more."""
    for family, progress in person.progress.items():
        cursors = (one for repo in _repos(needs, family) for one in progress.to_find(repo, steps * _most(person)))
        yield from ((family, cursor) for cursor in dict.fromkeys(cursors))


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
        repos: Sequence[str | None] = (None,) if needs is None else _repos(needs, family)
        for found in [progress.next(repo, _most(person) if needs else NEWEST) for repo in repos]:
            yield from ((place, family, one.id) for place, one in enumerate(found))
        progress.served(repos)


def _most(person: Person) -> int:
    return _EVERYTHING if person.query.full else NEWEST


def _repos(needs: Iterable[Need], family: Family) -> Sequence[str | None]:
    """The repositories that something of a family is needed from, in a fixed order; None is any."""
    return sorted({need.repo for need in needs if need.kind in MATTERS[family].kinds}, key=lambda repo: repo or "")
