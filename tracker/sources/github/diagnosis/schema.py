"""The part of GitHub's schema that this program uses: whether all of it is there, and stays.

``schema_in_use.json`` beside this module has the fields and values in use, by type; a test compares it with every
question that the program asks.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from tracker.errors import SourceError
from tracker.sources.github.api.answers import understanding
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import Question
from tracker.sources.github.diagnosis.checking import Seen, ask, check, ok, problem, warning
from tracker.sources.github.diagnosis.observations import JOINING, Observations, SchemaSeen, Trouble

SCHEMA_POINTS = 1
_MEMBERS = "(includeDeprecated: true) { name isDeprecated deprecationReason }"
_CHANGES = "https://docs.github.com/graphql/overview/breaking-changes"


@cache
def in_use() -> Mapping[str, tuple[str, ...]]:
    """The names of the fields, or of the values, that are used of each type."""
    text = (resources.files(__package__) / "schema_in_use.json").read_text(encoding="utf-8")
    return {kind: tuple(members) for kind, members in json.loads(text).items()}


def read_schema(client: GitHubClient) -> SchemaSeen:
    """What GitHub's schema says of what is used of it, for one request.

    Raises:
        SourceError, TokenError: from the client, or GitHub does not tell.
    """
    field = f"__type(name: $kind) {{ fields{_MEMBERS} enumValues{_MEMBERS} }}"
    questions = [Question(field=field, values={"kind": kind}, name=f"t{n}") for n, kind in enumerate(in_use())]
    results = dict(zip(in_use(), ask(client, questions), strict=True))
    if said := [one.message for result in results.values() for one in result.problems]:
        raise SourceError("; ".join(said))
    with understanding():
        found = {kind: _members(one.data) for kind, one in results.items()}
    return SchemaSeen(unknown=tuple(_unknown(found)), deprecated=dict(_deprecated(found)))


def _members(found: Any) -> Mapping[str, str | None] | None:
    """The members of a type, each with why it is deprecated; None where there is no such type."""
    if found is None:
        return None
    members = [*(found["fields"] or ()), *(found["enumValues"] or ())]
    return {one["name"]: (one["deprecationReason"] or "") if one["isDeprecated"] else None for one in members}


def _unknown(found: Mapping[str, Mapping[str, str | None] | None]) -> Iterator[str]:
    for kind, members in found.items():
        if members is None:
            yield kind
        else:
            yield from (f"{kind}.{name}" for name in in_use()[kind] if name not in members)


def _deprecated(found: Mapping[str, Mapping[str, str | None] | None]) -> Iterator[tuple[str, str]]:
    for kind, members in found.items():
        for name in in_use()[kind]:
            why = (members or {}).get(name)
            if why is not None:
                yield f"{kind}.{name}", why


@check("schema", "Schema")
def schema(observed: Observations) -> Seen | Trouble:
    """Whether GitHub knows every field that is asked for, and none of them will end."""
    found = observed.schema
    if isinstance(found, Trouble):
        return found
    missing = [name for name in found.unknown if name != JOINING]
    if not (found.unknown or found.deprecated):
        return ok(f"all {sum(map(len, in_use().values()))} fields and values in use are known, none is deprecated")
    faulty = problem if missing else warning
    return faulty(
        "; ".join(_seen(found, missing)), "Look for a newer version of ladder-check, or report this.", _CHANGES
    )


def _seen(found: SchemaSeen, missing: list[str]) -> Iterator[str]:
    if missing:
        yield f"not known here: {', '.join(missing)}"
    if not found.joins:
        yield f"{JOINING} is not known here: each organization is searched by itself"
    for name, why in found.deprecated.items():
        yield f"{name} is deprecated{f' ({why})' if why else ''}"
