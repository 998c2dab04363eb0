"""Membership requests, from the issues in which people asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tracker.errors import SourceError, TokenError
from tracker.facts import Query
from tracker.facts.confirmations import Comment
from tracker.facts.people import Login
from tracker.facts.prose import visible, without_addresses
from tracker.facts.requests import MembershipRequest, RequestState, current, parse_request
from tracker.sources.github.api.answers import understanding
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.query import document
from tracker.sources.github.api.question import Question, repository_question
from tracker.sources.github.gather.plan import Plan
from tracker.sources.github.records import Json, Reader, moment, reader_for
from tracker.sources.store.issues import StoredIssue

#: What becomes of an issue that was read with all of its thread.
Keep = Callable[[Json], None]
#: Pages of a thread after its first that are read: a request has a handful of comments.
_PAGES = 9
#: One membership request by its number, with as much of its thread as one page holds.
_ISSUE = "issue: issueOrPullRequest(number: $number) { __typename ...RequestIssue }"


def membership_requests_in(found: Json | None, reader: Reader) -> tuple[MembershipRequest, ...] | None:
    """The public requests that a search found, newest first; None where GitHub left it out."""
    if not found or found["nodes"] is None:
        return None
    return tuple(
        request_in(node, reader)
        for node in found["nodes"]
        if node and not node["repository"]["isPrivate"] and reader.until(node["createdAt"])
    )


def with_threads(client: GitHubClient, plan: Plan, query: Query, *, member: bool = False) -> Plan:
    """The plan, with the whole thread of each request that counts and is open or lacks an answer, as far as shown.

    Open ones count, and the last one: in what is not shown somebody may answer, or take an answer back. Beside much
    else in one question GitHub may show fewer comments than there are, without an error: so such a request is asked for
    alone. Where that fails, its thread is not known in full; nor is that of a closed request of a ``member``, to whom
    it matters no more.
    """
    read = _with_alone(client, plan, query, threads_of(plan.requests, member=member))
    return _with(
        read, _incomplete(one for one in threads_of(plan.requests) if one.state is RequestState.CLOSED and member)
    )


def without_threads(plan: Plan) -> Plan:
    """The plan with the threads of which ``with_threads`` asks not known in full: others are read first."""
    return _with(plan, _incomplete(threads_of(plan.requests)))


def with_threads_left(client: GitHubClient, plan: Plan, query: Query, *, member: bool = False) -> Plan:
    """The plan, with the threads that were put off, that an earlier run did not come to, or that it could not read."""
    left = [one for one in threads_of(plan.requests, member=member) if not one.comments_complete]
    return _with_alone(client, plan, query, left)


def threads_of(requests: Sequence[MembershipRequest] | None, *, member: bool = False) -> list[MembershipRequest]:
    """The requests whose threads matter: those that are open, and the last one where it lacks an answer."""
    last = current(requests or ())
    return [
        one
        for one in requests or ()
        if one.state is RequestState.OPEN or (one is last and lacks_answers(one) and not member)
    ]


def _incomplete(requests: Iterable[MembershipRequest]) -> dict[int, MembershipRequest]:
    return {one.number: replace(one, comments_complete=False) for one in requests}


def _with_alone(client: GitHubClient, plan: Plan, query: Query, requests: Sequence[MembershipRequest]) -> Plan:
    repo, reader = query.requests_repository, reader_for(query, plan.contributor.login)
    return _with(plan, {one.number: _asked_alone(client, repo, one, reader) for one in requests if repo})


def _with(plan: Plan, found: Mapping[int, MembershipRequest]) -> Plan:
    return replace(plan, requests=plan.requests and tuple(found.get(one.number, one) for one in plan.requests))


def lacks_answers(request: MembershipRequest) -> bool:
    """Whether a sponsor has not answered, or it is not known who one is."""
    return bool(request.unread_sponsors) or any(sponsor.confirmed is None for sponsor in request.sponsors)


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
        return {**node, "comments": {**node["comments"], "nodes": _whole_thread(client, question, node["comments"])}}


def _whole_thread(client: GitHubClient, asked: Question, first: Json) -> list[Json | None]:
    """The comments of an issue from its first page on; fewer where a later page cannot be read."""
    page, nodes = first, list(first["nodes"] or ())
    for _ in range(_PAGES):
        info = page.get("pageInfo")
        if not info or not info["hasNextPage"]:
            break
        try:
            answer = client.graphql(document("thread"), {**asked.values, "after": info["endCursor"]})
        except (SourceError, TokenError):
            break
        repository: Any = answer.data.get("repository") or {}
        issue: Any = repository.get("issue")
        if not issue or not issue["comments"] or not answer.believable("repository"):
            break
        page = issue["comments"]
        nodes += page["nodes"] or ()
    return nodes


def is_private(node: Json) -> bool:
    """Whether an issue is in a repository that not everybody may read."""
    repository = node.get("repository")
    return bool(repository and repository["isPrivate"])


def kept_as(node: Json, now: datetime, *, changed: datetime | None = None) -> StoredIssue:
    """What the store keeps of an issue that was read with all of its thread; ``changed`` is when a list says it last did.

    Raises:
        KeyError, TypeError, ValueError: it is not in the form of GitHub's answers.
    """
    updated_at = moment(node["updatedAt"])
    said = [one and {**one, "body": _kept_text(one["body"])} for one in node["comments"]["nodes"]]
    texts = {"title": _kept_text(node["title"]), "body": _kept_text(node["body"])}
    issue = {**node, **texts, "comments": {**node["comments"], "nodes": said}}
    return StoredIssue(
        number=node["number"],
        comments=len(said),
        updated_at=min(updated_at, changed or updated_at),
        issue=issue,
        read_at=now,
    )


def _kept_text(text: str) -> str:
    """What can be seen of a text that somebody wrote, line by line, without e-mail addresses."""
    return without_addresses(visible(text))


def is_whole(node: Json, at_least: int = 0) -> bool:
    """Whether all of an issue's thread came, which has so many comments at least."""
    comments = node["comments"]
    return bool(comments) and len([one for one in comments["nodes"] if one]) >= max(comments["totalCount"], at_least)


