"""``ladder-check LOGIN...``: who stands where, what is missing, what to do next.

A login may be any word, so this command has no sub-commands; what is not about a login is a command of ``ladder``.
"""

from typing import cast

import click

from tracker import __version__
from tracker.cli import completion
from tracker.cli.asked_for import CommandOptions
from tracker.cli.boundary import Command, run_guarded
from tracker.cli.options import LOGIN, options_of

HELP = """\
See where LOGIN stands on the contributor ladder, what is missing with links that prove it, and what comes next.

\b
Examples:
  ladder-check octo-newcomer
  ladder-check octo-reviewer --tier approver --scope kubernetes-sigs/kueue:pkg/scheduler
  ladder-check octo-newcomer octo-reviewer --format json --output team.json
  ladder-check --cohort mentees.yaml --format html --output mentees.html
  ladder-check --demo
"""
EPILOG = """\
Without a token (GH_TOKEN, GITHUB_TOKEN, gh auth token) GitHub answers little: the report then says what it lacks.

Exit codes: 0 report written; 1 unexpected; 2 usage; 3 invalid rules or cohort file; 4 nothing could be checked;
5 incomplete and --require-complete; 6 below --fail-below; 130 interrupted.

Everything that is not about one login is a command of `ladder`: see `ladder --help`.
"""


@click.command(
    cls=Command,
    params=options_of(CommandOptions),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=HELP,
    epilog=EPILOG,
    no_args_is_help=True,
)
@click.argument("logins", metavar="LOGIN...", nargs=-1, type=LOGIN, shell_complete=completion.samples)
@click.version_option(__version__, "--version", message="%(prog)s %(version)s")
@click.pass_context
def command(context: click.Context, /, **_words: object) -> None:
    from tracker.cli.checking import run_check  # noqa: PLC0415 - keeps --help and --version quick

    context.exit(run_check(cast("CommandOptions", context.params)))


def run() -> None:
    """The executable ``ladder-check``."""
    run_guarded(command)
