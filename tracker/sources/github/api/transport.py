"""The one module that holds PyGithub, which takes long to import, with requests: import this one late.

Nothing is used of it but how it connects: its 170 modules of GitHub's things stay unread, and so does cryptography.
"""

import logging
from collections.abc import ItemsView
from functools import partial
from http import HTTPStatus
from urllib.parse import urlsplit

import requests

from tracker import __version__
from tracker.sources.bounded_http import Answer, NotRead, Redirected, Session, TooLarge, TooSlow, ask, same_origin
from tracker.sources.github.api.responses import Fault, Reply, number
from tracker.sources.late import loaded_late
from tracker.sources.limits import DEFAULT, Limits
from tracker.sources.redaction import HIDDEN

with loaded_late("github", "jwt", but=frozenset({"github", "github.GithubException"})):
    from github import Auth, Github
    from github.Requester import HTTPRequestsConnectionClass, Requester, RequestsResponse

Parameters = dict[str, str | int | bool]

#: The version of GitHub's API that this program knows, REST and GraphQL: without a pin it moves on by itself.
API_VERSION = "2022-11-28"
#: Characters that a token of GitHub has at least.
_SHORTEST = 20
_FAULTS = {TooLarge: Fault.SIZE, Redirected: Fault.REDIRECT}


def _hush() -> None:
    """PyGithub writes its log to stderr, and at DEBUG whole bodies: only warnings, and only where somebody listens."""
    logger = logging.getLogger("github")
    for handler in [h for h in logger.handlers if type(h) is logging.StreamHandler]:
        logger.removeHandler(handler)
    logger.setLevel(logging.WARNING)


_hush()


class _Response(RequestsResponse):
    """An answer as PyGithub takes it, which trusts numbers in headers: those that are none are left out."""

    def __init__(self, answer: Answer) -> None:
        self.status = answer.status
        self._headers = {
            name: value
            for name, value in answer.headers.items()
            if not name.startswith("x-ratelimit-") or name == "x-ratelimit-resource" or number(value) is not None
        }
        self._text = answer.text

    def getheaders(self) -> ItemsView[str, str]:
        return self._headers.items()

    def read(self) -> str:
        return self._text


class _NotReady(requests.exceptions.RequestException):
    """GitHub computes the answer, and asks to be asked later."""


class _Connection(HTTPRequestsConnectionClass):
    """PyGithub's connection, with answers read within limits, and redirections followed on the same origin only."""

    def __init__(self, base_url: str, timeout: int, limits: Limits) -> None:
        parts = urlsplit(base_url)
        host = parts.hostname or ""
        super().__init__(host, parts.port or (443 if parts.scheme == "https" else 80), timeout=timeout)
        self._session = Session()
        self._session.auth = Requester.noopAuth  # or else the token of a .netrc would be used
        self._origin = f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{self.port}"
        self._limits = limits

    def close(self) -> None:
        self._session.close()

    def getresponse(self) -> RequestsResponse:
        answer = ask(
            self._session,
            self.verb,
            f"{self._origin}{self.url}",
            same_origin,
            limits=self._limits,
            headers=self.headers,
            data=self.input,
            timeout=self.timeout,
        )
        if answer.status == HTTPStatus.ACCEPTED:  # PyGithub would ask again and again
            raise _NotReady("it is still being prepared")
        return _Response(answer)


class Transport:
    """Sends requests as PyGithub does: its authentication, its session, none of its retries, pauses and sleeps.

    All go to the origin of REST, which is that of GraphQL, too. Not to be shared between threads: PyGithub then hands
    one thread the answer to another's question.
    """

    def __init__(self, base_url: str, token: str | None, *, timeout: int, limits: Limits = DEFAULT) -> None:
        self._host = urlsplit(base_url).netloc.rpartition("@")[2]
        self._token = token
        self._requester = _requester(base_url, token, timeout)
        self._connect = partial(_Connection, base_url, timeout, limits)
        self._connection = self._connect()

    def send(
        self, method: str, url: str, *, parameters: Parameters | None = None, payload: object | None = None
    ) -> Reply:
        """One request; ``url`` is an address, or a path of REST that begins with a slash."""
        try:
            status, headers, body = self._requester.requestJson(
                method, url, parameters=parameters, input=payload, cnx=self._connection
            )
        except TooSlow as error:
            self._connection = self._connect()  # the old one is still waited for
            return Reply(status=0, trouble=str(error), fault=Fault.TIME)
        except NotRead as error:
            return Reply(status=0, trouble=str(error), fault=_FAULTS[type(error)])
        except requests.exceptions.RequestException as error:
            return Reply(status=0, trouble=_in_words(error), host=self._host)
        return Reply(status=status, headers=headers, body=self._without_token(body))

    def _without_token(self, body: str) -> str:
        """The same where it echoes no token, in whatever field. A short word is no token, and may stand anywhere."""
        return body.replace(self._token, HIDDEN) if self._token and len(self._token) >= _SHORTEST else body

    def close(self) -> None:
        self._connection.close()
        self._requester.close()


def _requester(base_url: str, token: str | None, timeout: int) -> Requester:
    return Github(
        auth=Auth.Token(token) if token else None,
        base_url=base_url,
        timeout=timeout,
        user_agent=f"ladder-check/{__version__}",
        per_page=100,
        retry=None,
        seconds_between_requests=0,
        seconds_between_writes=0,
        api_version=API_VERSION,
    ).requester


def _in_words(error: requests.exceptions.RequestException) -> str:
    """What the operating system said, without the layers of libraries around it: "Connection refused"."""
    if isinstance(error, requests.exceptions.Timeout):
        return "no answer in time"
    cause: BaseException = error
    while cause.__context__ is not None:
        cause = cause.__context__
    said = cause.strerror if isinstance(cause, OSError) else None
    return said or f"{type(cause).__name__}: {cause}"
