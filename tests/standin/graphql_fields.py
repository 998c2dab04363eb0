"""How fields are answered: the registry of resolvers, what a query runs with, and GitHub's rules for pages.

Fields are registered by type; a field of the schema that is not registered answers with an error that names it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graphql import FieldNode, FragmentSpreadNode, GraphQLResolveInfo, InlineFragmentNode, SelectionSetNode

from standin.distortion import PLAIN, Distortion, Places
from standin.graphql_cost import Cost
from standin.graphql_errors import GitHubError, NotImplementedByStandin
from standin.ids import make_cursor, read_cursor
from standin.latency import SECONDS
from standin.options import Options
from standin.search import IssueSearch
from standin.world import Org, Repo, User, World

SITE = "https://github.com"
Info = GraphQLResolveInfo
Actor = User | Org


def places_of(info: Info) -> Places:
    """Where a field is in the answer: by the names there, and by its type."""
    path = [str(key) for key in info.path.as_list() if isinstance(key, str)]
    return ".".join(path), f"{info.parent_type.name}.{info.field_name}"


def record_of(info: Info) -> int | None:
    """The place of the record that a field belongs to, in the list nearest to it."""
    return next((key for key in reversed(info.path.as_list()) if isinstance(key, int)), None)


def shown(items: Sequence[Any], info: Info) -> Sequence[Any]:
    """What a fault leaves of a connection's records, counts and all."""
    context: Context = info.context
    keep = context.distortion.keeps(places_of(info)) if context.distortion.withheld else None
    return items if keep is None else items[:keep]


class QueryTimeout(Exception):
    """The query touched so much that GitHub's front end gave up on it."""


@dataclass
class Context:
    """What one query runs with."""

    world: World
    viewer: User
    search: IssueSearch
    options: Options
    cost: Cost = field(default_factory=Cost)
    rate: dict[str, int] = field(default_factory=dict)
    distortion: Distortion = PLAIN
    nodes: int = 0
    seconds: float = 0.0
    timed_out: bool = False

    def touch(self, count: int) -> None:
        """Account for nodes that the answer holds; raises when a configured limit is passed."""
        self.nodes += count
        timeout, resources = self.options.timeout_nodes, self.options.resource_limit_nodes
        if timeout is not None and self.nodes > timeout:
            self.timed_out = True
            raise QueryTimeout
        if resources is not None and self.nodes > resources:
            raise GitHubError("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.")

    def actor(self, login: str | None) -> Actor | None:
        login = self.distortion.login(login)
        user = self.world.user(login)
        return self.world.orgs[user.key] if user and user.type == "Organization" else user

    def people(self, logins: Sequence[str]) -> list[User]:
        found = (self.world.user(self.distortion.login(login)) for login in logins)
        return [u for u in found if u is not None and u.type == "User"]

    def require_scope(self, info: Info, *scopes: str) -> None:
        held = self.options.scopes
        parents = {"read:org": ("admin:org", "write:org"), "read:user": ("user",), "user:email": ("user",)}
        if not any(s in held or any(p in held for p in parents.get(s, ())) for s in scopes):
            raise GitHubError(
                "INSUFFICIENT_SCOPES",
                "Your token has not been granted the required scopes to execute this query. "
                f"The '{info.field_name}' field requires one of the following scopes: {list(scopes)}, "
                f"but your token has only been granted the: {list(held)} scopes. "
                f"Please modify your token's scopes at: {SITE}/settings/tokens.",
            )


# -- pagination --------------------------------------------------------------------------------------


class Connection:
    """One page of a list, with GitHub's rules for its bounds already checked."""

    __slots__ = ("extra", "items", "limit", "name", "start", "stop", "total")

    def __init__(self, items: Sequence[Any], name: str, start: int, stop: int, limit: int) -> None:
        self.items = items
        self.total = len(items)
        self.name = name
        self.start = start
        self.stop = stop
        self.limit = limit
        self.extra: dict[str, Any] = {}

    def cursor(self, position: int) -> str:
        return make_cursor(self.name, position)


