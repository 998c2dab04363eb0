"""``ladder``: everything that is not about one login. A noun, then what to do with it."""

from pathlib import Path

import click

from tracker import __version__
from tracker.cli import admins, completion, leads, rules_commands, store_commands
from tracker.cli.asked_for import CommandOptions
from tracker.cli.boundary import Group, run_guarded
from tracker.cli.options import ISSUE
from tracker.entry.options import declared

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
#: Options that are those of ``ladder-check``, too.
_KNOWN = dict(declared(CommandOptions))
_RULES = click.option("--ladder", default="kubernetes", metavar="FILE", show_default=True, help=_KNOWN["ladder"].help)
_OUTPUT = click.option("-o", "--output", type=click.Path(path_type=Path), help=_KNOWN["output"].help)
_TOKEN = click.option("--token-stdin", is_flag=True, help=_KNOWN["token_stdin"].help)
_API_URL = click.option("--api-url", metavar="URL", help=_KNOWN["api_url"].help)
_QUIET = click.option("-q", "--quiet", is_flag=True, help=_KNOWN["quiet"].help)


@click.group("ladder", cls=Group, context_settings=_CONTEXT)
@click.version_option(__version__, "--version", prog_name="ladder", message="%(prog)s %(version)s")
def command() -> None:
    """Look at the rules of contributor ladders, and check your own.

    What is about one login is the command `ladder-check`.
    """


for one in (
    *(rules_commands.rules, store_commands.store),
    *(admins.request, admins.requests, admins.audit),
    *(leads.candidates, leads.area),
):
    command.add_command(one)


@command.command("doctor")
@click.option(
    "-f",
    "--format",
    default="text",
    metavar="FORMAT",
    show_default=True,
    shell_complete=completion.diagnosis_formats,
    help="text or json.",
)
@_OUTPUT
@_RULES
@click.option(
    "--cohort", metavar="FILE", type=click.Path(path_type=Path), help="Check the names of repositories in it, too."
)
@_TOKEN
@_API_URL
@_QUIET
@click.pass_context
def doctor(context: click.Context, /, **_words: object) -> None:
    """Check whether GitHub answers as this program relies on, in about nine requests; for bug reports, too.

    The token, the schema, search, large questions, files, costs, names of repositories, the clock. No login and no token
    is in what it prints. It ends with 4 where something is missing from reports because of a problem.
    """
    from tracker.cli.doctor import Words, run_doctor  # noqa: PLC0415 - keeps --help quick

    context.exit(run_doctor(Words(**context.params)))


@command.command("publish")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--issue", type=ISSUE, required=True, metavar="OWNER/REPO#N|URL", help="The issue on which the comments are."
)
@click.option("--write", is_flag=True, help="Do it. Without this nothing is changed, and what would be is said.")
@click.option(
    "--name",
    default="report",
    metavar="NAME",
    show_default=True,
    help="Tells several reports on one issue apart: letters, digits, dashes.",
)
@_TOKEN
@_API_URL
@_QUIET
@click.pass_context
def publish(context: click.Context, /, **_words: object) -> None:
    """Put a report that `ladder-check --format comments` wrote into comments on one issue; only shown without --write.

    What `--format markdown` wrote is one comment, which it may not fit into. The next run changes the same comments. Only those of the token's owner are touched, none is deleted, nobody is
    mentioned, and what is linked to gets no "mentioned this".
    """
    from tracker.cli.publish import Words, run_publish  # noqa: PLC0415 - keeps --help quick

    run_publish(Words(**context.params))


def run() -> None:
    """The executable ``ladder``."""
    run_guarded(command)
