"""What becomes of a store that is damaged: the file is set aside, and records are dropped and named once."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

#: Tells the person of something, in one sentence or two.
Warn = Callable[[str], None]

#: What SQLite and Python raise where a file is damaged, or what is written does not fit.
ERRORS = (sqlite3.Error, UnicodeError, OverflowError)
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_TOOBIG})
#: Statements of ours never come into these: the index is damaged that says so.
_IMPOSSIBLE = frozenset(
    {
        sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY,
        sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
        sqlite3.SQLITE_CONSTRAINT_ROWID,
        sqlite3.SQLITE_CONSTRAINT_UNIQUE,
    }
)
_JOURNALS = ("-wal", "-shm", "-journal")
#: How many damaged records are named.
_NAMED = 5
_LENGTH = 120


class DamagedError(sqlite3.DatabaseError):
    """The file is not as SQLite or this program wrote it."""


def is_damage(error: Exception) -> bool:
    """Whether an error says that the file is damaged, and not that it is full, locked or out of reach.

    Where SQLite names something in the file that is no text, Python cannot even raise the error that it means to.
    """
    code = getattr(error, "sqlite_errorcode", None) or 0
    return isinstance(error, DamagedError | UnicodeDecodeError) or code & 0xFF in _DAMAGE or code in _IMPOSSIBLE


def is_undecodable(error: Exception) -> bool:
    """Whether a text in the file is none: Python says so, and not SQLite, which gives each of its errors a code."""
    return isinstance(error, sqlite3.OperationalError) and getattr(error, "sqlite_errorcode", None) is None


def lenient(text: bytes) -> str:
    """A text of the store, whatever became of it: its checksum tells."""
    return text.decode(errors="surrogateescape")


def set_aside(path: Path, file: os.stat_result | None) -> Path | None:
    """Rename a damaged store and its journals; None where it is another ``file`` by now.

    Raises:
        OSError: it cannot be renamed.
    """
    now = path.stat()
    if file is not None and (now.st_dev, now.st_ino) != (file.st_dev, file.st_ino):
        return None  # another process was quicker
    target = next(name for name in _names(path) if not os.path.lexists(name))
    path.rename(target)
    for journal in _JOURNALS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + journal).rename(target.with_name(target.name + journal))
    return target


def _names(path: Path) -> Iterator[Path]:
    yield path.with_name(f"{path.name}.damaged")
    yield from (path.with_name(f"{path.name}.{number}.damaged") for number in count(2))


def damaged_files(path: Path) -> tuple[Path, ...]:
    """What was set aside of a store, with journals."""
    return tuple(sorted(file for file in path.parent.glob("*.damaged*") if file.name.startswith(f"{path.name}.")))


class Dropped:
    """Damaged records that were dropped from a store, named once in one warning."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._names: dict[str, None] = {}

    def add(self, what: str) -> None:
        shown = "".join(character if character.isprintable() else "?" for character in what)
        self._names[shown[:_LENGTH]] = None

    def tell(self, warn: Warn) -> None:
        """Warn of what was dropped since the last time, if anything was."""
        if names := [*self._names]:
            self._names.clear()
            more = f", and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
            records = "1 damaged record" if len(names) == 1 else f"{len(names):,} damaged records"
            warn(
                f"The store {self._path} had {records}: {', '.join(names[:_NAMED])}{more}. "
                f"{'It was' if len(names) == 1 else 'They were'} dropped; a run without --offline reads this again."
            )
