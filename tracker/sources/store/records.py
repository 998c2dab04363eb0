"""Reads records that are as they were written; one that was damaged is dropped, and named at the end of the run."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import xor
from sqlite3 import Row
from typing import Generic, TypeVar

from tracker.record import positional_record
from tracker.sources.store.store import Query, Store
from tracker.sources.store.tables import ALONE, Checked, ListTable, quoted
from tracker.sources.store.values import Value

T = TypeVar("T")
#: What a row that is as it was written raises where an earlier version of this program meant something else by it.
OTHERWISE_MEANT = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)


class UnsoundError(ValueError):
    """A record is not as it was written."""


def read_alone(store: Store, table: Checked, build: Callable[[Row], T], where: str, *values: Value) -> list[T]:
    """What the rows of a table say that stand each for itself."""
    kept = []
    for row in store.read(f"{table.select} WHERE {where}", values):
        try:
            kept.append(_built(table, row, build))
        except OTHERWISE_MEANT:
            _drop(store, table, row)
    return kept


def read_one(store: Store, table: Checked, build: Callable[[Row], T], where: str, *values: Value) -> T | None:
    """What the first of these rows says; None where there is none."""
    return next(iter(read_alone(store, table, build, where, *values)), None)


def _built(table: Checked, row: Row, build: Callable[[Row], T]) -> T:
    if not table.sound(row):
        raise UnsoundError
    return build(row)


def _drop(store: Store, table: Checked, row: Row) -> None:
    key = {column: row[column] for column in ALONE[table]}
    store.drop(" ".join([table.what, *map(str, key.values())]), deletion(table.name, key))


def deletion(table: str, values: Mapping[str, Value]) -> Query:
    """What deletes rows by values that may be damaged: no text then, and no value of the column's type."""
    where = " AND ".join(f"CAST({column} AS BLOB) IS CAST(? AS BLOB)" for column in values)
    sent = [value.encode(errors="surrogateescape") if isinstance(value, str) else value for value in values.values()]
    return f"DELETE FROM {table} WHERE {where}", sent


@positional_record
class ListRows(Generic[T]):
    """What the rows of a list say, and the number that it began with; None where there is no list."""

    rows: Sequence[T] = ()
    began: int | None = None


@positional_record
class ListReader(Generic[T]):
    """Reads one list of a table: that of a login (empty where the table has none), with these values of its key."""

    table: ListTable
    login: str
    key: Sequence[str]
    build: Callable[[Row], T]

    @property
    def queries(self) -> tuple[Query, Query]:
        """What to read, as of one moment."""
        return self.head, (f"{self.table.select} WHERE {self._where}", self._values)

    @property
    def head(self) -> Query:
        """What is known of the list as a whole."""
        named = (self.table.name, self.login, quoted(*self.key))
        return "SELECT began, checksum FROM lists WHERE of = ? AND login = ? AND key = ?", named

    def found(self, store: Store, head: Sequence[Row], rows: Sequence[Row]) -> ListRows[T]:
        """The list in what was read; none where it is damaged."""
        built = self.some(store, head, rows, rows)
        return ListRows() if built is None or not head else ListRows(built, head[0]["began"])

    def some(self, store: Store, head: Sequence[Row], every: Sequence[Row], some: Sequence[Row]) -> list[T] | None:
        """What some rows of the list say, of which ``every`` one has its checksum; None where it is damaged."""
        try:
            _check(head, [row["checksum"] for row in every])
            return [_built(self.table, row, self.build) for row in some]
        except OTHERWISE_MEANT:
            self.drop(store)
            return None

    def drop(self, store: Store) -> None:
        """Drop the list. What speaks of it as a whole names the number that it began with, which is no more."""
        rows = dict(zip(self.table.parts, self._values, strict=True))
        head = {"of": self.table.name, "login": self.login, "key": quoted(*self.key)}
        what = " ".join(filter(None, [self.table.what, self.login, *self.key]))
        store.drop(what, deletion(self.table.name, rows), deletion("lists", head))

    @property
    def _where(self) -> str:
        return " AND ".join(f"{column} = ?" for column in self.table.parts)

    @property
    def _values(self) -> tuple[str, ...]:
        return (self.login, *self.key) if "login" in self.table.parts else tuple(self.key)


def _check(head: Sequence[Row], checksums: Sequence[int]) -> None:
    """Raises ValueError, TypeError where rows are missing, or are too many."""
    if reduce(xor, checksums, 0) != (head[0]["checksum"] if head else 0) or (checksums and not head):
        raise UnsoundError
    if head and not isinstance(head[0]["began"], int):
        raise UnsoundError


def read_list(store: Store, reader: ListReader[T]) -> ListRows[T]:
    """One list, as of one moment."""
    return reader.found(store, *store.read_together(*reader.queries))
