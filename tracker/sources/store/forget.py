"""Takes everything about one person out of a store, for who asks to be left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Row

from tracker.facts.people import Login
from tracker.sources.store.damage import Warn, damaged_files
from tracker.sources.store.records import read_alone
from tracker.sources.store.store import Store
from tracker.sources.store.sweep import swept
from tracker.sources.store.tables import CHECKS, Value
from tracker.sources.store.upkeep import counts, shrink

#: Pull requests that they wrote or took part in, or that are about them by their title; what others did there is read
#: again when it is needed.
_WITH_THEM = """
    SELECT id FROM pull_requests WHERE author = ?1 OR instr(lower(title), ?1)
    UNION SELECT pull_request FROM reviews WHERE login = ?1
    UNION SELECT pull_request FROM commands WHERE login = ?1
    UNION SELECT pull_request FROM counted WHERE login = ?1
    UNION SELECT pull_request FROM found WHERE login = ?1
"""
_TABLES = ("people", "found", "readings", "checks", "reports", "lists")
#: Whose rows belong to a pull request.
_PARTS = ("reviews", "commands", "counted")
#: Checks of others whose requests name them; or are damaged, so that nobody can tell.
_NAMED = """
    CASE json_valid(requests) WHEN 1 THEN EXISTS (
        SELECT 1 FROM json_tree(requests) WHERE type = 'text' AND value = ? COLLATE NOCASE
    ) ELSE requests IS NOT NULL END
"""
#: Where anything is kept about a person, but for the texts of public files and the words of titles.
_KEPT = (
    "pull_requests WHERE author = ?",
    *(f"{table} WHERE login = ?" for table in (*_PARTS, *_TABLES)),
    f"checks WHERE {_NAMED}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
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
        # What is deleted is overwritten, so that it cannot be read from the file's free pages.
        store.read("PRAGMA secure_delete = ON")
        rows = _delete(store, login)
        done = shrink(store)
    return Forgotten(rows=rows, files=_delete_damaged(path), done=done)


def leave_out(store: Store, logins: Iterable[Login]) -> None:
    """Take away what an open store holds of people who asked to be left out since it was written."""
    for login in logins:
        if any(store.read(f"SELECT 1 FROM {place} LIMIT 1", (login.key,)) for place in _KEPT):
            _delete(store, login)


def _delete(store: Store, login: Login) -> int:
    """How many rows were deleted or changed."""
    before = sum(counts(store).values())
    with store.transaction() as transaction:
        named = read_alone(store, CHECKS, _without_requests, _NAMED, login.key)
        transaction.executemany(CHECKS.insert, map(CHECKS.sealed, named))
        transaction.execute(f"DELETE FROM pull_requests WHERE id IN ({_WITH_THEM})", (login.key,))
        for table in (*_PARTS, *_TABLES):  # of the parts those that were left of no pull request
            transaction.execute(f"DELETE FROM {table} WHERE login = ?", (login.key,))
    return before - sum(counts(store).values()) + len(named)


def _without_requests(row: Row) -> Mapping[str, Value]:
    """A check that says that the requests are not known: they are read again."""
    return {**dict(row), "requests": None}


def _delete_damaged(path: Path) -> int:
    files = damaged_files(path)
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)
