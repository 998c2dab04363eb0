"""What GitHub's answers mean: a good one, a limit, a fault that may pass, a refusal; and what a good one leaves out.

Sources: GitHub's documentation of REST and GraphQL limits, and the failure shapes that its users reported.
"""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from tracker.errors import LadderCheckError, SourceError, TokenError
from tracker.facts.prose import counted
from tracker.record import positional_record
from tracker.sources.github.api.responses import (
    HEAVY,
    READ,
    Fault,
    Forbidden,
    JsonObject,
    Problem,
    Reply,
    TooHeavy,
    number,
)

_RATE = {"RATE_LIMIT", "RATE_LIMITED", "GRAPHQL_RATE_LIMIT"}
#: Points that one question of ours may take: GitHub refuses it where fewer are left, not only where none are.
_ONE_QUESTION = 100
_FORBIDS = re.compile(r"(?: organization)? forbids access via\b")
#: Where the organization's name stands: right before, perhaps in quotes.
_BEFORE = 50
_ORG = re.compile(r"[A-Za-z0-9-]{1,39}$")
_SINGLE_SIGN_ON = "organization saml enforcement"
#: What GitHub says, without a type, of a question that it had not enough time for.
_OUT_OF_TIME = re.compile(r"something went wrong while executing|timeout on validation|\btimed out\b", re.IGNORECASE)
_SHOWN = 200
SINGLE_SIGN_ON = "x-github-sso"
#: The type of the error that stands for what is left out.
PARTIAL = "PARTIAL_RESULTS"
#: Numbers of organizations that are named.
_NAMED = 5


@positional_record
class Limited:
    """A limit is used up. ``wait`` is seconds, None where GitHub does not say.

    Where a question was refused for more
    points than there are, ``left`` is how many there are; with ``in_vain`` it takes more than there ever are.
    """

    wait: float | None
    reason: str
    left: int = 0
    in_vain: bool = False


@positional_record
class Broken:
    """A fault that may pass. ``heavy`` where asking for less may help; ``slow`` where it took all the time there is."""

    reason: str
    heavy: bool = False
    slow: bool = False


Verdict = Limited | Broken | LadderCheckError | None


def judge(reply: Reply, now: float) -> Verdict:
    """What stands between this answer and its content; None where nothing does."""
    problems = reply.problems
    text = " ".join([reply.message, *(problem.message for problem in problems)])
    types = {problem.type for problem in problems}
    if reply.status == HTTPStatus.UNAUTHORIZED:
        return _refused(f"GitHub refused the token: {reply.message or 'no reason given'}")
    if types & HEAVY and not _told_in_part(reply):
        return TooHeavy(f"GitHub says that the question is too large: {_short(text)}")
    if _is_limit(reply, text, types):
        return _limited(reply, text, now, least=_ONE_QUESTION if types & _RATE else 1)
    if refusal := refusal_in(text):
        return None if reply.record.get("data") else refusal
    if reply.status == HTTPStatus.FORBIDDEN:
        return Forbidden(f"GitHub refused the request: {_short(text) or 'no reason given'}")
    return _broken(reply, text)


def _told_in_part(reply: Reply) -> bool:
    """Whether single fields were too much, and the others were answered."""
    return bool(reply.record.get("data")) and all(problem.path for problem in reply.problems)