def request_in(node: Json, reader: Reader, *, whole: bool = True) -> MembershipRequest:
    """The request in an issue, as it stood at the reader's moment; without ``whole`` there may be more comments."""
    comments = node["comments"] or {"nodes": (), "totalCount": 1}
    shown = [comment for comment in comments["nodes"] if comment]
    closed_at = reader.until(node["closedAt"])
    return parse_request(
        number=node["number"],
        url=node["url"],
        title=node["title"],
        body=node["body"],
        author=_author(node),
        state=RequestState.CLOSED if closed_at else RequestState.OPEN,
        opened_at=moment(node["createdAt"]),
        closed_at=closed_at,
        comments=[_comment(comment, reader) for comment in shown if reader.until(comment["createdAt"])],
        comments_complete=whole and len(shown) >= comments["totalCount"] and not _edited_later(shown, reader),
        bots=reader.bots,
        edited_at=moment(edited) if (edited := node.get("lastEditedAt")) else None,
    )


def _edited_later(comments: Iterable[Json], reader: Reader) -> bool:
    """Whether somebody changed a comment since the reader's moment: what it said then is not known."""
    edited = (one["lastEditedAt"] for one in comments if reader.until(one["createdAt"]))
    return any(at and not reader.until(at) for at in edited)


def _comment(node: Json, reader: Reader) -> Comment:
    return Comment(
        by=_author(node),
        at=moment(node["createdAt"]),
        url=node["url"],
        text=node["body"],
        bot=reader.is_bot(node["author"]),
    )


def _author(node: Json) -> Login | None:
    return Login.maybe(node["author"]["login"]) if node["author"] else None
