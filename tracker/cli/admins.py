"""The commands of ``ladder`` for those who look after an organization. They load next to nothing before they run."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from tracker.cli import completion
from tracker.cli.asked_for import CommandOptions
from tracker.cli.options import SINCE, options_named

if TYPE_CHECKING:
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
