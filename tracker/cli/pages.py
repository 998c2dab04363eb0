"""What the commands for leads and admins share: the options of a page, whom to ask, and how it is written."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, TypedDict

import click

from tracker.checker import Checker
from tracker.cli.also import Shown, check_others, write_others
from tracker.cli.connect import caller, given_token
from tracker.cli.cost import cost_line
from tracker.cli.options import moment_of_report
from tracker.cli.output import check_target, write
from tracker.cli.streams import say
from tracker.cli.terminal import Progress, style_for
from tracker.entry.connect import addresses, source_for
from tracker.entry.options import whole
from tracker.entry.token import sign_in
from tracker.entry.words import format_of
from tracker.errors import NothingChecked, TokenError
from tracker.facts import Cost
from tracker.ladder import Ladder
from tracker.reports import PAGES, Style
from tracker.sources.github.source import GitHubSource
from tracker.visible import Message

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.cli.also import Also


class PageOptions(TypedDict):
    """The options of such a command, as ``ladder-check`` declares them."""

    format: str
    output: "Path | None"
    also: "tuple[Also, ...]"
    ladder: str
    as_of: datetime | None
    org_repo: "Path | None"
    cache_dir: "Path | None"
    offline: bool
    max_wait: float
    max_requests: int | None
    api_url: str | None
    token_stdin: bool
    quiet: bool


def check_words(options: PageOptions, formats: Sequence[str] = tuple(PAGES)) -> None:
    """Take the format as it was typed; refuse what does not exist or cannot be written, before anything is fetched.

    Raises:
        UsageError: in one sentence.
    """
    options["format"] = format_of(options["format"], formats)
    check_target(options["output"])
    check_others(options["also"], options["output"], formats)


class Asking:
    """One run of such a command: whom it asks, and since when."""

    def __init__(self, options: PageOptions, ladder: Ladder, what: str) -> None:
        """Connect; nothing is asked yet. ``what`` is to be read, in words.

        Raises:
            UsageError: an address or a day that cannot be.
            NothingChecked: there is no token, or nobody is to be asked.
        """
        self._options = options
        self._started = monotonic()
        self.progress = Progress(quiet=options["quiet"])
        click.get_current_context().call_on_close(self.progress.done)
        self.as_of = moment_of_report(options["as_of"], datetime.now(UTC))
        self.source = self._connected(what)
        self.checker = Checker(source=self.source, ladder=ladder, as_of=self.as_of)

    def _connected(self, what: str) -> GitHubSource:
        if self._options["offline"]:
            raise NothingChecked(f"{what} cannot be read offline: it is not cached", hint="Run it without --offline.")
        names = ("api_url", "cache_dir", "org_repo", "max_wait", "max_requests")
        # Quiet: that there is no token is an error here, and said once.
        person = caller(self.progress, given_token(token_stdin=self._options["token_stdin"]), quiet=True)
        source = source_for(whole(**{name: self._options[name] for name in names}), person)  # type: ignore[literal-required]
        if not isinstance(source, GitHubSource):
            host = addresses(os.environ, self._options["api_url"]).api_host
            raise TokenError(f"{what} cannot be read without a token", hint=sign_in(host))
        return source

    def write(
        self, result: Shown, formats: Mapping[str, Callable[[Shown, Style], str]], cost: Cost | None = None
    ) -> None:
        """Write what was found in every format that was asked for, and say what it cost, if it is much.

        Raises:
            UsageError: a file cannot be written.
        """
        options = self._options
        self.progress.done()
        style = style_for(sys.stdout, os.environ, verbose=0, to_file=options["output"] is not None)
        write(formats[options["format"]](result, style), options["output"])
        write_others(options["also"], result, style, formats)
        if cost and not options["quiet"]:
            say(Message(cost_line(cost, monotonic() - self._started)))
