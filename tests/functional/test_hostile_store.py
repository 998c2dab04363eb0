"""A store that somebody wrote who knows its checksums: it may say what is not so, and nothing else can come of it."""

import random
import sqlite3
from functools import reduce
from operator import xor

from functional.damaging import Loosened
from functional.running import NELL, ROSA, WORLD_DAY

from tracker.sources.store import tables

WORDS = ("--format", "json", "--as-of", WORLD_DAY, "--no-openings")
DEEP = "[" * 900 + "]" * 900
#: What a column of text takes, and a reader of it may not.
TEXTS = (
    *("", "x", "[]", "{}", "[[]]", '{"a": []}', "null", "1e999", "-1", "[1]", '["x", null]', '[["a", []]]', '{"a": 5}'),
    *(DEEP, '{"a": ' * 400 + "1" + "}" * 400, "9" * 5_000, "[" + "9" * 400 + "]"),
    *("\x1b]0;PWNED\x07", "\u202e", "\x9b31m", "a" * 100_000, "\r\n::error::x", "javascript:alert(1)", "\x00"),
    *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-02-30T00:00:00Z", "2026-05-01T00:00:00+25:00"),
    *("octo/..", "../..", "https://github.com/", "authored", "[bot]", "left-out.0123456789ab"),
)
NUMBERS = (0, 1, -1, 2**31, 2**63 - 1, -(2**63))
ACTING = frozenset("\x1b\x9b\u202e\x07\x00")
CHECKED = (*tables.ALONE, tables.PULL_REQUESTS, *tables.LISTS)
#: Stores that are tried: so many times fewer than damaged ones.
FEWER = 20


def test_no_store_stops_a_run(run, calm, home, request):
    run(*WORDS, ROSA, NELL, server=calm)
    (path,) = (home / "cache" / "ladder-check" / "store").glob("*.sqlite3")
    content = path.read_bytes()
    for seed in range(request.config.getoption("--damaged-stores") // FEWER):
        for file in path.parent.iterdir():
            file.unlink()
        path.write_bytes(content)
        done = f"{seed}: {forged(path, random.Random(seed))}"
        calm.standin.reset()
        for words in ((*WORDS, "--offline", ROSA), (*WORDS, ROSA)):
            ran = run(*words, server=calm)
            assert ran.code in {0, 4}, (done, ran)
            assert ACTING.isdisjoint(ran.out + ran.err), done
        ran = run("store", "export", "out", program="ladder")
        assert ran.code == 0, (done, ran)


def forged(path, dice):
    """Another value in one column of a table, each row of it sealed as this program seals it."""
    with Loosened(path) as db:
        db.row_factory = sqlite3.Row
        every = (*CHECKED, *tables.CHILDREN)
        table = dice.choice([one for one in every if db.execute(f"SELECT 1 FROM {one.name}").fetchone()])
        column = dice.choice(table.columns)
        (kind,) = db.execute(f"SELECT max(typeof({column})) FROM {table.name}").fetchone()
        value = dice.choice(NUMBERS if kind == "integer" else TEXTS)
        one = f" AND {table.columns[-1]} IS (SELECT min({table.columns[-1]}) FROM {table.name})"
        where = dice.choice(["TRUE", f"TRUE{one}"])
        db.execute(f"UPDATE OR REPLACE {table.name} SET {column} = ? WHERE {where}", (value,))
        _seal(db)
    return f"{table.name}.{column} {where}: {value!r:.80}"


def _seal(db):
    for table in CHECKED:
        keys = [name for _, name, _, _, _, key in db.execute(f"PRAGMA table_info({table.name})") if key]
        for row in db.execute(f"SELECT * FROM {table.name}").fetchall():
            children = [
                [
                    tuple(one)
                    for one in db.execute(f"{child.select} WHERE pull_request = ? ORDER BY rowid", (row["id"],))
                ]
                for child in (tables.CHILDREN if table is tables.PULL_REQUESTS else ())
            ]
            *_, sealed = table.sealed(row, *children)
            where = " AND ".join(f"{key} IS ?" for key in keys)
            db.execute(f"UPDATE {table.name} SET checksum = ? WHERE {where}", (sealed, *(row[key] for key in keys)))
    for table in tables.LISTS:
        _seal_lists(db, table)


def _seal_lists(db, table):
    lists = {}
    for row in db.execute(f"SELECT * FROM {table.name}").fetchall():
        login = row["login"] if "login" in table.parts else ""
        lists.setdefault((login, tables.quoted(*(str(row[part]) for part in table.key))), []).append(row["checksum"])
    db.execute("DELETE FROM lists WHERE of = ? AND checksum = 0", (table.name,))
    for (login, key), sums in lists.items():
        named = (table.name, login, key)
        known = db.execute("SELECT began FROM lists WHERE of = ? AND login = ? AND key = ?", named).fetchone()
        began = known["began"] if known else 7
        values = (*named, began, reduce(xor, sums, 0))
        db.execute("INSERT OR REPLACE INTO lists (of, login, key, began, checksum) VALUES (?, ?, ?, ?, ?)", values)
