"""Lists of issues in a store: the newest since some day, and the newest of all."""

from datetime import UTC, datetime

import pytest

from tracker.sources.store import open_store
from tracker.sources.store.issues import IssueList, Issues

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LONG_AGO, LATELY = datetime(2020, 1, 1, tzinfo=UTC), datetime(2025, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        (LONG_AGO, LATELY, {LATELY}),
        (LATELY, LONG_AGO, {LONG_AGO}),
        (LATELY, LATELY, {LATELY}),
        (None, LATELY, {None, LATELY}),
        (LATELY, None, {None}),
    ],
)
def test_of_lists_since_some_day_the_newest_stays_beside_one_of_all(before, after, left):
    issues = Issues(open_store(None), "octo-org/requests")
    for since in (before, after):
        issues.keep_list(IssueList(state="open", since=since, issues=(), missing=(), read_at=NOW))
    assert {one.since for one in issues.lists()} == left
