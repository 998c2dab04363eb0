"""Comments and reviews; and who wrote something, whatever it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from standin.graphql_errors import NotImplementedByStandin
from standin.graphql_fields import SITE, Actor, Context, Info, connection, resolver, simple
from standin.ids import node_id
from standin.resolvers.items import item_url
from standin.world import Comment, Issue, Item, Repo, Review, ReviewComment

_AUTHORED = "PullRequest Issue PullRequestReview IssueComment PullRequestReviewComment"


@resolver(_AUTHORED, "author")
def _author(source: Any, info: Info) -> Actor | None:
    found: Actor | None = info.context.actor(source.author)
    return found


def repo_of(source: Any) -> Repo:
    item = (
        source if isinstance(source, Item) else source.review.item if isinstance(source, ReviewComment) else source.item
    )
    return item.repo


@resolver(_AUTHORED, "authorAssociation")
def _association(source: Any, info: Info) -> str:
    context: Context = info.context
    return context.world.association(repo_of(source), context.distortion.login(source.author), context.viewer)


@resolver(_AUTHORED, "viewerDidAuthor")
def _did_author(source: Any, info: Info) -> bool:
    return bool(source.author) and source.author.lower() == info.context.viewer.key


_REMARKS = "PullRequestReview IssueComment PullRequestReviewComment"
simple(
    _REMARKS,
    databaseId=lambda c: c.id,
    fullDatabaseId=lambda c: str(c.id),
    body=lambda c: c.body,
    bodyText=lambda c: c.body,
    repository=repo_of,
    createdViaEmail=lambda c: False,
    editor=lambda c: None,
    includesCreatedEdit=lambda c: False,
    isMinimized=lambda c: False,
    minimizedReason=lambda c: None,
    lastEditedAt=lambda c: getattr(c, "edited", None),
)
for _name in ("createdAt", "publishedAt", "updatedAt"):
    simple("IssueComment PullRequestReviewComment", **{_name: lambda c: c.created})
    simple("PullRequestReview", **{_name: lambda r: r.submitted})


def review_url(review: Review) -> str:
    return f"{item_url(review.item)}#pullrequestreview-{review.id}"


simple(
    "PullRequestReview",
    id=lambda r: node_id("PullRequestReview", r.item.repo.id, r.id),
    state=lambda r: r.state,
    submittedAt=lambda r: r.submitted,
    pullRequest=lambda r: r.item,
    url=review_url,
    resourcePath=lambda r: review_url(r).removeprefix(SITE),
    commit=lambda r: r.item.commit(r.item.commit_count - 1),
)


@connection("PullRequestReview", "comments")
def _review_comments(source: Review, info: Info) -> Sequence[ReviewComment]:
    return source.comments


simple(
    "IssueComment",
    id=lambda c: node_id("IssueComment", c.item.repo.id, c.id),
    url=lambda c: f"{item_url(c.item)}#issuecomment-{c.id}",
    resourcePath=lambda c: f"{item_url(c.item)}#issuecomment-{c.id}".removeprefix(SITE),
    pullRequest=lambda c: c.item if c.item.is_pull else None,
)


@resolver("IssueComment", "issue")
def _comment_issue(source: Comment, info: Info) -> Issue:
    if isinstance(source.item, Issue):
        return source.item
    raise NotImplementedByStandin("field IssueComment.issue on a pull request's comment")


simple(
    "PullRequestReviewComment",
    id=lambda c: node_id("PullRequestReviewComment", c.review.item.repo.id, c.id),
    path=lambda c: c.path,
    pullRequest=lambda c: c.review.item,
    pullRequestReview=lambda c: c.review,
    url=lambda c: f"{item_url(c.review.item)}#discussion_r{c.id}",
    resourcePath=lambda c: f"{item_url(c.review.item)}#discussion_r{c.id}".removeprefix(SITE),
)
