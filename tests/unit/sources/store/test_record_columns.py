"""A record's columns: each field is written and read by its type."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from tracker.facts.activity import Review, ReviewState
from tracker.facts.people import Login
from tracker.sources.store.record_columns import RecordColumns

REVIEWS = RecordColumns(Review, called={"by": "login"})
REVIEW = Review(
    by=Login.parse("Octo-Reviewer"), state=ReviewState.APPROVED, at=datetime(2026, 5, 1, tzinfo=UTC), url="https://x/1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    name: str | None
    known: bool
    labels: tuple[str, ...] = ()
    files: tuple[int, ...] = ()


def test_what_is_written_is_read():
    row = REVIEWS.values(REVIEW)
    assert row == {
        "login": "Octo-Reviewer", "state": "APPROVED", "at": "2026-05-01T00:00:00Z", "url": "https://x/1",
        "comments": None,
    }  # fmt: skip
    assert {type(value) for value in row.values()} == {str, type(None)}
    assert REVIEWS.read(row) == REVIEW


def test_columns_of_logins_are_known_by_their_own_names():
    assert REVIEWS.names == ("login", "state", "at", "url", "comments")
    assert REVIEWS.people == ("login",)


def test_what_is_kept_apart_is_no_column():
    columns = RecordColumns(Entry, kept_apart=frozenset({"files"}))
    entry = Entry(name=None, known=True, labels=("a", "b"), files=(1,))
    assert columns.values(entry) == {"name": None, "known": 1, "labels": '["a", "b"]'}
    assert columns.read(columns.values(entry), files=(1,)) == entry


def test_a_type_that_no_column_holds_is_refused():
    with pytest.raises(KeyError):
        RecordColumns(Entry)  # files are no texts


@pytest.mark.parametrize("row", [{"state": "PRAISED"}, {"at": "yesterday"}, {"login": "no login"}, {"url": 5}])
def test_what_was_not_written_so_is_an_error(row):
    with pytest.raises((ValueError, TypeError)):
        REVIEWS.read({**REVIEWS.values(REVIEW), **row})
