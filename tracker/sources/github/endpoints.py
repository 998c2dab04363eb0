"""Where a GitHub answers: github.com, a GitHub Enterprise Server, or a data-residency host on ghe.com."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from tracker.errors import UsageError

_API = "https://api.github.com"
_SERVER = "https://github.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """Addresses without a trailing slash: REST, GraphQL, and the pages that a person opens."""

    api: str
    graphql: str
    server: str

    @property
    def host(self) -> str:
        """What a person calls this GitHub, for example ``github.com``."""
        return urlsplit(self.server).netloc


def endpoints(api_url: str | None = None, graphql_url: str | None = None, server_url: str | None = None) -> Endpoints:
    """The three addresses, of which any may be given; the others follow by GitHub's conventions.

    Source: the variables ``GITHUB_API_URL``, ``GITHUB_GRAPHQL_URL`` and ``GITHUB_SERVER_URL`` of GitHub Actions.

    Raises:
        UsageError: one of them is not an http(s) address.
    """
    given = [_clean(url) for url in (api_url, graphql_url, server_url)]
    api = given[0] or _api_of(given[2])
    return Endpoints(api=api, graphql=given[1] or _graphql_of(api), server=given[2] or _server_of(api))


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _clean(url: str | None) -> str | None:
    if url and not _usable(url):
        raise UsageError(f"{url!r} is not an address of a GitHub", hint=f"It looks like {_API}.")
    return url.rstrip("/") if url else None


def _usable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a broken IPv6 address
        return False


def _api_of(server: str | None) -> str:
    if server is None or server == _SERVER:
        return _API
    parts = urlsplit(server)
    if parts.netloc.endswith(".ghe.com"):
        return f"{parts.scheme}://api.{parts.netloc}"
    return f"{server}/api/v3"


def _graphql_of(api: str) -> str:
    return f"{api.removesuffix('/v3')}/graphql"


def _server_of(api: str) -> str:
    parts = urlsplit(api)
    host = parts.netloc.removeprefix("api.") if parts.path in {"", "/"} else parts.netloc
    return f"{parts.scheme}://{host}"
