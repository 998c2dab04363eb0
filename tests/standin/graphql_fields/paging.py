"""Connections: pages of lists, with cursors that fit them; and their own fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from graphql import FieldNode, FragmentSpreadNode, InlineFragmentNode, SelectionSetNode

from standin.graphql_errors import GitHubError, NotImplementedByStandin
from standin.graphql_fields.context import shown
from standin.ids import make_cursor, read_cursor

if TYPE_CHECKING:
    from standin.graphql_fields.context import Context, Info


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


def connection_field(connection: Connection, info: Info) -> Any:
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


def edge_field(edge: Edge, info: Info) -> Any:
    if info.field_name == "node":
        return edge.connection.items[edge.position]
    if info.field_name == "cursor":
        return edge.connection.cursor(edge.position)
    raise NotImplementedByStandin(f"field {info.parent_type.name}.{info.field_name}")


def page_info_field(page: PageInfo, info: Info) -> Any:
    c = page.connection
    empty = c.stop <= c.start
    if info.field_name == "hasNextPage":
        return c.stop < c.limit
    if info.field_name == "hasPreviousPage":
        return c.start > 0
    if info.field_name == "startCursor":
        return None if empty else c.cursor(c.start)
    return None if empty else c.cursor(c.stop - 1)
