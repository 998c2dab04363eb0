"""What runs read and write: as a whole or not at all, whatever becomes of the file meanwhile."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar
from weakref import finalize

from tracker.sources.store.damage import ERRORS, Dropped, Warn, is_damage, is_undecodable, lenient, set_aside
from tracker.sources.store.database import DamagedStore, StoreError, connect, reason
from tracker.sources.store.values import Value

_HINT = "This run remembers nothing. To begin anew: remove the file, or name another directory with --cache-dir."
#: What is written does not fit into the tables, whichever file they are in.
_UNFIT = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError, OverflowError, UnicodeError)

Query = tuple[str, Sequence[Value | bytes]]
T = TypeVar("T")


def open_store(path: Path | None, warn: Warn = lambda _: None) -> "Store":
    """The store in a file, made where there is none; in memory where there is no ``path``, or it cannot be used.

    A damaged file is set aside first.
    """
    if path is None:
        return Store(connect(None), None, warn)
    try:
        return Store(_connect_or_begin_anew(path, warn), path, warn)
    except StoreError as error:
        warn(f"{error.message}. {_HINT}")
        return Store(connect(None), None, warn)


def open_file(path: Path, warn: Warn) -> "Store":
    """The store in a file for who works on the file itself, with every page of it looked at.

    Raises:
        StoreError: the file cannot be used; the store raises it, too, once that is so.
    """
    return Store(_connect_or_begin_anew(path, warn, check=True), path, warn, in_memory=False)


def _connect_or_begin_anew(path: Path, warn: Warn, *, check: bool = False) -> sqlite3.Connection:
    try:
        return connect(path, check=check)
    except DamagedStore as error:
        _put_aside(path, error.message, warn)
        return connect(path)


def _put_aside(path: Path, why: str, warn: Warn, file: os.stat_result | None = None) -> None:
    """Rename a damaged file, and say so. Raises StoreError where it cannot be renamed."""
    try:
        target = set_aside(path, file)
    except OSError as error:
        raise StoreError(f"{why}; it cannot be set aside: {reason(error)}") from error
    if target:
        warn(f"{why}. The file is now {target}, and a new one was begun: what it held is read again.")


class Transaction:
    """Statements that take effect together, at the end of ``Store.transaction``; killed before that, none does."""

    def __init__(self, attempt: "Attempt") -> None:
        self._attempt = attempt
        self._done: list[_Act] = []

    def execute(self, statement: str, values: Sequence[Value | bytes] = (), /) -> list[sqlite3.Row]:
        """Run one statement; the rows that it gives, with what this transaction wrote already."""
        return self._run(lambda db: db.execute(statement, values).fetchall())

    def executemany(self, statement: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each row."""
        every = list(rows)
        self._run(lambda db: db.executemany(statement, every).fetchall())

    def _run(self, act: "_Act") -> list[sqlite3.Row]:
        rows = self._attempt(act)
        self._done.append(act)
        return rows

    def begin(self, db: sqlite3.Connection) -> None:
        """Begin, in another database with all that was done so far."""
        if not db.in_transaction:
            db.execute("BEGIN IMMEDIATE")
            for act in self._done:
                act(db)


_Act = Callable[[sqlite3.Connection], list[sqlite3.Row]]
Attempt = Callable[[_Act], list[sqlite3.Row]]


