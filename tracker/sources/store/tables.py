"""The tables, their columns by name, and the checksum that tells a damaged row from one that was written here.

The checksum is against damage, not against somebody who can write the file: whoever can do that can compute it.
"""

import marshal
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from operator import itemgetter
from typing import Protocol

from tracker.facts.activity import PullRequest
from tracker.sources.store.record_columns import RecordColumns
from tracker.sources.store.values import Row, Value

Values = tuple[Value, ...]


def checksum(*values: Values | list[Values]) -> int:
    """64 bits of BLAKE2b of values as SQLite gives them, in this order and of these types."""
    # Format 2 of marshal has been the same since Python 2.5, and writes each of SQLite's values; nothing reads it back.
    written = marshal.dumps(values, 2)
    return int.from_bytes(blake2b(written, digest_size=8).digest(), "big", signed=True)


class Database(Protocol):
    """What runs statements."""

    def execute(self, statement: str, values: Sequence[Value] = ..., /) -> Iterable[sqlite3.Row]: ...

    def executemany(self, statement: str, rows: Iterable[Sequence[Value]], /) -> object: ...


class Table:
    """A table's name and columns, and what writes and reads them."""

    def __init__(self, name: str, *columns: str) -> None:
        self.name = name
        self.columns = columns
        self.select = f"SELECT {', '.join(columns)} FROM {name}"
        self.insert = _insert(name, columns)
        #: A row's values in the order of the columns.
        self.values: Callable[[Row], Values] = itemgetter(*columns)


class Checked(Table):
    """A table whose rows carry a checksum, in a last column of that name; ``what`` a record of it is called."""

    def __init__(self, name: str, *columns: str, what: str = "") -> None:
        super().__init__(name, *columns)
        self.what = what
        self.select = f"SELECT {', '.join((*columns, 'checksum'))} FROM {name}"
        self.insert = _insert(name, (*columns, "checksum"))

    def sealed(self, row: Row, *children: list[Values]) -> Values:
        """A row's values with their checksum, and that of the rows that belong to it."""
        values = self.values(row)
        return (*values, checksum(values, *children))

    def write(self, db: Database, rows: Iterable[Row], *, known: str = "REPLACE") -> None:
        """Write rows; what becomes of those of the same key, REPLACE or IGNORE, is SQLite's word."""
        db.executemany(self.insert.replace("OR REPLACE", f"OR {known}"), map(self.sealed, rows))

    def sound(self, row: sqlite3.Row, *children: list[Values]) -> bool:
        """Whether a row that ``select`` gave is as it was written, with the rows that belong to it."""
        values = tuple(row)
        return bool(checksum(values[:-1], *children) == values[-1])


class ListTable(Checked):
    """A table of lists: the rows of one list have its login, if any, and the columns of its key in common.

    A list is begun before the first row is written.
    """

    def __init__(self, name: str, *columns: str, key: Sequence[str], what: str = "") -> None:
        super().__init__(name, *columns, what=what)
        self.key = key
        self.parts = (*(column for column in columns if column == "login"), *key)

    def triggers(self) -> Iterable[str]:
        """What keeps a list's checksum as rows come and go; temporary, so that no other change is taken for ours."""
        yield self._trigger("INSERT", "new")
        yield self._trigger("DELETE", "old")

    def _trigger(self, event: str, row: str) -> str:
        # Whatever a damaged row holds, it can be taken away.
        own = f"coalesce(CAST({row}.checksum AS INTEGER), 0)"
        changed = f"(checksum & ~{own}) | (~checksum & {own})"
        return f"""
            CREATE TEMP TRIGGER {self.name}_{event} AFTER {event} ON main.{self.name} BEGIN
                UPDATE lists SET checksum = {changed} WHERE {self._where(row)};
            END
        """

    def _where(self, row: str) -> str:
        login, key = self._names(row)
        return f"of = '{self.name}' AND login = {login} AND key = {key}"

    def _names(self, row: str) -> tuple[str, str]:
        login = f"{row}.login" if "login" in self.columns else "''"
        return login, " || ".join(f"quote({row}.{column})" for column in self.key)

    def empty(self, db: Database, *values: str) -> None:
        """Begin a list, by its ``parts``, without the rows that it had."""
        self.begin(db, *values if "login" in self.parts else ("", *values))
        where = " AND ".join(f"{column} = ?" for column in self.parts)
        db.execute(f"DELETE FROM {self.name} WHERE {where}", values)

    def begin(self, db: Database, login: str, *key: str) -> int:
        """The number that a list began with: one that is there, or else a new and empty one."""
        named = (self.name, login, quoted(*key))
        db.execute("INSERT OR IGNORE INTO lists (of, login, key, began, checksum) VALUES (?, ?, ?, random(), 0)", named)
        (row,) = db.execute("SELECT began FROM lists WHERE of = ? AND login = ? AND key = ?", named)
        if isinstance(row[0], int):
            return row[0]
        self.forget(db, login, *key)  # it is damaged, and so what it says of the rows is no more true than none
        return self.begin(db, login, *key)

    def forget(self, db: Database, login: str, *key: str) -> None:
        """Let the next one who begins this list draw another number."""
        named = (self.name, login, quoted(*key))
        db.execute("DELETE FROM lists WHERE of = ? AND login = ? AND key = ?", named)


