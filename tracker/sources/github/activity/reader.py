"""Counts what many people did within a time, by search: those who did something are found in few questions each.

What search finds is looked at before it counts. Whoever seems to have done nothing is looked at once more: whether the
account has another name by now, whether each organization alone shows nothing either, and whether search knows them at
all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from tracker.errors import SourceError, TokenError
from tracker.facts.contributions import Activity, ActivityQuery
from tracker.facts.people import Contributor, Login
from tracker.sources.github.activity.person import Person
from tracker.sources.github.activity.searches import ActivitySearches, anywhere
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import SEARCH, Question, Result, search_question
from tracker.sources.github.searches import PLAIN, Dialect

#: Searches in one document, by GitHub's milliseconds; and what a thread with its comments takes.
_AT_ONCE, _THREAD = 40 * SEARCH, 60
#: People who are done with before the next: where a limit ends the run, all of them are kept.
_TOGETHER = 100
#: Items of somebody's that are looked at; threads on their first page and on later ones, and how many pages there are.
_OPENED, _FIRST, _LATER, _PAGES = 5, 5, 20, 3


#: What becomes of an answer.
Take = Callable[[Result], None]


@dataclass(kw_only=True)
class ActivityReader:
    """Reads what people did; ``accounts`` looks accounts up, and ``keep`` is given everybody who is done with."""

    client: GitHubClient
    dialect: Dialect
    query: ActivityQuery
    accounts: Callable[[Sequence[Login]], Mapping[Login, Contributor]]
    keep: Callable[[Sequence[Activity]], None]

    def read(self, logins: Sequence[Login]) -> str | None:
        """Read everybody; why that ended before its end, else None. Never raises for what GitHub does."""
        try:
            self._settle_dialect(logins)
            for start in range(0, len(logins), _TOGETHER):
                people = [Person(login=one, name=one, query=self.query) for one in logins[start : start + _TOGETHER]]
                left = self._work(people)
                self._done(self._second_look(left) if self.query.enough == 1 else left)
        except (SourceError, TokenError) as error:
            return error.message
        return None

    def _settle_dialect(self, logins: Sequence[Login]) -> None:
        """Ask in the plain way where search knows no other."""
        for one in logins[:1]:
            question = search_question(anywhere(one), None, self.dialect, first=1, what="issueCount")
            (result,) = Batch(self.client, SEARCH, "Dialect").all({one: question}).values()
            if result.knows_no_type:
                self.dialect = PLAIN

    def _work(self, people: Sequence[Person]) -> list[Person]:
        """Everybody's work, as far as it takes. Of who needs one contribution, only those without any come back."""
        left = self._open(people)
        for place in range(len(self._searches.opened(people[0].name)) if people else 0):
            self._ask(left, partial(self._opened, place))
            left = self._open(left)
        if self.query.enough > 1:
            self._ask(people, lambda one: [(text, one.take_off) for text in self._searches.excluded(one.name)], size=0)
        self._threads([one for one in left if not one.has_enough])
        return self._open(left)

    def _opened(self, place: int, one: Person) -> list[tuple[str, Take]]:
        return [(self._searches.opened(one.name)[place], one.take_opened)]

    def _open(self, people: Iterable[Person]) -> list[Person]:
        """All of them where contributions are counted; else those without any, and the others are done with."""
        if self.query.enough > 1:
            return list(people)
        sides: tuple[list[Person], list[Person]] = ([], [])
        for one in people:
            sides[one.has_enough].append(one)
        self._done(sides[True])
        return sides[False]

    def _done(self, people: Sequence[Person]) -> None:
        if people:
            self.keep([one.activity() for one in people])

    def _threads(self, people: Sequence[Person]) -> None:
        """The threads that people took part in, until they have enough."""
        left = list(people)
        for size in (_FIRST, *[_LATER] * (_PAGES - 1)):
            self._ask(left, self._next_threads, size=size)
            left = [one for one in left if not one.has_enough]
        for one in left:
            one.tell_threads()

    def _next_threads(self, one: Person) -> Iterator[tuple[str, Take]]:
        for text in self._searches.joined_in(one.name):
            if text not in one.after or one.after[text] is not None:
                yield text, partial(one.take_threads, text)

    def _second_look(self, people: Sequence[Person]) -> list[Person]:
        """Before anybody is said to have done nothing: those of whom that is still so, with what is doubted."""
        sure = [one for one in people if not one.doubts]
        accounts = self.accounts([one.login for one in sure])
        renamed = []
        for one in sure:
            account = accounts.get(one.login)
            if account is None:
                one.doubts.append("GitHub shows no account of that name: it may be renamed, or gone")
            elif account.login != one.name:
                one.rename(account.login)
                renamed.append(one)
        left = self._work(renamed)
        moved = {one.login for one in renamed} - {one.login for one in left}
        self._apart([one for one in sure if not one.doubts and one.login not in moved])
        return [one for one in people if one.login not in moved]

    def _apart(self, people: Sequence[Person]) -> None:
        """Count again without operators: everywhere at first, and where that differs each organization alone."""
        everywhere = self._counts(people, self._everywhere)
        for one, (ever, opened, *roles) in zip(people, everywhere, strict=True):
            if not one.doubts and not ever:
                one.doubts.append("search shows nothing of theirs anywhere, at any time: the profile may be private")
            one.looked_at.append(f"{ever} on all of GitHub at any time")
            one.moves_elsewhere = bool(one.differs(opened, [roles]))
        others = [one for one in people if one.moves_elsewhere and not one.doubts]
        for one, counts in zip(others, self._counts(others, self._each_alone), strict=True):
            orgs = len(self.query.orgs)
            pairs = [counts[place : place + 2] for place in range(orgs, len(counts), 2)]
            one.doubts += one.differs(sum(counts[:orgs]), pairs) if not one.doubts else []
            one.looked_at.append("each organization alone")

    def _everywhere(self, one: Person) -> list[str]:
        return [anywhere(one.name), *self._searches.everywhere(one.name)]

    def _each_alone(self, one: Person) -> list[str]:
        apart = ActivitySearches(self.query, PLAIN)
        return [*apart.opened(one.name), *apart.joined_in(one.name)]

    def _counts(self, people: Sequence[Person], searches: Callable[[Person], list[str]]) -> list[list[int]]:
        """How much each search of each person finds; a doubt, and 0, where that is not known."""
        found: dict[tuple[Login, str], int] = {}

        def counting(one: Person, text: str, result: Result) -> None:
            if result.count is None:
                one.doubts.append(f"a second search could not be made: {result.reason}")
            found[one.login, text] = result.count or 0

        self._ask(people, lambda one: [(text, partial(counting, one, text)) for text in searches(one)], size=0)
        return [[found[one.login, text] for text in searches(one)] for one in people]

    def _ask(
        self,
        people: Sequence[Person],
        searches: Callable[[Person], Iterable[tuple[str, Take]]],
        *,
        size: int | None = None,
    ) -> None:
        """Ask some searches for each person, many in one document.

        ``size`` is how many threads each shows, 0 for a count alone, None for what somebody opened.
        """
        wanted = [(one, text, take) for one in people for text, take in searches(one)]
        questions = {
            place: _question(text, one.after.get(text), self.dialect, size)
            for place, (one, text, _) in enumerate(wanted)
        }
        name = "Opened" if size is None else "Threads" if size else "Counts"
        for results in Batch(self.client, _AT_ONCE, name).ask(questions):
            for place, result in results.items():
                wanted[place][2](result)

    @property
    def _searches(self) -> ActivitySearches:
        return ActivitySearches(self.query, self.dialect)


def _question(text: str, after: str | None, dialect: Dialect, size: int | None) -> Question:
    if size is None:
        return search_question(text, None, dialect, first=_OPENED, what="...OpenedItems")
    if size == 0:
        return search_question(text, None, dialect, first=1, what="issueCount")
    question = search_question(text, after, dialect, first=size, what="...ActiveThreads", connections=1 + 2 * size)
    return replace(question, weight=SEARCH + size * _THREAD)
