"""From addresses and a token to a source that can be asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.entry.cache import own_cache, store_path
from tracker.errors import NothingChecked, SourceError
from tracker.facts.people import Login
from tracker.sources.base import Source
from tracker.sources.github.client import GitHubClient, Settings
from tracker.sources.github.endpoints import VARIABLES, Endpoints, endpoints
from tracker.sources.github.patience import Patience
from tracker.sources.kubernetes.members import History, history_at
from tracker.sources.kubernetes.org_history import HistoryPlace
from tracker.sources.store import Store, open_store
from tracker.visible import Message


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """How the source is to be used. ``most`` bounds the requests of the run; ``cache`` is the usual place where it is None."""

    cache: Path | None = None
    max_wait: float = 120.0
    org_repo: Path | None = None
    offline: bool = False
    refresh: bool = False
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Who is told of a store that cannot be used, and what is to be closed at the end."""

    warn: Callable[[Message], None]
    at_end: Callable[[Callable[[], None]], object]


def addresses(environment: Mapping[str, str], api_url: str | None) -> Endpoints:
    """Where to ask.

    ``GITHUB_API_URL``, ``GITHUB_GRAPHQL_URL`` and ``GITHUB_SERVER_URL`` are honoured, as in GitHub Actions; an
    ``api_url`` goes before all three.

    Raises:
        UsageError: an address that cannot be used, or those of different GitHubs.
    """
    if api_url:
        return endpoints(api_url)
    return endpoints(*map(environment.get, VARIABLES), names=VARIABLES)


def settings_of(
    where: Endpoints, token: str | None, wishes: Wishes, waiting: Callable[[float, Message], None]
) -> Settings:
    """How GitHub is asked; ``waiting`` is told of each second of a wait, and its reason."""
    patience = Patience(max_wait=wishes.max_wait, announce=lambda left, reason: waiting(left, Message(reason)))
    return Settings(endpoints=where, token=token, patience=patience, most=wishes.most)


def source_at(settings: Settings, environment: Mapping[str, str], wishes: Wishes, listener: Listener) -> Source:
    """GitHub, with a token; without one, the reduced source; with ``offline`` what is remembered."""
    cache = _cache(wishes, listener)
    place = HistoryPlace(
        server_url=settings.endpoints.server,
        cache=cache or _passing_directory(listener),
        environ=environment,
        clone=wishes.org_repo,
        offline=wishes.offline,
    )
    store = store_path(cache, settings.endpoints.host) if cache else None
    return _source(settings, wishes, history_at(place), store, listener)


def _cache(wishes: Wishes, listener: Listener) -> Path | None:
    """Where to keep what is read; None where the usual place cannot be trusted.

    Raises:
        UsageError: nor can the place that was named.
    """
    try:
        return own_cache(wishes.cache)
    except SourceError as error:
        listener.warn(Message(f"{error.message}. This run keeps nothing. {error.hint}"))
        return None


def _passing_directory(listener: Listener) -> Path:
    """A directory that is gone at the end."""
    folder = TemporaryDirectory(prefix="ladder-check-")
    listener.at_end(folder.cleanup)
    return Path(folder.name)


def _source(settings: Settings, wishes: Wishes, history: History, store: Path | None, listener: Listener) -> Source:
    from tracker.sources.github.reduced import ReducedSource  # noqa: PLC0415 - only one of the three is needed
    from tracker.sources.github.remembered import RememberedSource  # noqa: PLC0415 - only one of the three is needed
    from tracker.sources.github.source import GitHubSource  # noqa: PLC0415 - only one of the three is needed

    if wishes.offline:
        return RememberedSource(settings, _store(store, listener), history)
    client = GitHubClient(settings)
    listener.at_end(client.close)
    if not settings.token:
        return ReducedSource(client, history)
    return GitHubSource(client, history, _store(store, listener), refresh=wishes.refresh)


def _store(path: Path | None, listener: Listener) -> Store:
    store = open_store(path, lambda text: listener.warn(Message(text)))
    listener.at_end(store.close)
    return store


def time_at(source: Source, logins: Sequence[Login], orgs: Sequence[str]) -> datetime:
    """What time it is; for a source that asks nobody, as late as what it remembers of these people goes.

    Raises:
        NothingChecked: it remembers nothing of them.
    """
    from tracker.sources.github.remembered import RememberedSource  # noqa: PLC0415 - see above

    if not isinstance(source, RememberedSource):
        return datetime.now(UTC)
    read_at = source.read_at(logins, orgs)
    if read_at is None:
        message = "nothing is stored of these people on this machine"
        raise NothingChecked(message, hint="Run without --offline once, or see samples with --demo.")
    return read_at
