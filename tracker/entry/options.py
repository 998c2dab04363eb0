"""How to check: each option with its type, its default and what it does, said once.

The command line makes its options from these, the library its keywords and their help. It loads next to nothing, as
``--help`` does not wait for more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal, TypedDict, cast

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from pathlib import Path

    from tracker.facts.scopes import Scope


@dataclass(frozen=True, kw_only=True)
class Option:
    """An option's meaning. ``help`` is what it does, and ``script`` the same where a script says it otherwise.

    ``flag`` is how the command line calls it where that is not the keyword's name, ``short`` its letter, and ``kind``
    what a word for it is. ``least`` bounds a number. Words for it are completed by ``complete``. In the help of a
    command it comes after the option ``after``, or the one declared before it.
    """

    help: str
    default: object = None
    kind: Literal["text", "flag", "count", "path", "number", "seconds", "scope", "moment", "since", "also", "issue"] = (
        "text"
    )
    script: str = ""
    flag: str = ""
    short: str = ""
    metavar: str = ""
    least: int | None = None
    complete: str = ""
    several: bool = False
    required: bool = False
    after: str | None = None


class Options(TypedDict, total=False):
    """How to check; all of it may be left out."""

    tier: Annotated[
        str | None, Option(help="Judge for this tier only, for example reviewer.", metavar="TIER", complete="tiers")
    ]
    scopes: Annotated[
        "str | Scope | Iterable[str | Scope]",
        Option(
            help="Judge for this directory of OWNERS; may be given more than once. Default: the places worked in most.",
            script="Judge for this directory of OWNERS, or for several. Default: the places worked in most.",
            default=(), kind="scope", flag="scope", metavar="OWNER/REPO[:PATH]", several=True,
        ),
    ]  # fmt: skip
    interests: Annotated[
        "str | Iterable[str]",
        Option(
            help="What you would like to work on: a subject such as ai, gpu, storage or docs, or a group such as "
            "wg-batch; several with commas, or the option again. `ladder rules interests` lists all words.",
            script="What somebody would like to work on, one word or several: those that `ladder rules interests` "
            "lists.",
            default=(), flag="interest", metavar="NAME", several=True, complete="interests",
        ),
    ]  # fmt: skip
    as_of: Annotated[
        "str | date | datetime | None",
        Option(
            help="Judge as of the end of this day (UTC), by its rules.",
            script="Judge as of the end of this day (UTC), or of this moment, by its rules.",
            kind="moment", metavar="DATE",
        ),
    ]  # fmt: skip
    ladder: Annotated["str | Path", Option(help="Rules: a name or a file.", default="kubernetes", metavar="FILE")]
    attest: Annotated[
        "str | Path | None", Option(help="What only people can say, as YAML.", kind="path", metavar="FILE")
    ]
    full: Annotated[
        bool,
        Option(
            help="Read everything instead of stopping when the verdict is certain, and all OWNERS of the repositories "
            "worked in.",
            default=False, kind="flag",
        ),
    ]  # fmt: skip
    role_index: Annotated[
        bool,
        Option(
            help="Renew the index of roles (OWNERS at the roots of the community's repositories) if it is 7 days old, "
            "as --full does.",
            script="Renew the index of roles (OWNERS at the roots of the community's repositories) if it is 7 days "
            "old, as full does.",
            default=False, kind="flag",
        ),
    ]  # fmt: skip
    refresh: Annotated[bool, Option(help="Read anew what is cached from earlier runs.", default=False, kind="flag")]
    offline: Annotated[bool, Option(help="Answer only from what is on this machine.", default=False, kind="flag")]
    demo: Annotated[
        bool,
        Option(
            help="Show sample contributors, who do not exist: no token, no network.",
            script="Check sample contributors, who do not exist: no token, no network.",
            default=False, kind="flag",
        ),
    ]  # fmt: skip
    api_url: Annotated[
        str | None, Option(help="API of a GitHub Enterprise. Default: GITHUB_API_URL, else github.com.", metavar="URL")
    ]
    org_repo: Annotated[
        "str | Path | None",
        Option(
            help="A clone of kubernetes/org on this machine, read for dates of membership instead of fetching one.",
            kind="path", metavar="PATH",
        ),
    ]  # fmt: skip
    cache_dir: Annotated[
        "str | Path | None",
        Option(
            help="Where what was read is kept. Default: ladder-check in the user's cache directory.",
            kind="path", metavar="PATH",
        ),
    ]  # fmt: skip
    max_wait: Annotated[
        float,
        Option(
            help="Wait so long in all, for rate limits and after faults, before reporting what is known.",
            script="Wait so many seconds in all, for rate limits and after faults, before reporting what is known.",
            default=120.0, kind="seconds", metavar="SECONDS", least=0,
        ),
    ]  # fmt: skip
    max_requests: Annotated[
        int | None,
        Option(
            help="Ask GitHub at most so often; the next run goes on from there.", kind="number", metavar="N", least=1
        ),
    ]
    openings: Annotated[
        bool,
        Option(
            help="Do not look for issues and reviews that wait for somebody.",
            script="Look for issues and reviews that wait for somebody.",
            default=True, kind="flag", flag="no-openings",
        ),
    ]  # fmt: skip
    token: Annotated[
        str | None,
        Option(
            help="",
            script='Read with this token. Default: GH_TOKEN, GITHUB_TOKEN, `gh auth token`, in this order. "": none.',
        ),
    ]
    remember: Annotated[
        bool,
        Option(
            help="", script="Use what earlier runs kept, and keep what is read. Else read everything.", default=True
        ),
    ]


def declared(record: type) -> Iterator[tuple[str, Option]]:
    """The options of a record such as ``Options``, with their keywords."""
    for name, annotation in record.__annotations__.items():
        yield from ((name, one) for one in getattr(annotation, "__metadata__", ()) if isinstance(one, Option))


#: What everything is that is left out.
DEFAULTS = cast("Options", {name: option.default for name, option in declared(Options)})


def whole(**options: object) -> Options:
    """The options, with defaults for what is left out.

    Raises:
        TypeError: a keyword that does not exist.
    """
    if unknown := options.keys() - DEFAULTS.keys():
        raise TypeError(f"there is no option {min(unknown)!r}")
    return cast("Options", {**DEFAULTS, **options})


def _described(name: str, option: Option) -> str:
    """An option for ``help(tracker.Options)``."""
    default = f" Default: {option.default!r}." if option.default not in (None, ()) else ""
    return f"{name}: {option.script or option.help}{default}"


Options.__doc__ = "\n".join([f"{Options.__doc__}", "", *(_described(*one) for one in declared(Options))])
