"""From what a script asks for to what checks people, with everything closed at the end."""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Unpack

from tracker.checker import Checker
from tracker.entry import service
from tracker.entry.caller import Caller
from tracker.entry.options import Options, whole
from tracker.entry.people import People
from tracker.entry.settings import ladder_of
from tracker.entry.token import checked, find
from tracker.entry.words import tier_of
from tracker.errors import UsageError
from tracker.facts.people import Login
from tracker.sources.github.api.endpoints import Endpoints
from tracker.visible import Message

_log = logging.getLogger("tracker")
_log.addHandler(logging.NullHandler())  # or else Python would write warnings to stderr


@contextmanager
def checker_for(
    logins: Sequence[Login], cohort: Path | None = None, /, **options: Unpack[Options]
) -> Iterator[tuple[Checker, People]]:
    """What checks people, and who they are: these, or everybody in a cohort's file.

    Raises:
        LadderCheckError: it cannot be done, and why.
        TypeError: a keyword that does not exist.
    """
    wanted = whole(**options)
    ladder, rules_from = ladder_of(str(wanted["ladder"]), os.environ)
    wanted["tier"] = tier_of(wanted["tier"], ladder)
    _refuse(wanted)
    asked = service.Asked(logins=tuple(logins), cohort=cohort, ladder=ladder, rules_from=rules_from)
    with ExitStack() as at_end:
        caller = Caller(
            environment=os.environ,
            token=_token_of(wanted),
            waiting=_Waits().told,
            warn=_log.warning,
            at_end=at_end.callback,
        )
        yield service.checker_for(asked, wanted, caller)


def _refuse(options: Options) -> None:
    """Raises UsageError for options that do not go together."""
    if options["offline"] and (options["refresh"] or not options["remember"]):
        other = "refresh asks again" if options["refresh"] else "remember=False leaves nothing to answer from"
        raise UsageError(f"offline asks nobody, and {other}", hint="Choose one of the two.")


def _token_of(options: Options) -> Callable[[Endpoints], str | None]:
    def token(where: Endpoints) -> str | None:
        if options["offline"]:
            return None
        if options["token"] is not None:
            secret = options["token"].strip()
            return checked(secret, "token=").secret if secret else None
        found = find(os.environ, where.api_host)
        return found.secret if found else None

    return token


class _Waits:
    """Logs each wait once, and not each of its seconds."""

    def __init__(self) -> None:
        self._told = False

    def told(self, remaining: float, reason: Message) -> None:
        if remaining > 0 and not self._told:
            _log.info("Waiting %d s: %s", remaining, reason)
        self._told = remaining > 0
