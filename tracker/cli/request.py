"""``ladder request NUMBER|URL``: what an organization's admin looks up by hand for every request."""

import re

from tracker.cli.admins import RequestOptions
from tracker.cli.options import note_address
from tracker.cli.pages import Asking, page
from tracker.cli.requests import aids_for
from tracker.errors import UsageError
from tracker.reports import FORMATS

#: The largest number that GitHub's API takes.
_MOST = 2**31 - 1
_ADDRESS = re.compile(r"https?://[^/\s]+/([\w.-]+/[\w.-]+)/issues/(\d+)(?:[?#].*)?")


@page("report")
def run_request(options: RequestOptions) -> None:
    """Look a request up and write what was found, the verdict first.

    Raises:
        LadderCheckError: it cannot be done, and why.
    """
    if options["number"] is None:
        raise UsageError("no request is named", hint="Give a number or an address, or see all open: `ladder requests`.")
    asking = Asking(options, FORMATS)
    note_address(options["number"])
    number = number_in(options["number"], asking.ladder.files.requests_repository)
    aids = aids_for(asking.ladder, options["gitdm"])
    source = asking.source("a request")
    repository = asking.ladder.files.requests_repository or ""
    checker = asking.checker(source, lambda cache: cache.stored_requests(repository).read_at(number))
    asking.write(checker.audit(source, number, aids))


def number_in(text: str, repository: str | None) -> int:
    """The number of a request, given as ``6569``, ``#6569`` or its address.

    Raises:
        UsageError: it is neither, or the address is of another repository.
    """
    found = _ADDRESS.fullmatch(text)
    here = found is not None and found[1].casefold() == (repository or "").casefold()
    number = found[2] if found and here else text.removeprefix("#")
    if not number.isdecimal() or not 1 <= int(number) <= _MOST:
        raise UsageError(
            f"{text!r} is not a request",
            hint=f"Give a number or an address like https://github.com/{repository}/issues/1",
        )
    return int(number)
