"""The database itself: opened, brought to the present version, and refused where it cannot be used."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from functools import cache
from importlib import resources
from pathlib import Path

from tracker.errors import SourceError
from tracker.sources.store.carry_over import MARK, carry_over
from tracker.sources.store.damage import ERRORS, DamagedError, is_damage, is_undecodable
from tracker.sources.store.tables import LISTS
from tracker.sources.trust import UntrustedError, make_directory, own_file

#: "LDCH": tells our databases from others (sqlite.org, PRAGMA application_id).
APPLICATION_ID = 0x4C444348
#: Seconds that one process waits while another one writes.
_PATIENCE = 30.0
#: Pages that are written beside the file (SQLite's own is 1,000) before they are put into it: a large cohort writes the
#: same ones again and again, and so they are put there a few times only. Of 4 KiB each.
_PAGES = 8_000

#: What ``quick_check`` says of a single value that is not of its column's type.
_VALUE = re.compile(r"^(NULL|non-[A-Z]+|[A-Z]+) value in ")


class StoreError(SourceError):
    """The store cannot be used; the message says why."""


class DamagedStore(StoreError):
    """The file is damaged: another one is to be begun in its place."""


def connect(path: Path | None, *, check: bool = False) -> sqlite3.Connection:
    """A connection to a database of the present version, whose every page is looked at with ``check``.

    They are looked at, too, where the last process did not end by itself; else what is read is checked as it is read.

    Raises:
        DamagedStore: the file is damaged.
        StoreError: it is foreign, from a newer program, or cannot be read or written.
    """
    try:
        check = check or _left_open(path)
        db = _connected(path)
        try:
            _prepare(db, path, check=check)
        except BaseException:
            db.close()
            raise
    except UntrustedError as error:
        raise StoreError(f"the store {path} cannot be trusted: {error}") from error
    except (*ERRORS, OSError) as error:
        if is_damage(error) or is_undecodable(error):
            raise DamagedStore(f"The store {path} is damaged: {reason(error)}") from error
        raise StoreError(f"the store {path} cannot be used: {reason(error)}") from error
    return db


def _left_open(path: Path | None) -> bool:
    """Whether a process did not end by itself, or another one is at work."""
    journal = path.with_name(f"{path.name}-wal") if path else None
    return journal is not None and journal.exists() and journal.stat().st_size > 0


def _connected(path: Path | None) -> sqlite3.Connection:
    if path:
        make_directory(path.parent.parent)
        make_directory(path.parent)
        # Made before SQLite sees it, so that nobody else can ever read it; its journals take the mode over.
        own_file(path)
    # One thread uses a store, but any may be the one in which a forgotten store is cleared away, and closed.
    return sqlite3.connect(path or ":memory:", timeout=_PATIENCE, isolation_level=None, check_same_thread=False)


def _prepare(db: sqlite3.Connection, path: Path | None, *, check: bool) -> None:
    """Raises sqlite3.Error, StoreError. Nothing is changed in a file before it is known to be ours."""
    db.execute("PRAGMA cell_size_check = ON")
    _refuse_foreign(db, path)
    if path:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(f"PRAGMA wal_autocheckpoint = {_PAGES}")
        if check:
            _refuse_broken(db)
    _migrate(db)
    if path:
        _refuse_altered(db)
    db.row_factory = sqlite3.Row
    # With these, a row that is replaced is deleted first, and the list that it was in learns of it.
    db.execute("PRAGMA recursive_triggers = ON")
    db.execute("PRAGMA foreign_keys = ON")
    for table in LISTS:
        for trigger in table.triggers():
            db.execute(trigger)


def _refuse_broken(db: sqlite3.Connection) -> None:
    """Raises DamagedError where a page is broken; single values are checked as they are read."""
    db.execute("PRAGMA ignore_check_constraints = ON")
    broken = [text for (text,) in db.execute("PRAGMA quick_check") if text != "ok" and not _VALUE.search(text)]
    db.execute("PRAGMA ignore_check_constraints = OFF")
    if broken:
        raise DamagedError(broken[0].splitlines()[-1])


def reason(error: Exception) -> str:
    """What went wrong, in a few words."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error)


def _refuse_foreign(db: sqlite3.Connection, path: Path | None) -> None:
    """Raises StoreError for a database that is not ours, or is newer than this program."""
    tables = _tables(db)
    application, version = _pragma(db, "application_id"), _pragma(db, "user_version")
    if application != APPLICATION_ID and tables and _schema(db) == _expected():
        raise DamagedError("its header is not as it was made")
    if application not in {0, APPLICATION_ID} or (tables and application != APPLICATION_ID):
        raise StoreError(f"{path} is a database of another program")
    if version > len(_migrations()):
        raise StoreError(f"the store {path} is from a newer version of this program")


def _tables(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def _migrate(db: sqlite3.Connection) -> None:
    """Every step that the database has not seen yet, all or none of them; another process may have been quicker."""
    if _pragma(db, "user_version") == len(_migrations()):
        return
    with db:  # rolls back where a step fails
        db.execute("BEGIN IMMEDIATE")
        try:
            _run_steps(db) if _tables(db) else _lay_out(db)
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR:
                raise
            raise DamagedError(f"its tables are not those of its version ({error})") from error


def _lay_out(db: sqlite3.Connection) -> None:
    """A new database as all steps would have made it."""
    for statement in _expected().values():
        db.execute(statement)
    db.execute(f"PRAGMA user_version = {len(_migrations())}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _run_steps(db: sqlite3.Connection) -> None:
    for number, text in enumerate(_migrations()[_pragma(db, "user_version") :], start=_pragma(db, "user_version") + 1):
        for statement in _statements(text):
            db.execute(statement)
        if text.startswith(MARK):
            carry_over(db)
        db.execute(f"PRAGMA user_version = {number}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _refuse_altered(db: sqlite3.Connection) -> None:
    """Raises DamagedError where a table, or what a table accepts, is not as this program makes it."""
    found = _schema(db)
    if altered := [name for name, sql in _expected().items() if found.get(name) != sql]:
        raise DamagedError(f"its table {altered[0]} is not as it was made")


@cache
def _expected() -> dict[str, str]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        _run_steps(db)
        return _schema(db)


def _schema(db: sqlite3.Connection) -> dict[str, str]:
    return dict(db.execute("SELECT name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL").fetchall())


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
