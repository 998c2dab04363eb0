"""Whether search knows somebody at all: a private profile is never found by it.

REST refuses a search for such an account (422, "The listed users cannot be searched …"), where GraphQL counts zero.
"""

from collections.abc import Sequence
from http import HTTPStatus

from tracker.errors import SourceError, TokenError
from tracker.facts.people import Login
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.responses import Reply
from tracker.sources.github.api.verdicts import left_out
from tracker.sources.github.searches import everywhere


def unconfirmed(client: GitHubClient, logins: Sequence[Login]) -> dict[Login, str]:
    """Of these people those of whom it is not certain that search knows them, and why.

    Each is asked about alone: an answer about several says of none of them that search knows them.
    """
    return {login: doubt for login in logins if (doubt := _doubt(client, login))}


def _doubt(client: GitHubClient, login: Login) -> str | None:
    try:
        reply = client.get("/search/issues", {"q": everywhere(login), "per_page": 1})
    except (SourceError, TokenError) as error:
        return f"whether search knows {login} could not be confirmed: {error.message}"
    if reply.status != HTTPStatus.OK:
        reason = reply.message or f"status {reply.status}"
        return f"GitHub's search shows nothing of {login}, whose profile may be private ({reason})"
    if trouble := why_incomplete(reply):
        return f"whether search knows {login} could not be confirmed: {trouble}"
    if number := reply.record.get("total_count"):
        return f"GitHub's GraphQL finds nothing of {login}, and its REST search {number} pull requests"
    return None


def why_incomplete(reply: Reply) -> str | None:
    """Why the results of a REST search are not all that there are, by what GitHub says; None where they are."""
    late = "GitHub says that its results are incomplete" if reply.record.get("incomplete_results") else None
    return late or left_out(reply.headers)
