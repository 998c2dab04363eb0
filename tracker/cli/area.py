"""``ladder area OWNER/REPO[:PATH] | SIG``: how a place, or all that a group owns, is looked after."""

import os
from dataclasses import replace
from datetime import datetime
from functools import partial

from tracker.catalog import load_exceptions
from tracker.checker.area import Surveyor
from tracker.checker.group_area import GroupSurveyor
from tracker.cli.leads import AreaOptions
from tracker.cli.options import note_address
from tracker.cli.pages import Asking, page
from tracker.entry.leads import numbers_in
from tracker.errors import UsageError
from tracker.facts.left_out import LeftOut
from tracker.facts.scopes import Scope
from tracker.reports import PAGES
from tracker.sources.github.offline.source import OfflineSource
from tracker.sources.kubernetes.layouts import layout_of


@page("area")
def run_area(options: AreaOptions) -> None:
    """Look at a place and write how it is looked after.

    Raises:
        LadderCheckError: it cannot be done, and why.
    """
    place = options["place"]
    if place is None:
        raise UsageError("no place was named", hint="Name one, for example kubernetes-sigs/kueue or sig-scheduling.")
    note_address(place)
    scope = Scope.parse(place) if "/" in place else None
    if options["clone"] and scope is None:
        raise UsageError("--clone is about one repository", hint="Name the repository, or leave out --clone.")
    asking = Asking(options, PAGES)
    left_out = LeftOut(asking.ladder.left_out)
    exceptions = load_exceptions(options["exceptions"]) if options["exceptions"] else ()
    source = asking.source("a repository's pull requests")
    checker = asking.checker(source, partial(_read_at, scope=scope, groups_file=asking.ladder.files.groups_file))
    since = options["since"].before(checker.as_of)
    told = asking.progress.reading
    surveyor = (
        Surveyor(
            checker=checker,
            source=source,
            scope=scope,
            since=since,
            parse=layout_of,
            exceptions=[replace(one, reason=left_out.text(one.reason, "")) for one in exceptions],
            numbers=numbers_in(options["clone"], scope, since, os.environ),
            told=told,
        )
        if scope
        else GroupSurveyor(checker=checker, source=source, group=place, since=since, parse=layout_of, told=told)
    )
    found = surveyor.survey()
    asking.write(found, found.data.cost, verbose=options["verbose"])


def _read_at(cache: OfflineSource, scope: Scope | None, groups_file: str | None) -> datetime | None:
    """When the repository was read; of a group, when the groups were."""
    if scope:
        return cache.repository_read_at(str(scope.repo))
    return cache.files_read_at([groups_file]) if groups_file else None
