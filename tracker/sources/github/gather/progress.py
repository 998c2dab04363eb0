"""One family of a person's work: what search found of it, what of that was read, and what is missing.

Pull requests are read newest first. What is read next depends on that order and on what is needed, and on nothing else:
not on what happens to be known already, of this person or of others.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from tracker.facts import Gap, Kind, Need
from tracker.facts.prose import counted
from tracker.sources.github.gather.cursor import PAGE, Cursor, frontier, shallowest
from tracker.sources.github.searches import Family
from tracker.sources.store.readings import Found, Trail

Value = TypeVar("Value")

#: With so few pages to go, finding everything is cheaper than another search.
_FEW_PAGES = 2


#: The kinds of evidence in each family, and what its pull requests are called.
KINDS = {Family.AUTHORED: (Kind.AUTHORED,), Family.PARTICIPATION: (Kind.REVIEWED, Kind.CONVERSATIONS)}
_CALLED = {Family.AUTHORED: "own pull requests", Family.PARTICIPATION: "pull requests by others"}


def repos_of(needs: Iterable[Need], family: Family) -> Sequence[str | None]:
    """The repositories that something of a family is needed from, in a fixed order; None is any."""
    return sorted({need.repo for need in needs if need.kind in KINDS[family]}, key=lambda repo: repo or "")


class Progress:
    """What is known of one family of a person's work.

    ``whole`` are the searches over all organizations, ``within`` makes those in one repository, ``changed`` find what
    changed since the last time and are followed before anything is read. ``found`` are pull requests by id, ``total``
    is how many there are.
    """

    def __init__(
        self,
        family: Family,
        *,
        whole: Sequence[Cursor],
        within: Callable[[str], Sequence[Cursor]],
        changed: Sequence[Cursor] = (),
        earlier: Iterable[str] = (),
        found: Mapping[str, Found] | None = None,
        restored: bool = False,
        total: int = 0,
    ) -> None:
        self.family = family
        self.whole = tuple(whole)
        self.changed = tuple(changed)
        self.restored = restored
        self._total = total
        self._within = within
        self._parts = {repo: tuple(within(repo)) for repo in earlier}
        self._found = dict(found or {})
        self._newest: list[Found] | None = None
        self._read: set[str] = set()
        self._lost: dict[str, str] = {}
        self._asked: set[str] = set()

    # -- finding -----------------------------------------------------------------------------------

    @property
    def cursors(self) -> Iterator[tuple[Cursor, frozenset[str] | None]]:
        """All searches, with the repositories that each is bounded to."""
        yield from ((cursor, None) for cursor in (*self.whole, *self.changed))
        for repo, part in self._parts.items():
            yield from ((cursor, frozenset({repo})) for cursor in part)

    @property
    def total(self) -> int:
        """How many there are, as far as that is known."""
        return max(self._total, sum(one.expected for one in self.whole), len(self._found))

    @property
    def first(self) -> Sequence[Cursor]:
        """What to follow before anything is read: all that changed, and the newest of each search."""
        return [one for one in self.changed if one.open] or [
            one for one in self.whole if one.open and one.depth is None
        ]

    def find(self, found: Iterable[Found]) -> None:
        """More was found."""
        self._found |= {one.id: one for one in found}
        self._newest = None

    def next(self, repo: str | None, most: int) -> Sequence[Found]:
        """The next to read in a repository (None: anywhere), the newest first, as far as their order is known."""
        depth = frontier(self.whole)
        if repo and repo in self._parts:
            depth = min(depth, frontier(self._parts[repo]))
        unread = (one for one in self._in_order(repo) if one.created_at > depth and not self._settled(one.id))
        return [one for one, _ in zip(unread, range(most), strict=False)]

    def to_find(self, repo: str | None, most: int) -> Sequence[Cursor]:
        """The searches to follow for so many of them to be known; empty where they are, or nothing is left to find."""
        if len(self.next(repo, most)) >= most or not any(one.open for one in self.whole):
            return ()
        if not repo or self._pages_left <= _FEW_PAGES:
            return shallowest(self.whole)
        if repo not in self._parts:
            self._parts[repo] = tuple(self._within(repo))
        return shallowest(self._parts[repo])

    @property
    def few_pages(self) -> Sequence[Cursor]:
        """What to follow where so few pages more are everything."""
        return shallowest(self.whole) if self._pages_left <= _FEW_PAGES else ()

    @property
    def count(self) -> int:
        """How many were found."""
        return len(self._found)

    def repositories(self, most: int) -> Mapping[str, int]:
        """How many of the newest are in each repository."""
        return Counter(one.repo for one in self._in_order(None)[:most])

    def _in_order(self, repo: str | None) -> list[Found]:
        if self._newest is None:
            self._newest = sorted(self._found.values(), key=lambda one: (one.created_at, one.id), reverse=True)
        return self._newest if repo is None else [one for one in self._newest if one.repo == repo]

    @property
    def _pages_left(self) -> int:
        return -(-(self.total - len(self._found)) // PAGE)

    # -- reading -----------------------------------------------------------------------------------

    def read(self, id_: str) -> None:
        """A pull request was read."""
        self._read.add(id_)

    def lose(self, id_: str, reason: str) -> None:
        """A pull request that search finds cannot be read."""
        self._lost[id_] = reason

    def served(self, repos: Iterable[str | None]) -> None:
        """What was needed from these repositories was read, as far as it is there."""
        self._asked |= {repo for repo in repos if repo}

    def _settled(self, id_: str) -> bool:
        return id_ in self._read or id_ in self._lost

    @property
    def trusted(self) -> bool:
        """Whether what was found is whole as far as it goes, so that the next time can go on from here."""
        return all(cursor.whole for cursor, _ in self.cursors)

    @property
    def followed(self) -> bool:
        """Whether everything that changed since the last time was found."""
        return not any(one.open or one.stopped for one in self.changed)

    @property
    def found_all(self) -> bool:
        """Whether every search was followed to its end."""
        return all(one.done for one in self.whole)

    def trails(self, watermark: datetime) -> list[Trail]:
        """How far the searches were followed, for the next time."""
        places = [("", one) for one in self.whole]
        places += [(repo, one) for repo, part in self._parts.items() for one in part]
        trails = (one.trail(scope, watermark, self.total) for scope, one in places)
        return [trail for trail in trails if trail]

    # -- what is missing ---------------------------------------------------------------------------

    def gaps(self, ended: str | None) -> Iterator[Gap]:
        """What is not complete, and why; ``ended`` is what put an end to all reading."""
        for kind in KINDS[self.family]:
            if not self.followed:
                reason = next((one.stopped for one in self.changed if one.stopped), ended) or "reading stopped"
                yield _loss(kind, None, f"{reason}; what changed since the last time was not read")
            if gap := self._unread(kind, ended):
                yield gap
            yield from self._losses(kind)

    def _unread(self, kind: Kind, ended: str | None) -> Gap | None:
        unread = {one.repo for one in self._found.values() if not self._settled(one.id)}
        if self.found_all and not unread:
            return None
        reason = ended or next((one.stopped for one in self.whole if one.stopped), None)
        read = f"read the newest {len(self._read):,} of {self.total:,} {_CALLED[self.family]}"
        return Gap(
            kind=kind,
            reason=f"{reason}; {read}" if reason else read,
            effect="what is counted of them is a lower bound",
            repos=frozenset(unread) if self.found_all else None,
            besides=frozenset(repo for repo in self._asked - unread if self._all_found_in(repo)),
            more=not reason or (not ended and bool(self.next(None, 1))),
            option="" if reason else "--full",
        )

    def _all_found_in(self, repo: str) -> bool:
        return self.found_all or all(one.done for one in self._parts.get(repo, self.whole))

    def _losses(self, kind: Kind) -> Iterator[Gap]:
        for reason, ids in _by_reason((reason, id_) for id_, reason in self._lost.items()).items():
            count = counted(len(ids), "pull request")
            repos = frozenset(self._found[id_].repo for id_ in ids if id_ in self._found) or None
            yield _loss(kind, repos, f"GitHub did not show {count} that it found{reason and f': {reason}'}")
        if missing := sum(cursor.missing for cursor, _ in self.cursors):
            places = [repos for cursor, repos in self.cursors if cursor.missing]
            yield _loss(
                kind,
                _joined(places),
                f"GitHub's search announced {missing:,} more {_CALLED[self.family]} than it showed",
            )
        left_out = (
            (one.reason, frozenset({one.repo}) if one.repo else repos)
            for cursor, repos in self.cursors
            for one in cursor.left_out
        )
        for reason, where in _by_reason(left_out).items():
            yield _loss(kind, _joined(where), f"GitHub left out a part of its answer: {reason}")


def _joined(places: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    """All of these repositories; None where one of them is not known."""
    known = [place for place in places if place is not None]
    return frozenset().union(*known) if len(known) == len(places) else None


def _by_reason(pairs: Iterable[tuple[str, Value]]) -> Mapping[str, Sequence[Value]]:
    """What has a reason, by reason."""
    found = defaultdict[str, list[Value]](list)
    for reason, value in pairs:
        found[reason].append(value)
    return found


def _loss(kind: Kind, repos: frozenset[str] | None, reason: str) -> Gap:
    """A gap of what may be missing and cannot be had."""
    return Gap(kind=kind, reason=reason, effect="some may be missing", repos=repos)
