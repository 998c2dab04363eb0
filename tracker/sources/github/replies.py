"""What GitHub's answers mean: a good one, a limit, a fault that may pass, a refusal.

Sources: GitHub's documentation of REST and GraphQL limits, and the failure shapes that its users reported.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from http import HTTPStatus

from tracker.errors import LadderCheckError, SourceError, TokenError

JsonObject = Mapping[str, object]

_RATE = {"RATE_LIMIT", "RATE_LIMITED"}
#: Points that one question of ours may take: GitHub refuses it where fewer are left, not only where none are.
_ONE_QUESTION = 100
_HEAVY = {"RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED"}
_POLICY = re.compile(r"[`'\"]?(?P<org>[A-Za-z0-9-]+)[`'\"]?(?: organization)? forbids access via\b")
_SINGLE_SIGN_ON = "organization saml enforcement"
_ACCIDENTS = {"", "INTERNAL", "INTERNAL_ERROR", "SERVICE_UNAVAILABLE", "TIMEOUT"}
_SHOWN = 200


class TooHeavy(SourceError):
    """GitHub cannot answer this within its limits of time or size: ask for less."""


class Forbidden(SourceError):
    """GitHub understood and refused: this token may not do it, or nobody may."""


class OutcomeUnknown(SourceError):
    """Something was to be written, and GitHub did not say whether it was."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One HTTP answer. ``status`` is 0 where none came, and ``trouble`` then says why; header names are lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    trouble: str = ""

    @cached_property
    def json(self) -> object:
        """The parsed body, or None where it is no JSON."""
        try:
            parsed: object = json.loads(self.body)
        except ValueError:
            return None
        return parsed

    @property
    def record(self) -> JsonObject:
        return self.json if isinstance(self.json, dict) else {}

    @property
    def message(self) -> str:
        return str(self.record.get("message") or "")


@dataclass(frozen=True, slots=True, kw_only=True)
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
        return self.type in _HEAVY


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What GraphQL answered: both may hold something. ``data`` is empty where there is none."""

    data: JsonObject
    errors: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Limited:
    """A limit is used up. ``wait`` is seconds, None where GitHub does not say."""

    wait: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A fault that may pass. ``heavy`` where asking for less may help."""

    reason: str
    heavy: bool = False


Verdict = Limited | Broken | LadderCheckError | None


def judge(reply: Reply, now: float) -> Verdict:
    """What stands between this answer and its content; None where nothing does."""
    problems = problems_of(reply)
    text = " ".join([reply.message, *(problem.message for problem in problems)])
    types = {problem.type for problem in problems}
    if reply.status == HTTPStatus.UNAUTHORIZED:
        return _refused(f"GitHub refused the token: {reply.message or 'no reason given'}")
    if types & _HEAVY and not _told_in_part(reply, problems):
        return TooHeavy(f"GitHub says that the question is too large: {_short(text)}")
    if _is_limit(reply, text, types):
        return _limited(reply, text, now, least=_ONE_QUESTION if types & _RATE else 1)
    if refusal := refusal_in(text):
        return None if reply.record.get("data") else refusal
    if reply.status == HTTPStatus.FORBIDDEN:
        return Forbidden(f"GitHub refused the request: {_short(text) or 'no reason given'}")
    return _broken(reply, text)


def _told_in_part(reply: Reply, problems: Iterable[Problem]) -> bool:
    """Whether single fields were too much, and the others were answered."""
    return bool(reply.record.get("data")) and all(problem.path for problem in problems)


def refusal_in(text: str) -> TokenError | None:
    """The organization's rule about tokens that a message of GitHub cites, as an error that names it."""
    if found := _POLICY.search(text):
        return TokenError(
            f"The organization {found['org']} does not accept this token: {_short(text)}",
            hint="Use a token with a shorter lifetime, or `gh auth login`.",
        )
    if _SINGLE_SIGN_ON in text.lower():
        return TokenError(
            f"An organization asks for single sign-on: {_short(text)}",
            hint="Authorize the token for it in GitHub's settings, or use one without access to it.",
        )
    return None


def problems_of(reply: Reply) -> tuple[Problem, ...]:
    """The entries of ``errors``, of which GitHub writes several shapes."""
    errors = reply.record.get("errors")
    return tuple(_problem(error) for error in errors if isinstance(error, dict)) if isinstance(errors, list) else ()


def _problem(error: Mapping[str, object]) -> Problem:
    path = error.get("path")
    return Problem(
        message=str(error.get("message") or "no reason given"),
        type=str(error.get("type") or ""),
        path=tuple(step for step in path if isinstance(step, str | int)) if isinstance(path, list) else (),
    )


def _refused(message: str) -> TokenError:
    return TokenError(message, hint="Set GH_TOKEN to a valid token, or run `gh auth login`.")


def _is_limit(reply: Reply, text: str, types: set[str]) -> bool:
    if types & _RATE or "secondary rate limit" in text.lower():
        return True
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
        return True
    return reply.status == HTTPStatus.FORBIDDEN and ("rate limit" in text.lower() or "retry-after" in reply.headers)


def _limited(reply: Reply, text: str, now: float, *, least: int) -> Limited:
    """Which limit; the hourly one where less than ``least`` is left."""
    wait = _number(reply.headers.get("retry-after"))
    if "secondary" in text.lower() or wait is not None:
        return Limited(wait, "GitHub asks to slow down (its secondary limit)")
    reset = _number(reply.headers.get("x-ratelimit-reset"))
    remaining = _number(reply.headers.get("x-ratelimit-remaining"))
    if reset is None or remaining is None or remaining >= least:
        return Limited(None, "GitHub asks to slow down, and does not say for how long")
    name = "search limit" if reply.headers.get("x-ratelimit-resource") == "search" else "hourly limit"
    return Limited(max(0.0, reset - now) + 1.0, f"GitHub's {name} is used up until {_clock(reset)}")


def _broken(reply: Reply, text: str) -> Broken | None:
    if not reply.status:
        return Broken(f"the connection to GitHub failed: {_short(reply.trouble)}")
    if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        heavy = reply.status in {HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT}
        return Broken(f"GitHub answered with status {reply.status}", heavy=heavy)
    if reply.status in {HTTPStatus.OK, HTTPStatus.CREATED} and reply.json is None:
        return Broken("GitHub's answer was cut off")
    if reply.record.get("data") is None and "something went wrong" in text.lower():
        return Broken("GitHub ran out of time", heavy=True)
    return None


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _clock(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%H:%M UTC")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
