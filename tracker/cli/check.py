"""``ladder-check LOGIN...``: who stands where, what is missing, what to do next.

A login may be any word, so this command has no sub-commands; what is not about a login is a command of ``ladder``.
"""

from pathlib import Path

import click

from tracker import __version__
from tracker.cli import completion
from tracker.cli.boundary import Command, run_guarded
from tracker.cli.options import ALSO, LOGIN, MOMENT, SCOPE

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
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=HELP,
    epilog=EPILOG,
    no_args_is_help=True,
)
@click.argument("logins", metavar="LOGIN...", nargs=-1, type=LOGIN)
@click.option(
    "--cohort",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Check everybody in a file: YAML with what each aims at, or a list of logins. Compares with the run before.",
)
@click.option(
    "--tier", metavar="TIER", shell_complete=completion.tiers, help="Judge for this tier only, for example reviewer."
)
@click.option(
    "--scope",
    metavar="OWNER/REPO[:PATH]",
    multiple=True,
    type=SCOPE,
    help="Judge for this directory of OWNERS; may be given more than once. Default: the places worked in most.",
)
@click.option(
    "--interest",
    metavar="NAME",
    multiple=True,
    shell_complete=completion.interests,
    help="What you would like to work on; may be given more than once: inference, gpu, dra, training, batch, "
    "scheduling, gang-scheduling, gateway, agents, conformance, checkpoint, autoscaling, node-lifecycle, benchmarks, "
    "docs, and words like them.",
)
@click.option(
    "-f",
    "--format",
    default="text",
    metavar="FORMAT",
    shell_complete=completion.formats,
    show_default=True,
    help="text, markdown, json, html or csv; comments, which is markdown in parts for `ladder publish`; or request "
    "or nomination, to hand in. Several people are laid out together.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead of standard output.")
@click.option(
    "--also",
    metavar="FORMAT=FILE",
    multiple=True,
    type=ALSO,
    help="Write the same in another format too, for example html=team.html; may be given more than once.",
)
@click.option(
    "--max-length",
    metavar="CHARACTERS",
    type=click.IntRange(min=1000),
    help="Keep Markdown within so many characters (a comment on GitHub takes 65536), and say there what was left out.",
)
@click.option(
    "--max-bytes",
    metavar="BYTES",
    type=click.IntRange(min=1000),
    help="The same in bytes of UTF-8 (the summary of a job takes 1048576).",
)
@click.option("--as-of", metavar="DATE", type=MOMENT, help="Judge as of the end of this day (UTC), by its rules.")
@click.option("--ladder", default="kubernetes", metavar="FILE", show_default=True, help="Rules: a name or a file.")
@click.option("--attest", type=click.Path(path_type=Path), metavar="FILE", help="What only people can say, as YAML.")
@click.option(
    "--full",
    is_flag=True,
    help="Read everything instead of stopping when the verdict is certain, and all OWNERS of the repositories worked in.",
)
@click.option(
    "--role-index",
    is_flag=True,
    help="Renew the index of roles (OWNERS at the roots of the community's repositories) if it is 7 days old, as --full does.",
)
@click.option("--refresh", is_flag=True, help="Read anew what is remembered from earlier runs.")
@click.option("--offline", is_flag=True, help="Answer only from what is on this machine.")
@click.option("--demo", is_flag=True, help="Show sample contributors, who do not exist: no token, no network.")
@click.option("--token-stdin", is_flag=True, help="Read the token from standard input.")
@click.option("--api-url", metavar="URL", help="API of a GitHub Enterprise. Default: GITHUB_API_URL, else github.com.")
@click.option(
    "--org-repo",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="A clone of kubernetes/org on this machine, read for dates of membership instead of fetching one.",
)
@click.option(
    "--cache-dir",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Where what was read is kept. Default: ladder-check in the user's cache directory.",
)
@click.option(
    "--max-wait",
    default=120.0,
    metavar="SECONDS",
    show_default=True,
    type=click.FloatRange(min=0),
    help="Wait so long in all, for rate limits and after faults, before reporting what is known.",
)
@click.option(
    "--max-requests",
    metavar="N",
    type=click.IntRange(min=1),
    help="Ask GitHub at most so often; the next run goes on from there.",
)
@click.option("--no-openings", is_flag=True, help="Do not look for issues and reviews that wait for somebody.")
@click.option("--require-complete", is_flag=True, help="End with code 5 when something could not be read.")
@click.option(
    "--fail-below",
    metavar="TIER",
    shell_complete=completion.tiers,
    help="End with code 6 when somebody holds no tier as high as this.",
)
@click.option("-q", "--quiet", is_flag=True, help="Nothing on standard error but errors.")
@click.option("-v", "--verbose", count=True, help="All evidence and every rule's source.")
@click.option(
    "--explain",
    metavar="CRITERION",
    shell_complete=completion.criteria,
    help="Say how one criterion is read and counted, and where it is from.",
)
@click.option("--json-schema", is_flag=True, help="Print the JSON Schema of --format json.")
@click.version_option(__version__, "--version", message="%(prog)s %(version)s")
@click.pass_context
def command(context: click.Context, /, **_words: object) -> None:
    from tracker.cli.asked_for import Options  # noqa: PLC0415 - keeps --help and --version quick
    from tracker.cli.checking import run_check  # noqa: PLC0415 - see above

    context.exit(run_check(Options(**context.params)))


def run() -> None:
    """The executable ``ladder-check``."""
    run_guarded(command)
