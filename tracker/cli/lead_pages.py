"""What all commands for leads do with their words: refuse, connect, write."""

import json
import os
import sys
from pathlib import Path
from time import monotonic

from tracker.cli.also import check_others, write_others
from tracker.cli.connect import caller, given_token
from tracker.cli.cost import cost_line
from tracker.cli.lead_options import LeadWords
from tracker.cli.options import moment_of_report
from tracker.cli.output import check_target, write
from tracker.cli.streams import say
from tracker.cli.terminal import Progress, style_for
from tracker.entry.leads import Lead, lead_for
from tracker.entry.options import whole
from tracker.entry.settings import ladder_of
from tracker.entry.words import format_of
from tracker.facts import Cost
from tracker.findings import Page
from tracker.reports import PAGES
from tracker.visible import Message


class Asking:
    """One run of such a command: with what it reads, and how far it is."""

    def __init__(self, words: LeadWords) -> None:
        """Check the words; nothing is asked yet.

        Raises:
            UsageError, ConfigError: no such format, a file that cannot be written, rules that do not hold.
        """
        self._words = words
        self._started = monotonic()
        self.rules = ladder_of(words.ladder, os.environ)
        self._format = format_of(words.format, list(PAGES))
        check_target(words.output)
        check_others(words.also, words.output, list(PAGES))
        self.progress = Progress(quiet=words.quiet)
        self.caller = caller(
            self.progress, given_token(token_stdin=words.token_stdin), quiet=words.quiet, offline=words.offline
        )

    def lead(self, repo: str) -> Lead:
        """What answers about a repository.

        Raises:
            UsageError, TokenError: as ``lead_for``.
        """
        asked = whole(**self._words.reading), self.caller
        return lead_for(repo, self._words.since, self.rules, asked, moment_of_report)

    def write(self, found: Page, cost: Cost) -> None:
        """Write it in each of the formats that were asked for, and say what it cost.

        Raises:
            UsageError: a file cannot be written.
        """
        words = self._words
        self.progress.done()
        style = style_for(sys.stdout, os.environ, verbose=words.verbose, to_file=words.output is not None)
        write(PAGES[self._format](found, style), words.output)
        write_others(words.also, found, style, PAGES)
        if not words.quiet:
            say(Message(cost_line(cost, monotonic() - self._started)))


def write_schema(name: str, target: Path | None) -> None:
    """Write the JSON Schema of a command's ``--format json``."""
    from tracker.reports.json import page_schema  # noqa: PLC0415 - its models take longer to build than a text report

    write(json.dumps(page_schema(name), indent=2), target)
