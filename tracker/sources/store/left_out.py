"""Takes out of an open store what it holds of people who ask to be left out."""

import json
from collections.abc import Collection, Mapping, Sequence
from sqlite3 import Row

from tracker.facts.left_out import LeftOut
from tracker.facts.people import Login
from tracker.sources.store.records import read_alone
from tracker.sources.store.store import Store
from tracker.sources.store.tables import CHECKS, OF_PULL_REQUESTS
from tracker.sources.store.values import Value

_THEM = "IN (SELECT value FROM json_each(?1))"
#: Pull requests that they wrote or took part in; what others did there is read again when it is needed.
_THEIRS = " OR ".join(f"{column} {_THEM}" for column in OF_PULL_REQUESTS.people)
_WITH_THEM = f"""
    SELECT id FROM pull_requests WHERE {_THEIRS}
    UNION SELECT pull_request FROM reviews WHERE login {_THEM}
    UNION SELECT pull_request FROM commands WHERE login {_THEM}
    UNION SELECT pull_request FROM counted WHERE login {_THEM}
    UNION SELECT pull_request FROM found WHERE login {_THEM}
"""
_TABLES = ("people", "found", "readings", "checks", "reports", "lists", "activity")
#: Whose rows belong to a pull request.
_PARTS = ("reviews", "commands", "counted")
#: What others wrote, by the table, the columns of its key and those of the text; a cohort has the
#: name that somebody gave it.
_WRITTEN = (
    ("pull_requests", ("id",), ("title",)),
    ("people", ("login",), ("name", "company")),
    ("reports", ("cohort",), ("cohort",)),
    ("lists", ("key",), ("key",)),
    ("issues", ("repo", "number"), ("issue",)),
)
#: Columns of those that hold JSON, in whose texts a line break is a letter.
_IN_JSON = frozenset({"issue"})
#: Where anything is kept about a person, but for the texts of public files and what others wrote.
_KEPT = (f"pull_requests WHERE {_THEIRS}", *(f"{table} WHERE login {_THEM}" for table in (*_PARTS, *_TABLES)))


def leave_out(store: Store, logins: Collection[Login]) -> int:
    """Take away what an open store holds of people who asked to be left out; how many rows were deleted or changed."""
    if not logins:
        return 0
    names, them = LeftOut(frozenset(logins)), json.dumps([login.key for login in logins])
    named, checks = [_naming(store, names, *text) for text in _WRITTEN], _checks_naming(store, names)
    if not any((*named, checks, *(store.read(f"SELECT 1 FROM {place} LIMIT 1", (them,)) for place in _KEPT))):
        return 0
    # What is deleted is overwritten, so that it cannot be read from the file's free pages.
    store.read("PRAGMA secure_delete = ON")
    before = _changes(store)
    with store.transaction() as transaction:
        CHECKS.write(transaction, checks)
        transaction.execute(f"DELETE FROM pull_requests WHERE id IN ({_WITH_THEM})", (them,))
        for (table, key, _), keys in zip(_WRITTEN, named, strict=True):
            where = " AND ".join(f"{column} = ?" for column in key)
            transaction.executemany(f"DELETE FROM {table} WHERE {where}", keys)
        for table in (*_PARTS, *_TABLES):  # of the parts those that were left of no pull request
            transaction.execute(f"DELETE FROM {table} WHERE login {_THEM}", (them,))
    return _changes(store) - before


def _changes(store: Store) -> int:
    """How many rows were changed since the file was opened, with those that belonged to others."""
    return int(store.read("SELECT total_changes()")[0][0])


def _naming(
    store: Store, names: LeftOut, table: str, key: tuple[str, ...], columns: tuple[str, ...]
) -> Sequence[tuple[Value, ...]]:
    """The keys of records in which others wrote of them."""
    rows = store.read(f"SELECT DISTINCT {', '.join(dict.fromkeys((*key, *columns)))} FROM {table}")
    return [
        tuple(row[column] for column in key)
        for row in rows
        if names.names_any([_said(column, row[column]) for column in columns])
    ]


def _said(column: str, value: Value) -> object:
    """What stands in a column; as it is where it is damaged."""
    try:
        return json.loads(value) if column in _IN_JSON and isinstance(value, str) else value
    except ValueError:
        return value


def _checks_naming(store: Store, names: LeftOut) -> Sequence[Mapping[str, Value]]:
    """Checks of others whose requests or plans name them, without these, which are read again; damaged are dropped."""
    checks = read_alone(store, CHECKS, _parsed, "requests IS NOT NULL OR plan IS NOT NULL")
    return [
        {**row, "requests": None, "plan": None}
        for row, said in checks
        if row["login"] not in {login.key for login in names.logins} and names.names_any(said)
    ]


def _parsed(row: Row) -> tuple[dict[str, Value], object]:
    """A check, and what is in its JSON but for the login that it is of."""
    return dict(row), [json.loads(row[column]) for column in ("requests", "plan") if row[column] is not None]
