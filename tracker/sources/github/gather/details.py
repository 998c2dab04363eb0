"""Reads pull requests by their ids, each once for all who took part in it, and then more of some of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import partial

from tracker.facts.people import Login
from tracker.sources.github import records as translate
from tracker.sources.github.api.answers import understood
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import Question, Result
from tracker.sources.github.gather.detail import (
    DETAILS,
    Detail,
    detail_question,
    lacks,
    longer,
    more_of,
    page_question,
)
from tracker.sources.github.gather.host import Host
from tracker.sources.github.gather.witness import fullness, held, is_short, untraced
from tracker.sources.github.records import Json
from tracker.sources.store import Store
from tracker.sources.store.pull_requests import PullRequests
from tracker.sources.threads import OWN_REVIEWS, Item

#: Pull requests in one document: 22,000 records at most.
_AT_ONCE = 60
#: Pages of one conversation or list of files: GitHub lists 3,000 files, and nobody reads a longer conversation.
_PAGES = 30
#: So many at once were always answered whole, as far as anybody reported.
_SURE = 25
#: At first, so that the canary is read among as many as may be lost.
_GOAL = _SURE + 1
#: Milliseconds that one takes GitHub with its conversation and its files, by published figures.
_PULL = 200
#: How many that contradict themselves are asked for alone: if these do so alone, too, it is not for their number.
_ASKED_ALONE = 3
_NOT_STORED = "it is not stored on this machine"


#: The lists in the fragment ``Conversation``.
_CONVERSATION = ("labels", "files", "reviews", "comments")

#: Ids, each with those who took part in it.
_Wanted = Mapping[str, AbstractSet[Login]]


@dataclass(frozen=True, slots=True)
class Read:
    """What became of some ids: the pull requests, and of the others why they could not be read.

    In some nothing shows that a person took part in them, whom search finds there: those are ``untraced``.
    """

    items: Mapping[str, Item] = field(default_factory=dict)
    lost: Mapping[str, str] = field(default_factory=dict)
    untraced: Mapping[str, AbstractSet[Login]] = field(default_factory=dict)


class Details:
    """Pull requests by their ids: from the store, or else from GitHub, and then kept. Without a ``client`` nobody is asked.

    How many a ``host`` answers whole at once is found out at first contact.
    """

    def __init__(
        self,
        client: GitHubClient | None,
        store: Store,
        items: PullRequests,
        host: Host | None = None,
    ) -> None:
        self._store = store
        self._items = items
        self._host = host
        self._client = client
        at_once = min(_AT_ONCE, host.at_once or _AT_ONCE) if host else _AT_ONCE
        self._first = (
            Batch(client, at_once * _PULL, "PullRequests", goal=_GOAL * _PULL, room=self._room, spare=1)
            if client
            else None
        )
        self._alone = Batch(client, 1, "Alone", apart=True) if client else None
        self._refreshed: frozenset[Login] = frozenset()
        self._asked_for: set[str] = set()
        self._stored: set[str] = set()
        self._more = (
            {detail: Batch(client, detail.at_once, detail.name.title()) for detail in DETAILS} if client else {}
        )
        self._pages = Batch(client, 10, "Pages") if client else None
        self._read_to_end: set[str] = set()

    def refresh(self, people: AbstractSet[Login]) -> None:
        """Ask for each once in this run: it takes the place of what was stored for these people."""
        self._refreshed = frozenset(people)

    def read(self, wanted: Mapping[str, AbstractSet[Login]]) -> Iterator[Read]:
        """These pull requests, each for those who took part in it and whose inline comments matter; as they come.

        Raises:
            SourceError, TokenError: from the client; what was yielded before stands.
        """
        known = self._items.get(self._asked_for & wanted.keys() if self._refreshed else wanted)
        ready = {id_: item for id_, item in known.items() if not _unread(item, wanted[id_])}
        self._stored |= ready.keys() - self._asked_for
        if ready:
            yield Read(ready)
        rest = [id_ for id_ in wanted if id_ not in ready]
        if self._first is None:
            yield Read(lost=dict.fromkeys(rest, _NOT_STORED))
            return
        yield from self._asked(rest, wanted)
        yield from self._read_on(wanted)

    @property
    def from_store(self) -> int:
        """How many pull requests were read from the store, and GitHub not asked about."""
        return len(self._stored)

    def _asked(self, ids: Iterable[str], wanted: _Wanted) -> Iterator[Read]:
        """These from GitHub; again in less, where so many at once are not answered whole."""
        assert self._first  # noqa: S101 - somebody can be asked
        questions = {id_: _first_question(id_, sorted(wanted[id_])) for id_ in ids}
        for found in self._first.ask({**self._canary(questions), **questions}):
            results = {id_: one for id_, one in found.items() if id_ in questions and not one.untried}
            suspects = self._suspects(results, wanted)
            if len(results) > 1 and self._is_short(found, wanted, self._to_ask_alone(suspects, found)):
                self._first.limit(len(results) // 2 * _PULL)
                yield from self._asked(results, wanted)
            else:
                yield self._kept(results, wanted, suspects)

    def _room(self) -> int:
        """The weight to ask for at once: where nothing is left to ask for one of them alone, so many as need not be checked."""
        return _PULL * (_SURE if self._unchecked and self._client and not self._client.affords(2) else _AT_ONCE)

    @property
    def _unchecked(self) -> bool:
        """Whether it is still to be seen how many are answered whole."""
        return self._host is not None and self._host.at_once is None

    def _to_ask_alone(self, suspects: Collection[str], found: Collection[str]) -> Sequence[str]:
        """Those of these that requests suffice for, beside the fullest where so many are to be checked by that one.

        None where no request is left: what was answered then stands, but for these.
        """
        left = self._client.requests_left if self._client else None
        fullest = self._unchecked and len(found) > _SURE
        return list(suspects)[: None if left is None else max(0, left - fullest)]

    def _suspects(self, results: Mapping[str, Result], wanted: _Wanted) -> dict[str, frozenset[Login]]:
        """Pull requests that contradict what search says, each with the people of whom it shows no trace."""
        found = {}
        for id_, one in results.items():
            if one.whole and one.data:
                people = understood(partial(_without_trace, one.data, sorted(wanted[id_]))) or frozenset()
                if is_short(one.data) or people:
                    found[id_] = people
        return found

    def _canary(self, questions: Collection[str]) -> dict[str, Question]:
        """What is read along with very many at first contact, and takes no other's place in a document."""
        host = self._host
        affordable = self._client is None or self._client.affords(2)
        if not (host and host.canary and host.at_once is None and len(questions) > _SURE and affordable):
            return {}
        return {host.canary: replace(_first_question(host.canary, ()), weight=0)}

    def _is_short(self, results: Mapping[str, Result], wanted: _Wanted, suspects: Collection[str]) -> bool:
        """Whether a pull request holds less among these than alone: of those that contradict themselves, or the canary."""
        whole = {id_: one.data for id_, one in results.items() if one.whole and one.data}
        canary = self._compared(whole) if len(results) > _SURE else []
        ids = [*list(suspects)[:_ASKED_ALONE], *canary]
        asked = {id_: _first_question(id_, sorted(wanted.get(id_, ()))) for id_ in ids}
        answers = self._alone.all(asked) if self._alone and asked else {}
        alone = {id_: one.data for id_, one in answers.items() if one.whole and one.data}
        short = any(held(data) != held(whole[id_]) for id_, data in alone.items())
        if self._host and (short or (canary and alone.keys() == set(ids))):
            self._host.answers_whole(len(results) // 2 if short else _AT_ONCE)
        return short

    def _compared(self, whole: Mapping[str, Json]) -> list[str]:
        """Which to compare at first contact: the canary, or the fullest where it did not come."""
        if not (self._host and self._host.at_once is None and whole):
            return []
        known = self._host.canary if self._host.canary in whole else None
        return [known or max(whole, key=lambda id_: fullness(whole[id_]))]

    def _kept(self, results: Mapping[str, Result], wanted: _Wanted, suspects: Mapping[str, AbstractSet[Login]]) -> Read:
        """Pull requests as they were read; written, but for suspects."""
        found = {id_: item for id_, one in results.items() if (item := _read(id_, one, wanted[id_]))}
        with self._store.transaction() as transaction:
            if self._refreshed:
                answered = {id_ for id_, one in results.items() if one.failed is None}
                self._items.drop_details(transaction, answered - self._asked_for, self._refreshed)
            self._items.keep(transaction, (item for id_, item in found.items() if id_ not in suspects))
        self._asked_for |= results.keys()
        lost = {id_: "" if one.absent else one.reason for id_, one in results.items() if id_ not in found}
        return Read({**found, **self._items.get(found.keys() - suspects.keys())}, lost, suspects)

    # -- conversations -----------------------------------------------------------------------------

    def _read_on(self, ids: Iterable[str]) -> Iterator[Read]:
        """These with the beginnings of their conversations, of which a first reading has only the end.

        Each page is kept as it comes, and whoever reads the pull request next goes on behind it.
        """
        assert self._pages  # noqa: S101 - somebody can be asked
        known = self._items.get(id_ for id_ in ids if id_ not in self._read_to_end)
        todo = {id_: item for id_, item in known.items() if item.to_read_on}
        self._read_to_end |= todo.keys()
        for _ in range(_PAGES):
            onward: dict[str, Item] = {}
            for results in self._pages.ask({id_: page_question(item) for id_, item in todo.items()}):
                page = {id_: item for id_, one in results.items() if (item := longer(todo[id_], one))}
                self._keep(page.values())
                onward |= self._items.get(page)
                yield Read(self._items.get(page))
            todo = {id_: item for id_, item in onward.items() if item.to_read_on}

    # -- what is needed only for some verdicts -----------------------------------------------------

    def detail(self, detail: Detail, items: Iterable[Item]) -> Iterator[tuple[str, Item | None]]:
        """More of these pull requests; None where it is not to be had.

        Raises:
            SourceError, TokenError: from the client; what was yielded before stands.
        """
        found = {item.id: item for item in items}
        lacking = {id_: item for id_, item in found.items() if lacks(item, detail)}
        yield from ((id_, item) for id_, item in found.items() if id_ not in lacking)
        for _ in range(_PAGES if self._more else 0):
            onward: dict[str, Item] = {}
            asked = {id_: detail_question(item, detail) for id_, item in lacking.items()}
            for results in self._more[detail].ask(asked):
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


def _first_question(id_: str, people: Collection[Login]) -> Question:
    names = {f"m{place}": login.name for place, login in enumerate(people)}
    # One review after the other is rare: who has more is read in full when a verdict waits for it.
    inline = " ".join(f"{name}: reviews(author: ${name}, last: {OWN_REVIEWS}) {{ ...Inline }}" for name in names)
    text = f"node(id: $id) {{ ... on PullRequest {{ ...Conversation {inline} }} }}"
    connections = len(_CONVERSATION) + len(names) * (1 + OWN_REVIEWS)
    return Question(field=text, values={"id": id_, **names}, weight=_PULL, connections=connections, name="n")


def _read(id_: str, result: Result, people: Iterable[Login]) -> Item | None:
    """The pull request that was asked for; None where it is not what was answered."""
    item = understood(lambda: _item(result, sorted(people)))
    return item if item and item.id == id_ else None


def _item(result: Result, people: Collection[Login]) -> Item | None:
    """The pull request of an answer; None where it was not given whole."""
    node = result.data
    if not (result.whole and node and "id" in node):
        return None
    item = translate.record(node)
    for place, login in enumerate(people):
        if item:
            item = translate.with_inline(item, node[f"m{place}"], login)
    return item


def _without_trace(node: Json, people: Collection[Login]) -> frozenset[Login]:
    """Those of these people who left no trace in a pull request all of whose conversation was given."""
    missing = untraced(node, people)
    return missing if missing and all(_is_all(node, name) for name in ("reviews", "comments")) else frozenset()


def _is_all(node: Json, name: str) -> bool:
    found = node.get(name) or {"totalCount": 1, "nodes": ()}
    return bool(found["totalCount"] <= len(found["nodes"] or ()))


def _unread(item: Item, people: AbstractSet[Login]) -> bool:
    """Whether the inline comments of somebody's newest reviews are not known and may matter."""
    missing = people - item.counted
    return bool(missing) and any(item.talk.newest_uncounted(login) for login in missing)
