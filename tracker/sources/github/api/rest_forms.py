"""What REST answers with: the form of each address that is asked."""

import re
from dataclasses import replace
from functools import cache
from http import HTTPStatus

from pydantic_core import SchemaValidator
from pydantic_core import core_schema as cs

from tracker.errors import SourceError
from tracker.sources.github.api.field_types import (
    BODY,
    FILE,
    FLAG,
    KEY,
    LOGIN,
    MOMENT,
    NAME,
    NOT_IN_FORM,
    ORDINAL,
    PATH,
    REPOSITORY,
    TEXT,
    URL,
    misfits,
    record,
)
from tracker.sources.github.api.responses import Reply

_GOOD = frozenset({HTTPStatus.OK, HTTPStatus.CREATED})
_ACTOR = cs.nullable_schema(record(login=LOGIN))
_HIT = record(
    node_id=NAME,
    repository_url=URL,
    number=ORDINAL,
    html_url=URL,
    title=TEXT,
    user=cs.nullable_schema(record(login=LOGIN, type=NAME)),
    created_at=MOMENT,
    updated_at=MOMENT,
    closed_at=cs.nullable_schema(MOMENT),
    labels=cs.list_schema(record(name=TEXT), strict=True),
    _pull_request=record(_merged_at=cs.nullable_schema(MOMENT)),
    _draft=cs.nullable_schema(FLAG),
)
_ACCOUNT = record(
    login=LOGIN,
    node_id=NAME,
    html_url=URL,
    type=NAME,
    created_at=MOMENT,
    name=cs.nullable_schema(TEXT),
    company=cs.nullable_schema(TEXT),
)
_COMMENT = record(id=KEY, user=_ACTOR, body=cs.nullable_schema(BODY), html_url=URL)
_CONTENT = record(type=TEXT, size=KEY, sha=NAME, _target=TEXT, _content=FILE, _encoding=TEXT)
#: The forms of what REST answers with, by the beginning or the end of an address.
_REST: tuple[tuple[str, cs.CoreSchema], ...] = (
    (r"/search/issues", record(total_count=KEY, incomplete_results=FLAG, items=cs.list_schema(_HIT, strict=True))),
    (r"/users/[^/]+", _ACCOUNT),
    (r"/repos/[^/]+/[^/]+", record(full_name=REPOSITORY)),
    (
        r"/repos/[^/]+/[^/]+/git/trees/.+",
        record(tree=cs.list_schema(record(path=PATH, type=TEXT, _mode=TEXT), strict=True), truncated=FLAG),
    ),
    (r"/repos/[^/]+/[^/]+/contents/.+", cs.union_schema([_CONTENT, cs.list_schema(strict=True)])),
    (r"/repos/[^/]+/[^/]+/issues/\d+", record(html_url=URL, _pull_request=record())),
    (r"/repos/[^/]+/[^/]+/issues/comments/\d+", _COMMENT),
    (r"/repos/[^/]+/[^/]+/issues/\d+/comments", cs.union_schema([_COMMENT, cs.list_schema(_COMMENT, strict=True)])),
)


def in_form(path: str, reply: Reply) -> Reply:
    """The answer of an address with the fields of its form, and no others: what has no form cannot be read.

    Raises:
        SourceError: it is not in its form.
    """
    form = _form(path) if reply.status in _GOOD else None
    if form is None:
        return reply
    if places := misfits(form, reply.json):
        misfit = ".".join(map(str, places[0])) or "all of it"
        raise SourceError(f"{NOT_IN_FORM}: {misfit}", hint="A newer version of this program may know it.")
    return replace(reply, read=form.validate_python(reply.json))


def _form(path: str) -> SchemaValidator | None:
    return next((form for address, form in _forms() if re.fullmatch(address, path)), None)


@cache
def _forms() -> tuple[tuple[str, SchemaValidator], ...]:
    return tuple((address, SchemaValidator(form)) for address, form in _REST)
