"""Takes what a store of an earlier version holds into tables that check it; records that do not fit stay out."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tracker.sources.store.tables import Checked, ListTable, Table
from tracker.sources.store.values import Row, Value

#: The first words of the step after which this is to be done.
MARK = "-- Every row is of the types that it was written with"
# The tables as that step makes them: what later steps change of them is for later steps.
_PULL_REQUESTS = Checked(
    "pull_requests",
    *("id", "repo", "number", "url", "title", "author", "author_is_bot", "created_at", "updated_at", "closed_at"),
    *("merged_at", "draft", "base", "additions", "deletions", "changed_files", "labels", "files_after"),
    *("reviews_left", "remarks_left"),
)
_CHILDREN = (
    Table("files", "pull_request", "path", "additions", "deletions"),
    Table("reviews", "pull_request", "url", "login", "state", "at", "comments"),
    Table("commands", "pull_request", "url", "login", "kind", "at"),
    Table("counted", "pull_request", "login"),
)
_ALONE = (
    Checked("people", "login", "id", "url", "name", "company", "created_at", "read_at"),
    Checked("checks", "login", "orgs", "read_at", "involved", "requests", "plan"),
    Checked("texts", "oid", "text"),
    Checked("paths", "repo", "path", "oid", "url", "read_at", "link"),
    Checked("host_checks", "name", "found", "checked_at"),
)
_FOUND = ListTable("found", "login", "family", "pull_request", "repo", "created_at", key=["family"])
_READINGS = ListTable(
    *("readings", "login", "orgs", "family", "scope", "terms", "watermark", "down_to", "done", "total", "began"),
    key=["orgs", "family"],
)
_REPORTS = ListTable("reports", "cohort", "ladder", "login", "as_of", "said", key=["cohort", "ladder"])
_LINE_CHANGES = ListTable(
    *("line_changes", "repo", "path", "oid", "first", "last", "at", "url"), key=["repo", "path", "oid"]
)
_LISTS = (_FOUND, _READINGS, _REPORTS, _LINE_CHANGES)
_ALL = (*_CHILDREN, _PULL_REQUESTS, *_ALONE, *_LISTS)

Rows = Sequence[sqlite3.Row]


def carry_over(db: sqlite3.Connection) -> None:
    """Fill tables that check what they hold from those that did not, which are gone then. Raises sqlite3.Error."""
    before = db.row_factory, db.text_factory
    db.row_factory, db.text_factory = sqlite3.Row, _text_or_bytes
    for trigger in (trigger for table in _LISTS for trigger in table.triggers()):
        db.execute(trigger)
    _carry(db)
    for (name,) in db.execute("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER temp.{name}")
    for table in _ALL:
        db.execute(f"DROP TABLE old_{table.name}")
    db.row_factory, db.text_factory = before


def _carry(db: sqlite3.Connection) -> None:
    for table in _ALONE:
        for row in _old(db, table):
            _fits(db, table, [table.sealed(row)])
    for row in _old(db, _PULL_REQUESTS):
        _carry_pull_request(db, row)
    for table in (_REPORTS, _LINE_CHANGES):
        for key, rows in _lists(db, table).items():
            _fits_list(db, table, key, [dict(row) for row in rows])
    _carry_readings(db)


def _carry_pull_request(db: sqlite3.Connection, row: sqlite3.Row) -> None:
    parts = [_old(db, table, "WHERE pull_request = ? ORDER BY rowid", row["id"]) for table in _CHILDREN]
    values = [[table.values(part) for part in found] for table, found in zip(_CHILDREN, parts, strict=True)]
    if not _fits(db, _PULL_REQUESTS, [_PULL_REQUESTS.sealed(row, *values)]):
        return
    fits = [_fits(db, table, found) for table, found in zip(_CHILDREN, values, strict=True)]
    if not all(fits):
        for table in _CHILDREN:
            db.execute(f"DELETE FROM {table.name} WHERE pull_request = ?", (row["id"],))
        db.execute("DELETE FROM pull_requests WHERE id = ?", (row["id"],))


def _carry_readings(db: sqlite3.Connection) -> None:
    """What was found for each person, and how far; where something of that does not fit, nobody goes on from there."""
    found = _lists(db, _FOUND)
    refused = {key for key, rows in found.items() if not _fits_list(db, _FOUND, key, [dict(row) for row in rows])}
    for key, rows in _lists(db, _READINGS).items():
        login, _, family = map(str, key)
        if (login, family) not in refused:
            began = _FOUND.begin(db, login, family)
            _fits_list(db, _READINGS, key, [{**dict(row), "began": began} for row in rows])


def _fits_list(db: sqlite3.Connection, table: ListTable, key: Sequence[Value], rows: Sequence[Row]) -> bool:
    login, *rest = map(str, key if "login" in table.parts else ("", *key))
    table.begin(db, login, *rest)
    return _fits(db, table, map(table.sealed, rows))


def _lists(db: sqlite3.Connection, table: ListTable) -> Mapping[tuple[Value, ...], Rows]:
    found: dict[tuple[Value, ...], list[sqlite3.Row]] = defaultdict(list)
    for row in _old(db, table):
        found[tuple(row[column] for column in table.parts)].append(row)
    return found


def _old(db: sqlite3.Connection, table: Table, where: str = "", *values: Value) -> Rows:
    return db.execute(f"SELECT * FROM old_{table.name} {where}", values).fetchall()


def _fits(db: sqlite3.Connection, table: Table, rows: Iterable[Sequence[Value]]) -> bool:
    """Whether all of these rows could be written; none of them is where one does not fit."""
    db.execute("SAVEPOINT fits")
    try:
        db.executemany(table.insert, rows)
    except sqlite3.IntegrityError:
        db.execute("ROLLBACK TO fits")
        return False
    finally:
        db.execute("RELEASE fits")
    return True


def _text_or_bytes(text: bytes) -> str | bytes:
    """A text; bytes, which fit nowhere, where it is none."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text
