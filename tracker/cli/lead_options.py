"""The options that all commands for leads have, with the meaning that they have for ``ladder-check``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import completion
from tracker.cli.asked_for import CommandOptions
from tracker.cli.options import SINCE, named_option

if TYPE_CHECKING:
    from click.decorators import FC

    from tracker.cli.also import Also
    from tracker.entry.moments import Since

_SHARED = (
    *("as_of", "ladder", "org_repo", "cache_dir", "offline", "max_wait", "max_requests", "api_url", "token_stdin"),
    *("output", "also", "quiet", "verbose"),
)
_FORMAT = click.option(
    "-f", "--format", default="text", metavar="FORMAT", show_default=True, shell_complete=completion.page_formats,
    help="text, markdown or json.",
)  # fmt: skip
_SINCE = click.option(
    "--since", default="12m", type=SINCE, metavar="TIME", show_default=True,
    help="Look at the work since then: a duration (90d, 8w, 12m, 1y) or a date.",
)  # fmt: skip
_SCHEMA = click.option("--json-schema", is_flag=True, help="Print the JSON Schema of --format json.")


def lead_options(command: "FC") -> "FC":
    """The command with these options."""
    for one in reversed(_SHARED):
        command = named_option(CommandOptions, one)(command)
    return _SINCE(_FORMAT(_SCHEMA(command)))


@dataclass(frozen=True, kw_only=True)
class LeadWords:
    """What was asked for on the command line by these options."""

    since: "Since"
    format: str
    json_schema: bool
    as_of: datetime | None
    ladder: str
    org_repo: Path | None
    cache_dir: Path | None
    offline: bool
    max_wait: float
    max_requests: int | None
    api_url: str | None
    token_stdin: bool
    output: Path | None
    also: "tuple[Also, ...]" = field(default=())
    quiet: bool
    verbose: int

    @property
    def reading(self) -> Mapping[str, object]:
        """Those that say how to read."""
        names = ("as_of", "org_repo", "cache_dir", "offline", "max_wait", "max_requests", "api_url")
        return {name: getattr(self, name) for name in names}