class Store:
    """The database of one GitHub, for one process.

    When it fails in the middle of a run, the run goes on: with a new file where this one is damaged, else (a full disk)
    in memory with what can still be read. What is missing then is read from GitHub again.
    """

    def __init__(self, db: sqlite3.Connection, path: Path | None, warn: Warn, *, in_memory: bool = True) -> None:
        self.path = path
        self._in_memory = in_memory
        self._warn = warn
        self._dropped = Dropped(path)
        self._transaction: Transaction | None = None
        self._begun_anew = False
        self._keeps = True
        self._use(db)

    def _use(self, db: sqlite3.Connection) -> None:
        """A store that nobody refers to any more is closed: from 3.13 on, Python warns of connections left open."""
        self._db = db
        self._file = self.path.stat() if self.path else None
        # Before the garbage is cleared away in which both may be, unlike __del__.
        finalize(self, db.close)

    def read(self, query: str, values: Sequence[Value | bytes] = ()) -> list[sqlite3.Row]:
        """All rows of a question; none where the database broke."""
        return self._attempt(lambda db: db.execute(query, values).fetchall())

    def read_together(self, *queries: Query) -> list[list[sqlite3.Row]]:
        """All rows of several questions, as of one moment, whoever writes meanwhile."""
        return self._attempt(lambda db: _as_of_one_moment(db, queries))

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A change, as a whole or not at all; within another one it is a part of that.

        What does not fit into the tables is not kept, nor anything after it, lest it look complete without this.
        """
        if self._transaction:
            yield self._transaction
            return
        self._transaction = transaction = Transaction(self._attempt)
        try:
            self._attempt(transaction.begin)
            yield transaction
            self._attempt(self._end)
        except _UNFIT as error:
            self._keep_no_more(error)
        finally:
            self._transaction = None
            if self._db.in_transaction:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")

    def _end(self, db: sqlite3.Connection) -> None:
        db.execute("COMMIT" if self._keeps else "ROLLBACK")

    def drop(self, what: str, *statements: Query) -> None:
        """Delete a damaged record, which is named in the warning at the end."""
        self._dropped.add(what)
        with self.transaction() as transaction:
            for statement, values in statements:
                transaction.execute(statement, values)

    def _attempt(self, act: Callable[[sqlite3.Connection], T]) -> T:
        while True:
            try:
                return act(self._db)
            except ERRORS as error:
                if isinstance(error, _UNFIT) and not is_damage(error):
                    raise
                self._recover(error)

    def _recover(self, error: Exception) -> None:
        """Raises the error again where this is in memory already: then it is a mistake of ours."""
        if is_undecodable(error) and self._db.text_factory is not lenient:
            self._db.text_factory = lenient
            return
        if not is_damage(error) or not self._begin_anew(error):
            self._go_on_in_memory(error)
        if self._transaction:
            self._transaction.begin(self._db)

    def _begin_anew(self, error: Exception) -> bool:
        """Whether a new file could take the place of this one, which is damaged; once is enough."""
        if self.path is None or self._begun_anew:
            return False
        self._begun_anew = True
        self._db.close()
        try:
            _put_aside(self.path, f"The store {self.path} is damaged: {reason(error)}", self._warn, self._file)
            self._use(connect(self.path))
        except StoreError:
            return False
        return True

    def _go_on_in_memory(self, error: Exception) -> None:
        if self.path is None:
            raise error
        if not self._in_memory:
            raise StoreError(f"the store {self.path} cannot be used: {reason(error)}") from error
        self._warn(f"The store {self.path} failed: {reason(error)}. {_HINT}")
        self.path = None
        self._use(_copied(self._db))

    def _keep_no_more(self, error: Exception) -> None:
        if self._keeps:
            self._keeps = False
            self._warn(
                f"GitHub gave something that the store cannot hold ({error}). From here on this run keeps nothing."
            )

    def close(self) -> None:
        """Close the file, and name the damaged records that were dropped."""
        self._dropped.tell(self._warn)
        self._db.close()


def _as_of_one_moment(db: sqlite3.Connection, queries: Iterable[Query]) -> list[list[sqlite3.Row]]:
    if db.in_transaction:
        return [db.execute(*query).fetchall() for query in queries]
    db.execute("BEGIN")
    try:
        return [db.execute(*query).fetchall() for query in queries]
    finally:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")


def _copied(old: sqlite3.Connection) -> sqlite3.Connection:
    """What can still be read of a database, in memory; an empty one where that is nothing."""
    with closing(old):
        new = connect(None)
        with suppress(*ERRORS):
            old.backup(new)
            if new.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok":
                return new
        new.close()
    return connect(None)
