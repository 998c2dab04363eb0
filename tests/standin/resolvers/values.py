"""Values that the world has no class for, and the schema's names of all types."""

from __future__ import annotations

from typing import Any, NamedTuple

from standin.graphql_errors import NotImplementedByStandin
from standin.graphql_fields import Info
from standin.world import Comment, Commit, File, Issue, Org, Pull, Repo, Review, ReviewComment, Tree, User, sha1

# -- values that the world has no class for ----------------------------------------------------------


class Label(NamedTuple):
    repo: Repo
    name: str

    @property
    def color(self) -> str:
        return sha1(self.name)[:6]

    @property
    def id(self) -> int:
        return 100_000_000 + int(sha1(f"{self.repo.key}:{self.name.lower()}")[:7], 16)


class Ref(NamedTuple):
    repo: Repo
    name: str
    commit: Commit


class GitActor(NamedTuple):
    commit: Commit


class TreeEntry(NamedTuple):
    repo: Repo
    name: str
    path: str
    node: File | Tree


class Blame(NamedTuple):
    file: File


class BlameRange(NamedTuple):
    first: int
    last: int
    commit: Commit


class ReviewRequest(NamedTuple):
    pull: Pull
    login: str


def type_name(value: Any, info: Info, abstract: Any) -> str:
    """The schema's type of a value, for interfaces and unions."""
    kind = type(value)
    if kind is User:
        return str(value.type)
    if kind not in _TYPE_NAMES:
        raise NotImplementedByStandin(f"type of {kind.__name__}")
    return _TYPE_NAMES[kind]


_TYPE_NAMES: dict[type, str] = {
    Org: "Organization", Repo: "Repository", Pull: "PullRequest", Issue: "Issue", Review: "PullRequestReview",
    ReviewComment: "PullRequestReviewComment", Comment: "IssueComment", Commit: "Commit", File: "Blob", Tree: "Tree",
    Label: "Label", Ref: "Ref", ReviewRequest: "ReviewRequest",
}  # fmt: skip
