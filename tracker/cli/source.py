"""The source that is asked: GitHub, what is remembered of it, or the samples; and what time it is there."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.cli.asked_for import Options
from tracker.cli.streams import say
from tracker.cli.terminal import Progress
from tracker.facts.people import Login
from tracker.sources.base import Source
from tracker.visible import Message


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
        say(Message(recording.about))
    everybody = tuple(facts.contributor.login for facts in recording.people.values())
    return Asked(source=RecordedSource(recording), everybody=everybody, now=lambda *_: recording.as_of)


def _github(options: Options, progress: Progress) -> Asked:
    from tracker.cli.connect import Wishes, connect  # noqa: PLC0415 - the network's libraries are slow to load

    wishes = Wishes(
        cache=options.cache_dir,
        max_wait=options.max_wait,
        verbose=options.verbose,
        org_repo=options.org_repo,
        offline=options.offline,
        refresh=options.refresh,
        most=options.max_requests,
    )
    source = connect(os.environ, options.api_url, sys.stdin if options.token_stdin else None, progress, wishes)
    told = options.offline and not options.quiet
    return Asked(source=source, now=lambda logins, orgs: _time_at(source, logins, orgs, told=told))


def _time_at(source: Source, logins: Sequence[Login], orgs: Sequence[str], *, told: bool) -> datetime:
    from tracker.entry.connect import time_at  # noqa: PLC0415 - see above

    now = time_at(source, logins, orgs)
    if told:
        say(Message(f"From what was read until {now:%Y-%m-%d %H:%M} UTC; nobody is asked."))
    return now
