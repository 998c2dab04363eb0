"""The commands of ``ladder`` for those who look after an organization. They load next to nothing before they run."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Unpack

import click

from tracker.cli.boundary import Group
from tracker.cli.options import LOGIN, options_of
from tracker.cli.page_options import PageOptions
from tracker.entry.options import Option
from tracker.later import Later

if TYPE_CHECKING:
    from tracker.cli import audits
    from tracker.cli import requests as looking_up
    from tracker.entry.moments import Since
    from tracker.facts.people import Login
else:
    looking_up, audits = Later("tracker.cli.requests"), Later("tracker.cli.audits")

_Gitdm = Annotated[
    Path | None,
    Option(
        help="A checkout of cncf/gitdm, read for companies beside profiles and sigs.yaml.",
        kind="path", metavar="PATH", after="",
    ),
]  # fmt: skip


class RequestOptions(PageOptions):
    """What ``ladder request`` was asked for."""

    number: str | None
    format: Annotated[
        str,
        Option(
            help="text, markdown or json; html or csv, too.",
            default="text", short="f", metavar="FORMAT", complete="formats",
        ),
    ]  # fmt: skip
    gitdm: _Gitdm


class RequestsOptions(PageOptions):
    """What ``ladder requests`` was asked for."""

    gitdm: _Gitdm
    repo: Annotated[
        str | None,
        Option(help="The repository with the requests. Default: the ladder's.", metavar="OWNER/REPO", after=""),
    ]
    state: Annotated[
        str, Option(help="open, closed or all.", default="open", metavar="STATE", complete="request_states")
    ]
    since: Annotated[
        "Since | None", Option(help="Only requests made since: 2026-08-21, 6w, 12m.", kind="since", metavar="TIME")
    ]


class MembersOptions(PageOptions):
    """What ``ladder audit members`` was asked for."""

    logins: "tuple[Login, ...]"
    orgs: Annotated[
        tuple[str, ...],
        Option(
            help="Members of this organization only; may be given more than once. Work in all of them counts.",
            default=(), flag="org", metavar="ORG", several=True, complete="orgs", after="",
        ),
    ]  # fmt: skip
    exceptions: Annotated[
        Path | None,
        Option(
            help="Members who stay on though they are not seen at work: YAML with login, reason, until.",
            kind="path", metavar="FILE",
        ),
    ]  # fmt: skip


class VotersOptions(PageOptions):
    """What ``ladder audit voters`` was asked for."""

    logins: "tuple[Login, ...]"
    election: Annotated[
        str | None,
        Option(
            help="By the rules of this election. Default: the one announced last.",
            metavar="NAME", complete="elections", after="",
        ),
    ]  # fmt: skip


_NUMBER = click.Argument(["number"], metavar="NUMBER|URL", required=False)
_LOGINS = click.Argument(["logins"], metavar="[LOGIN]...", nargs=-1, type=LOGIN)


@click.command("request", params=[_NUMBER, *options_of(RequestOptions)])
def request(**options: Unpack[RequestOptions]) -> None:
    """Check a membership request: whether it is ready, who sponsors it, whether they may, whether they answered.

    All open requests at once: `ladder requests`.
    """
    looking_up.run_request(options)


@click.command("requests", params=options_of(RequestsOptions))
def requests(**options: Unpack[RequestsOptions]) -> None:
    """Go through all membership requests: who may sponsor and why, who answered, what waits for whom.

    For those that are ready it shows the change of the organization's file, and a comment to post. Nothing is posted.
    """
    looking_up.run_requests(options)


@click.group("audit", cls=Group)
def audit() -> None:
    """Look through all members: who was not seen at work, who may vote. Nothing is changed, and nobody is ranked."""


@audit.command("members", params=[_LOGINS, *options_of(MembersOptions)])
def members(**options: Unpack[MembersOptions]) -> None:
    """List members without any contribution in the time that the rules give, after a second look at each.

    Whoever holds a role, is a member for less than that time, is in --exceptions, or could not be looked at in full is
    shown apart. What is read is cached: run it again where a limit ended it. With LOGIN only these members.
    """
    audits.run_members(options)


@audit.command("voters", params=[_LOGINS, *options_of(VotersOptions)])
def voters(**options: Unpack[VotersOptions]) -> None:
    """Say who may vote in an election by its own rule, with the reasons for and against each.

    Contributions are counted as far as search finds them, so there may be more. Who is not known to be on the list gets
    a text for the form for exceptions. With LOGIN only these people.
    """
    audits.run_voters(options)
