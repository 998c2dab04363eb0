"""Repositories, labels and branches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from standin.graphql_errors import GitHubError
from standin.graphql_fields import SITE, Actor, Info, connection, resolver, simple
from standin.ids import node_id
from standin.resolvers.lists import filtered_issues, filtered_pulls, labels_of
from standin.resolvers.values import Label, Ref
from standin.world import Issue, Item, Pull, Repo, World

simple(
    "Repository",
    id=lambda r: node_id("Repository", r.id),
    databaseId=lambda r: r.id,
    name=lambda r: r.name,
    nameWithOwner=lambda r: r.full,
    description=lambda r: r.description,
    url=lambda r: f"{SITE}/{r.full}",
    resourcePath=lambda r: f"/{r.full}",
    isArchived=lambda r: r.archived,
    isFork=lambda r: r.fork,
    isInOrganization=lambda r: r.owner.type == "Organization",
    createdAt=lambda r: r.created,
    updatedAt=lambda r: r.pushed,
    pushedAt=lambda r: r.pushed,
    archivedAt=lambda r: r.pushed if r.archived else None,
    defaultBranchRef=lambda r: Ref(r, r.default_branch, r.head),
)


@resolver("Repository", "isPrivate")
def _is_private(source: Repo, info: Info) -> bool:
    return source.full in info.context.options.private


@resolver("Repository", "visibility")
def _visibility(source: Repo, info: Info) -> str:
    return "PRIVATE" if _is_private(source, info) else "PUBLIC"


@resolver("Repository", "owner")
def _owner(source: Repo, info: Info) -> Actor:
    world: World = info.context.world
    return world.orgs[source.owner.key] if source.owner.type == "Organization" else source.owner


@resolver("Repository", "ref")
def _ref(source: Repo, info: Info, qualifiedName: str) -> Ref | None:
    name = qualifiedName.removeprefix("refs/heads/")
    return Ref(source, name, source.head) if name == source.default_branch else None


def _numbered(source: Repo, number: int, kind: type[Item], name: str) -> Item:
    item = source.items.get(number)
    if item is None or not isinstance(item, kind):
        raise GitHubError("NOT_FOUND", f"Could not resolve to {name} with the number of {number}.")
    return item


@resolver("Repository", "pullRequest")
def _pull(source: Repo, info: Info, number: int) -> Item:
    return _numbered(source, number, Pull, "a PullRequest")


@resolver("Repository", "issue")
def _issue(source: Repo, info: Info, number: int) -> Item:
    return _numbered(source, number, Issue, "an Issue")


@resolver("Repository", "issueOrPullRequest")
def _either(source: Repo, info: Info, number: int) -> Item:
    return _numbered(source, number, Item, "an issue or pull request")


@connection("Repository", "pullRequests")
def _repo_pulls(
    source: Repo, info: Info, states: list[str] | None = None, labels: list[str] | None = None,
    baseRefName: str | None = None, orderBy: dict[str, str] | None = None,
) -> Sequence[Item]:  # fmt: skip
    return filtered_pulls(source.pulls, states, labels, baseRefName, orderBy)


@connection("Repository", "issues")
def _repo_issues(
    source: Repo, info: Info, states: list[str] | None = None, labels: list[str] | None = None,
    filterBy: dict[str, Any] | None = None, orderBy: dict[str, str] | None = None,
) -> Sequence[Item]:  # fmt: skip
    return filtered_issues(source.issues, states, labels, filterBy, orderBy)


@connection("Repository", "labels")
def _repo_labels(
    source: Repo, info: Info, query: str | None = None, orderBy: dict[str, str] | None = None
) -> list[Label]:
    names = [n for n in source.labels.values() if query is None or query.lower() in n.lower()]
    return labels_of(source, names, orderBy)


@resolver("Repository", "label")
def _repo_label(source: Repo, info: Info, name: str) -> Label | None:
    return Label(source, source.labels[name.lower()]) if name.lower() in source.labels else None


simple(
    "Label",
    id=lambda x: node_id("Label", x.repo.id, x.id),
    name=lambda x: x.name,
    color=lambda x: x.color,
    description=lambda x: None,
    isDefault=lambda x: False,
    createdAt=lambda x: x.repo.created,
    updatedAt=lambda x: x.repo.created,
    repository=lambda x: x.repo,
    url=lambda x: f"{SITE}/{x.repo.full}/labels/{x.name}",
    resourcePath=lambda x: f"/{x.repo.full}/labels/{x.name}",
)
simple(
    "Ref",
    id=lambda r: node_id("Ref", r.repo.id, f"refs/heads/{r.name}"),
    name=lambda r: r.name,
    prefix=lambda r: "refs/heads/",
    repository=lambda r: r.repo,
    target=lambda r: r.commit,
)
