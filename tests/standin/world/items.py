"""Issues, pull requests and what is written in them; commits, which name pull requests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from standin.world.values import ISSUE_BASE, PULL_BASE, sha1

if TYPE_CHECKING:
    from standin.world.repos import Repo


_MERGED_PULL = re.compile(r"\AMerge pull request #(\d+) from |\(#(\d+)\)\Z")


class Comment:
    """A comment on an issue or on a pull request's conversation."""

    __slots__ = ("author", "body", "created", "edited", "id", "item")

    def __init__(self, item: Item, author: str | None, created: str, body: str, edited: str | None = None) -> None:
        self.item = item
        self.edited = edited
        self.author = author
        self.created = created
        self.body = body
        self.id = 0


class ReviewComment:
    """A comment on a line of the diff."""

    __slots__ = ("body", "created", "id", "path", "review")

    def __init__(self, review: Review, path: str, body: str, created: str) -> None:
        self.review = review
        self.path = path
        self.body = body
        self.created = created
        self.id = 0

    @property
    def author(self) -> str | None:
        return self.review.author


class Review:
    __slots__ = ("author", "body", "comments", "id", "item", "state", "submitted")

    def __init__(self, item: Pull, author: str | None, state: str, submitted: str, body: str) -> None:
        self.item = item
        self.author = author
        self.state = state
        self.submitted = submitted
        self.body = body
        self.comments: tuple[ReviewComment, ...] | list[ReviewComment] = ()
        self.id = 0


class ChangedFile(NamedTuple):
    path: str
    additions: int
    deletions: int
    change: str


class Item:
    """An issue; also what an issue and a pull request have in common."""

    __slots__ = (
        "assignees",
        "author",
        "body",
        "closed",
        "comments",
        "created",
        "edited",
        "idx",
        "labels",
        "number",
        "repo",
        "state",
        "state_reason",
        "title",
        "updated",
    )  # fmt: skip
    is_pull = False

    idx: int
    repo: Repo
    number: int
    author: str | None
    title: str
    body: str
    state: str
    created: str
    edited: str | None
    updated: str
    closed: str | None
    labels: tuple[str, ...]
    assignees: tuple[str, ...]
    comments: list[Comment] | tuple[()]
    state_reason: str | None

    @property
    def issue_id(self) -> int:
        return ISSUE_BASE + self.idx

    @property
    def id(self) -> int:
        return ISSUE_BASE + self.idx


class Issue(Item):
    __slots__ = ()


class Pull(Item):
    __slots__ = (
        "additions",
        "base",
        "commit_count",
        "deletions",
        "draft",
        "files",
        "merged",
        "merged_by",
        "review_requests",
        "reviews",
    )  # fmt: skip
    is_pull = True

    draft: bool
    merged: str | None
    merged_by: str | None
    base: str
    additions: int
    deletions: int
    files: list[ChangedFile] | tuple[()]
    review_requests: tuple[str, ...]
    commit_count: int
    reviews: list[Review] | tuple[()]

    @property
    def id(self) -> int:
        return PULL_BASE + self.idx

    def head_oid(self) -> str:
        return self.commit(self.commit_count - 1).oid

    def commit(self, index: int) -> Commit:
        """One of the pull request's commits; made up, since the world only counts them."""
        oid = sha1(f"{self.repo.full}#{self.number}/{index}")
        return Commit(self.repo, oid, self.created, self.author, None, f"{self.title} ({index + 1})", self)

    def merge_oid(self) -> str | None:
        return sha1(f"{self.repo.full}#{self.number}/merge") if self.merged else None


class Commit:
    __slots__ = ("author", "date", "email", "message", "oid", "paths", "position", "pull", "repo")

    def __init__(
        self, repo: Repo, oid: str, date: str, author: str | None, email: str | None, message: str,
        pull: Pull | None = None,
    ) -> None:  # fmt: skip
        self.repo = repo
        self.oid = oid
        self.date = date
        self.author = author
        self.email = email or (f"{author}@users.noreply.example.com" if author else "nobody@example.com")
        self.message = message
        self.pull = pull
        self.paths: list[str] = []
        self.position = 0

    def pulls(self) -> list[Pull]:
        """The pull request that the message's first line names, as a merge or a squash on GitHub does."""
        if self.pull is not None:
            return [self.pull]
        match = _MERGED_PULL.search(self.message.partition("\n")[0])
        item = self.repo.items.get(int(match[1] or match[2])) if match else None
        return [item] if isinstance(item, Pull) else []
