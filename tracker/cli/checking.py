"""What ``ladder-check`` does with the words it was given: choose a source, check, lay out, write, say what it cost."""

import os
import sys
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from tracker.cli.also import check_others, write_others
from tracker.cli.asked_for import CommandOptions
from tracker.cli.connect import caller, given_token
from tracker.cli.options import moment_of_report
from tracker.cli.output import check_target, write, write_pieces, write_schema
from tracker.cli.paperwork import paper_of, tell_missing
from tracker.cli.samples import chosen, tell_others
from tracker.cli.streams import say
from tracker.cli.terminal import Progress, cost_line, folded, style_for
from tracker.cli.unfinished import tell_unfinished
from tracker.entry.options import DEFAULTS
from tracker.entry.service import Asked, checker_for, directories
from tracker.entry.settings import ladder_of
from tracker.entry.words import format_of, tier_of
from tracker.errors import UsageError
from tracker.facts import Kind
from tracker.ladder import Ladder
from tracker.later import Later
from tracker.reports import EXCERPTS, FORMATS, PAPERWORK, laid_out
from tracker.visible import Message

if TYPE_CHECKING:
    from tracker.checker import Checker
    from tracker.cli import explain
    from tracker.entry.people import People
    from tracker.findings.cohort import Cohort
    from tracker.findings.report import Report
else:
    explain = Later("tracker.cli.explain")

INCOMPLETE = 5
BELOW = 6


def run_check(options: CommandOptions) -> int:
    """Do what was asked for; the exit code.

    Raises:
        LadderCheckError: it cannot be done, and why.
    """
    if options["json_schema"]:
        write_schema("report", options["output"])
        return 0
    ladder, rules_from = ladder_of(str(options["ladder"]), os.environ)
    if options["explain"]:
        columns = style_for(sys.stdout, os.environ, verbose=0, to_file=options["output"] is not None).width
        write(Message.block(folded(explain.explain(ladder, options["explain"]), columns)), options["output"])
        return 0
    options = _meant(options, ladder)
    _refuse(options, ladder)
    check_target(options["output"])
    check_others(options["also"], options["output"])
    return _check(options, ladder, rules_from)


def _meant(options: CommandOptions, ladder: Ladder) -> CommandOptions:
    """The options with tiers and formats by their own names. Raises UsageError for one that is none."""
    return {
        **options,
        "tier": tier_of(options["tier"], ladder),
        "fail_below": tier_of(options["fail_below"], ladder),
        "format": format_of(options["format"], [*FORMATS, *EXCERPTS, *PAPERWORK]),
    }


def _refuse(options: CommandOptions, ladder: Ladder) -> None:
    """Raises UsageError for words that do not go together, or name what is not there."""
    if not (options["logins"] or options["cohort"] or options["demo"]):
        raise UsageError("nobody to check", hint="Name a GitHub login, or see samples with --demo.")
    if options["logins"] and options["cohort"]:
        raise UsageError("logins and --cohort both say whom to check", hint="Put the logins into the file.")
    paper_of(options["format"], directories(options), ladder)
    if options["offline"] and options["refresh"]:
        raise UsageError("--offline asks nobody, and --refresh asks again", hint="Choose one of the two.")


def _check(options: CommandOptions, ladder: Ladder, rules_from: str) -> int:
    started = monotonic()
    progress = Progress(quiet=options["quiet"])
    try:
        result = _gather(options, ladder, rules_from, progress)
    finally:
        progress.done()
    tell_missing(result)
    style = style_for(sys.stdout, os.environ, verbose=options["verbose"], to_file=options["output"] is not None)
    style = replace(style, limit=options["max_length"], limit_bytes=options["max_bytes"])
    write_pieces(laid_out(options["format"], result, style), options["output"])
    write_others(options["also"], result, style, FORMATS | EXCERPTS)
    if not options["quiet"]:
        tell_unfinished(result)
        tell_others(options)
        say(Message(cost_line(result.cost, monotonic() - started)))
    return _exit_code(options, ladder, result)


def _gather(options: CommandOptions, ladder: Ladder, rules_from: str, progress: Progress) -> "Report | Cohort":
    asked = Asked(
        logins=chosen(options),
        cohort=options["cohort"],
        ladder=ladder,
        rules_from=rules_from,
        paper=paper_of(options["format"], directories(options), ladder),
    )
    person = caller(
        progress,
        given_token(token_stdin=options["token_stdin"]),
        quiet=options["quiet"],
        verbose=options["verbose"],
        offline=options["offline"],
    )
    openings = options["openings"] and options["format"] not in PAPERWORK
    wanted: CommandOptions = {**DEFAULTS, **options, "openings": openings}
    return _checked(*checker_for(asked, wanted, person, moment_of_report), progress)


def _checked(checker: "Checker", people: "People", progress: Progress) -> "Report | Cohort":
    if not people.several:
        progress.reading(0, 1, people.logins[0])
        return checker.check(people.logins[0])
    return people.check_all(checker, progress.reading)


_ROLES = frozenset({Kind.MEMBERS, Kind.OWNERS, Kind.GROUPS})


def _roles_known(report: "Report") -> bool:
    return not any(gap.kind in _ROLES for gap in report.data.gaps)


def _exit_code(options: CommandOptions, ladder: Ladder, result: "Report | Cohort") -> int:
    if options["fail_below"]:
        order = [tier.id for tier in ladder.tiers]
        least = order.index(options["fail_below"])
        below = [report for report in result.everybody if order.index(report.standing.headline) < least]
        if below:
            # Who may hold more than could be read is not below anything: that is not known.
            return BELOW if any(map(_roles_known, below)) else INCOMPLETE
    return INCOMPLETE if options["require_complete"] and not result.finished else 0
