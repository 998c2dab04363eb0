"""Looks at many pull requests with one question, each once for all who took part in it."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

from tracker.facts.people import Login
from tracker.sources.github import answers, translate
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.documents import several
from tracker.sources.github.page_size import PageSize
from tracker.sources.github.replies import Answer, TooHeavy
from tracker.sources.github.translate import Json
from tracker.sources.store import Store
from tracker.sources.store.pull_requests import PullRequests
from tracker.sources.threads import Item

#: Pull requests in one question: as many records as in a plan with its first pages, which is 22,000 at most.
_AT_ONCE = 60


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of some ids that were asked for: the pull requests, without those that GitHub does not show."""

    ids: frozenset[str]
    items: Mapping[str, Item]


class Bulk:
    """Pull requests by their ids: from the store, or else from GitHub, and then kept."""

    def __init__(self, client: GitHubClient, store: Store, items: PullRequests) -> None:
        self._client = client
        self._store = store
        self._items = items
        self._at_once = PageSize(_AT_ONCE)

    def look(self, wanted: Mapping[str, AbstractSet[Login]]) -> Iterator[Looked]:
        """These pull requests, each for those who took part in it and whose inline comments matter; batch by batch.

        Raises:
            SourceError, TokenError: from the client.
        """
        known = self._items.get(wanted)
        ready = {id_: item for id_, item in known.items() if not _unread(item, wanted[id_])}
        if ready:
            yield Looked(frozenset(ready), ready)
        rest = [id_ for id_ in wanted if id_ not in ready]
        start = 0
        while start < len(rest):
            chunk = rest[start : start + self._at_once.size]
            try:
                items = self._ask({id_: wanted[id_] for id_ in chunk})
                self._at_once.passed()
            except TooHeavy:
                if self._at_once.halve(len(chunk)):
                    continue
                items = {}
            with self._store.transaction() as transaction:
                self._items.keep(transaction, items.values())
            yield Looked(frozenset(chunk), self._items.get(items))
            start += len(chunk)

    def _ask(self, wanted: Mapping[str, AbstractSet[Login]]) -> dict[str, Item]:
        people = {
            login: f"m{n}" for n, login in enumerate(dict.fromkeys(one for some in wanted.values() for one in some))
        }
        aliases = {f"n{n}": id_ for n, id_ in enumerate(wanted)}
        fields = [_field(alias, [people[login] for login in wanted[id_]]) for alias, id_ in aliases.items()]
        variables = [*(f"${alias}: ID!" for alias in aliases), *(f"${name}: String!" for name in people.values())]
        values: dict[str, object] = {**aliases, **{name: login.name for login, name in people.items()}}
        answer = self._client.graphql(several(fields, variables), values)
        # What is gone is no reason to ask again; what was left out may be given when less is asked for.
        if any(problem.type != "NOT_FOUND" for problem in answer.errors):
            raise TooHeavy(answers.reason(answer))
        with answers.understanding():
            return dict(_items(answer, aliases, people))


def _field(alias: str, people: Sequence[str]) -> str:
    # One review after the other is rare: who has more than four is read in full when a verdict waits for it.
    inline = " ".join(f"{name}: reviews(author: ${name}, last: 4) {{ ...Inline }}" for name in people)
    return f"{alias}: node(id: ${alias}) {{ ... on PullRequest {{ ...Conversation {inline} }} }}"


def _items(answer: Answer, aliases: Mapping[str, str], people: Mapping[Login, str]) -> Iterator[tuple[str, Item]]:
    for alias, id_ in aliases.items():
        node: Any = answer.data.get(alias)
        if node and "id" in node and (item := translate.record(node)):
            for login, name in people.items():
                if name in node:
                    item = _with_inline(item, node[name], login)
            yield id_, item


def _with_inline(item: Item, reviews: Json | None, login: Login) -> Item:
    """The same with somebody's inline comments; they count as known only where all of them were given."""
    counted = item.with_counts(translate.talk({"reviews": reviews, "comments": {"nodes": [], "totalCount": 0}}))
    left = reviews is None or reviews["totalCount"] > len(reviews["nodes"])
    # However many of one person's reviews were given, those that others wrote are as incomplete as before.
    talk = replace(counted.talk, reviews_left=item.talk.reviews_left)
    return replace(counted, talk=talk, counted=item.counted if left else item.counted | {login})


def _unread(item: Item, people: AbstractSet[Login]) -> bool:
    """Whether somebody's own inline comments are not known and may matter."""
    missing = people - item.counted
    return bool(missing) and any(one.by in missing and one.comments is None for one in item.talk.reviews.values())
