"""GitHub's public GraphQL schema, as published in the npm package @octokit/graphql-schema (MIT)."""

from __future__ import annotations

import gzip
import re
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from graphql import GraphQLError, GraphQLScalarType, GraphQLSchema, build_ast_schema, extend_schema, parse

SCHEMA_PACKAGE = "@octokit/graphql-schema 15.26.1"


def _parse_datetime(value: Any) -> str:
    if isinstance(value, str):
        try:
            datetime.fromisoformat(re.sub(r"Z\Z", "+00:00", value))
            return value
        except ValueError:
            pass
    raise GraphQLError(f"Could not coerce value {value!r} to DateTime".replace("'", '"'))


@lru_cache(maxsize=1)
def github_schema() -> GraphQLSchema:
    """Build the schema (about a second; building beats unpickling a cached one, so there is no cache)."""
    data = files("standin") / "data"
    source = gzip.decompress((data / "schema.graphql.gz").read_bytes()).decode()
    # The published file defines two fields of EnterpriseOwnerInfo twice, hence assume_valid_sdl.
    schema = build_ast_schema(parse(source, no_location=True), assume_valid=True, assume_valid_sdl=True)
    additions = parse((data / "schema-additions.graphql").read_text("utf-8"), no_location=True)
    schema = extend_schema(schema, additions, assume_valid=True, assume_valid_sdl=True)
    for name in ("DateTime", "GitTimestamp"):
        scalar = schema.type_map[name]
        assert isinstance(scalar, GraphQLScalarType)
        for hook in ("parse_value", "coerce_input_value"):  # the names in graphql-core 3.2 and 3.3
            if hasattr(scalar, hook):
                setattr(scalar, hook, _parse_datetime)
    return schema
