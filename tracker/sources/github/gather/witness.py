"""Whether an answer contradicts itself: search says that somebody took part, and nothing in the pull request shows it.

With very many records in one question GitHub may answer nested lists shorter than they are, their totals with them and
without an error (reported by makers of other tools). So each hit has to show the trace that made it one.
"""

from collections.abc import Collection, Sequence
from http import HTTPStatus
from typing import Any

from tracker.errors import SourceError, TokenError
from tracker.facts.people import Login
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.responses import Reply
from tracker.sources.github.api.single_sign_on import left_out
from tracker.sources.github.records import Json
from tracker.sources.github.searches import everywhere


def untraced(node: Json, people: Collection[Login]) -> frozenset[Login]:
    """Those of these people who left no review and no comment in a pull request as it was answered.

    ``node`` holds somebody's own reviews under the alias ``m0`` and so on, in the order of ``people``.
    """
    said = {one["author"]["login"].casefold() for name in ("reviews", "comments") for one in _nodes(node, name)}
    own = {login for place, login in enumerate(people) if (node.get(f"m{place}") or {}).get("totalCount")}
    return frozenset(login for login in people if login.key not in said and login not in own)


def held(node: Json) -> dict[str, int]:
    """How much an answer holds of a pull request, by list."""
    totals = {
        name: found["totalCount"] for name, found in node.items() if isinstance(found, dict) and "totalCount" in found
    }
    return totals | {name: len((node.get(name) or {}).get("nodes") or ()) for name in ("files", "labels")}


def fullness(node: Json) -> int:
    """How much there is to lose in an answer about a pull request."""
    return int(node.get("totalCommentsCount") or 0) + sum(held(node).values())


def _nodes(node: Json, name: str) -> list[Any]:
    return [one for one in (node.get(name) or {}).get("nodes") or () if one and one["author"]]


# -- whether search knows somebody at all ------------------------------------------------------------
# A private profile is never found by it: REST refuses a search for such an account (422, "The listed users cannot be
# searched …"), where GraphQL counts zero.


def unconfirmed(client: GitHubClient, logins: Sequence[Login]) -> dict[Login, str]:
    """Of these people those of whom it is not certain that search knows them, and why.

    Each is asked about alone: an answer about several says of none of them that search knows them.
    """
    return {login: doubt for login in logins if (doubt := _doubt(client, login))}


def _doubt(client: GitHubClient, login: Login) -> str | None:
    try:
        reply = client.rest("GET", "/search/issues", {"q": everywhere(login), "per_page": 1})
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
