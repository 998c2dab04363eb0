"""``ladder request NUMBER|URL``: what an organization's admin looks up by hand for every request."""

import os
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tracker.checker import Checker
from tracker.cli.connect import caller, given_token
from tracker.cli.options import moment_of_report
from tracker.cli.output import check_target, write
from tracker.cli.terminal import Progress, style_for
from tracker.entry.connect import addresses, source_for
from tracker.entry.options import whole
from tracker.entry.settings import ladder_of
from tracker.entry.token import sign_in
from tracker.entry.words import format_of
from tracker.errors import TokenError, UsageError
from tracker.reports import FORMATS
from tracker.sources.github.source import GitHubSource

_ADDRESS = re.compile(r"https?://[^/\s]+/([\w.-]+/[\w.-]+)/issues/(\d+)(?:[?#].*)?")


@dataclass(frozen=True, kw_only=True)
class Words:
    """What was asked for on the command line."""

    number: str
    format: str
    output: Path | None
    ladder: str
    as_of: datetime | None
    org_repo: Path | None
    cache_dir: Path | None
    token_stdin: bool
    api_url: str | None
    quiet: bool


def run_request(words: Words) -> None:
    """Look a request up and write what was found.

    Raises:
        LadderCheckError: it cannot be done, and why.
    """
    ladder, _ = ladder_of(words.ladder, os.environ)
    number = number_in(words.number, ladder.files.requests_repository)
    format_ = format_of(words.format, list(FORMATS))
    check_target(words.output)
    # Quiet: that there is no token is an error here, and said once.
    person = caller(Progress(quiet=words.quiet), given_token(token_stdin=words.token_stdin), quiet=True)
    options = whole(api_url=words.api_url, cache_dir=words.cache_dir, org_repo=words.org_repo)
    source = source_for(options, person)
    if not isinstance(source, GitHubSource):
        host = addresses(os.environ, words.api_url).api_host
        raise TokenError("a request cannot be read without a token", hint=sign_in(host))
    now = datetime.now(UTC)
    checker = Checker(source=source, ladder=ladder, as_of=moment_of_report(words.as_of, now))
    found = checker.audit(source, number)
    style = style_for(sys.stdout, os.environ, verbose=0, to_file=words.output is not None)
    write(FORMATS[format_](found, style), words.output)


def number_in(text: str, repository: str | None) -> int:
    """The number of a request, given as ``6569``, ``#6569`` or its address.

    Raises:
        UsageError: it is neither, or the address is of another repository.
    """
    if text.removeprefix("#").isdecimal():
        return int(text.removeprefix("#"))
    found = _ADDRESS.fullmatch(text)
    if found is None or found[1].casefold() != (repository or "").casefold():
        raise UsageError(
            f"{text!r} is not a request",
            hint=f"Give a number or an address like https://github.com/{repository}/issues/1",
        )
    return int(found[2])
