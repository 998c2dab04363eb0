"""The part of GitHub's public GraphQL schema that the stand-in knows; tools/slice_schema.py cuts it from the whole."""

from __future__ import annotations

import contextlib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from graphql import GraphQLError, GraphQLScalarType, GraphQLSchema, build_schema

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
    schema = build_schema(SCHEMA_FILE.read_text("utf-8"), no_location=True)
    for name in ("DateTime", "GitTimestamp"):
        scalar = schema.type_map[name]
        assert isinstance(scalar, GraphQLScalarType)
        for hook in ("parse_value", "coerce_input_value"):  # the names in graphql-core 3.2 and 3.3
            if hasattr(scalar, hook):
                setattr(scalar, hook, _parse_datetime)
    return schema
