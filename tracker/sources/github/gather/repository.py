"""Reads one repository's pull requests: which changed, a hundred ids on a page, then each once with who took part in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial

from tracker.errors import NothingChecked, SourceError, TokenError
from tracker.facts import Kind
from tracker.facts.people import Login
from tracker.facts.repository_work import RepositoryQuery, RepositoryWork
from tracker.sources.base import Told
from tracker.sources.github.api.answers import understood
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import LOOKUP, SEARCH, Question, Result, search_question
from tracker.sources.github.gather.checkpoint import Checkpoint
from tracker.sources.github.gather.counts import page_of
from tracker.sources.github.gather.cursor import PAGE, Cursor
from tracker.sources.github.gather.detail import Detail, lacks
from tracker.sources.github.gather.details import StoredDetails
from tracker.sources.github.gather.host import Host
from tracker.sources.github.gather.periods import Period, Periods
from tracker.sources.github.gather.repository_work import Known, work_of
from tracker.sources.github.records import Json, moment
from tracker.sources.github.searches import Family, Search
from tracker.sources.store import Store
from tracker.sources.store.pull_requests import PullRequests
from tracker.sources.threads import Item

#: Search learns of a change within minutes, and clocks differ: what changed shortly before is looked at again.
_OVERLAP = timedelta(hours=1)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryContext:
    """What a repository is read with; without a ``client`` nobody is asked, and ``offline`` says why."""

    client: GitHubClient | None
    store: Store
    items: PullRequests
    details: StoredDetails
    host: Host | None
    now: datetime
    host_name: str
    web: str
    offline: str | None = None


class RepositoryGathering:
    """What is known of one repository's pull requests. How far it was read is kept in the store as it comes."""

    def __init__(self, context: RepositoryContext, query: RepositoryQuery) -> None:
        self._context = context
        self._query = query
        whose = Login(key=query.repo.casefold(), name=query.repo)
        self._checkpoint = Checkpoint(context.store, context.items, whose, ())
        client = context.client
        self._searches = Batch(client, _SEARCHES * SEARCH, "Repository") if client else None
        self._numbers = Batch(client, 100 * LOOKUP, "Numbers") if client else None
        self._found: dict[str, str] = {}
        self._read: dict[str, Item] = {}
        self._lost: dict[str, str] = {}
        self._asked_for: dict[Detail, set[str]] = {detail: set() for detail in Detail}
        self._cursors: list[Cursor] = []
        self._newest: tuple[str, datetime] | None = None
        self._ended: NothingChecked | None = None
        known = self._checkpoint.known(Family.REPOSITORY)
        self._periods = Periods.stored(query.repo, known.trails, context.now, most=min(context.now, query.as_of))
        if query.numbers is None:
            self._found |= {one.id: one.created_at for one in known.found.values()}

    def gather(self, told: Told) -> None:
        """Find and read what changed since the query's day; ``told`` hears how far that is.

        Raises:
            TokenError, SourceError: nothing of it could be read.
        """
        if self._context.client is None and not self._found:
            hint = "Run without --offline once."
            raise SourceError(f"nothing is stored of {self._query.repo} on this machine", hint=hint)
        self._until_ended(self._find)
        self._until_ended(partial(self._read_found, told))
        if self._ended:
            self._read |= self._context.items.get(id_ for id_ in self._found if id_ not in self._read)
        else:
            self._context.details.end()

    def _until_ended(self, step: Callable[[], None]) -> None:
        try:
            if self._ended is None:
                step()
        except (SourceError, TokenError) as error:
            if not self._found:
                raise
            self._ended = error

    def read_more(self, details: Mapping[Kind, Iterable[str]]) -> None:
        """Read details of pull requests, each once in a run. Never raises: what ends it is among the gaps."""
        for detail, ids in ((detail, details.get(detail.kind, ())) for detail in Detail):
            wanted = [self._read[id_] for id_ in ids if id_ in self._read and id_ not in self._asked_for[detail]]
            self._until_ended(partial(self._read_detail, detail, wanted))

    def _read_detail(self, detail: Detail, items: Sequence[Item]) -> None:
        for id_, item in self._context.details.detail(detail, [one for one in items if lacks(one, detail)]):
            self._asked_for[detail].add(id_)
            self._read[id_] = item or self._read[id_]

    def work(self) -> RepositoryWork:
        """What is known so far."""
        known = Known(
            query=self._query,
            read=self._read,
            lost=self._lost,
            found=len(self._found),
            cursors=self._cursors,
            since=self._periods.since,
            until=self._periods.until,
            unfound=self._unfound(),
            ended=self._context.offline or (self._ended.message if self._ended else None),
        )
        return work_of(known, now=self._context.now, host=self._context.host_name, web=self._context.web)

    def _unfound(self) -> bool:
        """Whether search did not find what the repository itself shows as changed last."""
        return self._newest is not None and self._newest[1] >= self._query.since and self._newest[0] not in self._found

    # -- which there are -----------------------------------------------------------------------------

    def _find(self) -> None:
        if self._searches is None:
            return
        if self._query.numbers is not None:
            self._find_numbers(sorted(self._query.numbers))
        elif first := [one for one in (*self._wholes, *self._open_ones) if not (one.asked and self._newest)]:
            self._follow(first, pages=1)
        for whole, period in self._wholes.items():
            self._find_in(whole, period)
        self._follow(self._open_ones)

    def expect(self) -> None:
        """It is read soon: ask for the beginning of what changed along with other questions, where there is room."""
        if self._searches is None or self._query.numbers is not None:
            return
        cursors: dict[int | str, Cursor] = dict(enumerate([*self._wholes, *self._open_ones]))
        for n, question in self._questions(cursors).items():
            self._searches.expect((self._query.repo, n), question, partial(self._take, cursors.get(n)))

    @cached_property
    def _open_ones(self) -> Sequence[Cursor]:
        return [self._cursor("is:pr is:open")] if self._query.open_too else []

    @cached_property
    def _wholes(self) -> Mapping[Cursor, Period]:
        """A search for each period that is still to be looked through."""
        numbers, periods = self._query.numbers, self._periods.to_find(self._query.since, _OVERLAP)
        return {self._cursor(f"is:pr {one.words}"): one for one in (periods if numbers is None else ())}

    def _find_in(self, whole: Cursor, period: Period) -> None:
        """All that changed in a period: with one page where that is all, else with a search for each part of it."""
        if not whole.open:
            self._keep({whole: period})
            return
        self._cursors.remove(whole)
        parts = {self._cursor(f"is:pr {part.words}"): part for part in period.parts(whole.expected, self._context.now)}
        self._follow(list(parts), told=lambda: self._keep(parts))

    def _keep(self, parts: Mapping[Cursor, Period]) -> None:
        """Write for which time everything is known: the parts that were followed to their end."""
        finished = [part for cursor, part in parts.items() if not cursor.open and cursor.whole]
        if self._periods.finish(finished) and (trail := self._periods.trail(len(self._found))):
            self._checkpoint.keep_index(Family.REPOSITORY, (), [trail])

    def _cursor(self, terms: str) -> Cursor:
        cursor = Cursor(Search(terms=f"{terms} repo:{self._query.repo}"))
        self._cursors.append(cursor)
        return cursor

    def _follow(
        self, cursors: Sequence[Cursor], *, pages: int | None = None, told: Callable[[], None] = lambda: None
    ) -> None:
        """Follow searches to their end, or so many pages of each; ``told`` hears of each document."""
        assert self._searches  # noqa: S101 - somebody can be asked
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
        assert self._context.host  # noqa: S101 - somebody can be asked
        dialect = self._context.host.dialect
        asked: dict[int | str, Question] = {} if self._newest else {_WITNESS: self._question(_NEWEST)}
        return asked | {n: search_question(one.text, one.after, dialect, first=PAGE) for n, one in todo.items()}

    def _question(self, field: str, weight: int = 1) -> Question:
        owner, _, name = self._query.repo.partition("/")
        return Question(field=field, values={"owner": owner, "name": name}, weight=weight)

    def _take(self, cursor: Cursor | None, result: Result) -> None:
        if cursor is None:
            self._newest = understood(lambda: _newest(result.data)) if result.whole and result.data else None
        elif page := page_of(result):
            self._add(cursor.take(page))
        else:
            cursor.stopped = result.reason

    def _add(self, nodes: Sequence[Json]) -> None:
        kept = self._checkpoint.keep_index(Family.REPOSITORY, nodes, None)
        self._found |= {one.id: one.created_at for one in kept}

    def _find_numbers(self, numbers: Sequence[int]) -> None:
        """The pull requests of these numbers; what is an issue, or is not there, is none."""
        assert self._numbers  # noqa: S101 - somebody can be asked
        questions = {n: self._question(_BY_NUMBER.format(number=n), LOOKUP) for n in numbers}
        for results in self._numbers.ask(questions):
            found = {n: one.data["pullRequest"] for n, one in results.items() if one.data}
            self._add([node for node in found.values() if node])
            absent = {n for n, one in results.items() if one.absent or one.is_nothing}
            self._lost |= {f"#{n}": one.reason for n, one in results.items() if not found.get(n) and n not in absent}

    # -- what is in them -----------------------------------------------------------------------------

    def _read_found(self, told: Told) -> None:
        """Each as it is stored, or else from GitHub, the newest first."""
        ids = sorted(self._found, key=lambda id_: (self._found[id_], id_), reverse=True)
        for read in self._context.details.read({id_: frozenset[Login]() for id_ in ids}):
            self._read |= read.items
            self._lost |= read.lost
            told(len(self._read) + len(self._lost), len(ids), "pull requests")


def _newest(repository: Json) -> tuple[str, datetime]:
    (node,) = repository["pullRequests"]["nodes"] or [{"id": "", "updatedAt": "2008-01-01T00:00:00Z"}]
    return str(node["id"]), moment(node["updatedAt"])
