"""Issues and pull requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from standin.graphql_fields import SITE, Actor, Info, connection, resolver, simple
from standin.ids import node_id
from standin.resolvers.lists import labels_of
from standin.resolvers.values import ReviewRequest
from standin.world import ChangedFile, Comment, Issue, Item, Pull, Review, User

if TYPE_CHECKING:
    from standin.resolvers.values import Label


def item_url(item: Item) -> str:
    return f"{SITE}/{item.repo.full}/{'pull' if item.is_pull else 'issues'}/{item.number}"


_ITEMS = "PullRequest Issue"


def item_node_id(item: Item) -> str:
    return node_id("PullRequest" if item.is_pull else "Issue", item.repo.id, item.id)


simple(
    _ITEMS,
    id=item_node_id,
    databaseId=lambda i: i.id,
    fullDatabaseId=lambda i: str(i.id),
    number=lambda i: i.number,
    title=lambda i: i.title,
    body=lambda i: i.body,
    bodyText=lambda i: i.body,
    url=item_url,
    resourcePath=lambda i: item_url(i).removeprefix(SITE),
    state=lambda i: i.state,
    closed=lambda i: i.state != "OPEN",
    closedAt=lambda i: i.closed,
    createdAt=lambda i: i.created,
    publishedAt=lambda i: i.created,
    updatedAt=lambda i: i.updated,
    lastEditedAt=lambda i: i.edited,
    editor=lambda i: None,
    includesCreatedEdit=lambda i: False,
    createdViaEmail=lambda i: False,
    locked=lambda i: False,
    activeLockReason=lambda i: None,
    repository=lambda i: i.repo,
)


@resolver("Issue", "stateReason")
def _state_reason(source: Issue, info: Info, enableDuplicate: bool = False) -> str | None:
    if source.state_reason == "DUPLICATE" and not enableDuplicate:
        return "NOT_PLANNED"
    return source.state_reason


simple(
    "PullRequest",
    merged=lambda p: p.merged is not None,
    mergedAt=lambda p: p.merged,
    isDraft=lambda p: p.draft,
    additions=lambda p: p.additions,
    deletions=lambda p: p.deletions,
    changedFiles=lambda p: len(p.files),
    baseRefName=lambda p: p.base,
    totalCommentsCount=lambda p: len(p.comments) + sum(len(r.comments) for r in p.reviews),
)


@resolver("PullRequest", "mergedBy")
def _merged_by(source: Pull, info: Info) -> Actor | None:
    found: Actor | None = info.context.actor(source.merged_by)
    return found


@connection(_ITEMS, "labels")
def _item_labels(source: Item, info: Info, orderBy: dict[str, str] | None = None) -> list[Label]:
    return labels_of(source.repo, source.labels, orderBy)


@connection(_ITEMS, "assignees")
def _assignees(source: Item, info: Info) -> list[User]:
    people: list[User] = info.context.people(source.assignees)
    return people


@connection(_ITEMS, "comments")
def _comments(source: Item, info: Info, orderBy: dict[str, str] | None = None) -> Sequence[Comment]:
    return source.comments[::-1] if orderBy and orderBy["direction"] == "DESC" else source.comments


@connection("PullRequest", "reviews")
def _reviews(source: Pull, info: Info, author: str | None = None, states: list[str] | None = None) -> Sequence[Review]:
    found: Sequence[Review] = source.reviews
    if author is not None:
        found = [r for r in found if r.author and r.author.lower() == author.lower()]
    if states:
        found = [r for r in found if r.state in states]
    return found


@connection("PullRequest", "reviewRequests")
def _review_requests(source: Pull, info: Info) -> list[ReviewRequest]:
    return [ReviewRequest(source, login) for login in source.review_requests]


@connection("PullRequest", "files")
def _files(source: Pull, info: Info) -> Sequence[ChangedFile]:
    return source.files


simple(
    "PullRequestChangedFile",
    path=lambda f: f.path,
    additions=lambda f: f.additions,
    deletions=lambda f: f.deletions,
    changeType=lambda f: f.change,
)
simple(
    "ReviewRequest",
    id=lambda r: node_id("ReviewRequest", r.pull.repo.id, r.pull.id),
    asCodeOwner=lambda r: False,
    pullRequest=lambda r: r.pull,
)


@resolver("ReviewRequest", "requestedReviewer")
def _requested(source: ReviewRequest, info: Info) -> User | None:
    actor = info.context.actor(source.login)
    return actor if isinstance(actor, User) else None
