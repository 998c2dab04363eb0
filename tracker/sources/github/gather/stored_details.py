"""Pull requests by their ids, with what was read of them: from the store alone."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from tracker.facts.people import Login
from tracker.sources.github.gather.detail import Detail
from tracker.sources.store.pull_requests import PullRequests
from tracker.sources.threads import Item

_NOT_STORED = "it is not stored on this machine"

#: Ids, each with those who took part in it.
Wanted = Mapping[str, AbstractSet[Login]]


@dataclass(frozen=True, slots=True)
class Read:
    """What became of some ids: the pull requests, and of the others why they could not be read.

    In some nothing shows that a person took part in them, whom search finds there: those are ``untraced``.
    """

    items: Mapping[str, Item] = field(default_factory=dict)
    lost: Mapping[str, str] = field(default_factory=dict)
    untraced: Mapping[str, AbstractSet[Login]] = field(default_factory=dict)


class StoredDetails:
    """Pull requests by their ids, as they are in the store: nobody is asked."""

    def __init__(self, items: PullRequests) -> None:
        self._items = items
        self._stored: set[str] = set()

    @property
    def from_store(self) -> int:
        """How many pull requests were read from the store, and GitHub not asked about."""
        return len(self._stored)

    def read(self, wanted: Wanted) -> Iterator[Read]:
        """These pull requests, each for those who took part in it and whose inline comments matter; as they come.

        Raises:
            SourceError, TokenError: from the client; what was yielded before stands.
        """
        ready = self._ready(wanted, wanted)
        self._stored |= ready.keys()
        yield Read(ready, dict.fromkeys((id_ for id_ in wanted if id_ not in ready), _NOT_STORED))

    def _ready(self, ids: Iterable[str], wanted: Wanted) -> dict[str, Item]:
        known = self._items.get(ids)
        return {id_: item for id_, item in known.items() if not _is_unread(item, wanted[id_])}

    def detail(self, detail: Detail, items: Iterable[Item]) -> Iterator[tuple[str, Item | None]]:
        """More of these pull requests; None where it is not to be had.

        Raises:
            SourceError, TokenError: from the client; what was yielded before stands.
        """
        return ((item.id, None if detail.lacks(item) else item) for item in items)

    def end(self) -> None:
        """Everything was read that was wanted: the next run asks again for what failed."""


def _is_unread(item: Item, people: AbstractSet[Login]) -> bool:
    """Whether the inline comments of somebody's newest reviews are not known and may matter."""
    missing = people - item.counted
    return bool(missing) and any(item.talk.newest_uncounted(login) for login in missing)
