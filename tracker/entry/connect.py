"""From addresses and a token to a source that can be asked."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tracker.entry.cache import own_cache, store_path
from tracker.entry.caller import Caller
from tracker.entry.options import Options
from tracker.entry.token import sign_in
from tracker.errors import NothingChecked, SourceError
from tracker.facts.people import Login
from tracker.later import Later
from tracker.sources.base import Cached, Source
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.endpoints import VARIABLES, Endpoints, endpoints
from tracker.sources.github.api.retry import RetryPolicy
from tracker.sources.github.api.settings import Settings
from tracker.sources.kubernetes.members import History, history_at
from tracker.sources.kubernetes.org_records import HistoryPlace
from tracker.sources.store import Store, open_store
from tracker.visible import Message

if TYPE_CHECKING:
    from tracker.sources.github import source as github
    from tracker.sources.github.anonymous import source as anonymous
    from tracker.sources.github.offline import source as offline
else:
    anonymous = Later("tracker.sources.github.anonymous.source")
    offline = Later("tracker.sources.github.offline.source")
    github = Later("tracker.sources.github.source")


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


def settings_for(options: Options, caller: Caller) -> Settings:
    """Which GitHub is asked, and how.

    Raises:
        UsageError: an address or a token that is none.
    """
    where = addresses(caller.environment, options["api_url"])
    retry_policy = RetryPolicy(
        max_wait=options["max_wait"], announce=lambda left, reason: caller.waiting(left, Message(reason))
    )
    return Settings(endpoints=where, token=caller.token(where), retry_policy=retry_policy, most=options["max_requests"])


def source_for(options: Options, caller: Caller) -> Source:
    """GitHub, with a token; without one, the reduced source; with ``offline`` what is cached.

    Raises:
        UsageError: as above.
    """
    settings = settings_for(options, caller)
    cache = _cache(options, caller)
    place = HistoryPlace(
        server_url=settings.endpoints.server,
        cache=cache or _passing_directory(caller),
        environ=caller.environment,
        clone=Path(options["org_repo"]) if options["org_repo"] else None,
        offline=options["offline"],
    )
    store = store_path(cache, settings.endpoints.host) if cache else None
    return _source(settings, options, history_at(place), store, caller)


def _cache(options: Options, caller: Caller) -> Path | None:
    """Where to keep what is read; None where the usual place cannot be trusted. Raises UsageError for a named one."""
    if not options["remember"]:
        return own_cache(_passing_directory(caller))
    try:
        return own_cache(Path(options["cache_dir"]) if options["cache_dir"] else None)
    except SourceError as error:
        caller.warn(Message(f"{error.message}. This run keeps nothing. {error.hint}"))
        return None


def _passing_directory(caller: Caller) -> Path:
    """A directory that is gone at the end."""
    folder = TemporaryDirectory(prefix="ladder-check-")
    caller.at_end(folder.cleanup)
    return Path(folder.name)


def _source(settings: Settings, options: Options, history: History, store: Path | None, caller: Caller) -> Source:
    if options["offline"]:
        return offline.OfflineSource(settings, _store(store, caller), history)
    client = GitHubClient(settings)
    caller.at_end(client.close)
    if not settings.token:
        caller.note(f"No token: GitHub shows little without one. {sign_in(settings.endpoints.api_host)}")
        return anonymous.AnonymousSource(client, history)
    return github.GitHubSource(client, history, _store(store, caller), refresh=options["refresh"])


def _store(path: Path | None, caller: Caller) -> Store:
    store = open_store(path, lambda text: caller.warn(Message(text)))
    caller.at_end(store.close)
    return store


def time_at(source: Source, logins: Sequence[Login], orgs: Sequence[str]) -> datetime:
    """What time it is; for a source that asks nobody, as late as what it remembers of these people goes.

    Raises:
        NothingChecked: it remembers nothing of them.
    """
    if not isinstance(source, Cached):
        return datetime.now(UTC)
    read_at = source.read_at(logins, orgs)
    if read_at is None:
        message = "nothing is stored of these people on this machine"
        raise NothingChecked(message, hint="Run without --offline once, or see samples with --demo.")
    return read_at
