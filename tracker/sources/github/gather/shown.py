"""The pull requests that were read of somebody, as they see them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from tracker.facts import Gap, Kind, Need
from tracker.sources.github.gather.detail import DETAILS, Detail
from tracker.sources.github.records import Reader, seen
from tracker.sources.github.searches import Family
from tracker.sources.threads import Item, Thread

AnyItem = TypeVar("AnyItem", bound=Item)


class Shown:
    """Pull requests by their ids: a reader's ``own``, and those by others as ``threads``.

    Each with what was read of it for this person, whatever was for others.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._items: dict[str, Item] = {}
        self._detailed: dict[Detail, set[str]] = {detail: set() for detail in DETAILS}
        self.own: dict[str, Item] = {}
        self.threads: dict[str, Thread] = {}

    def add(self, family: Family, item: Item) -> None:
        """A pull request was read."""
        self._items[item.id] = item
        self._show(family, item)

    def _show(self, family: Family, item: Item) -> None:
        id_ = item.id
        as_read = item.as_read_for(
            self._reader.login,
            counted=id_ in self._detailed[Detail.COMMENTS],
            listed=id_ in self._detailed[Detail.FILES],
        )
        shown = seen(as_read, self._reader)
        if shown is None:
            return
        if family is Family.AUTHORED:
            self.own[id_] = shown.as_own()
        else:
            self.threads[id_] = shown.as_thread(self._reader.login)

    def add_detail(self, detail: Detail, id_: str, item: Item | None) -> None:
        """More was read of a pull request; None where it could not be."""
        self._detailed[detail].add(id_)
        if item:
            self._items[id_] = item
        for family, shown in ((Family.AUTHORED, self.own), (Family.PARTICIPATION, self.threads)):
            if id_ in shown:
                self._show(family, self._items[id_])

    def lacking(self, detail: Detail, needs: Iterable[Need]) -> Iterator[Item]:
        """The pull requests, the newest first, of which a detail is needed and was not asked for yet."""
        repos = {need.repo for need in needs if need.kind is detail.kind}
        if not repos:
            return
        for item in newest_first(self._without(detail)):
            if item.id not in self._detailed[detail] and (None in repos or item.repo in repos):
                yield self._items[item.id]

    def _without(self, detail: Detail) -> Iterable[Item]:
        if detail is Detail.COMMENTS:
            return (thread for thread in self.threads.values() if thread.uncounted)
        items = [*self.own.values(), *self.threads.values()]
        return (item for item in items if not item.pull_request.files_complete)

    def gaps(self, ended: str | None) -> Iterator[Gap]:
        """What is not known of them; ``ended`` is what put an end to all reading."""
        yield from _of_conversations(self.threads.values())
        for detail in DETAILS:
            yield from detail.gaps(self._without(detail), self._detailed[detail], ended)


def _of_conversations(found: Iterable[Thread]) -> Iterator[Gap]:
    """What may be missing in long conversations."""
    threads = [thread for thread in found if not thread.talk.complete]
    silent = [thread for thread in threads if not thread.participation().reviewed]
    missing: tuple[tuple[Kind, str, Sequence[Thread]], ...] = (
        (Kind.CONVERSATIONS, "who gave /lgtm first is not certain", threads),
        (Kind.REVIEWED, "a review may be missing", silent),
    )
    for kind, effect, some in missing:
        if some:
            repos = frozenset(thread.repo for thread in some)
            reason = "only the newest part of long conversations was read"
            yield Gap(kind=kind, reason=reason, effect=effect, repos=repos)


def newest_first(items: Iterable[AnyItem]) -> list[AnyItem]:
    """Some pull requests by when they were opened."""
    return sorted(items, key=_opened, reverse=True)


def _opened(item: Item) -> tuple[datetime, str]:
    return item.pull_request.created_at, item.id
