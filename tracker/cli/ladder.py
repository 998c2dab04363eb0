"""``ladder``: everything that is not about one login. A noun, then what to do with it."""

from datetime import UTC, datetime

import click

from tracker import __version__
from tracker.cli.boundary import run_guarded
from tracker.cli.options import MOMENT

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group("ladder", context_settings=_CONTEXT)
@click.version_option(__version__, "--version", prog_name="ladder", message="%(prog)s %(version)s")
def command() -> None:
    """Look at the rules of contributor ladders, and check your own.

    What is about one login is the command `ladder-check`.
    """


@command.group()
def rules() -> None:
    """The rules of a ladder: a YAML file."""


@rules.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--attestations", is_flag=True, help="The files hold attestations (for --attest), not rules.")
def check(files: tuple[str, ...], *, attestations: bool) -> None:
    """Check files of rules: says what is in them, or every mistake at once, each with its line and place.

    FILE may be the name of a ladder that comes with the program: kubernetes, kserve.
    """
    from tracker.cli.rules import check_attestations, check_rules  # noqa: PLC0415 - keeps --help quick

    for line in (check_attestations if attestations else check_rules)(files):
        click.echo(line)


@rules.command()
@click.option("--attestations", is_flag=True, help="The schema of a file for --attest instead.")
def schema(*, attestations: bool) -> None:
    """Print the JSON Schema of a file of rules, for editors and for reading."""
    from tracker.cli.rules import schema_text  # noqa: PLC0415 - see above

    click.echo(schema_text(attestations=attestations))


@rules.command("list")
@click.option("--ladder", default="kubernetes", metavar="FILE", show_default=True, help="Rules: a name or a file.")
@click.option("--as-of", metavar="DATE", type=MOMENT, help="The rules in force on this day. Default: today.")
def list_rules(ladder: str, as_of: datetime | None) -> None:
    """List a ladder's tiers and what each asks, with where it is written."""
    from tracker.cli.rules import list_of_rules  # noqa: PLC0415 - see above

    click.echo(list_of_rules(ladder, (as_of or datetime.now(UTC)).date()))


@rules.command()
@click.option("--ladder", default="kubernetes", metavar="FILE", show_default=True, help="Rules: a name or a file.")
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

    click.echo(compared(ladder, repository, community, (as_of or datetime.now(UTC)).date()))


def run() -> None:
    """The executable ``ladder``."""
    run_guarded(command)