def _shows_records(info: Info) -> bool:
    """Whether the query asks a connection for more than its counts."""

    def search(selections: SelectionSetNode | None) -> bool:
        for node in selections.selections if selections else ():
            if isinstance(node, FieldNode):
                if node.name.value in ("nodes", "edges", "pageInfo"):
                    return True
            elif isinstance(node, (InlineFragmentNode, FragmentSpreadNode)):
                inner = node if isinstance(node, InlineFragmentNode) else info.fragments[node.name.value]
                if search(inner.selection_set):
                    return True
        return False

    return any(search(node.selection_set) for node in info.field_nodes)


def paginate(items: Sequence[Any], info: Info, paging: dict[str, Any], limit: int | None = None) -> Connection:
    items = shown(items, info)
    name = info.field_name
    key = "search" if name == "search" else f"{info.parent_type.name}.{name}"
    first, last = paging.get("first"), paging.get("last")
    size = len(items) if limit is None else min(len(items), limit)
    if first is None and last is None:
        if _shows_records(info):
            raise GitHubError(
                "MISSING_PAGINATION_BOUNDARIES",
                f"You must provide a `first` or `last` value to properly paginate the `{name}` connection.",
            )
        return Connection(items, key, 0, 0, size)
    if first is not None and last is not None:
        raise GitHubError(
            "INVALID_PAGINATION_BOUNDARIES",
            f"Passing both `first` and `last` to paginate the `{name}` connection is not supported.",
        )
    for which, count in (("first", first), ("last", last)):
        if count is None:
            continue
        if count > 100:
            raise GitHubError(
                "EXCESSIVE_PAGINATION",
                f"Requesting {count} records on the `{name}` connection exceeds the `{which}` limit of 100 records.",
            )
        if count < 1:
            raise GitHubError(
                "INVALID_PAGINATION_BOUNDARIES",
                f"`{which}` on the `{name}` connection cannot be less than one.",
            )
    bounds = {}
    for which in ("after", "before"):
        cursor = paging.get(which)
        if cursor is None:
            continue
        position = read_cursor(key, cursor)
        if position is None or position < 0:
            raise GitHubError("INVALID_CURSOR_ARGUMENTS", f"`{cursor}` does not appear to be a valid cursor.")
        bounds[which] = position
    context: Context = info.context
    start = bounds["after"] + 1 if "after" in bounds else 0
    stop = min(bounds.get("before", size), size)
    if "after" in bounds and context.distortion.shift:
        start = max(0, start + context.distortion.shift)
    start = min(start, size)
    if first is not None:
        stop = min(stop, start + first)
    elif last is not None:
        start = max(start, stop - last)
    stop = max(start, stop)
    if _shows_records(info):
        context.touch(stop - start)
    return Connection(items, key, start, stop, size)


class PageInfo(NamedTuple):
    connection: Connection


class Edge(NamedTuple):
    connection: Connection
    position: int


def _connection_field(connection: Connection, info: Info) -> Any:
    name = info.field_name
    if name == "nodes":
        return list(connection.items[connection.start : connection.stop])
    if name == "edges":
        return [Edge(connection, position) for position in range(connection.start, connection.stop)]
    if name == "pageInfo":
        return PageInfo(connection)
    if name in connection.extra:
        return connection.extra[name]
    if name == "totalCount":
        return connection.total
    raise NotImplementedByStandin(f"field {info.parent_type.name}.{name}")


def _edge_field(edge: Edge, info: Info) -> Any:
    if info.field_name == "node":
        return edge.connection.items[edge.position]
    if info.field_name == "cursor":
        return edge.connection.cursor(edge.position)
    raise NotImplementedByStandin(f"field {info.parent_type.name}.{info.field_name}")


def _page_info_field(page: PageInfo, info: Info) -> Any:
    c = page.connection
    empty = c.stop <= c.start
    if info.field_name == "hasNextPage":
        return c.stop < c.limit
    if info.field_name == "hasPreviousPage":
        return c.start > 0
    if info.field_name == "startCursor":
        return None if empty else c.cursor(c.start)
    return None if empty else c.cursor(c.stop - 1)


# -- the registry ------------------------------------------------------------------------------------

