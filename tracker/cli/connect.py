"""From the environment to a source that can be asked."""

from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

import click
from platformdirs import user_cache_dir

from tracker.cli.terminal import Progress
from tracker.cli.token import find
from tracker.sources.base import Source
from tracker.sources.github.client import GitHubClient, Settings
from tracker.sources.github.endpoints import endpoints
from tracker.sources.github.patience import Patience
from tracker.sources.kubernetes.members import history_at
from tracker.sources.kubernetes.org_history import HistoryPlace


def connect(
    environment: Mapping[str, str],
    api_url: str | None,
    stdin: TextIO | None,
    progress: Progress,
    *,
    max_wait: float,
    verbose: int,
    cache: Path,
    org_repo: Path | None = None,
) -> Source:
    """GitHub, with the token that was found; without one, the reduced source.

    ``GITHUB_API_URL``, ``GITHUB_GRAPHQL_URL`` and ``GITHUB_SERVER_URL`` are honoured, as in GitHub Actions; an
    ``--api-url`` goes before all three.

    Raises:
        UsageError: an address that is none, or an empty ``--token-stdin``.
    """
    from tracker.sources.github.reduced import ReducedSource  # noqa: PLC0415 - only one of the two is needed
    from tracker.sources.github.source import GitHubSource  # noqa: PLC0415 - only one of the two is needed

    named = {} if api_url else environment
    where = endpoints(
        api_url or named.get("GITHUB_API_URL"), named.get("GITHUB_GRAPHQL_URL"), named.get("GITHUB_SERVER_URL")
    )
    token = find(environment, where.host, stdin)
    patience = Patience(max_wait=max_wait, announce=progress.waiting)
    client = GitHubClient(Settings(endpoints=where, token=token.secret if token else None, patience=patience))
    if verbose:
        click.echo(f"Asking {where.host}, {f'token from {token.found_in}' if token else 'without a token'}", err=True)
    place = HistoryPlace(server_url=where.server, cache=cache, environ=environment, clone=org_repo)
    history = history_at(place)
    return GitHubSource(client, history) if token else ReducedSource(client, history)


def default_cache() -> Path:
    """Where this system keeps a program's cache, for this user."""
    return Path(user_cache_dir("ladder-check", appauthor=False))
