"""From the environment to a source that can be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import click
from platformdirs import user_cache_dir

from tracker.cli.terminal import Progress
from tracker.cli.token import Token, find
from tracker.sources.base import Source
from tracker.sources.github.client import GitHubClient, Settings
from tracker.sources.github.endpoints import Endpoints, endpoints
from tracker.sources.github.patience import Patience
from tracker.sources.kubernetes.members import History, history_at
from tracker.sources.kubernetes.org_history import HistoryPlace
from tracker.sources.store import open_store

#: Where, in a cache directory, the stores are: one for each GitHub.
_FOLDER = "store"


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """How the source is to be used, as the command line says it. ``most`` bounds the requests of the run."""

    cache: Path
    max_wait: float = 120.0
    verbose: int = 0
    org_repo: Path | None = None
    offline: bool = False
    refresh: bool = False
    most: int | None = None


def connect(
    environment: Mapping[str, str], api_url: str | None, stdin: TextIO | None, progress: Progress, wishes: Wishes
) -> Source:
    """GitHub, with the token that was found; without one, the reduced source; with ``offline`` what is remembered.

    ``GITHUB_API_URL``, ``GITHUB_GRAPHQL_URL`` and ``GITHUB_SERVER_URL`` are honoured, as in GitHub Actions; an
    ``--api-url`` goes before all three.

    Raises:
        UsageError: an address that is none, or an empty ``--token-stdin``.
    """
    settings = reach(environment, api_url, stdin, progress, wishes)
    where = settings.endpoints
    place = HistoryPlace(
        server_url=where.server,
        cache=wishes.cache,
        environ=environment,
        clone=wishes.org_repo,
        offline=wishes.offline,
    )
    return _source(settings, wishes, history_at(place))


def reach(
    environment: Mapping[str, str], api_url: str | None, stdin: TextIO | None, progress: Progress, wishes: Wishes
) -> Settings:
    """Which GitHub to ask, how, and with the token that was found, if any.

    Raises:
        UsageError: as in ``connect``.
    """
    where = _endpoints(environment, api_url)
    token = None if wishes.offline else find(environment, where.host, stdin)
    if wishes.verbose:
        click.echo(f"Asking {_whom(where.host, token, offline=wishes.offline)}", err=True)
    return Settings(
        endpoints=where,
        token=token.secret if token else None,
        patience=Patience(max_wait=wishes.max_wait, announce=progress.waiting),
        most=wishes.most,
    )


def _source(settings: Settings, wishes: Wishes, history: History) -> Source:
    from tracker.sources.github.reduced import ReducedSource  # noqa: PLC0415 - only one of the three is needed
    from tracker.sources.github.remembered import RememberedSource  # noqa: PLC0415 - only one of the three is needed
    from tracker.sources.github.source import GitHubSource  # noqa: PLC0415 - only one of the three is needed

    if not (wishes.offline or settings.token):
        return ReducedSource(GitHubClient(settings), history)
    store = open_store(store_path(wishes.cache, settings.endpoints.host), warn)
    if context := click.get_current_context(silent=True):
        context.call_on_close(store.close)
    if wishes.offline:
        return RememberedSource(settings, store, history)
    return GitHubSource(GitHubClient(settings), history, store, refresh=wishes.refresh)


def warn(text: str) -> None:
    """Tell the person, on standard error."""
    click.echo(text, err=True)


def _endpoints(environment: Mapping[str, str], api_url: str | None) -> Endpoints:
    named = {} if api_url else environment
    return endpoints(
        api_url or named.get("GITHUB_API_URL"), named.get("GITHUB_GRAPHQL_URL"), named.get("GITHUB_SERVER_URL")
    )


def _whom(host: str, token: Token | None, *, offline: bool) -> str:
    if offline:
        return f"nobody: what is remembered of {host} has to do"
    return f"{host}, {f'token from {token.found_in}' if token else 'without a token'}"


def default_cache() -> Path:
    """Where this system keeps a program's cache, for this user."""
    return Path(user_cache_dir("ladder-check", appauthor=False))


def store_path(cache: Path, host: str) -> Path:
    """Where what was read from a GitHub is kept."""
    return cache / _FOLDER / f"{host.replace(':', '_')}.sqlite3"


def stores(cache: Path) -> tuple[Path, ...]:
    """Every store in a cache directory."""
    return tuple(sorted((cache / _FOLDER).glob("*.sqlite3")))
