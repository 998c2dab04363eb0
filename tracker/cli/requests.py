"""``ladder request NUMBER|URL`` and ``ladder requests``: what an organization's admins look up for one or all."""

import re
from functools import partial
from pathlib import Path

from tracker.checker.requests import RequestAids
from tracker.cli.admins import RequestOptions, RequestsOptions
from tracker.cli.options import note_address
from tracker.cli.pages import Asking, page
from tracker.entry.people import form_of
from tracker.entry.words import one_of
from tracker.errors import UsageError
from tracker.facts.request_list import RequestListQuery
from tracker.facts.requests import RequestState
from tracker.ladder import Ladder
from tracker.reports import FORMATS, PAGES
from tracker.sources.gitdm import check_checkout, read_companies

_ALL = "all"
_REPOSITORY = re.compile(r"[A-Za-z0-9-]+/[\w.-]+")
#: The largest number that GitHub's API takes.
_MOST = 2**31 - 1
_ADDRESS = re.compile(r"https?://[^/\s]+/([\w.-]+/[\w.-]+)/issues/(\d+)(?:[?#].*)?")


@page("requests")
def run_requests(options: RequestsOptions) -> None:
    """Check all requests that are wanted, and write what was found.

    Raises:
        LadderCheckError: it cannot be done, and why.
    """
    asking = Asking(options, PAGES)
    asking.ladder = _with_repository(asking.ladder, options["repo"])
    one_of(options["state"], [*RequestState, _ALL], "state")
    aids = aids_for(asking.ladder, options["gitdm"])
    source = asking.source("a list of requests")
    state = None if options["state"] == _ALL else RequestState(options["state"])
    repository = asking.ladder.files.requests_repository or ""
    checker = asking.checker(source, lambda cache: cache.stored_requests(repository).read_at(state=state))
    since = options["since"].before(checker.as_of) if options["since"] else None
    asking.progress.reading(0, 1, f"membership requests in {repository}")
    desk = checker.desk(source, RequestListQuery(state=state, since=since), aids)
    asking.write(desk, desk.cost)


def aids_for(ladder: Ladder, gitdm: Path | None) -> RequestAids:
    """What helps to check requests: the form that comes with the program, and companies from a checkout of gitdm.

    Raises:
        UsageError: there is no such checkout.
    """
    if gitdm is None:
        return RequestAids(form=form_of(ladder))
    check_checkout(gitdm)
    return RequestAids(form=form_of(ladder), companies=partial(read_companies, gitdm))


def _with_repository(ladder: Ladder, repo: str | None) -> Ladder:
    """The ladder with the requests of another repository. Raises UsageError where it is none."""
    if repo is not None and not _REPOSITORY.fullmatch(repo):
        raise UsageError(f"{repo!r} is no repository", hint="Write it as kubernetes/org.")
    if repo is None and ladder.files.requests_repository is None:
        raise UsageError("these rules name no repository with membership requests", hint="Name one with --repo.")
    if repo is None:
        return ladder
    files = ladder.files.model_copy(update={"requests_repository": repo})
    return ladder.model_copy(update={"files": files})


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
