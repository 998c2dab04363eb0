"""Where a GitHub answers: github.com, a GitHub Enterprise Server, or a data-residency host on ghe.com.

A token goes to the origin of the API. So an address is taken only in a form that every library reads alike, its host is
compared as a whole, and what is asked is put together again from the parts that were compared.
"""

import re
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from tracker.errors import UsageError
from tracker.record import record

_API = "https://api.github.com"
_SERVER = "https://github.com"
#: Variables of GitHub Actions that name the three.
VARIABLES = ("GITHUB_API_URL", "GITHUB_GRAPHQL_URL", "GITHUB_SERVER_URL")
_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*")
_PATH = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/*")
_PORTS = {"https": 443, "http": 80}


@record
class Endpoints:
    """Addresses without a trailing slash: REST and GraphQL, which share an origin, and the pages people open."""

    api: str
    graphql: str
    server: str

    @property
    def host(self) -> str:
        """What a person calls this GitHub, for example ``github.com``."""
        return urlsplit(self.server).netloc

    @property
    def api_host(self) -> str:
        """What a person calls the GitHub whose API this is: the one that a token has to be for."""
        return urlsplit(_server_of(self.api)).netloc


def endpoints(
    api_url: str | None = None,
    graphql_url: str | None = None,
    server_url: str | None = None,
    *,
    names: Sequence[str] = ("--api-url", *VARIABLES[1:]),
) -> Endpoints:
    """The three addresses, of which any may be given; the others follow by GitHub's conventions.

    ``names`` are what errors call them. Source: the variables ``GITHUB_API_URL``, ``GITHUB_GRAPHQL_URL`` and
    ``GITHUB_SERVER_URL`` of GitHub Actions.

    Raises:
        UsageError: one of them is not an https address (http: of this machine), or names another GitHub than the API.
    """
    given = [
        _clean(url, name) if url else None for url, name in zip((api_url, graphql_url, server_url), names, strict=True)
    ]
    api = given[0] or _api_of(given[2])
    found = Endpoints(api=api, graphql=given[1] or _graphql_of(api), server=given[2] or _server_of(api))
    if origin(found.graphql) != origin(api):
        raise UsageError(
            f"{names[1]} and the API at {origin(api)} are on different servers",
            hint=f"Leave out {names[1]}: {_graphql_of(api)} follows from the API's address.",
        )
    if found.server != _server_of(api) and not is_loopback(found.api_host):
        raise UsageError(
            f"{names[2]} is {found.server}, and the API at {origin(api)} is that of another GitHub",
            hint=f"Leave out {names[2]}, or name the API of {found.host}.",
        )
    return found


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def is_loopback(host: str) -> bool:
    """Whether a host, with or without a port, is this machine by its name alone, whatever a resolver says."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def is_githubs_own(host: str) -> bool:
    """Whether GitHub runs this host: github.com, or a data-residency host. All others are Enterprise Servers."""
    return host == "github.com" or host.endswith(".ghe.com")


def token_variable(host: str) -> str:
    """The variable that holds a token for a host, as gh documents it."""
    return "GH_TOKEN" if is_githubs_own(host) else "GH_ENTERPRISE_TOKEN"


def refuse_user(url: str, name: str) -> None:
    """Refuse an address with a user name or a password in it, without quoting it.

    Raises:
        UsageError: it has one.
    """
    if "@" in url:
        raise UsageError(
            f"{name} holds a user name or a password",
            hint="Leave it out of the address; a token is all that is needed.",
        )


def _clean(url: str, name: str) -> str:
    """An address in the one form that it is compared and used in: small letters, no default port, no trailing slash."""
    refuse_user(url, name)
    parts = _parts(url)
    if parts is None:
        shown = name if set("?#") & set(url) else repr(url)
        raise UsageError(f"{shown} is not an address of a GitHub", hint=f"It looks like {_API}.")
    host = parts.hostname or ""
    port = "" if parts.port in {None, _PORTS[parts.scheme]} else f":{parts.port}"
    if parts.scheme == "http" and not is_loopback(parts.netloc):
        raise UsageError(
            f"{name} is plain HTTP, which shows what is sent to everybody on the way",
            hint=f"Use https://{host}. Plain HTTP is for this machine alone.",
        )
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{parts.path.rstrip('/')}"


def _parts(url: str) -> SplitResult | None:
    """The parts of an address that can be one of a GitHub; None of another."""
    if not url.isascii() or not url.isprintable() or set(" \\?#%") & set(url):
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _PORTS and parts.port != 0
    except ValueError:  # a port that is no number, a broken IPv6 address
        return None
    return parts if usable and _is_host(parts.hostname or "") and _PATH.fullmatch(parts.path) else None


def _is_host(name: str) -> bool:
    if ":" not in name:
        return len(name) <= 253 and _HOST.fullmatch(name) is not None  # noqa: PLR2004 - RFC 1035, 2.3.4
    try:
        return bool(ip_address(name))
    except ValueError:
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
    return f"{parts.scheme}://{parts.netloc if is_loopback(host) else host}"
