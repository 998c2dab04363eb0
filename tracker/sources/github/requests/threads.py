"""Reads membership requests one by one, each with all of its thread."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tracker.errors import SourceError, TokenError
from tracker.facts import Query
from tracker.facts.people import Login
from tracker.facts.requests import MembershipRequest
from tracker.sources.github.api.answers import understanding
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import repository_question
from tracker.sources.github.records import Json, Reader, reader_for
from tracker.sources.github.requests.records import is_private, is_whole, request_in, threads_of

#: What becomes of an issue that was read with all of its thread.
Keep = Callable[[Json], None]
#: Pages of a thread after its first that are read: a request has a handful of comments.
_PAGES = 9
#: One membership request by its number, with as much of its thread as one page holds.
_ISSUE = "issue: issueOrPullRequest(number: $number) { __typename ...RequestIssue }"
#: The next page of its thread.
_NEXT = "issue(number: $number) { comments(first: 100, after: $after) { ...RemarksPage } }"


def with_threads(
    client: GitHubClient, query: Query, login: Login, requests: Sequence[MembershipRequest], *, member: bool
) -> tuple[MembershipRequest, ...]:
    """These requests of somebody's, with the threads that matter, as far as GitHub shows them.

    To a ``member`` closed requests matter no more. Never raises: a thread that cannot be read is not known in full.
    """
    repo, reader = query.requests_repository, reader_for(query, login)
    left = [one.number for one in threads_of(requests, member=member) if not one.comments_complete]
    return tuple(_asked_alone(client, repo, one, reader) if repo and one.number in left else one for one in requests)


def _asked_alone(client: GitHubClient, repo: str, request: MembershipRequest, reader: Reader) -> MembershipRequest:
    try:
        alone = read_request(client, repo, request.number, reader)
    except (SourceError, TokenError):
        return replace(request, comments_complete=False)
    # Read alone it cannot hold less than among others: where it does, neither of them is all.
    contradicts = len(alone.confirmations) < len(request.confirmations)
    return replace(request, comments_complete=False) if contradicts else alone


def read_request(
    client: GitHubClient, repo: str, number: int, reader: Reader, keep: Keep = lambda _: None
) -> MembershipRequest:
    """The request with a number; ``keep`` is given the issue.

    Raises:
        SourceError: there is no public issue of that number, or GitHub did not answer.
    """
    node = read_issue(client, repo, number)
    with understanding():
        request = request_in(node, reader)
    if is_whole(node):
        keep(node)
    return request


def read_issue(client: GitHubClient, repo: str, number: int) -> Json:
    """The issue with a number, without comments where they cannot be believed to be all.

    Raises:
        SourceError: there is no public issue of that number, or GitHub did not answer.
    """
    question = repository_question(repo, _ISSUE, alias="repository", number=number)
    (result,) = Batch(client, 1, "Request", apart=True).all({number: question}).values()
    node: Any = (result.data or {}).get("issue")
    if not node and (result.failed or any(one.type != "NOT_FOUND" for one in result.problems)):
        raise SourceError(f"GitHub did not show {repo}#{number}: {result.reason}", hint="Try again later.")
    if not node or is_private(node):
        raise SourceError(f"there is no issue {repo}#{number}", hint="Give the number or the address of a request.")
    with understanding():
        if node["__typename"] == "PullRequest":
            message = f"{repo}#{number} is a pull request, no membership request"
            raise SourceError(message, hint="Give an issue's number.")
    if not result.whole or not node["comments"]:
        return {**node, "comments": None}
    with understanding():
        return {
            **node,
            "comments": {**node["comments"], "nodes": _whole_thread(client, repo, number, node["comments"])},
        }


def _whole_thread(client: GitHubClient, repo: str, number: int, first: Json) -> list[Json | None]:
    """The comments of an issue from its first page on; fewer where a later page cannot be read."""
    page, nodes = first, list(first["nodes"] or ())
    batch = Batch(client, 1, "Thread", apart=True)
    for _ in range(_PAGES):
        info = page.get("pageInfo")
        if not info or not info["hasNextPage"]:
            break
        question = repository_question(repo, _NEXT, alias="repository", number=number, after=info["endCursor"])
        (results,) = batch.settle({number: question})
        issue = (results[number].data or {}).get("issue") if results[number].whole else None
        if not issue or not issue["comments"]:
            break
        page = issue["comments"]
        nodes += page["nodes"] or ()
    return nodes
