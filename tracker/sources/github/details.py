"""Reads pull requests by their ids, each once for all who took part in it, and then more of some of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial

from tracker.facts import Kind
from tracker.facts.people import Login
from tracker.sources.github import translate
from tracker.sources.github.answers import understood
from tracker.sources.github.batch import Batch, Question, Result
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.host import Host
from tracker.sources.github.translate import Json
from tracker.sources.github.witness import fullness, held, is_short, untraced
from tracker.sources.store import Store
from tracker.sources.store.pull_requests import PullRequests
from tracker.sources.threads import OWN_REVIEWS, Item

#: Pull requests in one document: 22,000 records at most.
_AT_ONCE = 60
#: Pages of one conversation or list of files: GitHub lists 3,000 files, and nobody reads a longer conversation.
_PAGES = 30
#: So many at once were always answered whole, as far as anybody reported.
_SURE = 25
#: How many that contradict themselves are asked for alone: if these do so alone, too, it is not for their number.
_ASKED_ALONE = 3
_NOT_STORED = "it is not stored on this machine"


#: Ids, each with those who took part in it.
_Wanted = Mapping[str, AbstractSet[Login]]


class Detail(Enum):
    """What a first reading of a pull request leaves out, and is read where a verdict waits for it."""

    COMMENTS = Kind.REVIEW_COMMENTS
    FILES = Kind.FILES

    @property
    def kind(self) -> Kind:
        return self.value

    @property
    def reason(self) -> str:
        """Why something is missing as long as it is not read."""
        return _REASONS[self]

    @property
    def effect(self) -> str:
        return _EFFECTS[self]

    @property
    def at_once(self) -> int:
        """Of how many pull requests it is read in one step."""
        return _DETAILED[self]


DETAILS = tuple(Detail)
_REASONS = {
    Detail.COMMENTS: "the inline comments of other reviewers were not counted",
    Detail.FILES: "only the first of many changed files were read",
}
_EFFECTS = {
    Detail.COMMENTS: "who reviewed most is not certain",
    Detail.FILES: "some directories may be missing",
}
_DETAILED = {Detail.COMMENTS: 20, Detail.FILES: 10}


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
        self, client: GitHubClient | None, store: Store, items: PullRequests, host: Host | None = None
    ) -> None:
        self._store = store
        self._items = items
        self._host = host
        self._client = client
        self._first = Batch(client, min(_AT_ONCE, host.at_once or _AT_ONCE) if host else _AT_ONCE) if client else None
        self._alone = Batch(client, 1) if client else None
        self._asked_for: set[str] = set()
        self._stored: set[str] = set()
        self._more = {detail: Batch(client, detail.at_once) for detail in DETAILS} if client else {}
        self._beginnings = Batch(client, 10) if client else None

    def read(self, wanted: Mapping[str, AbstractSet[Login]]) -> Iterator[Read]:
        """These pull requests, each for those who took part in it and whose inline comments matter; as they come.

        Raises:
            SourceError, TokenError: from the client; what was yielded before stands.
        """
        known = self._items.get(wanted)
        ready = {id_: item for id_, item in known.items() if not _unread(item, wanted[id_])}
        self._stored |= ready.keys() - self._asked_for
        if ready:
            yield Read(ready)
        rest = [id_ for id_ in wanted if id_ not in ready]
        if self._first is None:
            yield Read(lost=dict.fromkeys(rest, _NOT_STORED))
            return
        yield from self._asked(rest, wanted)

    @property
    def from_store(self) -> int:
        """How many pull requests were read from the store, and GitHub not asked about."""
        return len(self._stored)

    def _asked(self, ids: Iterable[str], wanted: _Wanted) -> Iterator[Read]:
        """These from GitHub; again in less, where so many at once are not answered whole."""
        assert self._first  # noqa: S101 - somebody can be asked
        questions = {id_: _first_question(id_, sorted(wanted[id_])) for id_ in ids}
        canary = self._canary(questions)
        if self._client and self._client.settings.most == 1:  # so many as need no second question to be believed
            self._first.limit(_SURE)
            canary = {}
        for found in self._first.ask({**canary, **questions}):
            results = {id_: one for id_, one in found.items() if id_ in questions}
            suspects = self._suspects(results, wanted)
            if len(results) > 1 and self._is_short(found, wanted, suspects):
                self._first.limit(len(results) // 2)
                yield from self._asked(results, wanted)
            else:
                yield self._kept(results, wanted, suspects)

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
        if not (host and host.canary and host.at_once is None and len(questions) > _SURE):
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
        """Pull requests as they were read, with the beginnings of their conversations; written, but for suspects."""
        self._asked_for |= results.keys()
        found = {id_: item for id_, one in results.items() if (item := _read(id_, one, wanted[id_]))}
        found |= self._with_beginnings([item for item in found.values() if not item.talk.complete])
        with self._store.transaction() as transaction:
            self._items.keep(transaction, (item for id_, item in found.items() if id_ not in suspects))
        lost = {id_: "" if one.absent else one.reason for id_, one in results.items() if id_ not in found}
        return Read({**found, **self._items.get(found.keys() - suspects.keys())}, lost, suspects)

    # -- conversations -----------------------------------------------------------------------------

    def _with_beginnings(self, items: Collection[Item]) -> dict[str, Item]:
        """These with the beginnings of their conversations, of which the first reading has only the end."""
        found = {item.id: item for item in items}
        places: dict[str, tuple[str | None, str | None]] = dict.fromkeys(found, (None, None))
        for _ in range(_PAGES):
            if not places or self._beginnings is None:
                break
            results = self._beginnings.all({id_: _beginning_question(id_, *at) for id_, at in places.items()})
            for id_, one in results.items():
                found[id_], places[id_] = _longer(found[id_], one)
            places = {id_: at for id_, at in places.items() if at != (None, None) and not found[id_].talk.complete}
        return found

    # -- what is needed only for some verdicts -----------------------------------------------------

    def detail(self, detail: Detail, items: Iterable[Item]) -> Iterator[tuple[str, Item | None]]:
        """More of these pull requests; None where it is not to be had.

        Raises:
            SourceError, TokenError: from the client; what was yielded before stands.
        """
        found = {item.id: item for item in items}
        lacking = {id_: item for id_, item in found.items() if _lacks(item, detail)}
        yield from ((id_, item) for id_, item in found.items() if id_ not in lacking)
        for _ in range(_PAGES):
            if not lacking:
                return
            if not self._more:
                break
            results = self._more[detail].all({id_: _detail_question(item, detail) for id_, item in lacking.items()})
            more = {id_: item for id_, one in results.items() if (item := _more(lacking[id_], detail, one))}
            with self._store.transaction() as transaction:
                self._items.keep(transaction, more.values())
            done = {id_ for id_ in lacking if id_ not in more or not (detail is Detail.FILES and more[id_].files_after)}
            yield from ((id_, more.get(id_)) for id_ in lacking if id_ in done)
            lacking = {id_: item for id_, item in more.items() if id_ not in done}
        yield from ((id_, None) for id_ in lacking)


def _first_question(id_: str, people: Collection[Login]) -> Question:
    names = {f"m{place}": login.name for place, login in enumerate(people)}
    # One review after the other is rare: who has more is read in full when a verdict waits for it.
    inline = " ".join(f"{name}: reviews(author: ${name}, last: {OWN_REVIEWS}) {{ ...Inline }}" for name in names)
    text = f"node(id: $id) {{ ... on PullRequest {{ ...Conversation {inline} }} }}"
    return Question(field=text, values={"id": id_, **names}, name="n")


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
            item = _with_inline(item, node[f"m{place}"], login)
    return item


def _without_trace(node: Json, people: Collection[Login]) -> frozenset[Login]:
    """Those of these people who left no trace in a pull request all of whose conversation was given."""
    missing = untraced(node, people)
    return missing if missing and all(_is_all(node, name) for name in ("reviews", "comments")) else frozenset()


def _is_all(node: Json, name: str) -> bool:
    found = node.get(name) or {"totalCount": 1, "nodes": ()}
    return bool(found["totalCount"] <= len(found["nodes"] or ()))


def _with_inline(item: Item, reviews: Json | None, login: Login) -> Item:
    """The same with somebody's inline comments; they count as known only where all of them were given."""
    counted = item.with_counts(translate.talk({"reviews": reviews, "comments": {"nodes": [], "totalCount": 0}}))
    left = reviews is None or reviews["totalCount"] > len(reviews["nodes"])
    # However many of one person's reviews were given, those that others wrote are as incomplete as before.
    talk = replace(counted.talk, reviews_left=item.talk.reviews_left)
    return replace(counted, talk=talk, counted=item.counted if left else item.counted | {login})


