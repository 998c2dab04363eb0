"""``ladder``: everything that is not about one login. A noun, then what to do with it."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker import __version__
from tracker.cli import admins, completion, leads
from tracker.cli.asked_for import CommandOptions
from tracker.cli.boundary import Group, run_guarded
from tracker.cli.options import ISSUE, LOGIN, MOMENT
from tracker.cli.streams import show
from tracker.entry.options import declared
from tracker.visible import Message

if TYPE_CHECKING:
    from tracker.facts.people import Login

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


@command.group(cls=Group)
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


command.add_command(admins.request)
command.add_command(admins.requests)
command.add_command(admins.audit)


command.add_command(leads.candidates)
command.add_command(leads.area)


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


@command.group(cls=Group)
def store() -> None:
    """What is cached on this machine of earlier runs: public records, in a SQLite database for each GitHub."""


_CACHE = click.option(
    "--cache-dir",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Where it is kept. Default: ladder-check in the user's cache directory.",
)
_LADDER = click.option(
    "--ladder",
    default="kubernetes",
    metavar="FILE",
    show_default=True,
    help="Whose do_not_track holds: a name or a file.",
)
_COHORT = click.option(
    "--cohort", metavar="FILE", type=click.Path(path_type=Path), help="Whose do_not_track holds, too."
)


@store.command("info")
@_CACHE
@_LADDER
@_COHORT
def store_info(cache_dir: Path | None, ladder: str, cohort: Path | None) -> None:
    """Say where it is, how large, and what is in it."""
    from tracker.cli.store import left_out, say_info  # noqa: PLC0415 - see above
    from tracker.entry.cache import own_cache  # noqa: PLC0415 - keeps --help quick

    for text in say_info(own_cache(cache_dir), left_out(ladder, cohort)):
        show(Message.block(text))


@store.command("vacuum")
@_CACHE
@_LADDER
@_COHORT
def store_vacuum(cache_dir: Path | None, ladder: str, cohort: Path | None) -> None:
    """Take away what nothing refers to any more, and give the room back."""
    from tracker.cli.store import do_vacuum, left_out  # noqa: PLC0415 - see above
    from tracker.entry.cache import own_cache  # noqa: PLC0415 - see above

    for text in do_vacuum(own_cache(cache_dir), left_out(ladder, cohort)):
        show(Message.block(text))


@store.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@_CACHE
@_LADDER
@_COHORT
def store_export(folder: Path, cache_dir: Path | None, ladder: str, cohort: Path | None) -> None:
    """Write every table as JSON lines below DIR, with a README that says what the columns are."""
    from tracker.cli.store import do_export, left_out  # noqa: PLC0415 - see above
    from tracker.entry.cache import own_cache  # noqa: PLC0415 - see above

    for text in do_export(own_cache(cache_dir), folder, left_out(ladder, cohort)):
        show(Message.block(text))


@store.command("forget")
@click.argument("login", type=LOGIN)
@_CACHE
def store_forget(login: "Login", cache_dir: Path | None) -> None:
    """Take everything about LOGIN away, for who asks to be left out.

    Pull requests that they took part in go as a whole; what others did there is read again when it is needed.
    """
    from tracker.cli.store import do_forget  # noqa: PLC0415 - see above
    from tracker.entry.cache import own_cache  # noqa: PLC0415 - see above

    for text in do_forget(own_cache(cache_dir), login):
        show(Message.block(text))


def run() -> None:
    """The executable ``ladder``."""
    run_guarded(command)
