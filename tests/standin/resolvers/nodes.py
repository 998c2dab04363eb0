"""Records by their global ids."""

from __future__ import annotations

from typing import Any

from standin.graphql_errors import GitHubError
from standin.graphql_fields import Context, Info, resolver
from standin.ids import decode_node_id
from standin.resolvers.values import Label
from standin.world import ISSUE_BASE, PULL_BASE


def by_node_id(context: Context, ident: str) -> Any:
    world = context.world
    decoded = decode_node_id(ident)
    found: Any = None
    if decoded:
        kind, parts = decoded
        last = parts[-1] if parts else None
        repo = world.repos_by_id.get(parts[0]) if len(parts) > 1 and isinstance(parts[0], int) else None
        if isinstance(last, int):
            if kind in ("User", "Bot", "Organization"):
                user = world.users_by_id.get(last)
                found = user if user and user.type == kind else None
                found = world.orgs[found.key] if found and kind == "Organization" else found
            elif kind == "Repository":
                found = world.repos_by_id.get(last)
            elif kind in ("PullRequest", "Issue"):
                found = world.item_by_id(last, PULL_BASE if kind == "PullRequest" else ISSUE_BASE)
                found = found if found and found.is_pull == (kind == "PullRequest") else None
            elif kind == "PullRequestReview":
                found = world.review_by_id(last)
            elif kind == "IssueComment":
                found = world.comment_by_id(last)
            elif kind == "PullRequestReviewComment":
                found = world.review_comment_by_id(last)
            elif kind == "Label" and repo:
                found = next((x for x in (Label(repo, n) for n in repo.labels.values()) if x.id == last), None)
        elif repo and kind == "Commit":
            found = repo.by_oid.get(str(last))
        elif repo and kind in ("Blob", "Tree"):
            found = repo.objects.get(str(last))
    if found is None:
        raise GitHubError("NOT_FOUND", f"Could not resolve to a node with the global id of '{ident}'.")
    return found


@resolver("Query", "node")
def _node(_: Any, info: Info, id: str) -> Any:
    return by_node_id(info.context, id)


@resolver("Query", "nodes")
def _nodes(_: Any, info: Info, ids: list[str]) -> list[Any]:
    if len(ids) > 100:
        raise GitHubError("ARGUMENT_LIMIT", f"You may not provide more than 100 node ids; you provided {len(ids)}.")
    found: list[Any] = []
    for ident in ids:
        try:
            found.append(by_node_id(info.context, ident))
        except GitHubError as error:
            found.append(error)  # graphql-core reports it at its place in the list, and puts null there
    info.context.touch(len(ids))
    return found
