"""Whether search knows somebody at all, where it finds nothing of theirs: a private profile is never found by it.

REST refuses a search for such an account (422, "The listed users cannot be searched …"), where GraphQL counts zero.
"""

from collections.abc import Iterator, Sequence
from http import HTTPStatus

from tracker.errors import SourceError, TokenError
from tracker.facts.people import Login
from tracker.sources.github.client import GitHubClient

#: Logins in one search: GitHub lets 30 be made in a minute, of 256 characters each.
_AT_ONCE = 5


def unconfirmed(client: GitHubClient, logins: Sequence[Login]) -> dict[Login, str]:
    """Of these people those of whom it is not certain that search knows them, and why."""
    return {
        login: reason
        for start in range(0, len(logins), _AT_ONCE)
        for login, reason in _unconfirmed(client, logins[start : start + _AT_ONCE])
    }


def _unconfirmed(client: GitHubClient, logins: Sequence[Login]) -> Iterator[tuple[Login, str]]:
    text = " ".join(["is:pr", *(f"author:{login}" for login in logins)])
    try:
        reply = client.rest("GET", "/search/issues", {"q": text, "per_page": 1})
    except (SourceError, TokenError) as error:
        yield from (
            (login, f"whether search knows {login} could not be confirmed: {error.message}") for login in logins
        )
        return
    if reply.status == HTTPStatus.OK and not reply.record.get("incomplete_results"):
        return
    if len(logins) == 1:
        late = reply.status == HTTPStatus.OK
        reason = reply.message or ("it ran out of time" if late else f"status {reply.status}")
        yield logins[0], f"GitHub's search shows nothing of {logins[0]}, whose profile may be private ({reason})"
        return
    half = len(logins) // 2
    for part in (logins[:half], logins[half:]):
        yield from _unconfirmed(client, part)
