"""Takes everything about one person out of a store, for who asks to be left out."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from sqlite3 import Connection

from tracker.facts.people import Login
from tracker.sources.store.database import Store, guarded
from tracker.sources.store.upkeep import shrink

#: Pull requests that they wrote or took part in, or that are about them by their title; what others did there is read
#: again when it is needed.
_WITH_THEM = """
    SELECT id FROM pull_requests WHERE author = :login OR instr(lower(title), :login)
    UNION SELECT pull_request FROM reviews WHERE login = :login
    UNION SELECT pull_request FROM commands WHERE login = :login
    UNION SELECT pull_request FROM counted WHERE login = :login
    UNION SELECT pull_request FROM found WHERE login = :login
"""
_TABLES = ("people", "found", "readings", "checks", "reports")
#: Requests of others that name them: what is left says that it is not known, and is read again.
_NAMED = """
    UPDATE checks SET requests = NULL WHERE requests IS NOT NULL AND EXISTS (
        SELECT 1 FROM json_tree(requests) WHERE type = 'text' AND value = :login COLLATE NOCASE
    )
"""


def forget(path: Path, login: Login) -> int:
    """Leave no trace of a person but in the texts of public governance files; how many rows were taken away.

    Raises:
        StoreError: the store cannot be read, or written.
    """
    with guarded(path) as db:
        # What is deleted is overwritten, so that it cannot be read from the file's free pages.
        db.execute("PRAGMA secure_delete = ON").fetchall()
        db.execute("BEGIN IMMEDIATE")
        gone = _delete(db, login)
        db.execute("COMMIT")
        shrink(db)
    return gone


#: Whether anything that is kept is about a person, but for the texts of public files and the words of titles.
_NAMES = """
    SELECT EXISTS (SELECT 1 FROM pull_requests WHERE author = ?1) OR EXISTS (SELECT 1 FROM reviews WHERE login = ?1)
        OR EXISTS (SELECT 1 FROM commands WHERE login = ?1) OR EXISTS (SELECT 1 FROM counted WHERE login = ?1)
        OR EXISTS (SELECT 1 FROM people WHERE login = ?1) OR EXISTS (SELECT 1 FROM found WHERE login = ?1)
        OR EXISTS (SELECT 1 FROM checks WHERE login = ?1) OR EXISTS (SELECT 1 FROM reports WHERE login = ?1)
        OR EXISTS (SELECT 1 FROM checks, json_tree(requests) WHERE requests IS NOT NULL AND type = 'text'
            AND value = ?1 COLLATE NOCASE)
"""


def leave_out(store: Store, logins: Iterable[Login]) -> None:
    """Take away what an open store holds of people who asked to be left out since it was written."""
    for login in logins:
        if store.read(_NAMES, (login.key,)) != [(0,)]:
            store.write(partial(_delete, login=login))


def _delete(db: Connection, login: Login) -> int:
    named = {"login": login.key}
    before = db.total_changes
    db.execute(_NAMED, named)
    db.execute(f"DELETE FROM pull_requests WHERE id IN ({_WITH_THEM})", named)  # noqa: S608 - no word of anybody's
    for table in _TABLES:
        db.execute(f"DELETE FROM {table} WHERE login = :login", named)  # noqa: S608 - see above
    return db.total_changes - before
