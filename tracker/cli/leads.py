"""The commands for leads: who is ready in a place, how a place is looked after. They load little before they run."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Unpack

import click

from tracker.cli import completion
from tracker.cli.boundary import Command
from tracker.cli.options import SCOPE, options_of
from tracker.cli.page_options import PageOptions
from tracker.entry.options import Option
from tracker.later import Later

if TYPE_CHECKING:
    from tracker.cli import area as surveying
    from tracker.cli import candidates as finding
    from tracker.entry.moments import Since
    from tracker.facts.scopes import Scope
else:
    surveying, finding = Later("tracker.cli.area"), Later("tracker.cli.candidates")

_CLONE = Option(
    help="A clone of the repository: only the merged pull requests that changed the directory are read.",
    kind="path", metavar="PATH",
)  # fmt: skip


class LeadOptions(PageOptions):
    """What a command for leads was asked for."""

    verbose: int
    since: Annotated[
        "Since",
        Option(
            help="Look at the work since then: a duration (90d, 8w, 12m, 1y) or a date.",
            default="12m", kind="since", metavar="TIME", after="",
        ),
    ]  # fmt: skip


class CandidatesOptions(LeadOptions):
    """What ``ladder candidates`` was asked for."""

    scope: "Scope | None"
    tier: Annotated[
        str | None,
        Option(
            help="For which tier that OWNERS give: reviewer or approver. Default: the lowest.",
            metavar="TIER", complete="owners_tiers", after="",
        ),
    ]  # fmt: skip
    clone: Annotated[Path | None, _CLONE]


class AreaOptions(LeadOptions):
    """What ``ladder area`` was asked for."""

    place: str | None
    exceptions: Annotated[
        Path | None,
        Option(
            help="Who stays in OWNERS without being active there, as YAML: login, place, reason, until.",
            kind="path", metavar="FILE", after="",
        ),
    ]  # fmt: skip
    clone: Annotated[Path | None, _CLONE]


@click.command("candidates", cls=Command, params=options_of(CandidatesOptions))
@click.argument("scope", metavar="OWNER/REPO[:PATH]", type=SCOPE, required=False)
def candidates(**options: Unpack[CandidatesOptions]) -> None:
    """Find who is ready to review or approve in a directory, of everybody who took part there.

    Whoever reaches half of every number in the time is checked in full, as `ladder-check` does. Everybody else is not
    judged. Nothing is posted, and nobody is ranked.
    """
    finding.run_candidates(options)


@click.command("area", cls=Command, params=options_of(AreaOptions))
@click.argument("place", metavar="OWNER/REPO[:PATH]|SIG", required=False, shell_complete=completion.groups)
def area(**options: Unpack[AreaOptions]) -> None:
    """See how a place is looked after: who reviews and approves there, where they are few, what waits.

    Of a group such as sig-scheduling: all its subprojects in one table, and where its files disagree. No verdict on
    anybody; changes are shown as diffs, and nothing is posted.
    """
    surveying.run_area(options)