def _unread(item: Item, people: AbstractSet[Login]) -> bool:
    """Whether the inline comments of somebody's newest reviews are not known and may matter."""
    missing = people - item.counted
    return bool(missing) and any(item.talk.newest_uncounted(login) for login in missing)


def _beginning_question(id_: str, reviews: str | None, remarks: str | None) -> Question:
    pages = "pageInfo { hasNextPage endCursor }"
    text = (
        "node(id: $id) { ... on PullRequest { "
        f"reviews(first: 60, after: $reviews_after) {{ totalCount {pages} nodes {{ ...ReviewCore }} }} "
        f"comments(first: 100, after: $remarks_after) {{ {pages} ...Remarks }} }} }}"
    )
    return Question(field=text, values={"id": id_, "reviews_after": reviews, "remarks_after": remarks})


def _longer(item: Item, result: Result) -> tuple[Item, tuple[str | None, str | None]]:
    return understood(lambda: _with_beginning(item, result)) or (item, (None, None))


def _with_beginning(item: Item, result: Result) -> tuple[Item, tuple[str | None, str | None]]:
    """The same with one more page from its beginning, and where to go on."""
    node = result.data
    if not (result.whole and node):
        return item, (None, None)
    reviews, remarks = translate.sizes(node)
    item = item.with_beginning(translate.talk(node), reviews=reviews, remarks=remarks)
    after = [node[name]["pageInfo"]["endCursor"] for name in ("reviews", "comments")]
    more = any(node[name]["pageInfo"]["hasNextPage"] for name in ("reviews", "comments"))
    return item, (after[0], after[1]) if more else (None, None)


def _detail_question(item: Item, detail: Detail) -> Question:
    if detail is Detail.FILES:
        return Question(field=_MORE_FILES, values={"id": item.id, "after": item.files_after or None})
    return Question(field=_MORE_COMMENTS, values={"id": item.id})


_MORE_COMMENTS = "node(id: $id) { ... on PullRequest { id reviews(last: 50) { ...Inline } } }"
_MORE_FILES = (
    "node(id: $id) { ... on PullRequest { id files(first: 100, after: $after) "
    "{ pageInfo { hasNextPage endCursor } nodes { path additions deletions } } } }"
)


def _lacks(item: Item, detail: Detail) -> bool:
    """Whether there may be more to read of a pull request."""
    if detail is Detail.FILES:
        return item.files_after is not None
    return any(review.comments is None for review in item.talk.reviews.values())


def _more(item: Item, detail: Detail, result: Result) -> Item | None:
    return understood(lambda: _detailed(item, detail, result.data)) if result.whole and result.data else None


def _detailed(item: Item, detail: Detail, node: Json) -> Item:
    if detail is Detail.FILES:
        return item.with_files(translate.changed_files(node), translate.files_after(node))
    return item.with_counts(translate.talk(node))
