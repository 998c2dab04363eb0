"""What is in a store, how it is kept small, and how everything about one person is taken out of its file."""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from tracker.facts.people import Login
from tracker.record import record
from tracker.sources.store.damage import Warn, damaged_files
from tracker.sources.store.left_out import leave_out
from tracker.sources.store.store import Store
from tracker.sources.store.sweep import swept
from tracker.sources.store.values import maybe_read_moment

#: What no record leads to any more: old versions of files, pull requests that no search finds for anybody.
_UNUSED = (
    "DELETE FROM texts WHERE oid NOT IN (SELECT oid FROM paths WHERE oid IS NOT NULL)",
    "DELETE FROM line_changes WHERE oid NOT IN (SELECT oid FROM paths WHERE oid IS NOT NULL)",
    "DELETE FROM lists WHERE of = 'line_changes' AND checksum = 0",
    "DELETE FROM pull_requests WHERE id NOT IN (SELECT pull_request FROM found)",
)
#: Seconds to wait for others who read what was deleted.
_PATIENCE = 2


@record
class Info:
    """A store: its file with ``size`` in bytes, rows by table, people ``checked``, when the oldest and newest were.

    ``damaged`` are files that were set aside.
    """

    path: Path
    size: int
    version: int
    rows: Mapping[str, int]
    checked: int
    oldest: datetime | None
    newest: datetime | None
    damaged: tuple[Path, ...]


def info(path: Path, warn: Warn, left_out: Collection[Login] = ()) -> Info:
    """What is in a store once people who are ``left_out`` were taken out of it.

    Raises:
        StoreError: it cannot be read.
    """
    with swept(path, warn, left_out) as store:
        ((checked, oldest, newest),) = store.read("SELECT count(*), min(read_at), max(read_at) FROM checks")
        return Info(
            path=path,
            size=size_of(path),
            version=store.read("PRAGMA user_version")[0][0],
            rows={name: store.read(f"SELECT count(*) FROM {name}")[0][0] for name in tables(store)},
            checked=checked,
            oldest=maybe_read_moment(oldest),
            newest=maybe_read_moment(newest),
            damaged=damaged_files(path),
        )


def size_of(path: Path) -> int:
    """Bytes of a store on disk, with its journals."""
    files = (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm")))
    return sum(file.stat().st_size for file in files if file.exists())


def tables(store: Store) -> tuple[str, ...]:
    """The tables of a store, by name."""
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    return tuple(name for (name,) in store.read(query))


def vacuum(path: Path, warn: Warn, left_out: Collection[Login] = ()) -> tuple[int, int]:
    """Take away what no record leads to any more, and give the room back; bytes before and after.

    People who are ``left_out`` are taken out, too.

    Raises:
        StoreError: it cannot be read, or written.
    """
    before = size_of(path)
    with swept(path, warn, left_out) as store:
        with store.transaction() as transaction:
            for statement in _UNUSED:
                transaction.execute(statement)
        shrink(store)
    return before, size_of(path)


def shrink(store: Store) -> bool:
    """Write the database anew, without what was deleted, and empty its journal.

    Whether that is done: not where somebody reads what was there before. It is the next time, or when they end.
    """
    store.read("VACUUM")
    store.read(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")
    ((busy, _, _),) = store.read("PRAGMA wal_checkpoint(TRUNCATE)")
    return not busy


@record
class Forgotten:
    """How many rows were taken away, and damaged ``files`` that were deleted.

    ``done`` is False where another process still reads what was there before, so that old pages are still in the file.
    """

    rows: int
    files: int
    done: bool


def forget(path: Path, login: Login, warn: Warn) -> Forgotten:
    """Leave no trace of a person but in the texts of public governance files.

    Files that were set aside because they were damaged are deleted: nobody can tell what is in them.

    Raises:
        StoreError: the store cannot be read, or written.
    """
    with swept(path, warn) as store:
        rows = leave_out(store, [login])
        done = shrink(store)
    return Forgotten(rows=rows, files=_delete_damaged(path), done=done)


def _delete_damaged(path: Path) -> int:
    files = damaged_files(path)
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)
