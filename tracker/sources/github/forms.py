"""What GitHub's answers are made of: the type of each field that is asked for, by its name.

Every answer goes through here once, before anybody reads it. What is not in its form is as if GitHub had left it out.
Sources: GitHub's GraphQL schema, in which a field of one name has one type wherever it is asked for here, and its
description of REST.
"""

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic_core import ErrorDetails, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

JsonObject = Mapping[str, Any]
Path = tuple[str | int, ...]

NOT_IN_FORM = "GitHub's answer was not in its form"

#: GitHub takes comments of 65,536 characters; four times that is more than it ever shows.
_BODY = cs.str_schema(max_length=262_144, strict=True)
_TEXT = cs.str_schema(max_length=4_096, strict=True)
#: As GitHub makes names; a login may also be an app's.
_NAME = cs.str_schema(pattern=r"^[^\x00-\x20\u{fffd}]+$", max_length=1_024, strict=True)
_LOGIN = cs.str_schema(pattern=r"^[A-Za-z0-9_.-]+(?:\[bot\])?$", max_length=110, strict=True)
_FILE = cs.str_schema(strict=True)
_URL = cs.str_schema(pattern="^https?://", max_length=4_096, strict=True)
_REPOSITORY = cs.str_schema(pattern=r"^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$", max_length=200, strict=True)
_MOMENT = cs.str_schema(
    pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})$",
    strict=True,
)
#: Numbers of GraphQL have 32 bits, and none that is asked for is below zero.
_NUMBER = cs.int_schema(ge=0, lt=2**31, strict=True)
#: Numbers of REST that name a record.
_KEY = cs.int_schema(ge=0, lt=2**63, strict=True)
_FLAG = cs.bool_schema(strict=True)


def _record(**fields: cs.CoreSchema) -> cs.CoreSchema:
    """A record with these fields, of which those with a low line in front may be left out, and any others."""
    return cs.typed_dict_schema(
        {
            name.removeprefix("_"): cs.typed_dict_field(form, required=not name.startswith("_"))
            for name, form in fields.items()
        },
        extra_behavior="ignore",
        strict=True,
    )


_RECORD = cs.definition_reference_schema("record")

_GRAPHQL: tuple[tuple[cs.CoreSchema, str], ...] = (
    (_TEXT, "title path"),
    (_NAME, "id state baseRefName oid __typename"),
    (_LOGIN, "login"),
    (cs.nullable_schema(_TEXT), "name company"),
    (cs.nullable_schema(_NAME), "endCursor"),
    (_BODY, "body"),
    (cs.nullable_schema(_FILE), "text"),
    (_URL, "url"),
    (_REPOSITORY, "nameWithOwner"),
    (_MOMENT, "createdAt updatedAt committedDate resetAt"),
    (cs.nullable_schema(_MOMENT), "closedAt mergedAt submittedAt"),
    (_NUMBER, "number additions deletions changedFiles totalCount issueCount startingLine endingLine"),
    (_NUMBER, "cost remaining byteSize"),
    (cs.nullable_schema(_NUMBER), "totalCommentsCount"),
    (_FLAG, "isDraft isPrivate hasNextPage isTruncated"),
    (cs.nullable_schema(_FLAG), "isBinary"),
    (_RECORD, "pageInfo commit"),
    (cs.nullable_schema(_RECORD), "author repository labels files reviews comments mine target blame defaultBranchRef"),
    (cs.nullable_schema(_RECORD), "associatedPullRequests pullRequests issue user viewer repositoryOwner rateLimit"),
    (cs.nullable_schema(cs.list_schema(cs.nullable_schema(_RECORD))), "nodes"),
    (cs.list_schema(_RECORD), "ranges"),
)
_ACTOR = cs.nullable_schema(_record(login=_LOGIN))
_HIT = _record(
    node_id=_NAME,
    repository_url=_URL,
    number=_NUMBER,
    html_url=_URL,
    title=_TEXT,
    user=cs.nullable_schema(_record(login=_LOGIN, type=_NAME)),
    created_at=_MOMENT,
    updated_at=_MOMENT,
    closed_at=cs.nullable_schema(_MOMENT),
    labels=cs.list_schema(_record(name=_TEXT), strict=True),
    _pull_request=_record(_merged_at=cs.nullable_schema(_MOMENT)),
    _draft=cs.nullable_schema(_FLAG),
)
_ACCOUNT = _record(
    login=_LOGIN,
    node_id=_NAME,
    html_url=_URL,
    type=_NAME,
    created_at=_MOMENT,
    name=cs.nullable_schema(_TEXT),
    company=cs.nullable_schema(_TEXT),
)
_COMMENT = _record(id=_KEY, user=_ACTOR, body=cs.nullable_schema(_BODY), html_url=_URL)
_CONTENT = _record(size=_KEY, sha=_TEXT, _content=_FILE, _encoding=_TEXT)
#: The forms of what REST answers with, by the beginning or the end of an address.
_REST: tuple[tuple[str, cs.CoreSchema], ...] = (
    (r"/search/issues", _record(total_count=_KEY, incomplete_results=_FLAG, items=cs.list_schema(_HIT, strict=True))),
    (r"/users/[^/]+", _ACCOUNT),
    (
        r"/repos/[^/]+/[^/]+/git/trees/.+",
        _record(tree=cs.list_schema(_record(path=_TEXT, type=_TEXT, _mode=_TEXT), strict=True), truncated=_FLAG),
    ),
    (r"/repos/[^/]+/[^/]+/contents/.+", cs.union_schema([_CONTENT, cs.list_schema(strict=True)])),
    (r"/repos/[^/]+/[^/]+/issues/\d+", _record(html_url=_URL)),
    (r"/repos/[^/]+/[^/]+/issues/comments/\d+", _COMMENT),
    (r"/repos/[^/]+/[^/]+/issues/\d+/comments", cs.union_schema([_COMMENT, cs.list_schema(_COMMENT, strict=True)])),
)


