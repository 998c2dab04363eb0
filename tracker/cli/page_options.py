"""The options that all commands for leads and admins have."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

from tracker.entry.options import Option

if TYPE_CHECKING:
    from tracker.cli.also import Also


class PageOptions(TypedDict):
    """What such a command was asked for. What is not declared here means what it means for ``ladder-check``."""

    format: Annotated[
        str,
        Option(
            help="text, markdown or json.", default="text", short="f", metavar="FORMAT", complete="page_formats"
        ),
    ]  # fmt: skip
    json_schema: bool
    output: Path | None
    also: "tuple[Also, ...]"
    ladder: str
    as_of: datetime | None
    org_repo: Path | None
    cache_dir: Path | None
    offline: bool
    max_wait: float
    max_requests: int | None
    api_url: str | None
    token_stdin: bool
    quiet: bool
