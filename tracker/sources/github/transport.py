"""The one module that holds PyGithub, which takes a quarter of a second to import: import this one late."""

import logging

import requests
from github import Auth, Github
from github.Requester import Requester

from tracker import __version__
from tracker.sources.github.endpoints import Endpoints, origin
from tracker.sources.github.replies import Reply

Parameters = dict[str, str | int | bool]


def _hush() -> None:
    """PyGithub writes its log to stderr, and at DEBUG whole bodies: only warnings, and only where somebody listens."""
    logger = logging.getLogger("github")
    for handler in [h for h in logger.handlers if type(h) is logging.StreamHandler]:
        logger.removeHandler(handler)
    logger.setLevel(logging.WARNING)


_hush()


class Transport:
    """Sends requests as PyGithub does: its authentication, its session, none of its retries, pauses and sleeps.

    Not to be shared between threads: PyGithub then hands one thread the answer to another's question.
    """

    def __init__(self, endpoints: Endpoints, token: str | None, *, timeout: int) -> None:
        self._endpoints = endpoints
        self._rest = _requester(endpoints.api, token, timeout)
        same = origin(endpoints.api) == origin(endpoints.graphql)
        self._graphql = self._rest if same else _requester(origin(endpoints.graphql), token, timeout)

    def query(self, document: str, variables: dict[str, object]) -> Reply:
        """One question in GraphQL."""
        payload = {"query": document, "variables": variables}
        return _send(self._graphql, "POST", self._endpoints.graphql, None, payload)

    def rest(self, method: str, path: str, parameters: Parameters | None) -> Reply:
        """One REST request; ``path`` begins with a slash."""
        return _send(self._rest, method, path, parameters, None)

    def send(self, method: str, path: str, payload: object) -> Reply:
        """One REST request that writes; ``path`` begins with a slash."""
        return _send(self._rest, method, path, None, payload)

    def close(self) -> None:
        for requester in {self._rest, self._graphql}:
            requester.close()


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
    ).requester


def _send(requester: Requester, method: str, url: str, parameters: Parameters | None, payload: object | None) -> Reply:
    try:
        status, headers, body = requester.requestJson(method, url, parameters=parameters, input=payload)
    except requests.exceptions.RequestException as error:
        return Reply(status=0, trouble=_in_words(error))
    except RuntimeError as error:  # PyGithub's word for a redirection to another host
        return Reply(status=0, trouble=str(error))
    return Reply(status=status, headers={k.lower(): str(v) for k, v in headers.items()}, body=body)


def _in_words(error: requests.exceptions.RequestException) -> str:
    """What the operating system said, without the layers of libraries around it: "Connection refused"."""
    if isinstance(error, requests.exceptions.Timeout):
        return "no answer in time"
    cause: BaseException = error
    while cause.__context__ is not None:
        cause = cause.__context__
    said = cause.strerror if isinstance(cause, OSError) else None
    return said or f"{type(cause).__name__}: {cause}"
