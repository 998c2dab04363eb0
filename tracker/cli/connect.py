"""Who has people checked from a terminal: where the token is found, and what a person is told."""

import os
import sys
from typing import TYPE_CHECKING, TextIO

import click

from tracker.cli.options import TYPED
from tracker.cli.streams import say
from tracker.cli.terminal import Progress
from tracker.entry.caller import Caller
from tracker.errors import UsageError
from tracker.facts.addresses import page_host
from tracker.later import Later
from tracker.visible import Message

if TYPE_CHECKING:
    from tracker.entry import token as tokens
    from tracker.sources.github.api import endpoints
    from tracker.sources.github.api.endpoints import Endpoints
else:
    tokens = Later("tracker.entry.token")
    endpoints = Later("tracker.sources.github.api.endpoints")


def caller(
    progress: Progress, stdin: TextIO | None = None, *, quiet: bool = False, verbose: int = 0, offline: bool = False
) -> Caller:
    """A person at a terminal; ``verbose`` tells them whom is asked. A token may come from ``stdin``.

    What is opened for them is closed when the command ends.
    """

    def token(where: "Endpoints") -> str | None:
        _refuse_others(where)
        found = None if offline else tokens.find(os.environ, where.api_host, stdin)
        if verbose:
            say(Message(_whom(where.host, found, offline=offline)))
        return found.secret if found else None

    return Caller(
        environment=os.environ,
        token=token,
        waiting=progress.waiting,
        warn=say,
        note=lambda text: None if quiet else say(Message(text)),
        at_end=click.get_current_context().call_on_close,
    )


def _refuse_others(where: "Endpoints") -> None:
    """Raises UsageError where an address was typed of another GitHub than the one that is asked; a stand-in is any."""
    for typed in click.get_current_context().meta.get(TYPED, ()):
        host = page_host(typed)
        if host not in {None, where.host} and not endpoints.is_loopback(where.api_host):
            hint = f"Name it without the host, or ask that GitHub: --api-url https://{host}/api/v3"
            raise UsageError(f"{typed} is on {host}, and {where.host} is asked", hint=hint)


def given_token(*, token_stdin: bool) -> TextIO | None:
    """Where a token is piped in, if it is."""
    return sys.stdin if token_stdin else None


def _whom(host: str, token: "tokens.Token | None", *, offline: bool) -> str:
    if offline:
        return f"Offline: using only what is cached of {host}"
    return f"Asking {host}, {f'token from {token.found_in}' if token else 'without a token'}"
