"""Takes everything about one person out of a store, for who asks to be left out."""

from pathlib import Path
from sqlite3 import Connection

from tracker.facts.people import Login
from tracker.sources.store.database import guarded
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


def _delete(db: Connection, login: Login) -> int:
    named = {"login": login.key}
    before = db.total_changes
    db.execute(_NAMED, named)
    db.execute(f"DELETE FROM pull_requests WHERE id IN ({_WITH_THEM})", named)  # noqa: S608 - no word of anybody's
    for table in _TABLES:
        db.execute(f"DELETE FROM {table} WHERE login = :login", named)  # noqa: S608 - see above
    return db.total_changes - before
