"""What was asked for on the command line, word by word."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.cli.also import Also
from tracker.facts.people import Login
from tracker.facts.scopes import Scope


@dataclass(frozen=True, kw_only=True)
class Options:
    """What was asked for on the command line."""

    logins: tuple[Login, ...]
    cohort: Path | None
    tier: str | None
    scope: tuple[Scope, ...]
    interest: tuple[str, ...]
    format: str
    output: Path | None
    also: tuple[Also, ...]
    max_length: int | None
    max_bytes: int | None
    as_of: datetime | None
    ladder: str
    attest: Path | None
    full: bool
    role_index: bool
    refresh: bool
    offline: bool
    demo: bool
    token_stdin: bool
    api_url: str | None
    org_repo: Path | None
    cache_dir: Path | None
    max_wait: float
    max_requests: int | None
    no_openings: bool
    require_complete: bool
    fail_below: str | None
    quiet: bool
    verbose: int
    explain: str | None
    json_schema: bool