def refusal_in(text: str) -> TokenError | None:
    """The organization's rule about tokens that a message of GitHub cites, as an error that names it."""
    if found := _FORBIDS.search(text):
        org = _ORG.search(text[max(0, found.start() - _BEFORE) : found.start()].rstrip("`'\""))
        return TokenError(
            f"The organization {org[0] if org else 'that was asked for'} does not accept this token: {_short(text)}",
            hint="Use a token with a shorter lifetime, or `gh auth login`.",
        )
    if _SINGLE_SIGN_ON in text.lower():
        return TokenError(
            f"An organization asks for single sign-on: {_short(text)}",
            hint="Authorize the token for it in GitHub's settings, or use one without access to it.",
        )
    return None


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
    told = _retry_after(reply.headers.get("retry-after", ""), now)
    reset = number(reply.headers.get("x-ratelimit-reset"))
    remaining = number(reply.headers.get("x-ratelimit-remaining"))
    used_up = reset is not None and remaining is not None and remaining < least
    until = max(0.0, reset - now) + 1.0 if used_up and reset is not None else None
    if "secondary" in text.lower() or told is not None:
        wait = max(filter(None, (told, until)), default=None)
        return Limited(wait, "GitHub asks to slow down (its secondary limit)")
    left = int(remaining or 0) if least > 1 else 0
    if reset is None or until is None:
        return Limited(None, "GitHub asks to slow down, and does not say for how long", left=left)
    if left and left >= (number(reply.headers.get("x-ratelimit-limit")) or math.inf):
        reason = f"a question takes more than the {counted(left, 'point')} that GitHub gives in an hour"
        return Limited(until, reason, left=left, in_vain=True)
    if left:
        points = counted(left, "point")
        reason = f"a question takes more than the {points} left of GitHub's hourly limit until {_clock(reset)}"
        return Limited(until, reason, left=left)
    name = "search limit" if reply.headers.get("x-ratelimit-resource") == "search" else "hourly limit"
    return Limited(until, f"GitHub's {name} is used up until {_clock(reset)}")


def _retry_after(text: str, now: float) -> float | None:
    """Seconds, of which at least one; GitHub gives their number, HTTP allows for a date (RFC 9110, 10.2.3)."""
    seconds = number(text)
    if seconds is None:
        try:
            seconds = parsedate_to_datetime(text).timestamp() - now
        except (ValueError, TypeError, OverflowError):
            return None
    return max(1.0, seconds)


def _broken(reply: Reply, text: str) -> Broken | LadderCheckError | None:
    if not reply.status:
        return _unread(reply)
    if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        heavy = reply.status in {HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT}
        return Broken(f"GitHub answered with status {reply.status}", heavy=heavy)
    if reply.status in {HTTPStatus.OK, HTTPStatus.CREATED} and reply.json is None:
        return Broken("GitHub's answer was cut off")
    if reply.record.get("data") is None and _OUT_OF_TIME.search(text):
        return Broken("GitHub ran out of time", heavy=True)
    return None


def _unread(reply: Reply) -> Broken | LadderCheckError:
    match reply.fault:
        case Fault.SIZE:
            return TooHeavy(f"GitHub's answer {reply.trouble}", hint="Try again later.")
        case Fault.TIME:
            return Broken(f"GitHub's answer {reply.trouble}", slow=True)
        case Fault.REDIRECT:
            return SourceError(f"GitHub's answer {_short(reply.trouble)}", hint="Check the address of this GitHub.")
        case None:
            return Broken(f"the connection to {reply.host or 'GitHub'} failed: {_short(reply.trouble)}")


def _clock(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%H:%M UTC")


def _short(text: str) -> str:
    text = " ".join(text[:READ].split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def left_out(headers: Mapping[str, str]) -> str | None:
    """Why results may be missing, and what to do about it; None where GitHub does not say that any are.

    It leaves out results of organizations whose single sign-on the token is not authorized for, with status 200 and,
    perhaps, without an error: counts and lists are shorter, and only the header ``X-GitHub-SSO: partial-results;
    organizations=21955855,20582480`` tells.
    Source: docs.github.com, "Authenticating to the REST API", on SAML single sign-on.

    ``headers`` are those of an answer, by names in lower case. Of the header only numbers are
    repeated: an address in it is for one person.
    """
    kind, _, rest = headers.get(SINGLE_SIGN_ON, "").partition(";")
    if kind.strip().lower() != "partial-results":
        return None
    numbers = [one.strip() for one in rest.partition("organizations=")[2].split(",") if one.strip().isdecimal()]
    named = f" (organization {', '.join(numbers[:_NAMED])}{', …' if numbers[_NAMED:] else ''})" if numbers else ""
    return (
        f"results are left out that need single sign-on{named}; "
        "authorize the token for it (GitHub: Settings, Developer settings, Personal access tokens, Configure SSO)"
    )


def doubts(reason: str | None, data: JsonObject) -> Iterator[Problem]:
    """An error on every search and every list at the top of an answer from which results are left out for a reason."""
    for alias, found in data.items() if reason else ():
        if isinstance(found, list) or (isinstance(found, dict) and ("issueCount" in found or "nodes" in found)):
            yield Problem(message=reason or "", type=PARTIAL, path=(alias,))
