"""Runs queries over a world."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

from standin.options import Options
from standin.search.matching import EMPTY, Matching
from standin.search.parser import PEOPLE, parse
from standin.search.query import And, Not, Or, Qualifier, SearchError
from standin.world import Item, User, World

if TYPE_CHECKING:
    from standin.search.query import Node, Query


MAX_RESULTS = 1000


ORDERS = {"created", "updated", "comments", "reactions", "interactions", "best-match", ""}


class IssueSearch(Matching):
    """Runs issue searches over one world; results of recent queries are kept, so that paging is cheap."""

    def __init__(self, world: World, viewer: User, options: Options | None = None) -> None:
        super().__init__(world, viewer, options)
        self._cache: OrderedDict[tuple[Any, ...], Sequence[Item]] = OrderedDict()
        self._lock = Lock()

    def run(
        self, text: str, *, advanced: bool = False, sort: str | None = None, order: str | None = None,
        strict_names: bool = True, require_kind: bool = False, hidden: frozenset[str] = frozenset(),
    ) -> Sequence[Item]:  # fmt: skip
        """All matches, in order. Unknown and hidden names are an error (REST) or find nothing (GraphQL)."""
        key = (text, advanced, sort, order, strict_names, require_kind, hidden)
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
        query = parse(text, advanced, self.options.limit_search_length, self.options.count_minus)
        if require_kind and not query.kinds:
            raise SearchError("Query must include 'is:issue' or 'is:pull-request'")
        found: Sequence[Item] = EMPTY
        if self._names_exist(query, strict_names, hidden):
            query.tree = _without(query.tree, hidden)
            found = self._execute(query)
            found = self._sorted(found, sort or query.sort, order or query.order)
        with self._lock:
            self._cache[key] = found
            while len(self._cache) > 128:
                self._cache.popitem(last=False)
        return found

    def _names_exist(self, query: Query, strict: bool, hidden: frozenset[str]) -> bool:
        world = self.world
        missing_people = [p for p in query.people if p.lower() not in world.users or p.lower() in hidden]
        missing_scopes = [
            v for k, v in query.scopes
            if (self._repo_key(v) not in world.repos if k == "repo" else v.lower() not in world.users)
        ]  # fmt: skip
        if not strict:
            return True
        if missing_people:
            raise SearchError(
                "The listed users cannot be searched either because the users do not exist "
                "or you do not have permission to view the users."
            )
        if missing_scopes and len(missing_scopes) == len(query.scopes):
            raise SearchError(
                "The listed users and repositories cannot be searched either because the resources do not exist "
                "or you do not have permission to view them."
            )
        return True

    def _execute(self, query: Query) -> list[Item]:
        candidates = self._candidates(query.tree)
        test = self._test(query.tree, query.fields)
        pool = self.world.items if candidates is None else candidates
        return [item for item in pool if test(item)]

    def _sorted(self, items: Sequence[Item], sort: str, order: str) -> Sequence[Item]:
        if sort not in ORDERS:
            raise SearchError(f"stand-in: sort {sort} not implemented", "sort")
        descending = order != "asc"
        if sort == "updated":
            return sorted(items, key=lambda i: (i.updated, i.idx), reverse=descending)
        if sort == "comments":
            return sorted(items, key=lambda i: (len(i.comments), i.idx), reverse=descending)
        # creation order is the order of the indexes; best match without text is newest first
        return list(reversed(items)) if descending else items


def _without(node: Node, hidden: frozenset[str]) -> Node:
    """A query in which nobody has the login of somebody hidden."""
    if isinstance(node, Qualifier):
        return Qualifier(node.key, "") if node.key in PEOPLE and node.value.lower() in hidden else node
    if isinstance(node, Not):
        return Not(_without(node.child, hidden))
    if isinstance(node, (And, Or)):
        return type(node)(tuple(_without(child, hidden) for child in node.children))
    return node
