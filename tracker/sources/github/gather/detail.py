"""Pull requests by their ids as they are stored, and details that a first reading of them leaves out."""

from collections.abc import Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import field
from enum import Enum

from tracker.facts import Gap, Kind
from tracker.facts.people import Login
from tracker.record import positional_record
from tracker.sources.store.pull_requests import PullRequests
from tracker.sources.threads import Item

_NOT_STORED = "it is not stored on this machine"

#: Ids, each with those who took part in it.
Wanted = Mapping[str, AbstractSet[Login]]


class Detail(Enum):
    """What is read of a pull request only where a verdict waits for it."""

    COMMENTS = Kind.REVIEW_COMMENTS
    FILES = Kind.FILES

    @property
    def kind(self) -> Kind:
        return self.value

    @property
    def at_once(self) -> int:
        """Of how many pull requests it is read in one step."""
        return _AT_ONCE[self]

    def lacks(self, item: Item) -> bool:
        """Whether there may be more to read of a pull request."""
        if self is Detail.FILES:
            return item.files_after is not None
        return any(review.comments is None for review in item.talk.reviews.values())

    def gaps(self, lacking: Iterable[Item], asked: Container[str], ended: str | None) -> Iterator[Gap]:
        """What is not known of pull requests that lack it, of which it was ``asked`` for some, by id, or not yet."""
        items = list(lacking)
        reason, effect = _WITHOUT[self]
        for was_asked in (False, True):
            if found := [item for item in items if (item.id in asked) is was_asked]:
                yield Gap(
                    kind=self.kind,
                    reason=f"{ended}; {reason}" if ended else reason,
                    effect=effect,
                    repos=frozenset(item.repo for item in found),
                    more=not (was_asked or ended),
                )


DETAILS = tuple(Detail)
_AT_ONCE = {Detail.COMMENTS: 20, Detail.FILES: 10}
#: Why something is missing as long as it is not read, and what that means.
_WITHOUT = {
    Detail.COMMENTS: ("the inline comments of other reviewers were not counted", "who reviewed most is not certain"),
    Detail.FILES: ("only the first of many changed files were read", "some directories may be missing"),
}


@positional_record
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
