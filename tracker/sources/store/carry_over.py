"""Takes what a store of an earlier version holds into tables that check it, record by record; what does not fit stays out."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tracker.sources.store.tables import (
    CHECKS,
    COMMANDS,
    COUNTED,
    FILES,
    FOUND,
    HOST_CHECKS,
    LINE_CHANGES,
    PATHS,
    PEOPLE,
    PULL_REQUESTS,
    READINGS,
    REPORTS,
    REVIEWS,
    TEXTS,
    ListTable,
    Row,
    Table,
    Value,
)

#: The first words of the step after which this is to be done.
MARK = "-- Every row is of the types that it was written with"
# The tables of that step: later ones have nothing to be carried over.
_ALONE = (PEOPLE, CHECKS, TEXTS, PATHS, HOST_CHECKS)
_LISTS = (FOUND, READINGS, REPORTS, LINE_CHANGES)
_CHILDREN = (FILES, REVIEWS, COMMANDS, COUNTED)
_ALL = (*_CHILDREN, PULL_REQUESTS, *_ALONE, *_LISTS)

Rows = Sequence[sqlite3.Row]


def carry_over(db: sqlite3.Connection) -> None:
    """Fill tables that check what they hold from those that did not, which are gone afterwards. Raises sqlite3.Error."""
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
    for row in _old(db, PULL_REQUESTS):
        _carry_pull_request(db, row)
    for table in (REPORTS, LINE_CHANGES):
        for key, rows in _lists(db, table).items():
            _fits_list(db, table, key, [dict(row) for row in rows])
    _carry_readings(db)


def _carry_pull_request(db: sqlite3.Connection, row: sqlite3.Row) -> None:
    parts = [_old(db, table, "WHERE pull_request = ? ORDER BY rowid", row["id"]) for table in _CHILDREN]
    values = [[table.values(part) for part in found] for table, found in zip(_CHILDREN, parts, strict=True)]
    if not _fits(db, PULL_REQUESTS, [PULL_REQUESTS.sealed(row, *values)]):
        return
    fits = [_fits(db, table, found) for table, found in zip(_CHILDREN, values, strict=True)]
    if not all(fits):
        for table in _CHILDREN:
            db.execute(f"DELETE FROM {table.name} WHERE pull_request = ?", (row["id"],))
        db.execute("DELETE FROM pull_requests WHERE id = ?", (row["id"],))


def _carry_readings(db: sqlite3.Connection) -> None:
    """What was found for each person, and how far; where something of that does not fit, nobody goes on from there."""
    found = _lists(db, FOUND)
    refused = {key for key, rows in found.items() if not _fits_list(db, FOUND, key, [dict(row) for row in rows])}
    for key, rows in _lists(db, READINGS).items():
        login, _, family = map(str, key)
        if (login, family) not in refused:
            began = FOUND.begin(db, login, family)
            _fits_list(db, READINGS, key, [{**dict(row), "began": began} for row in rows])


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
