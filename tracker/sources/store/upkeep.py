"""What is in a store, and how it is kept small."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from tracker.sources.store.database import guarded
from tracker.sources.store.values import maybe_read_moment

#: What no record leads to any more: old versions of files, pull requests that no search finds for anybody.
_UNUSED = (
    "DELETE FROM texts WHERE oid NOT IN (SELECT oid FROM paths WHERE oid IS NOT NULL)",
    "DELETE FROM line_changes WHERE oid NOT IN (SELECT oid FROM paths WHERE oid IS NOT NULL)",
    "DELETE FROM pull_requests WHERE id NOT IN (SELECT pull_request FROM found)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """A store: its file with ``size`` in bytes, rows by table, people ``checked``, when the oldest and newest were."""

    path: Path
    size: int
    version: int
    rows: Mapping[str, int]
    checked: int
    oldest: datetime | None
    newest: datetime | None


def info(path: Path) -> Info:
    """What is in a store.

    Raises:
        StoreError: it cannot be read.
    """
    with guarded(path) as db:
        checked, oldest, newest = db.execute("SELECT count(*), min(read_at), max(read_at) FROM checks").fetchone()
        return Info(
            path=path,
            size=size_of(path),
            version=db.execute("PRAGMA user_version").fetchone()[0],
            rows={table: _count(db, table) for table in tables(db)},
            checked=checked,
            oldest=maybe_read_moment(oldest),
            newest=maybe_read_moment(newest),
        )


def size_of(path: Path) -> int:
    """Bytes of a store on disk, with its journals."""
    files = (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm")))
    return sum(file.stat().st_size for file in files if file.exists())


def tables(db: Connection) -> tuple[str, ...]:
    """The tables of a store, by name."""
    rows = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    return tuple(name for (name,) in rows)


def _count(db: Connection, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - a table's own name


def vacuum(path: Path) -> tuple[int, int]:
    """Take away what no record leads to any more, and give the room back; bytes before and after.

    Raises:
        StoreError: it cannot be read, or written.
    """
    before = size_of(path)
    with guarded(path) as db:
        db.execute("BEGIN IMMEDIATE")
        for statement in _UNUSED:
            db.execute(statement)
        db.execute("COMMIT")
        shrink(db)
    return before, size_of(path)


def shrink(db: Connection) -> None:
    """Write the database anew, without what was deleted, and empty its journal."""
    db.execute("VACUUM")
    with closing(db.execute("PRAGMA wal_checkpoint(TRUNCATE)")) as cursor:
        cursor.fetchall()
