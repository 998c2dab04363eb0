"""Ways in which a store is damaged: a bit, a value, a row, the file."""

import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

#: Values that no column expects, or another one does.
STRANGE = (
    None,
    "",
    "x",
    "ff",
    -1,
    0,
    1,
    2,
    10**18,
    1.5,
    b"\xff\x00",
    "2026-13-45T99:99:99Z",
    "2020-01-01T00:00:00Z",
    "[]",
    "{}",
)
_UNDECODABLE = "UPDATE {table} SET {column} = CAST(x'ff41' AS TEXT) WHERE {where}"

Damage = Callable[[Path, random.Random], str]


class Loosened:
    """A store's tables without what they refuse, while somebody edits them."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> sqlite3.Connection:
        with closing(self._open()) as db:
            self._schema = db.execute("SELECT rowid, sql FROM sqlite_schema").fetchall()
            self._put(db, [(rowid, _loose(sql)) for rowid, sql in self._schema])
        self._db = self._open()
        return self._db

    def __exit__(self, *_: object) -> None:
        self._db.close()
        with closing(self._open()) as db:
            self._put(db, self._schema)

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, isolation_level=None)
        db.execute("PRAGMA ignore_check_constraints = ON")
        return db

    def _put(self, db: sqlite3.Connection, schema: list[tuple[int, str | None]]) -> None:
        version = db.execute("PRAGMA schema_version").fetchone()[0]
        db.execute("PRAGMA writable_schema = ON")
        db.executemany("UPDATE sqlite_schema SET sql = ? WHERE rowid = ?", [(sql, rowid) for rowid, sql in schema])
        db.execute(f"PRAGMA schema_version = {version + 1}")
        db.execute("PRAGMA writable_schema = OFF")


def _loose(sql: str | None) -> str | None:
    """The same without types. What is a key stays one, and so do collations."""
    if sql is None or not sql.startswith("CREATE TABLE"):
        return sql
    sql = re.sub(r"\bSTRICT\b,? ?", "", sql).replace(" NOT NULL", "").rstrip().rstrip(",")
    return re.sub(r"^(    \w+) (?:TEXT|INTEGER)", r"\1", sql, flags=re.MULTILINE)


def bit(path: Path, dice: random.Random) -> str:
    """One bit anywhere in the file."""
    content = bytearray(path.read_bytes())
    place, which = dice.randrange(len(content)), dice.randrange(8)
    content[place] ^= 1 << which
    path.write_bytes(content)
    return f"bit {which} of byte {place}"


def written_bit(path: Path, dice: random.Random) -> str:
    """One bit of what is written in the pages, and not of what is free in them."""
    content = bytearray(path.read_bytes())
    while True:
        place, which = dice.randrange(100, len(content)), dice.randrange(8)
        if any(content[place - 2 : place + 3]):
            content[place] ^= 1 << which
            path.write_bytes(content)
            return f"bit {which} of byte {place}, which was {content[place] ^ 1 << which:#x}"


def cell(path: Path, dice: random.Random) -> str:
    """One value of one row, by another one that its table would refuse, or not."""
    with Loosened(path) as db:
        table, columns, row = _row(db, dice)
        column = dice.choice(columns)
        where = " AND ".join(f"{name} IS ?" for name in columns)
        others = [value for (value,) in db.execute(f"SELECT DISTINCT {column} FROM {table} LIMIT 50")]
        new = dice.choice([*STRANGE, *others])
        if dice.random() < 0.1:
            db.execute(_UNDECODABLE.format(table=table, column=column, where=where), row)
            return f"{table}.{column}: no text"
        try:
            db.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (new, *row))
        except sqlite3.IntegrityError:
            return "nothing: there is such a row"
        return f"{table}.{column} of {row}: {new!r}"


def missing(path: Path, dice: random.Random) -> str:
    """Some rows less."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        table, columns, row = _row(db, dice)
        how = dice.choice(["one", "some", "all"])
        where = {"one": " AND ".join(f"{name} IS ?" for name in columns), "some": "random() % 2", "all": "TRUE"}[how]
        db.execute(f"DELETE FROM {table} WHERE {where}", row if how == "one" else ())
        return f"{how} of {table} deleted: {row if how == 'one' else ''}"


