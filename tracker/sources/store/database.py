"""The database itself: opened, brought to the present version, and done without where it cannot be used."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeVar
from weakref import finalize

from tracker.errors import SourceError

#: "LDCH": tells our databases from others (sqlite.org, PRAGMA application_id).
APPLICATION_ID = 0x4C444348
#: Seconds that one process waits while another one writes.
_PATIENCE = 30.0
#: Pages that are written beside the file (SQLite's own is 1,000) before they are put into it: a large cohort writes the
#: same ones again and again, and so they are put there a few times only. Of 4 KiB each.
_PAGES = 8_000
_HINT = "This run remembers nothing. To begin anew: remove the file, or name another directory with --cache-dir."

Value = str | int | None
Row = Sequence[Value]
T = TypeVar("T")
#: Tells the person, once, why nothing is remembered.
Warn = Callable[[str], None]


class StoreError(SourceError):
    """The store cannot be used; the message says why."""


def open_store(path: Path | None, warn: Warn = lambda _: None) -> "Store":
    """The store in a file, made where there is none; in memory where there is no ``path``, or it cannot be used."""
    if path is None:
        return Store(connect(None), None, warn)
    try:
        return Store(connect(path), path, warn)
    except StoreError as error:
        warn(f"{error.message}. {_HINT}")
        return Store(connect(None), None, warn)


def connect(path: Path | None) -> sqlite3.Connection:
    """A connection to a database of the present version.

    Raises:
        StoreError: the file cannot be used: it is broken, foreign, from a newer program, or cannot be written.
    """
    try:
        db = _open(path)
        try:
            _refuse_foreign(db, path)
            _prepare(db, path)
            _migrate(db)
        except BaseException:
            db.close()
            raise
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"the store {path} cannot be used: {reason(error)}") from error
    return db


@contextmanager
def guarded(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection for whoever works on the file itself: where that fails, there is nothing else to do.

    Raises:
        StoreError: the file is not there or cannot be used.
    """
    if not path.is_file():
        raise StoreError(f"there is no store {path}")
    db = connect(path)
    try:
        yield db
    except sqlite3.Error as error:
        raise StoreError(f"the store {path} cannot be used: {reason(error)}") from error
    finally:
        db.close()


def _open(path: Path | None) -> sqlite3.Connection:
    if path is None:
        return _connected(":memory:")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Made before SQLite sees it, so that nobody else can ever read it; its journals take the mode over.
    path.touch(mode=0o600, exist_ok=True)
    return _connected(path)


def _connected(place: Path | str) -> sqlite3.Connection:
    # One thread uses a store, but any may be the one in which a forgotten store is cleared away, and closed.
    return sqlite3.connect(place, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)


def _prepare(db: sqlite3.Connection, path: Path | None) -> None:
    """Raises sqlite3.Error for a file that is damaged. Nothing is changed in a file before it is known to be ours."""
    if path:
        path.chmod(0o600)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(f"PRAGMA wal_autocheckpoint = {_PAGES}")
        broken = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if broken != "ok":
            raise sqlite3.DatabaseError(f"it is damaged ({broken})")
    db.execute("PRAGMA foreign_keys = ON")


def reason(error: Exception) -> str:
    """What went wrong, in a few words."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error)


def _refuse_foreign(db: sqlite3.Connection, path: Path | None) -> None:
    """Raises StoreError for a database that is not ours, or is newer than this program."""
    tables = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    application, version = _pragma(db, "application_id"), _pragma(db, "user_version")
    if application not in {0, APPLICATION_ID} or (tables and application != APPLICATION_ID):
        raise StoreError(f"{path} is a database of another program")
    if version > len(_migrations()):
        raise StoreError(f"the store {path} is from a newer version of this program")


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def _migrate(db: sqlite3.Connection) -> None:
    """Every step that the database has not seen yet, all or none of them; another process may have been quicker."""
    if _pragma(db, "user_version") == len(_migrations()):
        return
    with db:  # rolls back where a step fails
        db.execute("BEGIN IMMEDIATE")
        _run_steps(db)


def _run_steps(db: sqlite3.Connection) -> None:
    for number, text in enumerate(_migrations()[_pragma(db, "user_version") :], start=_pragma(db, "user_version") + 1):
        for statement in _statements(text):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {number}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@cache
def _migrations() -> tuple[str, ...]:
    folder = resources.files("tracker.sources.store") / "migrations"
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=lambda one: one.name)
    return tuple(entry.read_text(encoding="utf-8") for entry in found)


def _statements(text: str) -> Iterable[str]:
    """The statements of a file, one by one: ``executescript`` would end the transaction."""
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


class Store:
    """The database of one GitHub, for one process.

    When it fails in the middle of a run (a full disk, a broken page), the run goes on in memory with what can still be
    read: what is missing then is read from GitHub again.
    """

    def __init__(self, db: sqlite3.Connection, path: Path | None, warn: Warn) -> None:
        self._warn = warn
        self.path = path
        self._use(db)

    def _use(self, db: sqlite3.Connection) -> None:
        """A store that nobody refers to any more is closed: from 3.13 on, Python warns of connections left open."""
        self._db = db
        # Before the garbage is cleared away in which both may be, unlike __del__.
        finalize(self, db.close)

    def read(self, query: str, parameters: Row = ()) -> list[tuple[Value, ...]]:
        """All rows of a question; none where the database broke."""
        try:
            return list(self._db.execute(query, parameters))
        except sqlite3.Error as error:
            self._go_on_in_memory(error)
            return list(self._db.execute(query, parameters))

    def write(self, change: Callable[[sqlite3.Connection], object]) -> None:
        """A change, as a whole or not at all: killed at any moment, the database is as it was before, or after."""
        try:
            self._write(change)
        except sqlite3.Error as error:
            self._go_on_in_memory(error)
            self._write(change)

    def _write(self, change: Callable[[sqlite3.Connection], object]) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            change(self._db)
            self._db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise

    def _go_on_in_memory(self, error: sqlite3.Error) -> None:
        """Raises the error again where this is in memory already: then it is a mistake of ours."""
        if self.path is None:
            raise error
        self._warn(f"The store {self.path} failed: {reason(error)}. {_HINT}")
        self._use(_copied(self._db))
        self.path = None

    def close(self) -> None:
        self._db.close()


def _copied(old: sqlite3.Connection) -> sqlite3.Connection:
    """What can still be read of a database, in memory; an empty one where that is nothing."""
    with closing(old):
        new = _connected(":memory:")
        try:
            old.backup(new)
            new.execute("PRAGMA foreign_keys = ON")
            if new.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok":
                return new
        except sqlite3.Error:
            pass
        new.close()
    return connect(None)
