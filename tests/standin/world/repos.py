"""Repositories, their directories and files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from standin.world.items import Issue, Pull
from standin.world.values import EPOCH, git_oid, normal_date, sha1

if TYPE_CHECKING:
    from standin.world.accounts import User
    from standin.world.items import Commit, Item


#: The modes that git gives to what is no directory: a file, one that can be run, a symbolic link, a submodule.
FILE_MODES = {"100644", "100755", "120000", "160000"}


class File:
    """A file, a symbolic link, whose text is its target's path, or a submodule, which has no text but a commit."""

    __slots__ = ("blame", "commits", "gone", "mode", "path", "repo", "submodule", "text")

    def __init__(self, repo: Repo, path: str, text: str, mode: str = "100644", submodule: str = "") -> None:
        self.repo = repo
        self.path = path
        self.text = text
        self.mode = mode
        self.submodule = submodule or sha1(f"{repo.full} {path}")
        self.commits: list[Commit] = []
        self.blame: list[tuple[int, int, int]] = []
        #: Lines that are no more: before which line of the text, added by and removed by which commit, the line.
        self.gone: list[tuple[int, int, int, str]] = []

    @property
    def oid(self) -> str:
        return self.submodule if self.is_submodule else git_oid("blob", self.text.encode())

    @property
    def is_link(self) -> bool:
        return self.mode == "120000"

    @property
    def is_submodule(self) -> bool:
        return self.mode == "160000"

    @property
    def kind(self) -> str:
        """The type of git's object."""
        return "commit" if self.is_submodule else "blob"

    def blame_ranges(self) -> list[tuple[int, int, Commit]]:
        lines = max(1, len(self.text.splitlines()))
        if self.blame:
            return [(first, last, self.commits[index]) for first, last, index in self.blame]
        return [(1, lines, self.commits[-1])]


class Tree:
    """A directory of a repository at its head."""

    __slots__ = ("entries", "oid", "path", "repo")

    def __init__(self, repo: Repo, path: str) -> None:
        self.repo = repo
        self.path = path
        self.entries: list[tuple[str, File | Tree]] = []
        self.oid = ""

    def finish(self) -> None:
        """Order the entries as git does and compute the tree's object id."""
        self.entries.sort(key=lambda e: e[0] + ("/" if isinstance(e[1], Tree) else ""))
        data = b""
        for name, node in self.entries:
            if isinstance(node, Tree):
                node.finish()
            mode = b"40000" if isinstance(node, Tree) else node.mode.encode()
            data += mode + b" " + name.encode() + b"\0" + bytes.fromhex(node.oid)
        self.oid = git_oid("tree", data)

    def walk(self) -> Iterator[tuple[str, File | Tree]]:
        for name, node in self.entries:
            full = f"{self.path}/{name}" if self.path else name
            yield full, node
            if isinstance(node, Tree):
                yield from node.walk()


class Repo:
    def __init__(self, owner: User, name: str, ident: int, record: dict[str, Any]) -> None:
        self.owner = owner
        self.name = name
        self.id = ident
        self.full = f"{owner.login}/{name}"
        self.key = self.full.lower()
        self.default_branch: str = record.get("defaultBranch") or "main"
        self.archived = bool(record.get("isArchived"))
        self.fork = bool(record.get("isFork"))
        self.topics: list[str] = list(record.get("topics") or [])
        self.description: str | None = record.get("description")
        self.created: str = normal_date(record.get("createdAt"), "createdAt") or EPOCH
        self.labels: dict[str, str] = {}
        for label in record.get("labels") or []:
            self.add_label(label)
        self.items: dict[int, Item] = {}
        self.files: dict[str, File] = {}
        self.commits: list[Commit] = []  # oldest first
        self.by_oid: dict[str, Commit] = {}
        self.has_history = False  # whether files.jsonl names commits
        self.merged_authors: set[str] = set()
        self.open_count = 0

    def add_label(self, name: str) -> None:
        self.labels.setdefault(name.lower(), name)

    @cached_property
    def pulls(self) -> list[Pull]:
        return [i for i in self.items.values() if isinstance(i, Pull)]

    @cached_property
    def issues(self) -> list[Issue]:
        return [i for i in self.items.values() if isinstance(i, Issue)]

    @property
    def head(self) -> Commit:
        return self.commits[-1]

    @property
    def pushed(self) -> str:
        return self.head.date

    @cached_property
    def root(self) -> Tree:
        root = Tree(self, "")
        trees = {"": root}

        def directory(path: str) -> Tree:
            if path not in trees:
                parent, _, name = path.rpartition("/")
                trees[path] = Tree(self, path)
                directory(parent).entries.append((name, trees[path]))
            return trees[path]

        for file in self.files.values():
            parent, _, name = file.path.rpartition("/")
            directory(parent).entries.append((name, file))
        root.finish()
        self.trees = trees
        return root

    def tree(self, path: str) -> Tree | None:
        _ = self.root
        return self.trees.get(path.strip("/"))

    @cached_property
    def objects(self) -> dict[str, File | Tree]:
        """Blobs and trees by object id."""
        found: dict[str, File | Tree] = {self.root.oid: self.root}
        for _, node in self.root.walk():
            if isinstance(node, Tree) or not node.is_submodule:  # a submodule's commit is in another repository
                found.setdefault(node.oid, node)
        return found

    def commit_at(self, ref: str) -> Commit | None:
        """The commit that a branch name, HEAD or an (abbreviated) object id names."""
        for prefix in ("refs/heads/", "heads/"):
            ref = ref.removeprefix(prefix)
        if ref in ("HEAD", self.default_branch):
            return self.head
        if ref in self.by_oid:
            return self.by_oid[ref]
        if re.fullmatch(r"[0-9a-f]{7,39}", ref):
            hits = [c for oid, c in self.by_oid.items() if oid.startswith(ref)]
            return hits[0] if len(hits) == 1 else None
        return None

    def lookup(self, path: str) -> File | Tree | None:
        path = path.strip("/")
        return self.files.get(path) or self.tree(path)

    def followed(self, link: File) -> File | None:
        """The file that a link leads to in one step, if it is one of this repository; git itself does not follow."""
        target = posixpath.normpath(posixpath.join(posixpath.dirname(link.path), link.text))
        found = None if posixpath.isabs(link.text) else self.files.get(target)
        return found if found and not found.is_link and not found.is_submodule else None
