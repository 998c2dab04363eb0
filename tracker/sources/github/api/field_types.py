"""The types of which the forms of GitHub's answers are made, and where an answer does not fit its form."""

from datetime import datetime
from typing import Any

from pydantic_core import ErrorDetails, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

Path = tuple[str | int, ...]


def _that_there_is(text: str) -> str:
    """A time, where it is on the calendar; raises ValueError."""
    datetime.fromisoformat(text)
    return text


NOT_IN_FORM = "GitHub's answer was not in its form"

NULLABLE = cs.nullable_schema
#: GitHub takes comments of 65,536 characters; four times that is more than it ever shows.
BODY = cs.str_schema(max_length=262_144, strict=True)
TEXT = cs.str_schema(max_length=4_096, strict=True)
PATH = cs.str_schema(min_length=1, max_length=4_096, strict=True)
#: As GitHub makes names; a login may also be an app's.
NAME = cs.str_schema(pattern=r"^[^\x00-\x20\u{fffd}]+$", max_length=1_024, strict=True)
LOGIN = cs.str_schema(pattern=r"^[A-Za-z0-9_-]+(?:\[bot\])?$", max_length=110, strict=True)
FILE = cs.str_schema(strict=True)
URL = cs.str_schema(pattern="^https?://", max_length=4_096, strict=True)
REPOSITORY = cs.str_schema(pattern=r"^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$", max_length=200, strict=True)
#: A time that there is, in years that can be told in UTC.
MOMENT = cs.no_info_after_validator_function(
    _that_there_is,
    cs.str_schema(
        pattern=r"^[12][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})$",
        strict=True,
    ),
)
#: Numbers of GraphQL have 32 bits, and none that is asked for is below zero.
NUMBER = cs.int_schema(ge=0, lt=2**31, strict=True)
#: What is counted from 1: pull requests and issues of a repository, lines of a file.
ORDINAL = cs.int_schema(ge=1, lt=2**31, strict=True)
#: Numbers of REST that name a record.
KEY = cs.int_schema(ge=0, lt=2**63, strict=True)
FLAG = cs.bool_schema(strict=True)


def record(**fields: cs.CoreSchema) -> cs.CoreSchema:
    """A record with these fields, of which those with a low line in front may be left out, and any others."""
    return cs.typed_dict_schema(
        {
            name.removeprefix("_"): cs.typed_dict_field(form, required=not name.startswith("_"))
            for name, form in fields.items()
        },
        extra_behavior="ignore",
        strict=True,
    )


#: So many misfits in one answer are no accident of single records.
MANY = 100


def misfits(validator: SchemaValidator, found: object) -> list[Path]:
    """Where something is not in its form; of very many the first and as many more as make them many."""
    try:
        validator.validate_python(found)
    except ValidationError as error:
        if error.error_count() > MANY:
            return [()] * (MANY + 1)
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
