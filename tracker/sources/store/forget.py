"""Takes everything about one person out of a store, for who asks to be left out."""

from dataclasses import dataclass
from pathlib import Path

from tracker.facts.people import Login
from tracker.sources.store.damage import Warn, damaged_files
from tracker.sources.store.store import Store
from tracker.sources.store.sweep import swept
from tracker.sources.store.tables import CHECKS
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
#: Requests of others that name them: what is left says that it is not known, and is read again.
_NAMED = """
    SELECT login, orgs, read_at, involved, NULL AS requests, plan FROM checks
    WHERE requests IS NOT NULL AND EXISTS (
        SELECT 1 FROM json_tree(requests) WHERE type = 'text' AND value = ? COLLATE NOCASE
    )
"""


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


def _delete(store: Store, login: Login) -> int:
    """How many rows were deleted or changed."""
    before = sum(counts(store).values())
    with store.transaction() as transaction:
        named = [CHECKS.sealed(row) for row in transaction.execute(_NAMED, (login.key,))]
        transaction.executemany(CHECKS.insert, named)
        transaction.execute(f"DELETE FROM pull_requests WHERE id IN ({_WITH_THEM})", (login.key,))
        for table in _TABLES:
            transaction.execute(f"DELETE FROM {table} WHERE login = ?", (login.key,))
    return before - sum(counts(store).values()) + len(named)


def _delete_damaged(path: Path) -> int:
    files = damaged_files(path)
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)
