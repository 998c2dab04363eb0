"""Whether a query holds for an item, and which items come into question at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from standin.names import find_repo
from standin.options import Options
from standin.search.parser import DATES
from standin.search.query import And, Not, Or, Qualifier, SearchError, Text
from standin.search.ranges import date_range, number_test
from standin.world import Item, Pull, User, World, item_texts

if TYPE_CHECKING:
    from standin.search.query import Node


_WORDS = re.compile(r"\w+", re.UNICODE)


Test = Callable[[Item], bool]
EMPTY: list[Item] = []


def _phrase(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))


class Matching:
    """What a query's terms mean to one viewer of a world."""

    def __init__(self, world: World, viewer: User, options: Options | None = None) -> None:
        self.world = world
        self.viewer = viewer
        self.options = options or Options()

    def _login(self, value: str) -> str:
        return self.viewer.key if value == "@me" else value.lower()

    def _repo_key(self, value: str) -> str:
        """The key of the repository that has or had this name."""
        owner, slash, name = value.partition("/")
        repo = find_repo(self.world, self.options.renames, owner, name) if slash else None
        return repo.key if repo else value.lower()

    def _index(self, node: Qualifier) -> list[Item] | None:
        world, value = self.world, node.value.lower()
        if value == "*":
            return None
        if node.key == "author":
            return world.by_author.get(self._login(value), EMPTY)
        if node.key == "reviewed-by":
            return world.by_reviewer.get(self._login(value), EMPTY)
        if node.key == "commenter":
            return world.by_commenter.get(self._login(value), EMPTY)
        if node.key == "assignee":
            return world.by_assignee.get(self._login(value), EMPTY)
        if node.key == "mentions":
            return world.by_mention.get(self._login(value), EMPTY)
        if node.key == "involves":
            login = self._login(value)
            return _union(
                [
                    world.by_author.get(login, EMPTY), world.by_commenter.get(login, EMPTY),
                    world.by_assignee.get(login, EMPTY), world.by_mention.get(login, EMPTY),
                ]
            )  # fmt: skip
        if node.key in ("org", "user"):
            return world.by_owner.get(self._login(value), EMPTY)
        if node.key == "repo":
            return world.by_repo.get(self._repo_key(value), EMPTY)
        if node.key == "label":
            return world.by_label.get(value, EMPTY)
        return None

    def _candidates(self, node: Node) -> list[Item] | None:
        """A superset of the matches in creation order, or None if no index helps."""
        if isinstance(node, Qualifier):
            return self._index(node)
        if isinstance(node, And):
            lists = [c for c in (self._candidates(child) for child in node.children) if c is not None]
            return min(lists, key=len) if lists else None
        if isinstance(node, Or):
            parts = [self._candidates(child) for child in node.children]
            return _union([p for p in parts if p is not None]) if all(p is not None for p in parts) else None
        return None

    def _test(self, node: Node, fields: frozenset[str]) -> Test:
        if isinstance(node, And):
            tests = [self._test(c, fields) for c in node.children]
            return lambda item: all(t(item) for t in tests)
        if isinstance(node, Or):
            tests = [self._test(c, fields) for c in node.children]
            return lambda item: any(t(item) for t in tests)
        if isinstance(node, Not):
            inner = self._test(node.child, fields)
            return lambda item: not inner(item)
        if isinstance(node, Text):
            return self._text_test(node.phrase, fields)
        return self._qualifier_test(node.key, node.value)

    def _text_test(self, text: str, fields: frozenset[str]) -> Test:
        phrase = _phrase(text)
        if not phrase:
            return lambda item: True
        first = phrase.split(" ", 1)[0]
        wanted = f" {phrase} "

        def holds(content: str) -> bool:
            return first in content.lower() and wanted in f" {_phrase(content)} "

        def test(item: Item) -> bool:
            if "title" in fields and holds(item.title):
                return True
            if "body" in fields and holds(item.body):
                return True
            return "comments" in fields and any(holds(t) for t in list(item_texts(item))[2:])

        return test

    def _qualifier_test(self, key: str, value: str) -> Test:
        lower = value.lower()
        if key in ("author", "assignee", "reviewed-by", "commenter", "mentions", "involves"):
            if key == "assignee" and value == "*":
                return lambda item: bool(item.assignees)
            if key == "author":
                login = self._login(lower)
                return lambda item: item.author is not None and item.author.lower() == login
            index = self._index(Qualifier(key, value)) or EMPTY
            members = {i.idx for i in index}
            return lambda item: item.idx in members
        if key in ("review-requested", "user-review-requested"):
            login = self._login(lower)
            return lambda item: isinstance(item, Pull) and login in {r.lower() for r in item.review_requests}
        if key in ("org", "user"):
            owner = self._login(lower)
            return lambda item: item.repo.owner.key == owner
        if key == "repo":
            wanted = self._repo_key(value)
            return lambda item: item.repo.key == wanted
        if key == "label":
            return lambda item: any(label.lower() == lower for label in item.labels)
        if key in DATES:
            return self._date_test(key, value)
        if key in ("is", "type", "state"):
            return self._state_test(key, lower)
        if key == "draft":
            return lambda item: isinstance(item, Pull) and item.draft == (lower == "true")
        if key == "archived":
            return lambda item: item.repo.archived == (lower == "true")
        if key == "base":
            return lambda item: isinstance(item, Pull) and item.base == value
        if key == "comments":
            number = number_test(value)
            return lambda item: number(len(item.comments))
        if key == "reason":
            return lambda item: (
                (item.state_reason or "").lower().replace("_", " ") == lower.replace("_", " ").replace("-", " ")
            )
        if key == "no":
            if lower == "label":
                return lambda item: not item.labels
            if lower == "assignee":
                return lambda item: not item.assignees
            if lower in ("milestone", "project"):
                return lambda item: True
        if key == "review":
            return self._review_test(lower)
        raise SearchError(f"stand-in: search qualifier {key}:{value} not implemented")

    def _date_test(self, key: str, value: str) -> Test:
        low, high = date_range(value)
        if key == "created":
            return lambda item: low <= item.created <= high
        if key == "updated":
            return lambda item: low <= item.updated <= high
        if key == "closed":
            return lambda item: item.closed is not None and low <= item.closed <= high
        return lambda item: isinstance(item, Pull) and item.merged is not None and low <= item.merged <= high

    def _state_test(self, key: str, value: str) -> Test:
        if value in ("pr", "pull-request"):
            return lambda item: item.is_pull
        if value == "issue":
            return lambda item: not item.is_pull
        if value == "open":
            return lambda item: item.state == "OPEN"
        if value == "closed":
            return lambda item: item.state != "OPEN"
        if value == "merged":
            return lambda item: item.state == "MERGED"
        if value == "unmerged":
            return lambda item: item.is_pull and item.state == "CLOSED"
        if value == "draft":
            return lambda item: isinstance(item, Pull) and item.draft
        if value == "public":
            return lambda item: True
        if value in ("private", "locked"):
            return lambda item: False
        if value == "unlocked":
            return lambda item: True
        raise SearchError(f"stand-in: search qualifier {key}:{value} not implemented")

    def _review_test(self, value: str) -> Test:
        decision = {"approved": "APPROVED", "changes_requested": "CHANGES_REQUESTED"}.get(value)
        if value not in ("none", "required", "approved", "changes_requested"):
            raise SearchError(f"stand-in: search qualifier review:{value} not implemented")

        def test(item: Item) -> bool:
            if not isinstance(item, Pull):
                return False
            latest = {r.author: r.state for r in item.reviews if r.state in ("APPROVED", "CHANGES_REQUESTED")}
            if value == "none":
                return not item.reviews
            if value == "required":
                return "APPROVED" not in latest.values()
            if decision == "APPROVED":
                return "APPROVED" in latest.values() and "CHANGES_REQUESTED" not in latest.values()
            return "CHANGES_REQUESTED" in latest.values()

        return test


def _union(lists: list[list[Item]]) -> list[Item]:
    if len(lists) == 1:
        return lists[0]
    merged = {item.idx: item for part in lists for item in part}
    return [merged[idx] for idx in sorted(merged)]
