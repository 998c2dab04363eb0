"""The file itself: made for nobody else to read, brought to the present version, refused where it is not ours."""

import gc
import os
import re
import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from datetime import datetime

import pytest

from tracker.facts.people import Login
from tracker.sources.store import database, open_store
from tracker.sources.store.database import StoreError, connect
from tracker.sources.store.export import columns
from tracker.sources.store.people import People
from tracker.sources.store.sweep import swept
from tracker.sources.store.tables import ALONE, CHILDREN, LISTS, PULL_REQUESTS

FULL = "database or disk is full"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "store" / "example.sqlite3"


@pytest.fixture
def opened(path):
    store = open_store(path)
    yield store
    store.close()


def put(store, login="octo-newcomer", at="2026-08-01T00:00:00Z"):
    People(store).keep({Login.parse(login): None}, datetime.fromisoformat(at))


def logins(store):
    return [login for (login,) in store.read("SELECT login FROM people ORDER BY login")]


def one(store, query):
    return store.read(query)[0][0]


def test_nobody_else_can_read_it_nor_its_journals(path, opened):
    put(opened)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    files = list(path.parent.iterdir())
    assert {file.name for file in files} >= {path.name, f"{path.name}-wal"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@pytest.fixture
def looked_at(monkeypatch):
    """A mark for each time that every page of a file is looked at."""
    found = []
    look = database._refuse_broken
    monkeypatch.setattr(database, "_refuse_broken", lambda db: found.append("all") or look(db))
    return found


def test_opening_takes_no_longer_for_a_larger_store_that_was_closed(path, looked_at):
    with closing(open_store(path)) as store:
        put(store)
    open_store(path).close()
    assert looked_at == []
    connect(path, check=True).close()
    assert looked_at == ["all"]


def test_every_page_is_looked_at_where_a_run_did_not_end_by_itself(path, tmp_path, opened, looked_at):
    put(opened)
    killed = tmp_path / "killed" / path.name
    shutil.copytree(path.parent, killed.parent)
    with closing(open_store(killed)) as store:
        assert logins(store) == ["octo-newcomer"]
    assert looked_at == ["all"]


def test_a_file_that_others_could_read_is_closed_to_them(path):
    open_store(path).close()
    path.chmod(0o644)
    open_store(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_store_that_is_forgotten_is_closed(path):
    store = open_store(path)
    db = store._db
    del store
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        db.execute("SELECT 1")


def test_a_store_that_another_thread_clears_away_is_closed(path):
    circle = {"store": open_store(path)}
    circle["circle"] = circle
    db = circle["store"]._db
    del circle
    thread = threading.Thread(target=gc.collect)
    thread.start()
    thread.join()
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        db.execute("SELECT 1")


def test_writers_do_not_keep_readers_waiting(opened):
    assert one(opened, "PRAGMA journal_mode") == "wal"


def test_what_was_written_is_there_the_next_time(path):
    with closing(open_store(path)) as store:
        put(store)
    with closing(open_store(path)) as store:
        assert logins(store) == ["octo-newcomer"]


def _stopped(transaction):
    transaction.execute("DELETE FROM people")
    raise KeyError("stopped")


def test_a_change_that_fails_leaves_everything_as_it_was(opened):
    put(opened)
    with pytest.raises(KeyError, match="stopped"), opened.transaction() as transaction:
        _stopped(transaction)
    assert logins(opened) == ["octo-newcomer"]


# -- what cannot be used -----------------------------------------------------------------------------


def foreign(path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")


def foreign_with_a_mark(path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA application_id = 7")


def newer(path):
    open_store(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 999")


def directory(path):
    path.mkdir(parents=True)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (foreign, "is a database of another program"),
        (foreign_with_a_mark, "is a database of another program"),
        (newer, "is from a newer version of this program"),
        (directory, "Is a directory|unable to open"),
    ],
)
def test_what_cannot_be_used_is_said_and_done_without(path, make, why):
    make(path)
    before = path.read_bytes() if path.is_file() else None
    said = []
    with closing(open_store(path, said.append)) as store:
        put(store)
        assert logins(store) == ["octo-newcomer"]
        assert store.path is None
    (warning,) = said
    assert re.search(why, warning)
    assert "remembers nothing" in warning
    assert before is None or path.read_bytes() == before


@pytest.mark.parametrize("make", [foreign, newer])
def test_who_works_on_the_file_itself_is_refused(path, make):
    make(path)
    with pytest.raises(StoreError, match=str(path)), swept(path, pytest.fail):
        pass


def test_a_store_that_is_not_there_is_not_made_by_who_only_looks(path):
    with pytest.raises(StoreError, match="there is no store"), swept(path, pytest.fail):
        pass
    assert not path.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere: test_read_only covers a file system that is")
def test_a_directory_that_may_not_be_written(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir(mode=0o500)
    said = []
    with closing(open_store(folder / "store" / "x.sqlite3", said.append)) as store:
        assert store.path is None
    assert "Permission denied" in said[0]


def test_read_only(path, monkeypatch):
    """A store on a file system that is read-only can be opened, and no more."""
    open_store(path).close()
    ordinary = sqlite3.connect

    def readonly(where, **settings):
        if where == ":memory:":
            return ordinary(where, **settings)
        return ordinary(f"file:{where}?mode=ro", uri=True, **settings)

    monkeypatch.setattr(database.sqlite3, "connect", readonly)
    said = []
    with closing(open_store(path, said.append)) as store:
        put(store)
        assert logins(store) == ["octo-newcomer"]
    assert "readonly" in said[0]


def test_a_disk_that_fills_up_in_the_middle_costs_no_record(path):
    said = []
    store = open_store(path, said.append)
    put(store, "octo-first")
    store.read("VACUUM")
    pages = one(store, "PRAGMA page_count")
    store.read(f"PRAGMA max_page_count = {pages}")
    for number in range(300):
        put(store, f"octo-{number}")
    assert len(logins(store)) == 301
    assert [FULL in warning for warning in said] == [True]
    store.close()
    with closing(open_store(path)) as again:
        assert "octo-first" in logins(again)


def test_a_mistake_of_ours_is_not_taken_for_a_broken_disk():
    with closing(open_store(None)) as store, pytest.raises(sqlite3.OperationalError, match="no such table"):
        store.read("SELECT * FROM nowhere")


# -- two at once, and one version after the other ----------------------------------------------------


def test_two_processes_lose_nothing_of_each_other(path):
    stores = [open_store(path), open_store(path)]
    for number in range(100):
        put(stores[number % 2], f"octo-{number:03}")
    assert logins(stores[0]) == logins(stores[1]) == [f"octo-{number:03}" for number in range(100)]
    for store in stores:
        store.close()


def test_many_begin_at_the_same_moment(path):
    said = []

    def begin(number):
        with closing(open_store(path, said.append)) as store:
            put(store, f"octo-{number}")

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == []
    with closing(open_store(path)) as store:
        assert len(logins(store)) == 8


def test_a_new_store_is_as_all_steps_make_it(path):
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        database._run_steps(made)
        steps = made.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()
        marks = [made.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "application_id")]
    with closing(open_store(path)) as store:
        assert [tuple(row) for row in store.read("SELECT type, name, sql FROM sqlite_schema ORDER BY name")] == steps
        assert [(one(store, f"PRAGMA {name}"),) for name in ("user_version", "application_id")] == marks


def test_a_step_that_fails_leaves_the_older_version(path, monkeypatch):
    open_store(path).close()
    every = database._migrations()
    more = (*every, "CREATE TABLE more (x TEXT);\nCREATE TABLE people (x TEXT);\n")
    monkeypatch.setattr(database, "_migrations", lambda: more)
    with pytest.raises(StoreError, match="already exists"):
        connect(path)
    monkeypatch.undo()
    with closing(open_store(path)) as store:
        assert one(store, "PRAGMA user_version") == len(every)
        assert one(store, "SELECT count(*) FROM sqlite_schema WHERE name = 'more'") == 0


def test_every_table_is_checked(opened):
    """A table that is in none of these is one whose damage nobody sees: give it a checksum, and name it there."""
    tables = {name for (name,) in opened.read("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert tables == {table.name for table in (*ALONE, *LISTS, *CHILDREN, PULL_REQUESTS)} | {"lists"}
    for table in (*ALONE, *LISTS, PULL_REQUESTS):
        columns = [row["name"] for row in opened.read(f"PRAGMA table_info({table.name})")]
        assert sorted(columns) == sorted([*table.columns, "checksum"])
    strict = {row["name"]: row["strict"] for row in opened.read("PRAGMA table_list") if row["name"] in tables}
    assert strict == dict.fromkeys(tables, 1)


def test_every_column_is_documented_and_no_other(opened):
    tables = [name for (name,) in opened.read("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    real = {table: [row[1] for row in opened.read(f"PRAGMA table_info({table})")] for table in tables}
    said = {}
    for section in columns().split("\n## ")[1:]:
        table, _, rest = section.partition("\n")
        said[table] = [row.split("|")[1].strip() for row in rest.splitlines() if row.startswith("|")][2:]
    assert said == real
