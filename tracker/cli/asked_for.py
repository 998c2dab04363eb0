"""The options of ``ladder-check`` that scripts do not have: whom it checks, what it writes, with which code it ends."""

from typing import TYPE_CHECKING, Annotated

from tracker.entry.options import Option, Options

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.cli.also import Also
    from tracker.facts.people import Login


class CommandOptions(Options, total=False):
    """All options of the command, and the logins that it is given."""

    cohort: Annotated[
        "Path | None",
        Option(
            help="Check everybody in a file: YAML with what each aims at, or a list of logins. Compares with the run "
            "before.",
            kind="path", metavar="FILE", after="",
        ),
    ]  # fmt: skip
    format: Annotated[
        str,
        Option(
            help="text, markdown, json, html or csv; comments, which is markdown in parts for `ladder publish`; "
            "summary, of a term for each mentee; slack, a short digest; or request or nomination, to hand in. "
            "Several people are laid out together.",
            default="text", short="f", metavar="FORMAT", complete="formats", after="interests",
        ),
    ]  # fmt: skip
    output: Annotated[
        "Path | None",
        Option(help="Write to this file instead of standard output.", kind="path", short="o", metavar="PATH"),
    ]
    also: Annotated[
        "tuple[Also, ...]",
        Option(
            help="Write the same in another format too, for example html=team.html; may be given more than once.",
            default=(), kind="also", metavar="FORMAT=FILE", several=True,
        ),
    ]  # fmt: skip
    max_length: Annotated[
        int | None,
        Option(
            help="Keep Markdown within so many characters (a comment on GitHub takes 65536), and say there what was "
            "left out.",
            kind="number", metavar="CHARACTERS", least=1000,
        ),
    ]  # fmt: skip
    max_bytes: Annotated[
        int | None,
        Option(
            help="The same in bytes of UTF-8 (the summary of a job takes 1048576).",
            kind="number", metavar="BYTES", least=1000,
        ),
    ]  # fmt: skip
    token_stdin: Annotated[
        bool, Option(help="Read the token from standard input.", default=False, kind="flag", after="demo")
    ]
    require_complete: Annotated[
        bool,
        Option(help="End with code 5 when something could not be read.", default=False, kind="flag", after="openings"),
    ]
    fail_below: Annotated[
        str | None,
        Option(help="End with code 6 when somebody holds no tier as high as this.", metavar="TIER", complete="tiers"),
    ]
    quiet: Annotated[bool, Option(help="Nothing on standard error but errors.", default=False, kind="flag", short="q")]
    verbose: Annotated[
        int, Option(help="Everything: proofs, rules, all places, gaps.", default=0, kind="count", short="v")
    ]
    explain: Annotated[
        str | None,
        Option(
            help="Say how one criterion is read and counted, and where it is from.",
            metavar="CRITERION", complete="criteria",
        ),
    ]  # fmt: skip
    json_schema: Annotated[bool, Option(help="Print the JSON Schema of --format json.", default=False, kind="flag")]
    logins: "tuple[Login, ...]"
