"""What ``ladder-check`` does with the words it was given: choose a source, check, lay out, write, and say what it cost."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic

import click

from tracker.assess import Aim
from tracker.catalog import load_ladder, load_statements
from tracker.checker import Checker
from tracker.cli.also import Also, check_others, write_others
from tracker.cli.explain import explain
from tracker.cli.interests import guide_of, interests_of
from tracker.cli.options import moment_of_report
from tracker.cli.output import check_target, write
from tracker.cli.paperwork import form_of, paper_of, tell_missing, words_of
from tracker.cli.past import past_of
from tracker.cli.terminal import Progress, style_for
from tracker.cli.words import one_of
from tracker.criteria.statements import NO_STATEMENTS, Statements
from tracker.errors import NothingChecked, UsageError
from tracker.facts import Kind
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings import Cohort, Report
from tracker.guide import Guide, Interest
from tracker.ladder import Ladder, walk
from tracker.reports import FORMATS, PAPERWORK
from tracker.sources.base import Source

INCOMPLETE = 5
BELOW = 6


@dataclass(frozen=True, kw_only=True)
class Options:
    """What was asked for on the command line."""

    logins: tuple[Login, ...]
    tier: str | None
    scope: tuple[Scope, ...]
    interest: tuple[str, ...]
    format: str
    output: Path | None
    also: tuple[Also, ...]
    max_length: int | None
    max_bytes: int | None
    as_of: datetime | None
    ladder: str
    attest: Path | None
    full: bool
    refresh: bool
    offline: bool
    demo: bool
    token_stdin: bool
    api_url: str | None
    org_repo: Path | None
    cache_dir: Path | None
    max_wait: float
    max_requests: int | None
    no_openings: bool
    require_complete: bool
    fail_below: str | None
    quiet: bool
    verbose: int
    explain: str | None
    json_schema: bool


def run_check(options: Options) -> int:
    """Do what was asked for; the exit code.

    Raises:
        LadderCheckError: it cannot be done, and why.
    """
    if options.json_schema:
        from tracker.reports.json import schema  # noqa: PLC0415 - its models take longer to build than a text report

        write(json.dumps(schema(), indent=2), options.output)
        return 0
    ladder, rules_from = load_ladder(options.ladder)
    if options.explain:
        write(explain(ladder, options.explain), options.output)
        return 0
    _refuse(options, ladder)
    check_target(options.output)
    check_others(options.also, options.output)
    return _check(options, ladder, rules_from)


def _refuse(options: Options, ladder: Ladder) -> None:
    """Words that do not go together, or name what is not there.

    Raises:
        UsageError: in one sentence.
    """
    if not options.logins and not options.demo:
        raise UsageError("nobody to check", hint="Name a GitHub login, or see samples with --demo.")
    for name in filter(None, (options.tier, options.fail_below)):
        one_of(name, [tier.id for tier in ladder.tiers], "tier")
    one_of(options.format, [*FORMATS, *PAPERWORK], "format")
    paper_of(options.format, options.scope, ladder)
    if options.offline and options.refresh:
        raise UsageError("--offline asks nobody, and --refresh asks again", hint="Choose one of the two.")


def _check(options: Options, ladder: Ladder, rules_from: str) -> int:
    started = monotonic()
    progress = Progress(quiet=options.quiet)
    try:
        result = _gather(options, ladder, rules_from, progress)
    finally:
        progress.done()
    tell_missing(result)
    style = style_for(sys.stdout, os.environ, verbose=options.verbose, to_file=options.output is not None)
    style = replace(style, limit=options.max_length, limit_bytes=options.max_bytes)
    write((FORMATS | PAPERWORK)[options.format](result, style), options.output)
    write_others(options.also, result, style)
    if not options.quiet:
        click.echo(_cost(result, monotonic() - started), err=True)
    return _exit_code(options, ladder, result)


def _gather(options: Options, ladder: Ladder, rules_from: str, progress: Progress) -> Report | Cohort:
    guide = guide_of(ladder, options.ladder)
    interests = interests_of(options.interest, guide)
    source, logins, now = _source(options, progress, ladder.orgs)
    as_of = moment_of_report(options.as_of, now)
    # Before anybody is asked: a file that does not hold is nobody's failure, and ends the run.
    said = {login: _said(options, login, ladder, guide, as_of.date()) for login in logins}
    checker = Checker(
        source=source,
        ladder=ladder,
        as_of=as_of,
        rules_from=rules_from,
        full=options.full,
        guide=guide,
        openings=not options.no_openings and options.format in FORMATS,
        aim=lambda login: _aim(options, said[login], ladder, interests),
        past=past_of(source, ladder.id),
    )
    if len(logins) == 1:
        progress.reading(0, 1, logins[0])
        return checker.check(logins[0])
    cohort = checker.check_all(logins, progress.reading)
    if not cohort.reports:
        first = cohort.failures[0]
        raise NothingChecked(f"nobody could be checked; {first.login}: {first.error}", hint=first.hint)
    return cohort


def _aim(options: Options, said: Statements, ladder: Ladder, interests: tuple[Interest, ...]) -> Aim:
    paper = paper_of(options.format, options.scope, ladder)
    return Aim(
        tier=options.tier,
        scopes=options.scope,
        attested=said.criteria,
        sponsors=said.sponsors,
        contributions=said.contributions,
        paper=paper,
        form=form_of(ladder) if paper else None,
        interests=interests,
    )


def _said(options: Options, login: Login, ladder: Ladder, guide: Guide | None, day: date) -> Statements:
    if options.attest is None:
        return NO_STATEMENTS
    lists = (*(tier.criteria for tier in ladder.tiers), *(overlay.criteria for overlay in ladder.overlays))
    known = {rule.id for criteria in lists for rule in walk(criteria)}
    words = {name for overlay in ladder.overlays for name in overlay.applies_to.attested}
    parts = guide.attestable if guide else frozenset[str]()
    words |= parts | words_of(form_of(ladder))
    return load_statements(options.attest, login, known=known | words, day=day)


def _source(options: Options, progress: Progress, orgs: Sequence[str]) -> tuple[Source, tuple[Login, ...], datetime]:
    """The source to ask, whom to ask about, and what time it is there."""
    if options.demo:
        from tracker.sources.recorded import RecordedSource, demo  # noqa: PLC0415 - only the demonstration needs it

        recording = demo()
        if not options.quiet:
            click.echo(recording.about, err=True)
        everybody = tuple(facts.contributor.login for facts in recording.people.values())
        return RecordedSource(recording), options.logins or everybody, recording.as_of
    from tracker.cli.connect import Wishes, connect, default_cache  # noqa: PLC0415 - the network's libraries are slow to load

    stdin = sys.stdin if options.token_stdin else None
    source = connect(
        os.environ,
        options.api_url,
        stdin,
        progress,
        Wishes(
            cache=options.cache_dir or default_cache(),
            max_wait=options.max_wait,
            verbose=options.verbose,
            org_repo=options.org_repo,
            offline=options.offline,
            refresh=options.refresh,
            most=options.max_requests,
        ),
    )
    return source, options.logins, _now(options, source, orgs)


def _now(options: Options, source: Source, orgs: Sequence[str]) -> datetime:
    """What time it is; without asking anybody, as late as what is remembered goes."""
    from tracker.sources.github.remembered import RememberedSource  # noqa: PLC0415 - see _source

    if not isinstance(source, RememberedSource):
        return datetime.now(UTC)
    read_at = source.read_at(options.logins, orgs)
    if read_at is None:
        message = "nothing is stored of these people on this machine"
        raise NothingChecked(message, hint="Run without --offline once, or see samples with --demo.")
    if not options.quiet:
        click.echo(f"From what was read until {read_at:%Y-%m-%d %H:%M} UTC; nobody is asked.", err=True)
    return read_at


def _cost(result: Report | Cohort, seconds: float) -> str:
    """One line: ``7 requests, 9 points, 3.1 s``."""
    cost = result.cost
    requests = "1 request" if cost.requests == 1 else f"{cost.requests} requests"
    points = "1 point" if cost.points == 1 else f"{cost.points} points"
    return f"{requests}, {points}, {seconds:.1f} s"


_ROLES = frozenset({Kind.MEMBERS, Kind.OWNERS, Kind.GROUPS})


def _roles_known(report: Report) -> bool:
    return not any(gap.kind in _ROLES for gap in report.data.gaps)


def _exit_code(options: Options, ladder: Ladder, result: Report | Cohort) -> int:
    if options.fail_below:
        order = [tier.id for tier in ladder.tiers]
        least = order.index(options.fail_below)
        below = [report for report in result.everybody if order.index(report.standing.headline) < least]
        if below:
            # Who may hold more than could be read is not below anything: that is not known.
            return BELOW if any(map(_roles_known, below)) else INCOMPLETE
    return INCOMPLETE if options.require_complete and not result.complete else 0
