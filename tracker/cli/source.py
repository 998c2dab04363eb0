"""The source that is asked: GitHub, what is remembered of it, or the samples; and what time it is there."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from tracker.cli.asked_for import Options
from tracker.cli.terminal import Progress
from tracker.errors import NothingChecked
from tracker.facts.people import Login
from tracker.sources.base import Source

if TYPE_CHECKING:
    from tracker.sources.github.remembered import RememberedSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A source, and whom it knows if nobody is named; ``now`` is what time it is there for some people of some orgs."""

    source: Source
    everybody: tuple[Login, ...] = ()
    now: Callable[[Sequence[Login], Sequence[str]], datetime]


def source_of(options: Options, progress: Progress) -> Asked:
    """The source that is asked for.

    Raises:
        UsageError: an address that is none, or an empty ``--token-stdin``.
    """
    return _samples(quiet=options.quiet) if options.demo else _github(options, progress)


def _samples(*, quiet: bool) -> Asked:
    from tracker.sources.recorded import RecordedSource, demo  # noqa: PLC0415 - only the demonstration needs it

    recording = demo()
    if not quiet:
        click.echo(recording.about, err=True)
    everybody = tuple(facts.contributor.login for facts in recording.people.values())
    return Asked(source=RecordedSource(recording), everybody=everybody, now=lambda *_: recording.as_of)


def _github(options: Options, progress: Progress) -> Asked:
    from tracker.cli.connect import Wishes, connect, default_cache  # noqa: PLC0415 - the network's libraries are slow to load
    from tracker.sources.github.remembered import RememberedSource  # noqa: PLC0415 - see above

    wishes = Wishes(
        cache=options.cache_dir or default_cache(),
        max_wait=options.max_wait,
        verbose=options.verbose,
        org_repo=options.org_repo,
        offline=options.offline,
        refresh=options.refresh,
        most=options.max_requests,
    )
    source = connect(os.environ, options.api_url, sys.stdin if options.token_stdin else None, progress, wishes)
    if isinstance(source, RememberedSource):
        return Asked(source=source, now=lambda logins, orgs: _read_at(source, logins, orgs, quiet=options.quiet))
    return Asked(source=source, now=lambda *_: datetime.now(UTC))


def _read_at(source: "RememberedSource", logins: Sequence[Login], orgs: Sequence[str], *, quiet: bool) -> datetime:
    """Without asking anybody it is as late as what is remembered goes."""
    read_at = source.read_at(logins, orgs)
    if read_at is None:
        message = "nothing is stored of these people on this machine"
        raise NothingChecked(message, hint="Run without --offline once, or see samples with --demo.")
    if not quiet:
        click.echo(f"From what was read until {read_at:%Y-%m-%d %H:%M} UTC; nobody is asked.", err=True)
    return read_at