def extra(path: Path, dice: random.Random) -> str:
    """A row more: another one's copy, with one value changed where the key asks for that."""
    with Loosened(path) as db:
        table, columns, row = _row(db, dice)
        values = list(row)
        values[dice.randrange(len(columns))] = dice.choice(["extra", "2026-05-01T00:00:00Z", 7])
        marks = ", ".join("?" * len(columns))
        try:
            db.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", values)
        except sqlite3.IntegrityError:
            return "nothing: there is such a row"
        return f"{table}: one more, {values}"


def swapped(path: Path, dice: random.Random) -> str:
    """One column of two rows, one's value for the other's."""
    with Loosened(path) as db:
        table, columns, first = _row(db, dice)
        _, _, second = _row(db, dice, table)
        column = dice.choice(columns)
        where = " AND ".join(f"{name} IS ?" for name in columns)
        at = columns.index(column)
        try:
            db.execute("BEGIN")
            db.execute(f"UPDATE {table} SET {column} = 'swapped' WHERE {where}", first)
            db.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (first[at], *second))
            db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} IS 'swapped'", (second[at],))
            db.execute("COMMIT")
        except sqlite3.IntegrityError:
            return "nothing: there is such a row"
        return f"{table}.{column} swapped: {first[at]!r} and {second[at]!r}"


def cut(path: Path, dice: random.Random) -> str:
    """The end of the file."""
    content = path.read_bytes()
    left = dice.choice([0, 1, 99, dice.randrange(len(content)), dice.randrange(len(content)) // 4096 * 4096])
    path.write_bytes(content[:left])
    return f"cut to {left} of {len(content)} bytes"


def version(path: Path, dice: random.Random) -> str:
    """The number of the version."""
    number = dice.choice([0, 1, 2, 3, 5, 7, 999, -1])
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {number}")
    return f"version {number}"


def journal(path: Path, dice: random.Random) -> str:
    """A journal that is none."""
    ends = dice.choice([["-wal"], ["-shm"], ["-wal", "-shm"], ["-journal"]])
    for end in ends:
        path.with_name(path.name + end).write_bytes(dice.randbytes(dice.choice([0, 31, 32, 4096, 33_000])))
    return f"{ends} of chance"


def block(path: Path, dice: random.Random) -> str:
    """A block of a disk, with what was in another one, or nothing."""
    content = bytearray(path.read_bytes())
    size = dice.choice([512, 4096])
    here, there = (dice.randrange(len(content) // size) * size for _ in range(2))
    content[here : here + size] = dice.choice([bytes(size), content[there : there + size], b"\xff" * size])
    path.write_bytes(content)
    return f"{size} bytes at {here} from {there}"


def _row(db: sqlite3.Connection, dice: random.Random, table: str = "") -> tuple[str, list[str], tuple[object, ...]]:
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    filled = [name for name in names if db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]]
    table = table or dice.choice(filled)
    columns = [column[1] for column in db.execute(f"PRAGMA table_info({table})")]
    rows = db.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
    return table, columns, dice.choice(rows)


#: Each as often as it stands here.
WAYS: tuple[Damage, ...] = (
    *(bit, written_bit, written_bit, written_bit),
    *(cell, cell, cell, cell),
    *(missing, extra, swapped, cut, version, journal, block),
)


def damaged(path: Path, seed: int) -> str:
    """Damage a store in one way, the same for each seed; what was done to it."""
    dice = random.Random(seed)
    way = WAYS[seed % len(WAYS)]
    return f"{way.__name__} {seed}: {way(path, dice)}"


def copied(template: Path, target: Path) -> None:
    """Another copy of a directory in place of what is there."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(template, target, symlinks=True)
