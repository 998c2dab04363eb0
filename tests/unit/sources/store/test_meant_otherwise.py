"""What is sealed rightly and means nothing that this program knows is dropped like what is damaged."""

from contextlib import closing

import pytest

from tracker.sources.store import export, open_store
from tracker.sources.store.records import read_alone
from tracker.sources.store.tables import PEOPLE
from tracker.sources.store.values import login

DEEP = "[" * 900 + "]" * 900
AT = "2026-05-01T12:00:00Z"


@pytest.mark.parametrize("text", ["", "{}", "octo newcomer", "[bot]"])
def test_what_is_no_login_is_no_value(text):
    with pytest.raises(ValueError, match="is no login"):
        login(text)


@pytest.mark.parametrize("error", [RecursionError, OverflowError, ValueError, AttributeError])
def test_whatever_reading_it_raises_it_is_dropped(tmp_path, error):
    said = []

    def build(row):
        raise error

    with closing(open_store(tmp_path / "store" / "x.sqlite3", said.append)) as store:
        with store.transaction() as transaction:
            row = dict.fromkeys(PEOPLE.columns) | {"login": "octo", "read_at": AT}
            transaction.executemany(PEOPLE.insert, [PEOPLE.sealed(row)])
        assert read_alone(store, PEOPLE, build, "TRUE") == []
        assert store.read("SELECT * FROM people") == []
    assert len(said) == 1


@pytest.mark.parametrize("text", [DEEP, "[bot]", "NaN"])
def test_what_is_no_json_is_exported_as_the_text_that_it_is(text):
    assert export._read(text) == text
