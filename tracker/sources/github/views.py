"""The pull requests that were read for one person: as they are for everybody, and as this person sees them."""

from tracker.sources.github.searches import Family
from tracker.sources.github.translate import Reader, seen
from tracker.sources.threads import Item, Thread


class Views:
    """Pull requests by id: ``records`` as they were read; of those that count, the person's ``own`` and ``threads``."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.records: dict[str, Item] = {}
        self.own: dict[str, Item] = {}
        self.threads: dict[str, Thread] = {}

    def add(self, family: Family, item: Item) -> None:
        """Take in a pull request of one family; what was read of it before stays where it has not changed since."""
        if known := self.records.get(item.id):
            item = item.with_earlier(known)
        self.records[item.id] = item
        if shown := seen(item, self._reader):
            self._show(family, shown)

    def update(self, item: Item) -> None:
        """More was read of a pull request."""
        self.records[item.id] = item
        shown = seen(item, self._reader)
        for family, known in ((Family.AUTHORED, self.own), (Family.PARTICIPATION, self.threads)):
            if shown and item.id in known:
                self._show(family, shown)

    def forget(self, family: Family) -> None:
        """What was taken in of a family is not all true any more."""
        shown = self.own if family is Family.AUTHORED else self.threads
        for id_ in shown:
            self.records.pop(id_, None)
        shown.clear()

    def _show(self, family: Family, shown: Item) -> None:
        if family is Family.AUTHORED:
            self.own[shown.id] = shown.as_own()
        else:
            self.threads[shown.id] = shown.as_thread(self._reader.login)
