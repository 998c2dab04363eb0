"""Finds people's pull requests: follows searches page by page, as far as somebody needs, and some pages ahead."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from tracker.facts import Need
from tracker.sources.github.api.answers import page
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.page_size import PageSize
from tracker.sources.github.api.question import Question, Result, search_question
from tracker.sources.github.gather.cursor import PAGE, Cursor
from tracker.sources.github.gather.host import Host
from tracker.sources.github.gather.person import Person
from tracker.sources.github.gather.progress import repos_of
from tracker.sources.github.searches import Family

#: What is searched for, and behind what.
_Place = tuple[str, str | None]
#: The searches that are to be followed for somebody.
Cursors = Callable[[Person], Iterable[tuple[Family, Cursor]]]


class Finding:
    """Follows searches for people; what is found is told to the person."""

    def __init__(self, searches: Batch, host: Host) -> None:
        self._searches = searches
        self._host = host
        self._results = PageSize(PAGE)

    def find(self, people: Sequence[Person], wanted: Cursors) -> bool:
        """Follow searches until nobody wants one followed further; whether any was.

        Raises:
            SourceError, TokenError: from the client.
        """
        moved = False
        while todo := [(person, *found) for person in people for found in wanted(person)]:
            moved = True
            asked = {_place(one[2]): one for one in todo}
            for results in self._searches.ask({place: self._question(place) for place in asked}):
                smaller = any(result.heavy for result in results.values()) and self._results.halve()
                for place, result in results.items():
                    person, family, cursor = asked[place]
                    if found := page(result.data, result.problems):
                        self._results.passed()
                        person.take_ids(family, cursor, found)
                    elif not (result.untried or (result.heavy and smaller)):
                        cursor.stopped = result.reason
        return moved

    def _question(self, place: _Place) -> Question:
        return search_question(*place, self._host.dialect, first=self._results.size)

    def expect(self, people: Iterable[Person], wanted: Cursors) -> None:
        """Ask for these pages along with other questions, and then for those behind them."""
        for person in people:
            for _, cursor in wanted(person):
                self._searches.expect(self._question(_place(cursor)), partial(self._expect_next, cursor.text))

    def _expect_next(self, text: str, result: Result) -> None:
        found = page(result.data, result.problems)
        if found and found.after:
            self._searches.expect(self._question((text, found.after)))

    def expect_no_more(self) -> None:
        """What was expected and did not come along is not to be asked along any more."""
        self._searches.expect_no_more()


def _place(cursor: Cursor) -> _Place:
    return cursor.text, cursor.after


def first_cursors(person: Person) -> Iterator[tuple[Family, Cursor]]:
    """All that changed since the last time, and the newest of everything."""
    for family, progress in person.progress.items():
        yield from ((family, cursor) for cursor in progress.first)


def few_pages(person: Person) -> Iterator[tuple[Family, Cursor]]:
    """Where finding everything takes only a few pages more: whatever is needed, they are."""
    for family, progress in person.progress.items():
        yield from ((family, cursor) for cursor in progress.few_pages)


def needed_cursors(person: Person, needs: frozenset[Need], *, steps: int = 1) -> Iterator[tuple[Family, Cursor]]:
    """For whatever is needed in so many steps and not found yet: where to find more."""
    for family, progress in person.progress.items():
        cursors = (one for repo in repos_of(needs, family) for one in progress.to_find(repo, steps * person.step))
        yield from ((family, cursor) for cursor in dict.fromkeys(cursors))