def quoted(*key: str) -> str:
    """The key of a list by the values of its columns, as ``lists`` has it."""
    return "".join("'" + value.replace("'", "''") + "'" for value in key)


def _insert(name: str, columns: Sequence[str]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT OR REPLACE INTO {name} ({', '.join(columns)}) VALUES ({marks})"


PEOPLE = Checked("people", "login", "id", "url", "name", "company", "created_at", "read_at", what="account")
#: The facts of a pull request; its files are rows of their own.
OF_PULL_REQUESTS = RecordColumns(PullRequest, kept_apart=frozenset({"files"}))
PULL_REQUESTS = Checked(
    *("pull_requests", *OF_PULL_REQUESTS.names, "files_after", "reviews_left", "remarks_left"), what="pull request"
)
FILES = Table("files", "pull_request", "path", "additions", "deletions")
REVIEWS = Table("reviews", "pull_request", "url", "login", "state", "at", "comments")
COMMANDS = Table("commands", "pull_request", "url", "login", "kind", "at")
COUNTED = Table("counted", "pull_request", "login")
CURSORS = Table("cursors", "pull_request", "reviews", "remarks")
#: What belongs to a pull request, in the order in which its checksum has it.
CHILDREN = (FILES, REVIEWS, COMMANDS, COUNTED, CURSORS)
FOUND = ListTable(
    *("found", "login", "family", "pull_request", "repo", "created_at"), key=["family"], what="search results of"
)
READINGS = ListTable(
    "readings",
    *("login", "orgs", "family", "scope", "terms", "watermark", "down_to", "done", "total", "began"),
    key=["orgs", "family"],
    what="progress of",
)
CHECKS = Checked("checks", "login", "orgs", "read_at", "involved", "requests", "plan", what="check of")
TEXTS = Checked("texts", "oid", "text", what="text")
PATHS = Checked("paths", "repo", "path", "oid", "url", "read_at", "link", what="file")
LINE_CHANGES = ListTable(
    *("line_changes", "repo", "path", "oid", "first", "last", "at", "url"),
    key=["repo", "path", "oid"],
    what="dates of lines in",
)
REPORTS = ListTable(
    *("reports", "cohort", "ladder", "login", "as_of", "said"), key=["cohort", "ladder"], what="reports on"
)
HOST_CHECKS = Checked("host_checks", "name", "found", "checked_at", what="check of this GitHub:")
PLACES = Checked("places", "repo", "path", "name", "there", "read_at", what="place")
ROLE_INDEX = Checked(
    "role_index", "groups_file", "orgs", "files", "unread", "names", "read_at", what="index of roles of"
)
ACTIVITY = Checked("activity", "login", "orgs", "since", "until", "enough", "found", what="activity of")
ISSUES = Checked("issues", "repo", "number", "comments", "updated_at", "issue", "read_at", what="issue of")
ISSUE_LISTS = Checked("issue_lists", "repo", "state", "since", "issues", "missing", "read_at", what="list of issues of")
#: Tables whose rows stand each for itself, with the columns that name one.
ALONE = {
    PEOPLE: ("login",),
    CHECKS: ("login", "orgs"),
    TEXTS: ("oid",),
    PATHS: ("repo", "path"),
    HOST_CHECKS: ("name",),
    PLACES: ("repo", "path"),
    ROLE_INDEX: ("groups_file", "orgs"),
    ACTIVITY: ("login", "orgs", "enough"),
    ISSUES: ("repo", "number"),
    ISSUE_LISTS: ("repo", "state", "since"),
}
LISTS = (FOUND, READINGS, REPORTS, LINE_CHANGES)
