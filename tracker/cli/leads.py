"""The commands for leads: who is ready in a place, how a place is looked after."""

from pathlib import Path

import click

from tracker.cli import completion
from tracker.cli.boundary import Command
from tracker.cli.lead_options import lead_options
from tracker.cli.options import SCOPE

_CLONE = click.option(
    "--clone",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="A clone of the repository: only the merged pull requests that changed the directory are read.",
)


@click.command("candidates", cls=Command)
@click.argument("scope", metavar="OWNER/REPO[:PATH]", type=SCOPE, required=False)
@click.option(
    "--tier",
    metavar="TIER",
    shell_complete=completion.owners_tiers,
    help="For which tier that OWNERS give: reviewer or approver. Default: the lowest.",
)
@_CLONE
@lead_options
@click.pass_context
def candidates(context: click.Context, /, **_words: object) -> None:
    """Find who is ready to review or approve in a directory, of everybody who took part there.

    Whoever reaches half of every number in the time is checked in full, as `ladder-check` does. Everybody else is not
    judged. Nothing is posted, and nobody is ranked.
    """
    from tracker.cli.candidates import Words, run_candidates  # noqa: PLC0415 - keeps --help quick

    run_candidates(Words(**context.params))


@click.command("area", cls=Command)
@click.argument("place", metavar="OWNER/REPO[:PATH]|SIG", required=False, shell_complete=completion.groups)
@click.option(
    "--exceptions",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Who stays in OWNERS without being active there, as YAML: login, place, reason, until.",
)
@_CLONE
@lead_options
@click.pass_context
def area(context: click.Context, /, **_words: object) -> None:
    """See how a place is looked after: who reviews and approves there, where they are few, what waits.

    Of a group such as sig-scheduling: all its subprojects in one table, and where its files disagree. No verdict on
    anybody; changes are shown as diffs, and nothing is posted.
    """
    from tracker.cli.area import Words, run_area  # noqa: PLC0415 - keeps --help quick

    run_area(Words(**context.params))
