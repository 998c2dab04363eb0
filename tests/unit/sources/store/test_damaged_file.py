"""A file that is damaged is set aside, and a new one is begun; what does not fit into any is not kept."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import partial

import pytest

from tracker.facts.people import Contributor, Login
from tracker.sources.store import database, open_store
from tracker.sources.store.people import People
from tracker.sources.store.sweep import swept

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "store" / "example.sqlite3"


@pytest.fixture
def filled(path):
    with closing(open_store(path, pytest.fail)) as store:
        put(store, *(f"octo-{number}" for number in range(2_000)))
    return path


def put(store, *logins):
    People(store).keep({Login.parse(login): None for login in logins}, AT)


def logins(store):
    return [login for (login,) in store.read("SELECT login FROM people ORDER BY login")]


def aside(path):
    return {file.name for file in path.parent.iterdir() if "damaged" in file.name}


def no_database(path):
    path.write_bytes(b"this is no database" * 100)


def torn(path):
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


def cut(path):
    path.write_bytes(path.read_bytes()[:5000])


def of_another_version(number):
    def change(path):
        with closing(sqlite3.connect(path)) as db:
            db.execute(f"PRAGMA user_version = {number}")

    return change


def other_tables(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE reviews")


def looser_tables(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_schema SET sql = replace(sql, 'login TEXT', 'login TEXU') WHERE name = 'lists'")
        db.commit()


def no_mark(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA application_id = {database.APPLICATION_ID ^ 1}")


DAMAGES = [no_mark, no_database, torn, cut, other_tables, looser_tables, *map(of_another_version, range(4))]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(filled, damage):
    damage(filled)
    content = filled.read_bytes()
    said = []
    with closing(open_store(filled, said.append)) as store:
        put(store, "octo-newcomer")
        assert logins(store) == ["octo-newcomer"]
        assert store.path == filled
    (warning,) = said
    assert warning.startswith(f"The store {filled} is damaged: ")
    assert warning.endswith(f"The file is now {filled}.damaged, and a new one was begun: what it held is read again.")
    kept = filled.with_name(f"{filled.name}.damaged")
    assert kept.read_bytes() == content or damage is torn  # which is found when it is written to
    with closing(open_store(filled, pytest.fail)) as store:
        assert logins(store) == ["octo-newcomer"]


def test_an_earlier_one_is_not_overwritten(filled):
    for number in (1, 2, 3):
        filled.write_bytes(b"%d" % number * 2_000)
        open_store(filled).close()
    names = [f"{filled.name}.damaged", f"{filled.name}.2.damaged", f"{filled.name}.3.damaged"]
    assert aside(filled) == set(names)
    assert [filled.with_name(name).read_bytes()[:1] for name in names] == [b"1", b"2", b"3"]


def test_a_link_in_its_place_is_not_followed(filled, tmp_path):
    (tmp_path / "letter").write_text("dear", "utf-8")
    filled.with_name(f"{filled.name}.damaged").symlink_to(tmp_path / "letter")
    no_database(filled)
    open_store(filled).close()
    assert (tmp_path / "letter").read_text("utf-8") == "dear"
    assert f"{filled.name}.2.damaged" in aside(filled)


def test_damage_in_the_middle_of_a_run_costs_what_was_read_before(filled):
    said = []
    with closing(open_store(filled, said.append)) as store:
        torn(filled)
        assert logins(store) == []
        put(store, "octo-newcomer")
        assert store.path == filled
    assert len(said) == 1
    assert aside(filled) >= {f"{filled.name}.damaged"}
    with closing(open_store(filled, pytest.fail)) as store:
        assert logins(store) == ["octo-newcomer"]


def test_a_change_in_which_damage_shows_is_made_as_a_whole(filled):
    with closing(open_store(filled)) as store:
        with store.transaction() as transaction:
            put(store, "octo-newcomer")
            torn(filled)
            store.read("PRAGMA shrink_memory")
            transaction.execute("DELETE FROM people WHERE login = 'octo-7'")
        assert "octo-newcomer" in logins(store)


def test_two_who_find_the_same_damage_set_aside_one_file(filled):
    stores = [open_store(filled), open_store(filled)]
    torn(filled)
    for number, store in enumerate(stores):
        assert logins(store) == [f"octo-{earlier}" for earlier in range(number)]
        put(store, f"octo-{number}")
        store.close()
    assert len([name for name in aside(filled) if name.endswith(".damaged")]) == 1


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
@pytest.mark.parametrize("content", [b"", b"x" * 40_000])
def test_a_journal_that_is_none_costs_nothing(filled, end, content):
    filled.with_name(filled.name + end).write_bytes(content)
    with closing(open_store(filled, pytest.fail)) as store:
        assert len(logins(store)) == 2_000


@pytest.fixture
def statements(monkeypatch):
    """What is asked of the databases that are opened from here on."""
    asked = []

    class Traced(sqlite3.Connection):
        def __init__(self, *words, **settings):
            super().__init__(*words, **settings)
            self.set_trace_callback(asked.append)

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Traced))
    return asked


def test_not_every_page_is_looked_at_where_the_last_run_ended(filled, statements):
    open_store(filled, pytest.fail).close()
    assert not [statement for statement in statements if "PRAGMA quick_check" in statement]


def test_every_page_is_looked_at_where_the_last_run_did_not_end(filled, statements):
    content = bytearray(filled.read_bytes())
    content[-8_192:-4_096] = b"\xff" * 4_096  # a page that nobody asks for here
    filled.write_bytes(content)
    open_store(filled, pytest.fail).close()
    assert aside(filled) == set()
    filled.with_name(f"{filled.name}-wal").write_bytes(b"x")
    open_store(filled).close()
    assert "PRAGMA quick_check" in statements
    assert f"{filled.name}.damaged" in aside(filled)


# -- what does not fit -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["\udcff", 2**70, ["octo"], {"octo": 1}])
def test_what_fits_into_no_column_ends_all_keeping(path, name):
    said = []
    with closing(open_store(path, said.append)) as store:
        put(store, "octo-before")
        account = Contributor(login=Login.parse("octo-strange"), id="U_1", url="u", name=name)
        People(store).keep({account.login: account}, AT)
        put(store, "octo-after")
        assert logins(store) == ["octo-before"]
    (warning,) = said
    assert warning.startswith("GitHub gave something that the store cannot hold")
    with closing(open_store(path, pytest.fail)) as store:
        assert logins(store) == ["octo-before"]


def test_who_works_on_the_file_itself_gets_what_is_left(filled):
    with closing(sqlite3.connect(filled)) as db:
        db.execute("UPDATE people SET url = CAST(x'ff' AS TEXT) WHERE login < 'octo-2'")
        db.execute("UPDATE people SET login = CAST(x'ff' AS TEXT) WHERE login = 'octo-2'")
        db.commit()
    said = []
    with swept(filled, said.append) as store:
        assert min(logins(store)) == "octo-20"
    assert len(said) == 1
    assert "account octo-0" in said[0]
