"""From the environment to a source that can be asked, with a person to tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

import click

from tracker.cli.streams import say
from tracker.cli.terminal import Progress
from tracker.entry import connect as entry
from tracker.entry.token import Token, find
from tracker.sources.base import Source
from tracker.sources.github.client import Settings
from tracker.visible import Message


@dataclass(frozen=True, kw_only=True)
class Wishes(entry.Wishes):
    """How the source is to be used, as the command line says it; ``verbose`` says whom it asks."""

    verbose: int = 0


def connect(
    environment: Mapping[str, str], api_url: str | None, stdin: TextIO | None, progress: Progress, wishes: Wishes
) -> Source:
    """GitHub, with the token that was found; without one, the reduced source; with ``offline`` what is remembered.

    Everything that it opens is closed when the command ends.

    Raises:
        UsageError: an address that is none, or an empty ``--token-stdin``.
    """
    settings = reach(environment, api_url, stdin, progress, wishes)
    listener = entry.Listener(warn=say, at_end=click.get_current_context().call_on_close)
    return entry.source_at(settings, environment, wishes, listener)


def reach(
    environment: Mapping[str, str], api_url: str | None, stdin: TextIO | None, progress: Progress, wishes: Wishes
) -> Settings:
    """Which GitHub to ask, how, and with the token that was found, if any.

    Raises:
        UsageError: as in ``connect``.
    """
    where = entry.addresses(environment, api_url)
    token = None if wishes.offline else find(environment, where.api_host, stdin)
    if wishes.verbose:
        say(Message(f"Asking {_whom(where.host, token, offline=wishes.offline)}"))
    return entry.settings_of(where, token.secret if token else None, wishes, progress.waiting)


def _whom(host: str, token: Token | None, *, offline: bool) -> str:
    if offline:
        return f"nobody: what is remembered of {host} has to do"
    return f"{host}, {f'token from {token.found_in}' if token else 'without a token'}"
