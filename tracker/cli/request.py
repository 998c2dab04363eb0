"""``ladder request NUMBER|URL``: what an organization's admin looks up by hand for every request."""

import os
import re
from pathlib import Path

from tracker.cli.pages import Asking, PageOptions, check_words
from tracker.cli.requests import aids_for
from tracker.entry.settings import ladder_of
from tracker.errors import UsageError
from tracker.reports import FORMATS

_ADDRESS = re.compile(r"https?://[^/\s]+/([\w.-]+/[\w.-]+)/issues/(\d+)(?:[?#].*)?")


class RequestOptions(PageOptions):
    """What was asked for on the command line."""

    number: str | None
    gitdm: Path | None


def run_request(options: RequestOptions) -> None:
    """Look a request up and write what was found, the verdict first.

    Raises:
        LadderCheckError: it cannot be done, and why.
    """
    if options["number"] is None:
        raise UsageError("no request is named", hint="Give a number or an address, or see all open: `ladder requests`.")
    ladder, _ = ladder_of(options["ladder"], os.environ)
    number = number_in(options["number"], ladder.files.requests_repository)
    check_words(options, tuple(FORMATS))
    aids = aids_for(ladder, options["gitdm"])
    asking = Asking(options, ladder, "a request")
    found = asking.checker.audit(asking.source, number, aids)
    asking.write(found, FORMATS)


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
