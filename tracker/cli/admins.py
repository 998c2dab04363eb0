"""The commands of ``ladder`` for those who look after an organization. They load next to nothing before they run."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from tracker.cli import completion
from tracker.cli.asked_for import CommandOptions
from tracker.cli.boundary import Group
from tracker.cli.options import LOGIN, SINCE, options_named

if TYPE_CHECKING:
    from tracker.cli.audits import MembersOptions, VotersOptions
    from tracker.cli.request import RequestOptions
    from tracker.cli.requests import RequestsOptions

_FORMAT = ["-f", "--format"]
#: The options that all these commands have, with their meaning in ``ladder-check``.
_COMMON = options_named(
    CommandOptions, "output", "also", "ladder", "as_of", "org_repo", "cache_dir", "offline", "max_wait",
    "max_requests", "api_url", "token_stdin", "quiet",
)  # fmt: skip
#: The same, with the formats of what is about many people.
PAGE_OPTIONS: list[click.Parameter] = [
    click.Option(
        _FORMAT,
        default="text",
        metavar="FORMAT",
        show_default=True,
        shell_complete=completion.page_formats,
        help="text, markdown or json.",
    ),
    *_COMMON,
]
_REPORT_FORMAT = click.Option(
    _FORMAT,
    default="text",
    metavar="FORMAT",
    show_default=True,
    shell_complete=completion.formats,
    help="text, markdown or json; html or csv, too.",
)
_GITDM = click.Option(
    ["--gitdm"],
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="A checkout of cncf/gitdm, read for companies beside profiles and sigs.yaml.",
)
_WHICH = [
    click.Option(["--repo"], metavar="OWNER/REPO", help="The repository with the requests. Default: the ladder's."),
    click.Option(
        ["--state"],
        default="open",
        metavar="STATE",
        show_default=True,
        shell_complete=completion.request_states,
        help="open, closed or all.",
    ),
    click.Option(["--since"], metavar="TIME", type=SINCE, help="Only requests made since: 2026-08-21, 6w, 12m."),
]
_NUMBER = click.Argument(["number"], metavar="NUMBER|URL", required=False)


@click.command("request", params=[_NUMBER, _GITDM, _REPORT_FORMAT, *_COMMON])
@click.pass_context
def request(context: click.Context, /, **_words: object) -> None:
    """Check a membership request: whether it is ready, who sponsors it, whether they may, whether they answered.

    All open requests at once: `ladder requests`.
    """
    from tracker.cli.request import run_request  # noqa: PLC0415 - keeps --help quick

    run_request(cast("RequestOptions", context.params))


@click.command("requests", params=[*_WHICH, _GITDM, *PAGE_OPTIONS])
@click.pass_context
def requests(context: click.Context, /, **_words: object) -> None:
    """Go through all membership requests: who may sponsor and why, who answered, what waits for whom.

    For those that are ready it shows the change of the organization's file, and a comment to post. Nothing is posted.
    """
    from tracker.cli.requests import run_requests  # noqa: PLC0415 - keeps --help quick

    run_requests(cast("RequestsOptions", context.params))


@click.group("audit", cls=Group)
def audit() -> None:
    """Look through all members: who was not seen at work, who may vote. Nothing is changed, and nobody is ranked."""


_LOGINS = click.Argument(["logins"], metavar="[LOGIN]...", nargs=-1, type=LOGIN)
_OF_MEMBERS = [
    click.Option(
        ["--org", "orgs"],
        metavar="ORG",
        multiple=True,
        shell_complete=completion.orgs,
        help="Members of this organization only; may be given more than once. Work in all of them counts.",
    ),
    click.Option(
        ["--exceptions"],
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Members who stay on though they are not seen at work: YAML with login, reason, until.",
    ),
]


@audit.command("members", params=[_LOGINS, *_OF_MEMBERS, *PAGE_OPTIONS])
@click.pass_context
def members(context: click.Context, /, **_words: object) -> None:
    """List members without any contribution in the time that the rules give, after a second look at each.

    Whoever holds a role, is a member for less than that time, is in --exceptions, or could not be looked at in full is
    shown apart. What is read is cached: run it again where a limit ended it. With LOGIN only these members.
    """
    from tracker.cli.audits import run_members  # noqa: PLC0415 - keeps --help quick

    run_members(cast("MembersOptions", context.params))


_ELECTION = click.Option(
    ["--election"],
    metavar="NAME",
    shell_complete=completion.elections,
    help="By the rules of this election. Default: the one announced last.",
)


@audit.command("voters", params=[_LOGINS, _ELECTION, *PAGE_OPTIONS])
@click.pass_context
def voters(context: click.Context, /, **_words: object) -> None:
    """Say who may vote in an election by its own rule, with the reasons for and against each.

    Contributions are counted as far as search finds them, so there may be more. Who is not known to be on the list gets a
    text for the form for exceptions. With LOGIN only these people.
    """
    from tracker.cli.audits import run_voters  # noqa: PLC0415 - keeps --help quick

    run_voters(cast("VotersOptions", context.params))
