"""One search, followed newest first: page by page, past GitHub's 1,000 results, and from where it was left."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tracker.sources.github.searches import LeftOut, Page, Search
from tracker.sources.store.readings import Trail

#: GitHub shows this many results of one search (docs.github.com, "About search").
_SHOWN = 1000
#: Results on a page of ids: as many as GitHub gives, and next to nothing for it to find.
PAGE = 100


class Cursor:
    """How far one search was followed.

    Everything that it finds and that was created after ``depth`` (ISO 8601; None: nothing yet) is known; ``done`` where
    there is nothing below. ``stopped`` says why it cannot be followed; ``missing`` counts results that GitHub announced
    and never showed; ``left_out`` is what it left out of pages.
    """

    def __init__(self, search: Search, known: Trail | None = None, *, empty: bool = False) -> None:
        self.search = search
        self.done = empty or (known is not None and known.done)
        self.depth = known.down_to if known and not self.done else None
        self._window = search.before(self.depth) if self.depth else search
        self._after: str | None = None
        self._expected: int | None = None
        self._seen: set[str] = set()
        self.missing = 0
        self.left_out: list[LeftOut] = []
        self.stopped: str | None = None

    @property
    def open(self) -> bool:
        """Whether there may be more to find, and it can be asked for."""
        return not (self.done or self.stopped)

    @property
    def whole(self) -> bool:
        """Whether everything that GitHub announced so far was shown, so that nobody has to look there again."""
        return not (self.missing or self.left_out or self.stopped)

    @property
    def text(self) -> str:
        """What to search for next."""
        return self._window.text

    @property
    def expected(self) -> int:
        """How many GitHub announced; 0 as long as it was not asked."""
        return self._expected or 0

    @property
    def after(self) -> str | None:
        """Behind what to go on."""
        return self._after

    def take(self, page: Page) -> tuple[Mapping[str, Any], ...]:
        """The results on the next page."""
        self.left_out += page.left_out
        if self._expected is None:
            self._expected = page.count
        self._seen.update(node["id"] for node in page.nodes)
        self._follow(page, min([node["createdAt"] for node in page.nodes], default=self.depth))
        return page.nodes

    def _follow(self, page: Page, oldest: str | None) -> None:
        """On to the next page, or to older results past the thousandth; done where there are none."""
        self.depth, self._after = oldest, page.after
        if page.after is not None:
            return
        if page.count > _SHOWN and oldest and oldest != self._window.until:
            self._window = self._window.before(oldest)
            return
        self.done = True
        self.missing = max(0, (self._expected or 0) - len(self._seen))
        self._seen.clear()

    def trail(self, scope: str, watermark: datetime, total: int) -> Trail | None:
        """How far it was followed, for the next time; None where that is nowhere."""
        if not (self.done or self.depth):
            return None
        depth = None if self.done else self.depth
        return Trail(
            scope=scope, terms=self.search.terms, watermark=watermark, down_to=depth, done=self.done, total=total
        )


def frontier(cursors: Iterable[Cursor]) -> str:
    """Down to when everything is known that all of these find; empty where that is everything."""
    return max((_NOTHING if one.depth is None else one.depth for one in cursors if not one.done), default="")


def shallowest(cursors: Iterable[Cursor]) -> list[Cursor]:
    """Those that have to be followed for the others' results to be in order."""
    cursors = list(cursors)
    depth = frontier(cursors)
    return [one for one in cursors if one.open and (one.depth or _NOTHING) == depth]


#: Later than any time of ISO 8601: nothing is known yet.
_NOTHING = "~"
