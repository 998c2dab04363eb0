"""From options to what checks people: one way for the command line, for scripts and, by the command, the action."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.assess import Aim
from tracker.checker import Checker, settled
from tracker.entry.caller import Caller
from tracker.entry.interests import guide_of, interests_of
from tracker.entry.moments import day_of_files, moment, moment_of_report
from tracker.entry.options import Options
from tracker.entry.people import People, apply_do_not_track, cohort_in, form_of, people_of, said_in
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings.papers import Paper
from tracker.guide import Guide
from tracker.ladder import Ladder
from tracker.later import Later
from tracker.record import record
from tracker.sources.base import Cached, Remembering, Source

if TYPE_CHECKING:
    from tracker.entry import connect
    from tracker.sources import recorded
    from tracker.sources.store import reports
else:
    reports = Later("tracker.sources.store.reports")
    connect, recorded = Later("tracker.entry.connect"), Later("tracker.sources.recorded")


@record
class Asked:
    """Whom to check, by logins or a cohort's file, by which ladder (and where its rules are from), for which paper."""

    logins: tuple[Login, ...]
    cohort: Path | None = None
    ladder: Ladder
    rules_from: str
    paper: Paper | None = None


def checker_for(
    asked: Asked,
    options: Options,
    caller: Caller,
    moment_of: Callable[[datetime | None, datetime], datetime] = moment_of_report,
) -> tuple[Checker, People]:
    """What checks people, and who they are. ``moment_of`` says for which moment, of what was asked for and now.

    Raises:
        LadderCheckError: it cannot be done, and why.
    """
    # Before anybody is asked: a file that does not hold is nobody's failure, and ends the run.
    guide = guide_of(asked.ladder, str(options["ladder"]))
    cohort = cohort_in(asked.cohort, asked.ladder, guide)
    ladder = apply_do_not_track(asked.ladder, cohort)
    said = said_in(Path(options["attest"]) if options["attest"] else None, ladder, guide)
    common = _common(asked, options, guide)
    day = None if options["as_of"] is None else moment(options["as_of"])
    there = _there(options, caller)
    people = people_of(asked.logins or there.everybody, cohort, asked.cohort, there.source, ladder, as_of=day)
    as_of = moment_of(day, there.now(people.logins, ladder.orgs))
    common = settled(common, there.source, ladder, as_of)
    checker = Checker(
        source=there.source,
        ladder=ladder,
        as_of=as_of,
        rules_from=asked.rules_from,
        full=options["full"],
        role_index=options["role_index"],
        guide=guide,
        openings=options["openings"],
        aim=lambda login: people.aim(login, there.wishing(login, common, guide), said, as_of.date()),
        past=_past(there.source, ladder.id, people.kept_as),
        files_of=there.files_of(as_of),
    )
    return checker, people


def _past(source: Source, ladder: str, cohort: str) -> "reports.Reports | None":
    """What earlier runs said of the same cohort by a ladder; None for the samples, and for GitHub without a token."""
    return reports.Reports(source.store, cohort, ladder) if isinstance(source, Remembering) else None


def _common(asked: Asked, options: Options, guide: Guide | None) -> Aim:
    """What everybody is judged for."""
    interests = options["interests"]
    return Aim(
        tier=options["tier"],
        scopes=directories(options),
        paper=asked.paper,
        form=form_of(asked.ladder) if asked.paper else None,
        interests=interests_of((interests,) if isinstance(interests, str) else interests, guide),
    )


def directories(options: Options) -> tuple[Scope, ...]:
    """The scopes to judge for.

    Raises:
        UsageError: one of them is none.
    """
    scopes = options["scopes"]
    named = (scopes,) if isinstance(scopes, str | Scope) else scopes
    return tuple(one if isinstance(one, Scope) else Scope.parse(one) for one in named)


@record
class _There:
    """A source, and whom it knows if nobody is named; ``now`` is what time it is there for some people of some orgs."""

    source: Source
    everybody: tuple[Login, ...] = ()
    #: What samples said that they would like to work on, by login.
    interests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    now: Callable[[Sequence[Login], Sequence[str]], datetime]

    def files_of(self, as_of: datetime) -> str:
        """Of which day the community's files are, in words, where nobody is asked and that is a later one."""
        until = self.source.files_until() if isinstance(self.source, Cached) else None
        return day_of_files(until, as_of, datetime.now(UTC)) if until else ""

    def wishing(self, login: Login, common: Aim, guide: Guide | None) -> Aim:
        """What somebody is judged for, with what they said themselves where nothing else was asked for."""
        own = self.interests.get(login.name, ())
        return replace(common, interests=interests_of(own, guide)) if own and guide and not common.interests else common


def _there(options: Options, caller: Caller) -> _There:
    if not options["demo"]:
        source = connect.source_for(options, caller)
        return _There(source=source, now=lambda logins, orgs: _time_at(source, logins, orgs, options, caller))
    recording = recorded.demo()
    caller.note(recording.about)
    everybody = tuple(facts.contributor.login for facts in recording.people.values())
    return _There(
        source=recorded.RecordedSource(recording),
        everybody=everybody,
        interests=recording.interests,
        now=lambda *_: recording.as_of,
    )


def _time_at(
    source: Source, logins: Sequence[Login], orgs: Sequence[str], options: Options, caller: Caller
) -> datetime:
    now = connect.time_at(source, logins, orgs)
    if options["offline"]:
        caller.note(f"From what was read until {now:%Y-%m-%d %H:%M} UTC; nobody is asked.")
    return now
