"""One answer of GitHub: its status, its headers, what is in it, and what it says went wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from pydantic_core import from_json

from tracker.errors import SourceError
from tracker.record import record
from tracker.sources.redaction import redact

JsonObject = Mapping[str, object]

#: Our own type of problem: a record that is not in its form.
OUT_OF_FORM = "FORM"
HEAVY = {"RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED"}
_ACCIDENTS = {"", "INTERNAL", "INTERNAL_ERROR", "SERVICE_UNAVAILABLE", "TIMEOUT"}
_UNSAID = "no reason given"
#: Characters of a message that are looked at: GitHub's longest, with documentation links, have a few hundred.
READ = 2_000
#: Messages that are looked at: one broken question has one for each of its fields.
_PROBLEMS = 200
_NUMBER = re.compile(r"\d{1,11}(?:\.\d{1,9})?", re.ASCII)
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)"
)
_HALVES = re.compile(r"\\u[dD][89a-fA-F]")


class TooHeavy(SourceError):
    """GitHub cannot answer this within its limits of time or size: ask for less. It tried for so many ``seconds``."""

    def __init__(self, message: str, *, hint: str = "", seconds: float = 0.0) -> None:
        super().__init__(message, hint=hint)
        self.seconds = seconds


class Forbidden(SourceError):
    """GitHub understood and refused: this token may not do it, or nobody may."""


class OutcomeUnknown(SourceError):
    """Something was to be written, and GitHub did not say whether it was."""


class Fault(StrEnum):
    """Why an answer was not read, where the connection is not to blame."""

    SIZE = "size"
    TIME = "time"
    REDIRECT = "redirect"


@record
class Problem:
    """One entry of ``errors`` in an answer of GraphQL; ``path`` is empty where it concerns the whole."""

    message: str
    type: str = ""
    path: tuple[str | int, ...] = ()

    @property
    def passing(self) -> bool:
        """Whether it may be gone when one asks again: GitHub's refusals have a type, its accidents have none."""
        return self.type in _ACCIDENTS

    @property
    def heavy(self) -> bool:
        """Whether it may be gone when one asks for less."""
        return self.type in HEAVY

    def within(self, data: JsonObject) -> "Problem":
        """The same; about everything where its path begins at no field of the data: nobody knows what is meant."""
        return self if not data or self.path[:1] == () or self.path[0] in data else replace(self, path=())


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One HTTP answer. Header names are lower case.

    ``status`` is 0 where none came, and ``trouble`` then says why: the connection to ``host``, or else a ``fault`` of
    the answer. ``read`` is what the body holds once that is known to be in its form.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    trouble: str = ""
    host: str = ""
    fault: Fault | None = None
    read: object = None

    @cached_property
    def json(self) -> object:
        """What was read, or else the parsed body; or None where it is no JSON, or nested deeper than 200 levels.

        Halves of surrogate pairs become U+FFFD: they are no text, and nothing can write them down.
        """
        if self.read is not None:
            return self.read
        try:
            parsed: object = from_json(_without_halves(self.body), allow_inf_nan=False)
        except ValueError:
            return None
        return parsed

    @property
    def record(self) -> JsonObject:
        return self.json if isinstance(self.json, dict) else {}

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The entries of ``errors``, of which GitHub writes several shapes."""
        errors = self.record.get("errors") or []
        if not isinstance(errors, list):
            return (_problem(errors),)
        more = [{"message": "and more"}] if errors[_PROBLEMS:] else []
        return tuple(_problem(error) for error in [*errors[:_PROBLEMS], *more])

    @property
    def message(self) -> str:
        return _text(self.record.get("message"))


@record
class Answer:
    """What GraphQL answered: both may hold something. ``data`` is empty where there is none. It took ``seconds``."""

    data: JsonObject
    errors: tuple[Problem, ...] = ()
    seconds: float = 0.0

    def below(self, alias: str) -> tuple[Problem, ...]:
        """What went wrong with a field at the top, by paths that begin there."""
        return tuple(replace(one, path=one.path[1:]) for one in self.errors if one.path[:1] == (alias,))


def _problem(error: object) -> Problem:
    """One of them; without a path, and so about everything, where that is not in its form."""
    if not isinstance(error, dict):
        return Problem(message=_UNSAID)
    path = error.get("path")
    return Problem(
        message=_text(error.get("message")) or _UNSAID,
        type=_text(error.get("type")) or _text(error.get("code")).upper(),
        path=tuple(path) if isinstance(path, list) and all(isinstance(step, str | int) for step in path) else (),
    )


def _text(value: object) -> str:
    """What GitHub says, without tokens, cut to what anybody looks at; empty where it is no text."""
    return redact(value[: 2 * READ])[:READ] if isinstance(value, str) else ""


def _without_halves(body: str) -> str:
    if not _HALVES.search(body):
        return body
    return _ESCAPE.sub(lambda found: "\ufffd" if found[1] else found[0], body)


def number(text: str | None) -> float | None:
    """A number as GitHub's headers have it, with eleven digits at most; None for every other text."""
    return float(text) if text and _NUMBER.fullmatch(text.strip()) else None