Resolver = Callable[..., Any]


class Entry(NamedTuple):
    resolve: Resolver
    accepts: frozenset[str]
    paginated: bool


FIELDS: dict[str, dict[str, Entry]] = {}
_PAGING = ("first", "last", "after", "before")


def register(types: str, name: str, resolve: Resolver, paginated: bool = False) -> None:
    accepts = frozenset(list(inspect.signature(resolve).parameters)[2:])
    for type_ in types.split():
        FIELDS.setdefault(type_, {})[name] = Entry(resolve, accepts, paginated)


def resolver(types: str, name: str) -> Callable[[Resolver], Resolver]:
    """Register a field whose function takes the source, the info and the arguments it understands."""

    def keep(function: Resolver) -> Resolver:
        register(types, name, function)
        return function

    return keep


def connection(types: str, name: str) -> Callable[[Resolver], Resolver]:
    """Register a connection whose function gives the whole list; pages are cut from it here."""

    def keep(function: Resolver) -> Resolver:
        register(types, name, function, paginated=True)
        return function

    return keep


def simple(types: str, **functions: Callable[[Any], Any]) -> None:
    """Register fields that depend on their source alone."""
    for name, function in functions.items():
        register(types, name, lambda source, info, _f=function: _f(source))
        for type_ in types.split():
            entry = FIELDS[type_][name]
            FIELDS[type_][name] = entry._replace(accepts=frozenset())


def resolve_field(source: Any, info: Info, **arguments: Any) -> Any:
    """The resolver of every field; what a fault lets fail becomes null as far up as the schema says."""
    distortion: Distortion = info.context.distortion
    if info.context.options.published_latency:
        info.context.seconds += SECONDS.get(f"{info.parent_type.name}.{info.field_name}", 0.0)
    if distortion.failures:
        failure = distortion.failure(places_of(info), record_of(info))
        if failure:
            raise GitHubError(failure.kind, failure.message, pathless=failure.pathless)
    value = _resolved(source, info, **arguments)
    return _allowed(value, info) if distortion.barred else value


def _allowed(value: Any, info: Info) -> Any:
    """A value, or the error that stands for it where it belongs to an organization that this token may not see."""
    barred = info.context.distortion.barred

    def check(one: Any) -> Any:
        error = GitHubError("FORBIDDEN", barred.message, **({"saml_failure": True} if barred.saml else {}))
        return error if owner_key(one) in barred.orgs else one

    if isinstance(value, list):
        return [check(one) for one in value]
    if isinstance(value := check(value), GitHubError):
        raise value
    return value


def owner_key(value: Any) -> str | None:
    """The login, in lower case, of the account that a value belongs to."""
    if isinstance(value, Org):
        return value.account.key
    if isinstance(value, Repo):
        return value.owner.key
    held = next(
        (found for name in ("repo", "item", "review") if (found := getattr(value, name, None)) is not None), None
    )
    return owner_key(held) if held is not None else None


def _resolved(source: Any, info: Info, **arguments: Any) -> Any:
    entry = FIELDS.get(info.parent_type.name, {}).get(info.field_name)
    if entry is None:
        kind = type(source)
        if kind is Connection:
            return _connection_field(source, info)
        if kind is Edge:
            return _edge_field(source, info)
        if kind is PageInfo:
            return _page_info_field(source, info)
        raise NotImplementedByStandin(f"field {info.parent_type.name}.{info.field_name}")
    if not arguments:
        if entry.paginated:
            return paginate(entry.resolve(source, info), info, {})
        return entry.resolve(source, info)
    paging = {k: arguments.pop(k) for k in _PAGING if k in arguments} if entry.paginated else {}
    for name in [a for a in arguments if a not in entry.accepts]:
        given = any(a.name.value == name for a in info.field_nodes[0].arguments or ())
        value = arguments.pop(name)
        if given and value is not None:
            raise NotImplementedByStandin(f"argument {info.parent_type.name}.{info.field_name}({name}:)")
    result = entry.resolve(source, info, **arguments)
    if entry.paginated:
        return None if result is None else paginate(result, info, paging)
    return result
