"""The order of a repository's commits."""

from __future__ import annotations

import heapq
from itertools import pairwise
from typing import TYPE_CHECKING

from standin.world.items import Commit
from standin.world.values import WorldError, sha1

if TYPE_CHECKING:
    from standin.world.repos import Repo


def commits_in_order(repo: Repo) -> list[Commit]:
    """By date, oldest first, but never against the order in which a file lists its commits."""
    places = {commit.oid: place for place, commit in enumerate(repo.by_oid.values())}
    later: dict[str, set[str]] = {}
    waits = dict.fromkeys(places, 0)
    for file in repo.files.values():
        for before, after in pairwise(file.commits):
            if after.oid != before.oid and after.oid not in later.setdefault(before.oid, set()):
                later[before.oid].add(after.oid)
                waits[after.oid] += 1
    ready = [(c.date, places[c.oid], c.oid) for c in repo.by_oid.values() if not waits[c.oid]]
    heapq.heapify(ready)
    order: list[Commit] = []
    while ready:
        commit = repo.by_oid[heapq.heappop(ready)[2]]
        order.append(commit)
        for oid in later.get(commit.oid, ()):
            waits[oid] -= 1
            if not waits[oid]:
                heapq.heappush(ready, (repo.by_oid[oid].date, places[oid], oid))
    if len(order) < len(places):
        raise WorldError(f"the files of {repo.full} list their commits in orders that contradict each other")
    return order


def order_commits(repo: Repo) -> None:
    """Give files without a history the repository's first commit, and every commit its place."""
    repo.has_history = bool(repo.by_oid)
    start = min([repo.created, *(c.date for c in repo.by_oid.values())])
    root = Commit(repo, sha1(f"{repo.full} root"), start, None, None, "Initial commit")
    plain = [f for f in repo.files.values() if not f.commits]
    for file in plain:
        file.commits.append(root)
        root.paths.append(file.path)
    if plain or not repo.by_oid:
        repo.by_oid = {root.oid: root, **repo.by_oid}
    repo.commits = commits_in_order(repo)
    for position, commit in enumerate(repo.commits):
        commit.position = position
