"""``ladder area OWNER/REPO[:PATH] | SIG``: how a place, or all that a group owns, is looked after."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.catalog import load_exceptions
from tracker.checker.area import Surveyor
from tracker.checker.group_area import GroupSurveyor
from tracker.cli.lead_options import LeadWords
from tracker.cli.lead_pages import Asking, write_schema
from tracker.entry.leads import numbers_in
from tracker.errors import UsageError
from tracker.facts.scopes import Scope
from tracker.findings import Excepted
from tracker.sources.kubernetes.layouts import layout_of


@dataclass(frozen=True, kw_only=True)
class Words(LeadWords):
    """What was asked for on the command line."""

    place: str | None
    exceptions: Path | None
    clone: Path | None


def run_area(words: Words) -> None:
    """Look at a place and write how it is looked after.

    Raises:
        LadderCheckError: it cannot be done, and why.
    """
    if words.json_schema:
        write_schema("area", words.output)
        return
    if words.place is None:
        raise UsageError("no place was named", hint="Name one, for example kubernetes-sigs/kueue or sig-scheduling.")
    asking = Asking(words)
    exceptions = load_exceptions(words.exceptions) if words.exceptions else ()
    if "/" in words.place:
        _of_place(Scope.parse(words.place), words.clone, exceptions, asking)
    elif words.clone:
        raise UsageError("--clone is about one repository", hint="Name the repository, or leave out --clone.")
    else:
        _of_group(words.place, asking)


def _of_place(scope: Scope, clone: Path | None, exceptions: Sequence[Excepted], asking: Asking) -> None:
    lead = asking.lead(str(scope.repo))
    surveyor = Surveyor(
        checker=lead.checker,
        source=lead.source,
        scope=scope,
        since=lead.since,
        parse=layout_of,
        exceptions=exceptions,
        numbers=numbers_in(clone, scope, lead, asking.caller),
        told=asking.progress.reading,
    )
    found = surveyor.survey()
    asking.write(found, found.data.cost)


def _of_group(group: str, asking: Asking) -> None:
    lead = asking.lead("")
    surveyor = GroupSurveyor(
        checker=lead.checker,
        source=lead.source,
        group=group,
        since=lead.since,
        parse=layout_of,
        told=asking.progress.reading,
    )
    found = surveyor.survey()
    asking.write(found, found.data.cost)
