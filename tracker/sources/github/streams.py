"""Reads what a search finds, newest first, page by page, past GitHub's 1,000 results and past what it cannot answer."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tracker.errors import SourceError
from tracker.sources.github import answers
from tracker.sources.github.answers import LeftOut, Page
from tracker.sources.github.page_size import PageSize
from tracker.sources.github.replies import Answer, TooHeavy
from tracker.sources.github.searches import Search
from tracker.sources.github.translate import Json
from tracker.sources.store.readings import Trail

#: GitHub shows this many results of one search (docs.github.com, "About search").
_SHOWN = 1000

#: Asks a question by its name.
Ask = Callable[[str, dict[str, object]], Answer]


@dataclass(slots=True)
class _Trail:
    """One search, with its continuations past 1,000 results, and how far it was followed."""

    search: Search
    expected: int | None = None
    seen: set[str] = field(default_factory=set)
    oldest: str | None = None
    after: str | None = None


class Stream:
    """What some searches find, one after the other, each result once.

    ``empty`` are searches that find nothing now: they are followed to their end, for the next time. ``given`` are first
    pages by the text of their search, where somebody read them already; ``known`` says how far searches were followed
    before, by their terms, and ``seen`` which results were found. ``seen`` holds the ids so far; ``stopped`` says why
    reading ended before its time; ``missing`` counts results that GitHub announced and never showed; ``skipped`` are
    records of pull requests that it could not answer for; ``left_out`` is what it left out of its answers.
    """

    def __init__(
        self,
        ask: Ask,
        question: str,
        searches: Sequence[Search],
        *,
        size: PageSize,
        variables: Mapping[str, object],
        total: int = 0,
        empty: Sequence[Search] = (),
        given: Mapping[str, Page] | None = None,
        known: Mapping[str, Trail] | None = None,
        seen: Iterable[str] = (),
    ) -> None:
        self._ask = ask
        self._question = question
        # Whoever asks may spell a login in another case than whoever asked before: it is the same search.
        self._known = {terms.casefold(): trail for terms, trail in (known or {}).items()}
        self._followed = [*empty, *(search for search in searches if self._is_done(search))]
        self._todo = deque(self._resumed(search) for search in searches if not self._is_done(search))
        self._size = size
        self._variables = variables
        self._told = total
        self._given = dict(given or {})
        self._ended = 0
        self._retry = True
        self.seen: set[str] = set(seen)
        self.skipped: list[Json] = []
        self.left_out: list[LeftOut] = []
        self.missing = 0
        self.stopped: str | None = None

    def _before(self, search: Search) -> Trail | None:
        """How far a search was followed before."""
        return self._known.get(search.terms.casefold())

    def _is_done(self, search: Search) -> bool:
        known = self._before(search)
        return known is not None and known.done

    def _resumed(self, search: Search) -> _Trail:
        """A search from where it was left."""
        known = self._before(search)
        if not (known and known.down_to):
            return _Trail(search)
        return _Trail(search.before(known.down_to), oldest=known.down_to)

    @property
    def open(self) -> bool:
        """Whether there may be more to read."""
        return bool(self._todo) and not self.stopped

    @property
    def whole(self) -> bool:
        """Whether everything that GitHub announced was shown, so that nobody has to look there again."""
        return not (self.missing or self.left_out or self.stopped)

    @property
    def skipped_names(self) -> Sequence[tuple[str, int]]:
        """Repository and number of what GitHub could not answer for, where everybody may see it."""
        return answers.names(self.skipped)

    @property
    def total(self) -> int:
        """How many results there are, as far as that is known."""
        return max(self._told, self._ended + sum(trail.expected or 0 for trail in self._todo), len(self.seen))

    @property
    def pages_left(self) -> int:
        """About how many more pages there are."""
        return -(-(self.total - len(self.seen)) // self._size.size)

    def trails(self, scope: str, watermark: datetime) -> Iterator[Trail]:
        """How far the searches were followed, for the next time."""
        for search in self._followed:
            yield self._trail(search, scope, watermark, None, done=True)
        for trail in self._todo:
            if trail.oldest:
                yield self._trail(trail.search, scope, watermark, trail.oldest, done=False)

    def _trail(self, search: Search, scope: str, watermark: datetime, down_to: str | None, *, done: bool) -> Trail:
        return Trail(scope=scope, terms=search.terms, watermark=watermark, down_to=down_to, done=done, total=self.total)

    def read(self) -> tuple[Json, ...]:
        """The next results that were not seen yet; a page may hold none.

        Raises:
            SourceError, TokenError: from the client. The stream can be read on.
        """
        page = self._page(self._todo[0])
        return () if page is None else self.take(page)

    @property
    def place(self) -> dict[str, object]:
        """What the next page is of, where somebody else asks for it: the search and the cursor."""
        return self._place(self._todo[0])

    def take(self, page: Page) -> tuple[Json, ...]:
        """The results of the next page that were not seen yet."""
        trail = self._todo[0]
        fresh = {node["id"]: node for node in page.nodes if node["id"] not in self.seen}
        self.seen.update(fresh)
        trail.seen.update(node["id"] for node in page.nodes)
        self._follow(trail, page)
        return tuple(fresh.values())

    def _page(self, trail: _Trail) -> Page | None:
        """The next page, smaller where it must be; None where there is none to be had."""
        if given := self._given.pop(trail.search.text, None):
            self.left_out += given.left_out
            return given
        while True:
            try:
                answer = self._ask(self._question, {**self._place(trail), **self._variables, "size": self._size.size})
            except TooHeavy as error:
                if self._size.halve():
                    continue
                return self._skip(trail, error)
            if self._partial(answer):
                continue
            page = answers.page(answer)
            if page is None:
                self.stopped = answers.reason(answer)
                return None
            self.left_out += page.left_out
            self._size.passed()
            return page

    def _partial(self, answer: Answer) -> bool:
        """Whether GitHub left something out that it may give when it is asked again, for less."""
        if not (self._retry and any(problem.passing for problem in answer.errors)):
            return False
        self._retry = False  # once is enough: what it leaves out again is a gap
        self._size.halve()
        return True

    def _skip(self, trail: _Trail, error: TooHeavy) -> Page | None:
        """Past one result that GitHub cannot answer even alone.

        Raises:
            SourceError: it cannot even say which one: that is no heavy question, it is an outage.
        """
        try:
            page = answers.page(self._ask("next", {**self._place(trail), "type": self._variables["type"]}))
        except TooHeavy as outage:
            raise SourceError(outage.message, hint=outage.hint) from outage
        if page is None:
            self.stopped = error.message
            return None
        fresh = [node for node in page.nodes if node["id"] not in self.seen]
        self.seen.update(node["id"] for node in fresh)
        trail.seen.update(node["id"] for node in page.nodes)
        self.skipped += fresh
        return replace(page, nodes=())

    def _place(self, trail: _Trail) -> dict[str, object]:
        return {"q": trail.search.text, "after": trail.after}

    def _follow(self, trail: _Trail, page: Page) -> None:
        """On to the next page, to older results past the thousandth, or to the next search."""
        if trail.expected is None:
            trail.expected = page.count
        trail.oldest = min([node["createdAt"] for node in page.nodes], default=trail.oldest)
        trail.after = page.after
        if page.after is not None:
            return
        if page.count > _SHOWN and trail.oldest and trail.oldest != trail.search.until:
            trail.search = trail.search.before(trail.oldest)
            return
        self._followed.append(self._todo.popleft().search)
        self._ended += trail.expected
        self.missing += max(0, trail.expected - len(trail.seen))
