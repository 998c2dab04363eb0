"""Finds which pull requests of a repository changed: a hundred ids on a page, by parts of the time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from tracker.facts.repository_work import RepositoryQuery
from tracker.sources.github.api.answers import page, understood
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import LOOKUP, SEARCH, Question, Result, search_question
from tracker.sources.github.gather.checkpoint import Checkpoint
from tracker.sources.github.gather.cursor import PAGE, Cursor
from tracker.sources.github.gather.families import OVERLAP
from tracker.sources.github.gather.host import Host
from tracker.sources.github.records import Json, moment
from tracker.sources.github.repository.periods import Period, Periods
from tracker.sources.github.searches import Family, Search

#: Pages of ids in one document.
_SEARCHES = 20
_WITNESS = "witness"
_NEWEST = (
    "repository(owner: $owner, name: $name) "
    "{ pullRequests(first: 1, orderBy: {field: UPDATED_AT, direction: DESC}) { totalCount nodes { id updatedAt } } }"
)
_BY_NUMBER = (
    "repository(owner: $owner, name: $name) {{ pullRequest(number: {number}) "
    "{{ id createdAt updatedAt number repository {{ nameWithOwner isPrivate }} }} }}"
)


class Finding:
    """Finds pull requests for one query, and adds them to ``found``: their ids, each with when it opened (ISO 8601).

    ``lost`` says of those that were named by their number, and cannot be shown, why. How far ``periods`` are known is
    kept on the ``checkpoint`` as it comes.
    """

    def __init__(
        self,
        client: GitHubClient,
        host: Host,
        checkpoint: Checkpoint,
        periods: Periods,
        query: RepositoryQuery,
        *,
        found: dict[str, str],
    ) -> None:
        self._now = client.settings.now
        self._host = host
        self._checkpoint = checkpoint
        self._periods = periods
        self._query = query
        self._searches = Batch(client, _SEARCHES * SEARCH, "Repository")
        self._numbers = Batch(client, 100 * LOOKUP, "Numbers")
        self._newest: tuple[str, datetime] | None = None
        self._found = found
        self.lost: dict[str, str] = {}
        self.cursors: list[Cursor] = []

    @property
    def unfound(self) -> bool:
        """Whether search did not find what the repository itself shows as changed last."""
        return self._newest is not None and self._newest[1] >= self._query.since and self._newest[0] not in self._found

    def expect(self) -> None:
        """It is read soon: ask for the beginning of what changed along with other questions, where there is room."""
        if self._query.numbers is None:
            cursors: dict[int | str, Cursor] = dict(enumerate([*self._wholes, *self._open_ones]))
            for question in self._questions(cursors).values():
                self._searches.expect(question)

    def find(self) -> None:
        """Find all that changed since the query's day, or is of its numbers, and what is open where it asks for that.

        Raises:
            SourceError, TokenError: from the client; what was found before stands.
        """
        if self._query.numbers is not None:
            self._find_numbers(sorted(self._query.numbers))
        else:
            self._follow([*self._wholes, *self._open_ones], pages=1)
        for whole, period in self._wholes.items():
            self._find_in(whole, period)
        self._follow(self._open_ones)

    @cached_property
    def _open_ones(self) -> Sequence[Cursor]:
        return [self._cursor("is:pr is:open")] if self._query.open_too else []

    @cached_property
    def _wholes(self) -> Mapping[Cursor, Period]:
        """A search for each period that is still to be looked through."""
        numbers, periods = self._query.numbers, self._periods.to_find(self._query.since, OVERLAP)
        return {self._cursor(f"is:pr {one.words}"): one for one in (periods if numbers is None else ())}

    def _find_in(self, whole: Cursor, period: Period) -> None:
        """All that changed in a period: with one page where that is all, else with a search for each part of it."""
        if not whole.open:
            self._keep({whole: period})
            return
        self.cursors.remove(whole)
        parts = {self._cursor(f"is:pr {part.words}"): part for part in period.parts(whole.expected, self._now)}
        self._follow(list(parts), told=lambda: self._keep(parts))

    def _keep(self, parts: Mapping[Cursor, Period]) -> None:
        """Write for which time everything is known: the parts that were followed to their end."""
        finished = [part for cursor, part in parts.items() if not cursor.open and cursor.whole]
        if self._periods.finish(finished) and (trail := self._periods.trail(len(self._found))):
            self._checkpoint.keep_index(Family.REPOSITORY, (), [trail])

    def _cursor(self, terms: str) -> Cursor:
        cursor = Cursor(Search(terms=f"{terms} repo:{self._query.repo}"))
        self.cursors.append(cursor)
        return cursor

    def _follow(
        self, cursors: Sequence[Cursor], *, pages: int | None = None, told: Callable[[], None] = lambda: None
    ) -> None:
        """Follow searches to their end, or so many pages of each; ``told`` hears of each document."""
        while pages != 0:
            todo: dict[int | str, Cursor] = {n: one for n, one in enumerate(cursors) if one.open}
            if not todo:
                return
            for results in self._searches.ask(self._questions(todo)):
                for key, result in results.items():
                    self._take(todo.get(key), result)
                told()
            pages = None if pages is None else pages - 1

    def _questions(self, todo: Mapping[int | str, Cursor]) -> dict[int | str, Question]:
        dialect = self._host.dialect
        asked: dict[int | str, Question] = {} if self._newest else {_WITNESS: self._question(_NEWEST)}
        return asked | {n: search_question(one.text, one.after, dialect, first=PAGE) for n, one in todo.items()}

    def _question(self, field: str, weight: int = 1) -> Question:
        owner, _, name = self._query.repo.partition("/")
        return Question(field=field, values={"owner": owner, "name": name}, weight=weight)

    def _take(self, cursor: Cursor | None, result: Result) -> None:
        if cursor is None:
            self._newest = understood(lambda: _newest(result.data)) if result.whole and result.data else None
        elif found := page(result.data, result.problems):
            self._add(cursor.take(found))
        else:
            cursor.stopped = result.reason

    def _add(self, nodes: Sequence[Json]) -> None:
        kept = self._checkpoint.keep_index(Family.REPOSITORY, nodes, None)
        self._found |= {one.id: one.created_at for one in kept}

    def _find_numbers(self, numbers: Sequence[int]) -> None:
        """The pull requests of these numbers; what is an issue, or is not there, is none."""
        questions = {n: self._question(_BY_NUMBER.format(number=n), LOOKUP) for n in numbers}
        for results in self._numbers.ask(questions):
            found = {n: one.data["pullRequest"] for n, one in results.items() if one.data}
            self._add([node for node in found.values() if node])
            absent = {n for n, one in results.items() if one.absent or one.is_nothing}
            self.lost |= {f"#{n}": one.reason for n, one in results.items() if not found.get(n) and n not in absent}


def _newest(repository: Json) -> tuple[str, datetime]:
    (node,) = repository["pullRequests"]["nodes"] or [{"id": "", "updatedAt": "2008-01-01T00:00:00Z"}]
    return str(node["id"]), moment(node["updatedAt"])
