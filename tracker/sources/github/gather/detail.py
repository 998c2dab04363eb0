"""What a first reading of a pull request leaves out."""

from collections.abc import Container, Iterable, Iterator
from enum import Enum

from tracker.facts import Gap, Kind
from tracker.sources.threads import Item


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
