"""``ladder``: everything that is not about one login. A noun, then what to do with it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict, Unpack, cast

import click

from tracker import __version__
from tracker.cli import admins, leads, rules_commands, store_commands
from tracker.cli.boundary import Group, run_guarded
from tracker.cli.options import options_of
from tracker.entry.options import Option
from tracker.later import Later

if TYPE_CHECKING:
    from tracker.cli import doctor as diagnosing
    from tracker.cli import publish as publishing
    from tracker.facts.issues import IssueRef
else:
    diagnosing, publishing = Later("tracker.cli.doctor"), Later("tracker.cli.publish")

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group("ladder", cls=Group, context_settings=_CONTEXT)
@click.version_option(__version__, "--version", prog_name="ladder", message="%(prog)s %(version)s")
def command() -> None:
    """Find who is ready and where an area is thin; go through requests and members; look at rules, and check your own.

    What is about one login is the command `ladder-check`.
    """


for one in (
    *(rules_commands.rules, store_commands.store),
    *(admins.request, admins.requests, admins.audit),
    *(leads.candidates, leads.area),
):
    command.add_command(one)


class DoctorOptions(TypedDict):
    """What ``ladder doctor`` was asked for."""

    format: Annotated[
        str, Option(help="text or json.", default="text", short="f", metavar="FORMAT", complete="diagnosis_formats")
    ]
    output: Path | None
    ladder: str
    cohort: Annotated[
        Path | None, Option(help="Check the names of repositories in it, too.", kind="path", metavar="FILE")
    ]
    token_stdin: bool
    api_url: str | None
    quiet: bool


@command.command("doctor", params=options_of(DoctorOptions))
@click.pass_context
def doctor(context: click.Context, /, **_words: object) -> None:
    """Check whether GitHub answers as this program relies on, in about nine requests; for bug reports, too.

    The token, the schema, search, large questions, files, costs, names of repositories, the clock. No login and no
    token is in what it prints. It ends with 4 where something is missing from reports because of a problem.
    """
    context.exit(diagnosing.run_doctor(cast("DoctorOptions", context.params)))


class PublishOptions(TypedDict):
    """What ``ladder publish`` was asked for."""

    file: Path
    issue: Annotated[
        "IssueRef",
        Option(
            help="The issue on which the comments are.", kind="issue", metavar="OWNER/REPO#N|URL", required=True
        ),
    ]  # fmt: skip
    write: Annotated[
        bool,
        Option(
            help="Do it. Without this nothing is changed, and what would be is said.", default=False, kind="flag"
        ),
    ]  # fmt: skip
    name: Annotated[
        str,
        Option(
            help="Tells several reports on one issue apart: letters, digits, dashes.",
            default="report", metavar="NAME",
        ),
    ]  # fmt: skip
    token_stdin: bool
    api_url: str | None
    quiet: bool


@command.command("publish", params=options_of(PublishOptions))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def publish(**options: Unpack[PublishOptions]) -> None:
    """Put a report that `ladder-check --format comments` wrote into comments on one issue; only shown without --write.

    What `--format markdown` wrote is one comment, which it may not fit into. The next run changes
    the same comments. Only those of the token's owner are touched, none is deleted, nobody is
    mentioned, and what is linked to gets no "mentioned this".
    """
    publishing.run_publish(options)


def run() -> None:
    """The executable ``ladder``."""
    run_guarded(command)
