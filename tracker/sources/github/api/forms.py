"""What the answers of GraphQL are made of: the type of each field that is asked for, by its name.

Every answer goes through here once, before anybody reads it. What is not in its form is as if GitHub had left it out.
Source: GitHub's GraphQL schema, in which a field of one name has one type wherever it is asked for here.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic_core import SchemaValidator
from pydantic_core import core_schema as cs

from tracker.sources.github.api.field_types import (
    BODY,
    FILE,
    FLAG,
    LOGIN,
    MANY,
    MOMENT,
    NAME,
    NULLABLE,
    NUMBER,
    ORDINAL,
    PATH,
    REPOSITORY,
    TEXT,
    URL,
    Path,
    misfits,
)

JsonObject = Mapping[str, Any]
#: What the records of GraphQL hold, by their kind: fields with a form, and fields that hold a record of a kind. Most
#: records are of the small kinds, which are looked through in no time; each of these is asked for the same everywhere,
#: but for what may be missing.
_FORMS: Mapping[str, tuple[tuple[cs.CoreSchema, str], ...]] = {
    "actor": ((LOGIN, "login"), (NAME, "__typename")),
    "repository": ((REPOSITORY, "nameWithOwner"), (FLAG, "isPrivate")),
    "label": ((TEXT, "name"),),
    "file": ((PATH, "path"), (NUMBER, "additions deletions")),
    "total": ((NUMBER, "totalCount"),),
    "remark": ((BODY, "body"), (URL, "url"), (MOMENT, "createdAt"), (NULLABLE(MOMENT), "lastEditedAt")),
    "review": ((NAME, "state"), (NULLABLE(MOMENT), "submittedAt lastEditedAt"), (URL, "url"), (BODY, "body")),
    "record": (
        (TEXT, "title"),
        (PATH, "path"),
        (NAME, "id state baseRefName oid __typename"),
        (LOGIN, "login"),
        (NULLABLE(TEXT), "name company"),
        (NULLABLE(NAME), "endCursor"),
        (BODY, "body"),
        (NULLABLE(FILE), "text"),
        (URL, "url"),
        (REPOSITORY, "nameWithOwner"),
        (MOMENT, "createdAt updatedAt committedDate resetAt"),
        (NULLABLE(MOMENT), "closedAt mergedAt submittedAt lastEditedAt"),
        (NUMBER, "additions deletions changedFiles totalCount issueCount cost remaining byteSize mode"),
        (ORDINAL, "number startingLine endingLine"),
        (NULLABLE(NUMBER), "totalCommentsCount"),
        (FLAG, "isDraft isPrivate hasNextPage isTruncated"),
        (NULLABLE(FLAG), "isBinary"),
    ),
}
_MAY_BE_MISSING = frozenset({"isPrivate", "nameWithOwner", "additions", "deletions"})
_ONE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "remark": (("author", "actor"),),
    "review": (("author", "actor"),),
    "record": (
        ("author", "actor"),
        ("repository", "repository"),
        ("pullRequests", "total"),
        *(
            (name, "record")
            for name in """pageInfo commit target blame defaultBranchRef associatedPullRequests issue user viewer
            repositoryOwner rateLimit object file""".split()  # noqa: SIM905 - names
        ),
    ),
}
_MANY_OF: Mapping[str, tuple[tuple[str, str], ...]] = {
    "review": (("comments", "remark"),),
    "record": (
        ("labels", "label"),
        ("files", "file"),
        ("comments", "remark"),
        ("reviews", "review"),
    ),
}


def fitting(data: JsonObject) -> tuple[JsonObject, tuple[Path, ...]]:
    """The data of an answer in GraphQL, with nothing in place of each record that is not in its form, and where.

    A record is one of ``nodes``, or else a field at the top. Where that does not help, nothing of the data is left, and
    the place is the empty one.
    """
    wrong = misfits(_graphql(), data)
    places = sorted({_record_at(path) for path in wrong}, key=len, reverse=True)
    fit = data
    for place in places:
        fit = _without(fit, place)
    if len(wrong) > MANY or (wrong and misfits(_graphql(), fit)):
        return {}, ((),)
    return fit, tuple(places)


@cache
def _graphql() -> SchemaValidator:
    """For the fields at the top, records or lists of them, in which other fields hold either or anything simple."""
    kinds = {"record": _ref("record"), "list": cs.list_schema(_ref("anything"), strict=True)}
    either = cs.tagged_union_schema({**kinds, "simple": cs.any_schema()}, _kind, ref="anything")
    top = cs.tagged_union_schema({**kinds, "simple": cs.none_schema()}, _kind)
    whole = cs.dict_schema(cs.str_schema(), top, strict=True)
    lists = [_connection(kind) for kind in ("label", "file", "remark", "review")]
    return SchemaValidator(cs.definitions_schema(whole, [*map(_kind_of_record, _FORMS), *lists, either]))


def _kind_of_record(kind: str) -> cs.CoreSchema:
    one = {name: NULLABLE(_ref(inner)) for name, inner in _ONE.get(kind, ())}
    many = {name: NULLABLE(_ref(f"{inner}s")) for name, inner in _MANY_OF.get(kind, ())}
    own = {"nodes": _nodes("record"), "ranges": cs.list_schema(_ref("record"), strict=True)} if kind == "record" else {}
    needed = _names(_FORMS[kind]) - _MAY_BE_MISSING if kind != "record" else frozenset()
    return _typed(kind, _FORMS[kind], {**one, **many, **own}, needed)


def _connection(kind: str) -> cs.CoreSchema:
    more = {"pageInfo": _ref("record"), "nodes": _nodes(kind)}
    return _typed(f"{kind}s", [(NUMBER, "totalCount")], more, frozenset({"nodes"}))


def _names(table: Iterable[tuple[cs.CoreSchema, str]]) -> frozenset[str]:
    return frozenset(name for _, names in table for name in names.split())


def _typed(
    ref: str, table: Iterable[tuple[cs.CoreSchema, str]], more: Mapping[str, cs.CoreSchema], needed: frozenset[str]
) -> cs.CoreSchema:
    """A record of some fields, of which those that are not ``needed`` may be missing, and any others."""
    forms = {**{name: form for form, names in table for name in names.split()}, **more}
    fields = {name: cs.typed_dict_field(form, required=name in needed) for name, form in forms.items()}
    return cs.typed_dict_schema(fields, extras_schema=_ref("anything"), extra_behavior="allow", strict=True, ref=ref)


def _nodes(kind: str) -> cs.CoreSchema:
    return NULLABLE(cs.list_schema(NULLABLE(_ref(kind)), strict=True))


def _ref(kind: str) -> cs.CoreSchema:
    return cs.definition_reference_schema(kind)


def _kind(value: object) -> str:
    return "record" if isinstance(value, dict) else "list" if isinstance(value, list) else "simple"


def _record_at(path: Path) -> Path:
    """The outermost record on the way, or else the field at the top."""
    for place, (above, step) in enumerate(pairwise(path)):
        if isinstance(step, int) and (above == "nodes" or place == 0):
            return path[: place + 2]
    return path[:1]


def _without(found: Any, path: tuple[Any, ...]) -> Any:
    """The same with nothing at a path; what is beside it is the very same."""
    if not path or found is None:
        return None
    changed = dict(found) if isinstance(found, dict) else list(found)
    changed[path[0]] = _without(found[path[0]], path[1:])
    return changed
