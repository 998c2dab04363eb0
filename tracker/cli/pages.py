"""What the commands for leads and admins share: what is refused, whom they ask, how a page is written."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from time import monotonic
from typing import Generic, TypeVar

import click

from tracker.checker import Checker
from tracker.cli.also import Shown, check_others, write_others
from tracker.cli.connect import caller, given_token
from tracker.cli.options import moment_of_report
from tracker.cli.output import check_target, write, write_schema
from tracker.cli.page_options import PageOptions
from tracker.cli.streams import say
from tracker.cli.terminal import Progress, cost_line, style_for
from tracker.entry.connect import addresses, source_for
from tracker.entry.moments import day_of_files
from tracker.entry.options import DEFAULTS, whole
from tracker.entry.settings import ladder_of
from tracker.entry.token import sign_in
from tracker.entry.words import format_of
from tracker.errors import TokenError
from tracker.facts import Cost
from tracker.reports import Style
from tracker.sources.github.offline.source import OfflineSource
from tracker.sources.github.source import GitHubSource
from tracker.visible import Message

Options = TypeVar("Options", bound=PageOptions)
#: When what a command needs was read into the cache; None where it never was.
ReadAt = Callable[[OfflineSource], datetime | None]


def page(name: str) -> Callable[[Callable[[Options], None]], Callable[[Options], None]]:
    """What runs a command that writes a page: with ``--json-schema`` it writes the schema of that name instead.

    Raises:
        UsageError: the schema cannot be written there.
    """

    def decorated(run: Callable[[Options], None]) -> Callable[[Options], None]:
        @wraps(run)
        def called(options: Options) -> None:
            if options["json_schema"]:
                write_schema(name, options["output"])
            else:
                run(options)

        return called

    return decorated


class Asking(Generic[Shown]):
    """One run of such a command: by which rules, whom it asks, and how far it is."""

    def __init__(self, options: PageOptions, formats: Mapping[str, Callable[[Shown, Style], str]]) -> None:
        """Refuse what does not exist or cannot be written; nothing is asked yet.

        Raises:
            UsageError, ConfigError: no such format, a file that cannot be written, rules that do not hold.
        """
        self._options = options
        self._started = monotonic()
        self.ladder, self._rules_from = ladder_of(options["ladder"], os.environ)
        self._format = format_of(options["format"], list(formats))
        self._formats = formats
        check_target(options["output"])
        check_others(options["also"], options["output"], list(formats))
        self.progress = Progress(quiet=options["quiet"])
        #: When the community's files were last looked at; None where that is now.
        self._looked: datetime | None = None
        click.get_current_context().call_on_close(self.progress.done)

    @property
    def day_is_given(self) -> bool:
        """Whether the moment was asked for."""
        return self._options["as_of"] is not None

    def source(self, what: str) -> GitHubSource | OfflineSource:
        """GitHub, to read ``what`` from it, in words; offline what is cached.

        Raises:
            UsageError: an address that cannot be.
            TokenError: there is no token.
        """
        options = self._options
        # Quiet: that there is no token is an error here, and said once.
        token = given_token(token_stdin=options["token_stdin"])
        person = caller(self.progress, token, quiet=True, offline=options["offline"])
        source = source_for(whole(**{name: given for name, given in options.items() if name in DEFAULTS}), person)
        if not isinstance(source, GitHubSource | OfflineSource):
            host = addresses(os.environ, options["api_url"]).api_host
            raise TokenError(f"{what} cannot be read without a token", hint=sign_in(host))
        return source

    def checker(self, source: GitHubSource | OfflineSource, read_at: ReadAt = lambda _: None) -> Checker:
        """A checker as of the moment that was asked for; offline at the latest of when that was read which it needs.

        Raises:
            UsageError: a day that is still to come.
        """
        cached = read_at(source) if isinstance(source, OfflineSource) else None
        as_of = moment_of_report(self._options["as_of"], cached or datetime.now(UTC))
        if isinstance(source, OfflineSource):
            source.shown_as_of(as_of)
            self._looked = max(cached or as_of, source.files_until() or as_of)
        checker = Checker(source=source, ladder=self.ladder, as_of=as_of, rules_from=self._rules_from, openings=False)
        return self.dated(checker, as_of)

    def dated(self, checker: Checker, as_of: datetime) -> Checker:
        """The checker as of another moment, with the day of its files where that is a later one."""
        today = datetime.now(UTC)
        return replace(checker, as_of=as_of, files_of=day_of_files(self._looked or today, as_of, today))

    def write(self, result: Shown, cost: Cost | None = None, *, verbose: int = 0) -> None:
        """Write what was found in every format that was asked for, and say what it cost, where that is given.

        Raises:
            UsageError: a file cannot be written.
        """
        options = self._options
        self.progress.done()
        style = style_for(sys.stdout, os.environ, verbose=verbose, to_file=options["output"] is not None)
        write(self._formats[self._format](result, style), options["output"])
        write_others(options["also"], result, style, self._formats)
        if cost and not options["quiet"]:
            say(Message(cost_line(cost, monotonic() - self._started)))
