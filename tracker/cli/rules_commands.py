"""The commands of ``ladder rules``. They load next to nothing before they run."""

import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypedDict

import click

from tracker.cli.boundary import Group
from tracker.cli.options import MOMENT, options_of
from tracker.cli.streams import show
from tracker.later import Later
from tracker.visible import Message

if TYPE_CHECKING:
    from tracker.cli import drift as comparing
    from tracker.cli import group_drift, terminal
    from tracker.cli import rules as reading
else:
    comparing, group_drift = Later("tracker.cli.drift"), Later("tracker.cli.group_drift")
    terminal, reading = Later("tracker.cli.terminal"), Later("tracker.cli.rules")

_DAY = click.option("--as-of", metavar="DATE", type=MOMENT, help="The rules in force on this day. Default: today.")
#: What a file holds instead of rules, by its option, and what such a file is called.
_KINDS = {
    "attestations": ("attestations (for --attest)", "a file for --attest"),
    "groups": ("guides to groups", "a guide to groups"),
    "cohort": ("cohorts", "a cohort's file"),
    "settings": ("settings", "a file of settings"),
    "member-exceptions": ("exceptions for `ladder audit members`", "exceptions for `ladder audit members`"),
    "exceptions": ("exceptions for `ladder area`", "a file of exceptions for `ladder area`"),
}


class _RulesOptions(TypedDict):
    ladder: str


@click.group("rules", cls=Group)
def rules() -> None:
    """The rules of a ladder: a YAML file."""


def _flag(name: str, does: str) -> click.Option:
    return click.Option([f"--{name}"], is_flag=True, help=does)


@rules.command(
    params=[
        click.Argument(["files"], metavar="FILE...", nargs=-1, required=True),
        *(_flag(name, f"The files hold {held}, not rules.") for name, (held, _) in _KINDS.items()),
    ]
)
def check(files: tuple[str, ...], **kinds: bool) -> None:
    """Check files of rules: says what is in them, or every mistake at once, each with its line and place.

    FILE may be the name of a ladder that comes with the program: kubernetes, kserve.
    """
    for line in reading.check_files(files, reading.kind_of(kinds)):
        show(Message.block(line))


@rules.command(params=[_flag(name, f"The schema of {file} instead.") for name, (_, file) in _KINDS.items()])
def schema(**kinds: bool) -> None:
    """Print the JSON Schema of a file of rules, for editors and for reading."""
    show(Message.block(reading.schema_text(reading.kind_of(kinds))))


@rules.command("list", params=options_of(_RulesOptions))
@_DAY
def list_rules(ladder: str, as_of: datetime | None) -> None:
    """List a ladder's tiers and what each asks, with where it is written."""
    show(Message.block(reading.list_of_rules(ladder, (as_of or datetime.now(UTC)).date())))


@rules.command(params=options_of(_RulesOptions))
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
@_DAY
def drift(ladder: str, community: str, repository: str, as_of: datetime | None) -> None:
    """Compare each rule's quoted words with the document that it is from; ends with 3 where one changed."""
    show(Message.block(comparing.drift(ladder, repository, community, (as_of or datetime.now(UTC)).date())))


@rules.command(params=options_of(_RulesOptions))
def interests(ladder: str) -> None:
    """List the words that --interest knows, and the groups they lead to."""
    columns = terminal.style_for(sys.stdout, os.environ, verbose=0, to_file=False).width
    show(Message.block(terminal.folded(group_drift.list_of_interests(ladder), columns)))


@rules.command("groups", params=options_of(_RulesOptions))
@click.option(
    "--community",
    required=True,
    metavar="PATH|URL",
    help="A checkout of the repository with sigs.yaml, or the address under which its files are served as they are.",
)
def compare_groups(ladder: str, community: str) -> None:
    """Compare a ladder's guide to groups with sigs.yaml; ends with 3 where groups, labels or repositories differ."""
    show(Message.block(group_drift.group_drift(ladder, community)))
