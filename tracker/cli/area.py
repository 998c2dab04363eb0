"""``ladder area OWNER/REPO[:PATH] | SIG``: how a place, or all that a group owns, is looked after."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.catalog import load_exceptions
from tracker.checker.area import Surveyor
from tracker.checker.group_area import GroupSurveyor
from tracker.cli.lead_options import LeadWords
from tracker.cli.lead_pages import Asking, write_schema
from tracker.errors import UsageError
from tracker.facts.left_out import LeftOut
from tracker.facts.scopes import Scope
from tracker.findings import Excepted
from tracker.sources.kubernetes.layouts import layout_of


@dataclass(frozen=True, kw_only=True)
class Words(LeadWords):
    """What was asked for on the command line."""

    place: str | None
    exceptions: Path | None


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
        _of_place(Scope.parse(words.place), exceptions, asking)
    else:
        _of_group(words.place, asking)


def _of_place(scope: Scope, exceptions: Sequence[Excepted], asking: Asking) -> None:
    lead = asking.lead(str(scope.repo))
    named = LeftOut(lead.checker.ladder.left_out)
    surveyor = Surveyor(
        checker=lead.checker,
        source=lead.source,
        scope=scope,
        since=lead.since,
        parse=layout_of,
        exceptions=[replace(one, reason=named.text(one.reason, "")) for one in exceptions],
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
