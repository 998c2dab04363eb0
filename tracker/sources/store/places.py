"""Repositories and directories that were looked for: what they are called, and whether they exist."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from sqlite3 import Row

from tracker.facts.places import Place, Presence
from tracker.facts.scopes import Scope
from tracker.sources.store.records import read_alone, read_one
from tracker.sources.store.store import Store
from tracker.sources.store.tables import PATHS, PLACES
from tracker.sources.store.values import Value, moment, read_moment

_KEPT = "repo = ? AND path = ?"
#: A file that was read proves its repository and the directories that hold it.
_READ = """
    repo = ? COLLATE NOCASE AND oid IS NOT NULL AND (? = '' OR substr(path, 1, length(?)) = ?)
    ORDER BY read_at DESC LIMIT 1
"""
_NAMED = "path = '' AND name IS NOT NULL AND repo IN (SELECT value FROM json_each(?))"


class Places:
    """The places of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, scope: Scope) -> Place | None:
        """What was known of a place when somebody last looked for it, or read a file in it; None where nobody did."""
        repo, below = scope.repo or "", f"{scope.path}/" if scope.path else ""
        kept = read_one(self._store, PLACES, lambda row: _place(scope, row), _KEPT, repo, scope.path)
        return kept or read_one(self._store, PATHS, lambda row: _holding(scope, row), _READ, repo, *[below] * 3)

    def names(self, repos: Collection[str]) -> dict[str, str]:
        """What these repositories are called now, by the names under which they were looked for."""
        found = read_alone(self._store, PLACES, lambda row: (row["repo"], row["name"]), _NAMED, json.dumps(list(repos)))
        return dict(found)

    def keep(self, found: Mapping[Scope, Place]) -> None:
        """Write what is known for certain, by the scopes that were asked for."""
        self._write(_row(asked, place) for asked, place in found.items() if place.presence is not Presence.UNKNOWN)

    def keep_names(self, names: Mapping[str, str], read_at: datetime) -> None:
        """Write what repositories are called now."""
        at = moment(read_at)
        self._write({"repo": repo, "path": "", "name": name, "there": 1, "read_at": at} for repo, name in names.items())

    def _write(self, rows: Iterable[Mapping[str, Value]]) -> None:
        with self._store.transaction() as transaction:
            PLACES.write(transaction, rows)


def _row(asked: Scope, place: Place) -> Mapping[str, Value]:
    return {
        "repo": asked.repo,
        "path": asked.path,
        "name": None if place.presence is Presence.NO_REPOSITORY else place.scope.repo,
        "there": int(place.presence is Presence.THERE),
        "read_at": moment(place.read_at),
    }


def _place(asked: Scope, row: Row) -> Place:
    name, there = row["name"], bool(row["there"])
    missing = Presence.NO_DIRECTORY if name else Presence.NO_REPOSITORY
    scope = Scope.directory(name, asked.path) if name else asked
    return Place(scope=scope, presence=Presence.THERE if there else missing, read_at=read_moment(row["read_at"]))


def _holding(asked: Scope, row: Row) -> Place:
    """The place of a file that was read."""
    scope = Scope.directory(row["repo"], asked.path)
    return Place(scope=scope, presence=Presence.THERE, read_at=read_moment(row["read_at"]))
