"""The part of GitHub's public GraphQL schema that the stand-in knows; tools/slice_schema.py cuts it from the whole."""

from __future__ import annotations

import contextlib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from graphql import GraphQLEnumType, GraphQLError, GraphQLScalarType, GraphQLSchema, build_schema

SCHEMA_PACKAGE = "@octokit/graphql-schema 15.26.1"
SCHEMA_FILE = Path(__file__).resolve().parent / "data" / "schema.graphql"


def _parse_datetime(value: Any) -> str:
    if isinstance(value, str):
        with contextlib.suppress(ValueError):
            datetime.fromisoformat(value)
            return value
    raise GraphQLError(f"Could not coerce value {value!r} to DateTime".replace("'", '"'))


@lru_cache(maxsize=1)
def github_schema() -> GraphQLSchema:
    return _build()


def changed_schema(deprecated: dict[str, str], dropped: tuple[str, ...]) -> GraphQLSchema:
    """The schema as it may become: with fields and enum values deprecated, or without some."""
    if not deprecated and not dropped:
        return github_schema()
    return _changed(tuple(deprecated.items()), dropped)


@lru_cache(maxsize=64)
def _changed(deprecated: tuple[tuple[str, str], ...], dropped: tuple[str, ...]) -> GraphQLSchema:
    schema = _build()
    for place, reason in deprecated:
        members, name = _members(schema, place)
        members[name].deprecation_reason = reason
    for place in dropped:
        members, name = _members(schema, place)
        del members[name]
    return schema


def _members(schema: GraphQLSchema, place: str) -> tuple[dict[str, Any], str]:
    """The fields or values among which a place, Type.name, is one."""
    kind, _, name = place.partition(".")
    type_: Any = schema.type_map[kind]
    members = type_.values if isinstance(type_, GraphQLEnumType) else type_.fields
    if name not in members:
        raise KeyError(place)
    return members, name


def _build() -> GraphQLSchema:
    schema = build_schema(SCHEMA_FILE.read_text("utf-8"), no_location=True)
    for name in ("DateTime", "GitTimestamp"):
        scalar = schema.type_map[name]
        assert isinstance(scalar, GraphQLScalarType)
        for hook in ("parse_value", "coerce_input_value"):  # the names in graphql-core 3.2 and 3.3
            if hasattr(scalar, hook):
                setattr(scalar, hook, _parse_datetime)
    return schema
