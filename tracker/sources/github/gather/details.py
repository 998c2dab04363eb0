"""Reads pull requests by their ids, each once for all who took part in it, and then more of some of them."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from tracker.facts.people import Login
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import Result
from tracker.sources.github.failures import Failures
from tracker.sources.github.gather.detail import DETAILS, Detail, Read, StoredDetails, Wanted
from tracker.sources.github.gather.host import Host
from tracker.sources.github.gather.questions import (
    DETAIL,
    PAGE,
    PULL,
    detail_question,
    first_question,
    longer,
    more_of,
    page_question,
    read_first,
)
from tracker.sources.github.gather.wholeness import AT_ONCE, GOAL, Wholeness
from tracker.sources.store import Store
from tracker.sources.store.pull_requests import PullRequests
from tracker.sources.threads import Item

#: Pages of one conversation or list of files: GitHub lists 3,000 files, and nobody reads a longer conversation.
_PAGES = 30
#: What is asked of a pull request, as failures are kept of it.
_FIRST, _TALK = "first", "conversation"


class Details(StoredDetails):
    """Pull requests by their ids: from the store, or else from GitHub, and then kept.

    How many a ``host`` answers whole at once is found out at first contact.
    """

    def __init__(self, client: GitHubClient, store: Store, items: PullRequests, host: Host) -> None:
        super().__init__(items)
        self._store = store
        self._whole = Wholeness(client, host)
        self._failures = Failures(client, store)
        at_once = min(AT_ONCE, host.at_once or AT_ONCE)
        self._first = Batch(client, at_once * PULL, "PullRequests", goal=GOAL * PULL, room=self._whole.room, spare=1)
        self._more = {detail: Batch(client, detail.at_once * DETAIL, detail.name.title()) for detail in DETAILS}
        self._pages = Batch(client, 10 * PAGE, "Pages")
        self._refreshed: frozenset[Login] = frozenset()
        self._asked_for: set[str] = set()
        self._read_to_end: set[str] = set()

    def refresh(self, people: AbstractSet[Login]) -> None:
        """Ask for each once in this run: it takes the place of what was stored for these people."""
        self._refreshed = frozenset(people)

    def end(self) -> None:
        """The next run asks again for what failed."""
        self._failures.forget()

    def read(self, wanted: Wanted) -> Iterator[Read]:
        """What is not in the store from GitHub, and long conversations from their beginning."""
        ready = self._ready(self._asked_for & wanted.keys() if self._refreshed else wanted, wanted)
        self._stored |= ready.keys() - self._asked_for
        if ready:
            yield Read(ready)
        yield from self._asked([id_ for id_ in wanted if id_ not in ready], wanted)
        yield from self._read_on(wanted)

    def _asked(self, ids: Iterable[str], wanted: Wanted) -> Iterator[Read]:
        """These from GitHub; again in less, where so many at once are not answered whole."""
        questions = {id_: first_question(id_, sorted(wanted[id_])) for id_ in ids}
        for found in self._failures.ask(_FIRST, self._first.ask, {**self._whole.canary(questions), **questions}):
            results = {id_: one for id_, one in found.items() if id_ in questions and not one.untried}
            suspects = self._whole.suspects(results, wanted)
            if len(results) > 1 and self._whole.is_short(found, wanted, suspects):
                self._first.limit(len(results) // 2 * PULL)
                yield from self._asked(results, wanted)
            else:
                untraced = {id_: people for id_, people in suspects.items() if people}
                self._failures.note(_FIRST, (), untraced)
                yield self._kept(results, wanted, untraced)

    def _kept(self, results: Mapping[str, Result], wanted: Wanted, untraced: Mapping[str, AbstractSet[Login]]) -> Read:
        """Pull requests as they were read; written, but for those in which somebody has to be and is not."""
        found = {id_: item for id_, one in results.items() if (item := read_first(id_, one, wanted[id_]))}
        with self._store.transaction() as transaction:
            if self._refreshed:
                answered = {id_ for id_, one in results.items() if one.failed is None}
                self._items.drop_details(transaction, answered - self._asked_for, self._refreshed)
            self._items.keep(transaction, (item for id_, item in found.items() if id_ not in untraced))
        self._asked_for |= results.keys()
        lost = {id_: "" if one.absent else one.reason for id_, one in results.items() if id_ not in found}
        return Read({**found, **self._items.get(found.keys() - untraced.keys())}, lost, untraced)

    # -- conversations -----------------------------------------------------------------------------

    def _read_on(self, ids: Iterable[str]) -> Iterator[Read]:
        """These with the beginnings of their conversations, of which a first reading has only the end.

        Each page is kept as it comes, and whoever reads the pull request next goes on behind it.
        """
        known = self._items.get(id_ for id_ in ids if id_ not in self._read_to_end)
        todo = {id_: item for id_, item in known.items() if item.to_read_on}
        self._read_to_end |= todo.keys()
        for _ in range(_PAGES):
            onward: dict[str, Item] = {}
            for results in self._failures.ask(
                _TALK, self._pages.ask, {id_: page_question(item) for id_, item in todo.items()}
            ):
                page = {id_: item for id_, one in results.items() if (item := longer(todo[id_], one))}
                self._keep(page.values())
                onward |= self._items.get(page)
                yield Read(self._items.get(page))
            todo = {id_: item for id_, item in onward.items() if item.to_read_on}

    # -- what is needed only for some verdicts -----------------------------------------------------

    def detail(self, detail: Detail, items: Iterable[Item]) -> Iterator[tuple[str, Item | None]]:
        """What is not in the store from GitHub, page by page."""
        found = {item.id: item for item in items}
        lacking = {id_: item for id_, item in found.items() if detail.lacks(item)}
        yield from ((id_, item) for id_, item in found.items() if id_ not in lacking)
        for _ in range(_PAGES):
            onward: dict[str, Item] = {}
            asked = {id_: detail_question(item, detail) for id_, item in lacking.items()}
            for results in self._failures.ask(detail.name.lower(), self._more[detail].ask, asked):
                more = {id_: item for id_, one in results.items() if (item := more_of(lacking[id_], detail, one))}
                self._keep(more.values())
                onward |= {id_: item for id_, item in more.items() if detail is Detail.FILES and item.files_after}
                yield from (
                    (id_, more.get(id_)) for id_, one in results.items() if id_ not in onward and not one.untried
                )
            lacking = onward
        yield from ((id_, None) for id_ in lacking)

    def _keep(self, items: Iterable[Item]) -> None:
        with self._store.transaction() as transaction:
            self._items.keep(transaction, items)
