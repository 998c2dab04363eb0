"""A world, its indexes and how to find something in it."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from standin.world.items import Pull
from standin.world.values import COMMENT_BASE, REVIEW_BASE, REVIEW_COMMENT_BASE

if TYPE_CHECKING:
    from standin.world.accounts import Org, User
    from standin.world.items import Comment, Item, Review, ReviewComment
    from standin.world.repos import Repo


_MENTION = re.compile(r"(?<![\w`/])@([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))")


class World:
    def __init__(self, now: str, viewer: str, description: str) -> None:
        self.now = now
        self.viewer_login = viewer
        self.description = description
        self.users: dict[str, User] = {}
        self.users_by_id: dict[int, User] = {}
        self._spelling: dict[str, str] = {}  # every spelling of a login that was met, to the account's own
        self.orgs: dict[str, Org] = {}
        self.repos: dict[str, Repo] = {}
        self.repos_by_id: dict[int, Repo] = {}
        self.former: dict[str, Repo] = {}  # by the names that repositories had before
        self.items: list[Item] = []
        self.by_author: dict[str, list[Item]] = {}
        self.by_reviewer: dict[str, list[Item]] = {}
        self.by_commenter: dict[str, list[Item]] = {}
        self.by_assignee: dict[str, list[Item]] = {}
        self.by_owner: dict[str, list[Item]] = {}
        self.by_repo: dict[str, list[Item]] = {}
        self.by_label: dict[str, list[Item]] = {}
        self.review_starts: list[int] = []
        self.comment_starts: list[int] = []
        self.review_comment_starts: list[int] = []
        #: How many there are of each kind, once the world is complete.
        self.counts: dict[str, int] = {}
        #: Where its git repositories are, once a server has made them.
        self.repositories: str | None = None
        #: What GraphQL answered about this world; its engine keeps it.
        self.answers: dict[Any, Any] = {}

    def __getstate__(self) -> dict[str, Any]:
        """A copy may be changed, so nothing that was worked out of the world goes with it."""
        return {**self.__dict__, "answers": {}, "repositories": None}

    # -- lookups ---------------------------------------------------------------------------------

    @property
    def viewer(self) -> User:
        return self.users[self.viewer_login.lower()]

    def user(self, login: str | None) -> User | None:
        return self.users.get(login.lower()) if login else None

    def org(self, login: str) -> Org | None:
        return self.orgs.get(login.lower())

    def repo(self, owner: str, name: str) -> Repo | None:
        return self.repos.get(f"{owner}/{name}".lower())

    def item_by_id(self, ident: int, base: int) -> Item | None:
        index = ident - base
        return self.items[index] if 0 <= index < len(self.items) else None

    def _nth(self, starts: list[int], n: int) -> tuple[Item, int] | None:
        if n < 0 or not self.items or n >= starts[-1]:
            return None
        index = bisect.bisect_right(starts, n) - 1
        return self.items[index], n - starts[index]

    def review_by_id(self, ident: int) -> Review | None:
        hit = self._nth(self.review_starts, ident - REVIEW_BASE)
        return hit[0].reviews[hit[1]] if hit and isinstance(hit[0], Pull) else None

    def comment_by_id(self, ident: int) -> Comment | None:
        hit = self._nth(self.comment_starts, ident - COMMENT_BASE)
        return hit[0].comments[hit[1]] if hit else None

    def review_comment_by_id(self, ident: int) -> ReviewComment | None:
        hit = self._nth(self.review_comment_starts, ident - REVIEW_COMMENT_BASE)
        if not hit or not isinstance(hit[0], Pull):
            return None
        return [c for r in hit[0].reviews for c in r.comments][hit[1]]

    def orgs_of(self, login: str) -> list[Org]:
        return [o for o in self.orgs.values() if login.lower() in o.members]

    def sees_members(self, org: Org, viewer: User | None) -> bool:
        """Whether this viewer may see the private members of this organisation."""
        return viewer is not None and viewer.key in org.members

    def visible_members(self, org: Org, viewer: User | None) -> list[User]:
        keys: Iterable[str] = org.members if self.sees_members(org, viewer) else org.public
        return [self.users[k] for k in keys]

    def association(self, repo: Repo, author: str | None, viewer: User | None) -> str:
        """The author's relation to the repository as this viewer may see it."""
        if author is None:
            return "NONE"
        key = author.lower()
        if key == repo.owner.key:
            return "OWNER"
        org = self.orgs.get(repo.owner.key)
        if org and (key in org.public or (key in org.members and self.sees_members(org, viewer))):
            return "MEMBER"
        return "CONTRIBUTOR" if key in repo.merged_authors else "NONE"

    @cached_property
    def by_mention(self) -> dict[str, list[Item]]:
        """Items in whose text a login is mentioned; made on first use."""
        index: dict[str, list[Item]] = {}
        for item in self.items:
            seen: set[str] = set()
            for text in item_texts(item):
                if "@" in text:
                    seen.update(m.lower() for m in _MENTION.findall(text))
            for key in seen:
                index.setdefault(key, []).append(item)
        return index


def item_texts(item: Item) -> Iterator[str]:
    """Every text of an item that GitHub's search looks into."""
    yield item.title
    yield item.body
    for comment in item.comments:
        yield comment.body
    if isinstance(item, Pull):
        for review in item.reviews:
            if review.body:
                yield review.body
            for line in review.comments:
                yield line.body
