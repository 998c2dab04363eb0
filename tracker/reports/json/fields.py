"""Types of fields, and how our own records become them."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from tracker.facts.people import Login
from tracker.findings.sponsors import Answer
from tracker.reports import escape


class Model(BaseModel):
    """A part of the document. It reads our records by attribute and is written by its own names."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", from_attributes=True, json_schema_serialization_defaults_required=True
    )


def _text(value: object) -> object:
    return escape.whole(str(value)) if isinstance(value, (str, Login)) else value


def _present(value: object) -> object:
    return value or None


def _url(value: object) -> object:
    return escape.web_url(value) if isinstance(value, str) else value


def _moment(value: object) -> object:
    return value.astimezone(UTC).replace(microsecond=0) if isinstance(value, datetime) else value


def _answer(value: object) -> object:
    if value is None:
        return Answer.UNKNOWN
    return (Answer.YES if value else Answer.NO) if isinstance(value, bool) else value


def _ordered(value: object) -> object:
    return tuple(sorted(value)) if isinstance(value, frozenset) else value


Text = Annotated[str, BeforeValidator(_text)]
# Absent is null, never the empty text.
Maybe = Annotated[Text | None, BeforeValidator(_present)]
# Null where the source gave no address of the web: whoever reads this may put it into a page.
Url = Annotated[str | None, BeforeValidator(_url)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Known = Annotated[Answer, BeforeValidator(_answer)]
Names = Annotated[tuple[Text, ...], BeforeValidator(_ordered)]