#: So many misfits in one answer are no accident of single records.
_MANY = 100


def fitting(data: JsonObject) -> tuple[JsonObject, tuple[Path, ...]]:
    """The data of an answer in GraphQL, with nothing in place of each record that is not in its form, and where those are.

    A record is one of ``nodes``, or else a field at the top. Where that does not help, nothing of the data is left, and
    the place is the empty one.
    """
    misfits = _misfits(_graphql(), data)
    places = sorted({_record_at(path) for path in misfits}, key=len, reverse=True)
    fit = data
    for place in places:
        fit = _without(fit, place)
    if len(misfits) > _MANY or (misfits and _misfits(_graphql(), fit)):
        return {}, ((),)
    return fit, tuple(places)


def misfit_of_rest(path: str, found: object) -> str | None:
    """Where what REST gives for an address is not in its form, as in ``items.3.title``; None where it is."""
    form = next((form for address, form in _REST if re.fullmatch(address, path)), None)
    misfits = _misfits(SchemaValidator(form), found) if form else []
    return ".".join(map(str, misfits[0])) or "all of it" if misfits else None


@cache
def known_fields() -> frozenset[str]:
    """The names of all fields of GraphQL that have a form."""
    return frozenset(name for _, names in _GRAPHQL for name in names.split())


@cache
def _graphql() -> SchemaValidator:
    """For the fields at the top, records or lists of them, in which fields of other names hold either or anything simple."""
    anything = cs.definition_reference_schema("anything")
    kinds = {"record": _RECORD, "list": cs.list_schema(anything, strict=True)}
    fields = {name: cs.typed_dict_field(form, required=False) for form, names in _GRAPHQL for name in names.split()}
    record = cs.typed_dict_schema(fields, extras_schema=anything, extra_behavior="allow", strict=True, ref="record")
    either = cs.tagged_union_schema({**kinds, "simple": cs.any_schema()}, _kind, ref="anything")
    top = cs.tagged_union_schema({**kinds, "simple": cs.none_schema()}, _kind)
    whole = cs.dict_schema(cs.str_schema(), top, strict=True)
    return SchemaValidator(cs.definitions_schema(whole, [record, either]))


#: A page of ids is followed and stored by these.
_INDEX = _record(
    id=_NAME,
    createdAt=_MOMENT,
    updatedAt=_MOMENT,
    repository=_record(nameWithOwner=_REPOSITORY, isPrivate=_FLAG),
)
_PAGE = _record(
    issueCount=_NUMBER,
    pageInfo=_record(hasNextPage=_FLAG, endCursor=cs.nullable_schema(_NAME)),
    nodes=cs.nullable_schema(cs.list_schema(strict=True)),
)


@cache
def _index() -> SchemaValidator:
    return SchemaValidator(_INDEX)


@cache
def _page() -> SchemaValidator:
    return SchemaValidator(_PAGE)


def is_page(found: object) -> bool:
    """Whether it is a page of a search, whatever is on it."""
    return not _misfits(_page(), found)


def is_index(node: object) -> bool:
    """Whether a result on a page of ids has all that it is known by."""
    return not _misfits(_index(), node)


def _kind(value: object) -> str:
    return "record" if isinstance(value, dict) else "list" if isinstance(value, list) else "simple"


def _misfits(validator: SchemaValidator, found: object) -> list[Path]:
    """Where something is not in its form; of very many the first and as many more as make them many."""
    try:
        validator.validate_python(found)
    except ValidationError as error:
        if error.error_count() > _MANY:
            return [()] * (_MANY + 1)
        told = error.errors(include_url=False, include_context=False, include_input=False)
        return [_path_in(found, one) for one in told]
    return []


def _path_in(found: Any, error: ErrorDetails) -> Path:
    """Where an error is, without the names of forms that stand among the steps."""
    path: list[str | int] = []
    for step in error["loc"]:
        if isinstance(found, dict) and step in found:
            found = found[str(step)]
        elif isinstance(found, list) and isinstance(step, int):
            found = found[step]
        else:
            continue
        path.append(step)
    return (*path, error["loc"][-1]) if error["type"] == "missing" else tuple(path)


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
