"""From what a script asks for to what checks people, with everything closed at the end."""

import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Unpack

from tracker.assess import Aim
from tracker.checker import Checker, settled
from tracker.entry.connect import Listener, Wishes, addresses, settings_of, source_at, time_at
from tracker.entry.interests import guide_of, interests_of
from tracker.entry.moments import moment_of_report
from tracker.entry.past import past_of
from tracker.entry.people import People, cohort_in, heeding, people_of, said_in
from tracker.entry.settings import ladder_of
from tracker.entry.token import checked, find
from tracker.facts.people import Login
from tracker.ladder import Ladder
from tracker.library.options import Asked, Options
from tracker.sources.base import Source
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
    """
    asked = Asked(**options)
    ladder, rules_from = ladder_of(str(asked.ladder), os.environ)
    asked.refuse(ladder)
    guide = guide_of(ladder, str(asked.ladder))
    file, said = cohort_in(cohort, ladder, guide), said_in(asked.statements, ladder, guide)
    ladder = heeding(ladder, file)
    interests = interests_of(asked.wishes_to_do, guide)
    common = Aim(tier=asked.tier, scopes=asked.directories, interests=interests)
    day = asked.moment
    with ExitStack() as at_end:
        source, now = _source(asked, at_end)
        people = people_of(tuple(logins), file, cohort, source, ladder)
        as_of = moment_of_report(day, now(people, ladder))
        common = settled(common, source, ladder, as_of)
        yield (
            Checker(
                source=source,
                ladder=ladder,
                as_of=as_of,
                rules_from=rules_from,
                full=asked.full,
                role_index=asked.role_index,
                guide=guide,
                openings=asked.openings,
                aim=lambda login: people.aim(login, common, said, as_of.date()),
                past=past_of(source, ladder.id, people.kept_as),
            ),
            people,
        )


_Now = Callable[[People, Ladder], datetime]


def _source(asked: Asked, at_end: ExitStack) -> tuple[Source, _Now]:
    """The source to ask, and what tells the time there."""
    if asked.demo:
        from tracker.sources.recorded import RecordedSource, demo  # noqa: PLC0415 - only the demonstration needs it

        recording = demo()
        return RecordedSource(recording), lambda *_: recording.as_of
    where = addresses(os.environ, asked.api_url)
    wishes = _wishes(asked, at_end)
    settings = settings_of(where, _token(asked, where.api_host), wishes, _Waits().told)
    source = source_at(settings, os.environ, wishes, Listener(warn=_log.warning, at_end=at_end.callback))
    return source, lambda people, ladder: time_at(source, people.logins, ladder.orgs)


def _token(asked: Asked, host: str) -> str | None:
    if asked.offline:
        return None
    if asked.token is not None:
        secret = asked.token.strip()
        return checked(secret, "token=").secret if secret else None
    found = find(os.environ, host)
    return found.secret if found else None


def _wishes(asked: Asked, at_end: ExitStack) -> Wishes:
    return Wishes(
        cache=_cache(asked, at_end),
        max_wait=asked.max_wait,
        org_repo=Path(asked.org_repo) if asked.org_repo else None,
        offline=asked.offline,
        refresh=asked.refresh,
        most=asked.max_requests,
    )


def _cache(asked: Asked, at_end: ExitStack) -> Path | None:
    """Where to keep what is read; a place that is gone at the end where nothing is to be remembered."""
    if not asked.remember:
        return Path(at_end.enter_context(tempfile.TemporaryDirectory(prefix="ladder-check-")))
    return Path(asked.cache_dir) if asked.cache_dir else None


class _Waits:
    """Logs each wait once, and not each of its seconds."""

    def __init__(self) -> None:
        self._told = False

    def told(self, remaining: float, reason: Message) -> None:
        if remaining > 0 and not self._told:
            _log.info("Waiting %d s: %s", remaining, reason)
        self._told = remaining > 0
