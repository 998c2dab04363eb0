"""Resolves a field, with the faults that hit it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from standin.distortion import Distortion
from standin.graphql_errors import GitHubError, NotImplementedByStandin
from standin.graphql_fields.context import owner_key, places_of, record_of
from standin.graphql_fields.paging import (
    Connection,
    Edge,
    PageInfo,
    connection_field,
    edge_field,
    page_info_field,
    paginate,
)
from standin.graphql_fields.registry import FIELDS, PAGING
from standin.latency import SECONDS

if TYPE_CHECKING:
    from standin.graphql_fields.context import Info


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


def _resolved(source: Any, info: Info, **arguments: Any) -> Any:
    entry = FIELDS.get(info.parent_type.name, {}).get(info.field_name)
    if entry is None:
        kind = type(source)
        if kind is Connection:
            return connection_field(source, info)
        if kind is Edge:
            return edge_field(source, info)
        if kind is PageInfo:
            return page_info_field(source, info)
        raise NotImplementedByStandin(f"field {info.parent_type.name}.{info.field_name}")
    if not arguments:
        if entry.paginated:
            return paginate(entry.resolve(source, info), info, {})
        return entry.resolve(source, info)
    paging = {k: arguments.pop(k) for k in PAGING if k in arguments} if entry.paginated else {}
    for name in [a for a in arguments if a not in entry.accepts]:
        given = any(a.name.value == name for a in info.field_nodes[0].arguments or ())
        value = arguments.pop(name)
        if given and value is not None:
            raise NotImplementedByStandin(f"argument {info.parent_type.name}.{info.field_name}({name}:)")
    result = entry.resolve(source, info, **arguments)
    if entry.paginated:
        return None if result is None else paginate(result, info, paging)
    return result
