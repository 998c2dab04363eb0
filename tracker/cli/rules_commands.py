"""The commands of ``ladder rules``. They load next to nothing before they run."""

import os
import sys
from datetime import UTC, datetime

import click

from tracker.cli.asked_for import CommandOptions
from tracker.cli.boundary import Group
from tracker.cli.options import MOMENT
from tracker.cli.streams import show
from tracker.entry.options import declared
from tracker.visible import Message

_RULES = click.option(
    "--ladder",
    default="kubernetes",
    metavar="FILE",
    show_default=True,
    help=dict(declared(CommandOptions))["ladder"].help,
)


@click.group("rules", cls=Group)
def rules() -> None:
    """The rules of a ladder: a YAML file."""


@rules.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--attestations", is_flag=True, help="The files hold attestations (for --attest), not rules.")
@click.option("--groups", is_flag=True, help="The files hold guides to groups, not rules.")
@click.option("--cohort", "cohorts", is_flag=True, help="The files hold cohorts, not rules.")
@click.option("--settings", is_flag=True, help="The files hold settings, not rules.")
@click.option(
    "--member-exceptions", is_flag=True, help="The files hold exceptions for `ladder audit members`, not rules."
)
@click.option("--exceptions", is_flag=True, help="The files hold exceptions for `ladder area`, not rules.")
def check(files: tuple[str, ...], **kinds: bool) -> None:
    """Check files of rules: says what is in them, or every mistake at once, each with its line and place.

    FILE may be the name of a ladder that comes with the program: kubernetes, kserve.
    """
    from tracker.cli.rules import check_files, kind_of  # noqa: PLC0415 - keeps --help quick

    for line in check_files(files, kind_of(kinds)):
        show(Message.block(line))


@rules.command()
@click.option("--attestations", is_flag=True, help="The schema of a file for --attest instead.")
@click.option("--groups", is_flag=True, help="The schema of a guide to groups instead.")
@click.option("--cohort", "cohorts", is_flag=True, help="The schema of a cohort's file instead.")
@click.option("--settings", is_flag=True, help="The schema of a file of settings instead.")
@click.option("--member-exceptions", is_flag=True, help="The schema of exceptions for `ladder audit members` instead.")
@click.option("--exceptions", is_flag=True, help="The schema of a file of exceptions for `ladder area` instead.")
def schema(**kinds: bool) -> None:
    """Print the JSON Schema of a file of rules, for editors and for reading."""
    from tracker.cli.rules import kind_of, schema_text  # noqa: PLC0415 - see above

    show(Message.block(schema_text(kind_of(kinds))))


@rules.command("list")
@_RULES
@click.option("--as-of", metavar="DATE", type=MOMENT, help="The rules in force on this day. Default: today.")
def list_rules(ladder: str, as_of: datetime | None) -> None:
    """List a ladder's tiers and what each asks, with where it is written."""
    from tracker.cli.rules import list_of_rules  # noqa: PLC0415 - see above

    show(Message.block(list_of_rules(ladder, (as_of or datetime.now(UTC)).date())))


@rules.command()
@_RULES
@click.option(
    "--community",
    required=True,
    metavar="PATH|URL",
    help="A checkout of the repository, or the address under which its files are served as they are.",
)
@click.option(
    "--repository",
    default="kubernetes/community",
    metavar="OWNER/REPO",
    show_default=True,
    help="Which repository's documents are there.",
)
@click.option("--as-of", metavar="DATE", type=MOMENT, help="The rules in force on this day. Default: today.")
def drift(ladder: str, community: str, repository: str, as_of: datetime | None) -> None:
    """Compare each rule's quoted words with the document that it is from; ends with 3 where one changed."""
    from tracker.cli.drift import drift as compared  # noqa: PLC0415 - see above

    show(Message.block(compared(ladder, repository, community, (as_of or datetime.now(UTC)).date())))


@rules.command()
@_RULES
def interests(ladder: str) -> None:
    """List the words that --interest knows, and the groups they lead to."""
    from tracker.cli.interests import list_of_interests  # noqa: PLC0415 - see above
    from tracker.cli.terminal import folded, style_for  # noqa: PLC0415 - see above

    columns = style_for(sys.stdout, os.environ, verbose=0, to_file=False).width
    show(Message.block(folded(list_of_interests(ladder), columns)))


@rules.command("groups")
@_RULES
@click.option(
    "--community",
    required=True,
    metavar="PATH|URL",
    help="A checkout of the repository with sigs.yaml, or the address under which its files are served as they are.",
)
def compare_groups(ladder: str, community: str) -> None:
    """Compare a ladder's guide to groups with sigs.yaml; ends with 3 where groups, labels or repositories differ."""
    from tracker.cli.group_drift import group_drift  # noqa: PLC0415 - see above

    show(Message.block(group_drift(ladder, community)))
