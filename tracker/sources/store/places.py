"""Repositories and directories that were looked for: what they are called, and whether they exist."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from tracker.facts.places import Place, Presence
from tracker.facts.scopes import Scope
from tracker.sources.store.database import Row, Store
from tracker.sources.store.values import moment, read_moment

_KEPT = """
    SELECT places.name, places.there, places.read_at FROM places WHERE repo = ? AND path = ?
"""
#: A file that was read proves its repository and the directories that hold it.
_READ = """
    SELECT repo, 1, read_at FROM paths
    WHERE repo = ? COLLATE NOCASE AND oid IS NOT NULL AND (? = '' OR substr(path, 1, length(?)) = ?)
    ORDER BY read_at DESC LIMIT 1
"""
_NAMES = """
    SELECT repo, name FROM places
    WHERE path = '' AND name IS NOT NULL AND repo IN (SELECT value FROM json_each(?))
"""


class Places:
    """The places of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, scope: Scope) -> Place | None:
        """What was known of a place when somebody last looked for it, or read a file in it; None where nobody did."""
        repo, below = scope.repo or "", f"{scope.path}/" if scope.path else ""
        rows = self._store.read(_KEPT, (repo, scope.path)) or self._store.read(_READ, (repo, below, below, below))
        return _place(scope, rows[0]) if rows else None

    def names(self, repos: Collection[str]) -> dict[str, str]:
        """What these repositories are called now, by the names under which they were looked for."""
        return {str(repo): str(name) for repo, name in self._store.read(_NAMES, (json.dumps(list(repos)),))}

    def keep(self, found: Mapping[Scope, Place]) -> None:
        """Write what is known for certain, by the scopes that were asked for."""
        rows = [_row(asked, place) for asked, place in found.items() if place.presence is not Presence.UNKNOWN]
        self._write(rows)

    def keep_names(self, names: Mapping[str, str], read_at: datetime) -> None:
        """Write what repositories are called now."""
        self._write([(repo, "", name, 1, moment(read_at)) for repo, name in names.items()])

    def _write(self, rows: Iterable[Row]) -> None:
        if rows := list(rows):
            self._store.write(lambda db: db.executemany("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?)", rows))


def _row(asked: Scope, place: Place) -> Row:
    name = None if place.presence is Presence.NO_REPOSITORY else place.scope.repo
    return (asked.repo, asked.path, name, place.presence is Presence.THERE, moment(place.read_at))


def _place(asked: Scope, row: Row) -> Place:
    name, there, read_at = row
    missing = Presence.NO_DIRECTORY if name else Presence.NO_REPOSITORY
    scope = Scope.directory(str(name), asked.path) if name else asked
    return Place(scope=scope, presence=Presence.THERE if there else missing, read_at=read_moment(read_at))
