"""``ladder candidates OWNER/REPO[:PATH]``: who is ready for a role there, of everybody who took part."""

import os

from tracker.checker.candidates import Finder
from tracker.cli.leads import CandidatesOptions
from tracker.cli.pages import Asking, page
from tracker.entry.leads import numbers_in, tier_of
from tracker.errors import UsageError
from tracker.reports import PAGES


@page("candidates")
def run_candidates(options: CandidatesOptions) -> None:
    """Find candidates and write who they are.

    Raises:
        LadderCheckError: it cannot be done, and why.
    """
    scope = options["scope"]
    if scope is None:
        raise UsageError("no place was named", hint="Name one, for example kubernetes-sigs/kueue:pkg/scheduler.")
    asking = Asking(options, PAGES)
    tier = tier_of(options["tier"], asking.ladder)
    source = asking.source("a repository's pull requests")
    checker = asking.checker(source, lambda cache: cache.repository_read_at(str(scope.repo)))
    since = options["since"].before(checker.as_of)
    finder = Finder(
        checker=checker,
        source=source,
        scope=scope,
        tier=tier,
        since=since,
        numbers=numbers_in(options["clone"], scope, since, os.environ),
        told=asking.progress.reading,
    )
    found = finder.find()
    asking.write(found, found.data.cost, verbose=options["verbose"])
