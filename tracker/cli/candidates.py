"""``ladder candidates OWNER/REPO[:PATH]``: who is ready for a role there, of everybody who took part."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tracker.checker.candidates import Finder
from tracker.cli.also import check_others, write_others
from tracker.cli.connect import caller, given_token
from tracker.cli.lead_options import LeadWords
from tracker.cli.options import moment_of_report
from tracker.cli.output import check_target, write
from tracker.cli.streams import say
from tracker.cli.terminal import Progress, style_for
from tracker.entry.leads import lead_for, numbers_in, tier_of
from tracker.entry.options import whole
from tracker.entry.settings import ladder_of
from tracker.entry.words import one_of
from tracker.errors import UsageError
from tracker.facts import Cost
from tracker.facts.scopes import Scope
from tracker.findings import Page
from tracker.reports import PAGES
from tracker.visible import Message


@dataclass(frozen=True, kw_only=True)
class Words(LeadWords):
    """What was asked for on the command line."""

    scope: Scope | None
    tier: str | None
    clone: Path | None


def run_candidates(words: Words) -> None:
    """Find candidates and write who they are.

    Raises:
        LadderCheckError: it cannot be done, and why.
    """
    if words.json_schema:
        write_schema("candidates", words.output)
        return
    if words.scope is None:
        raise UsageError("no place was named", hint="Name one, for example kubernetes-sigs/kueue:pkg/scheduler.")
    rules = ladder_of(words.ladder, os.environ)
    tier = tier_of(words.tier, rules[0])
    check_words(words)
    started, progress = monotonic(), Progress(quiet=words.quiet)
    person = caller(progress, given_token(token_stdin=words.token_stdin), quiet=words.quiet, offline=words.offline)
    asked = whole(**words.reading), person
    lead = lead_for(str(words.scope.repo), words.since, rules, asked, moment_of_report)
    numbers = numbers_in(words.clone, words.scope, lead, person)
    finder = Finder(
        checker=lead.checker,
        source=lead.source,
        scope=words.scope,
        tier=tier,
        since=lead.since,
        numbers=numbers,
        told=progress.reading,
    )
    try:
        found = finder.find()
    finally:
        progress.done()
    write_page(found, words)
    if not words.quiet:
        tell_cost(found.data.cost, monotonic() - started)


def check_words(words: LeadWords) -> None:
    """Refuse what cannot be written, before anything is read for it.

    Raises:
        UsageError: no such format, or a file that cannot be written.
    """
    one_of(words.format, list(PAGES), "format")
    check_target(words.output)
    check_others(words.also, words.output, list(PAGES))


def write_page(found: Page, words: LeadWords) -> None:
    """Write it in each of the formats that were asked for.

    Raises:
        UsageError: a file cannot be written.
    """
    style = style_for(sys.stdout, os.environ, verbose=words.verbose, to_file=words.output is not None)
    write(PAGES[words.format](found, style), words.output)
    write_others(words.also, found, style, PAGES)


def write_schema(name: str, target: Path | None) -> None:
    """Write the JSON Schema of a command's ``--format json``."""
    from tracker.reports.json import page_schema  # noqa: PLC0415 - its models take longer to build than a text report

    write(json.dumps(page_schema(name), indent=2), target)


def tell_cost(cost: Cost, seconds: float) -> None:
    """One line: ``7 requests, 9 points, 3.1 s``."""
    say(Message(f"{cost.requests} requests, {cost.points} points, {seconds:.1f} s"))
