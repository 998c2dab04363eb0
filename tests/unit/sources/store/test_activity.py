"""What a stored look at somebody's contributions answers: never with what lies outside of the time that is asked about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tracker.facts.contributions import Activity, ActivityQuery, Contribution
from tracker.facts.people import Login
from tracker.sources.store import open_store
from tracker.sources.store.activity import ActivityRecords

NELL = Login.parse("newcomer-nell")
YEAR = ActivityQuery(
    orgs=("kubernetes",), since=datetime(2025, 9, 1, tzinfo=UTC), until=datetime(2026, 9, 1, tzinfo=UTC), enough=50
)
LAST = Contribution(
    at=datetime(2026, 8, 1, tzinfo=UTC), what="opened an issue", url="https://github.com/octo/x/issues/1"
)
HOURS = timedelta(hours=5)


def known(seen, later, **query):
    """What is known when a year that begins and ends so much later is asked about."""
    store, asked = open_store(None), replace(YEAR, **query)
    ActivityRecords(store, asked).keep([seen])
    begins, ends = later
    moved = replace(asked, since=asked.since + begins, until=asked.until + ends)
    return ActivityRecords(store, moved).known([NELL]).get(NELL)


@pytest.mark.parametrize(
    ("later", "stands"),
    [
        ((timedelta(), timedelta()), True),
        ((timedelta(), HOURS), True),
        ((-HOURS, timedelta()), True),
        ((HOURS, HOURS), False),
        ((timedelta(), -HOURS), False),
        ((timedelta(), timedelta(days=1)), False),
    ],
)
def test_a_count_stands_for_a_time_that_holds_its_own(later, stands):
    seen = Activity(login=NELL, least=50, last=LAST)
    assert known(seen, later) == (seen if stands else None)


@pytest.mark.parametrize(("ends", "stands"), [(HOURS, True), (timedelta(days=1), False), (-HOURS, False)])
def test_nothing_stands_for_a_day(ends, stands):
    seen = Activity(login=NELL)
    assert known(seen, (ends, ends), enough=1) == (seen if stands else None)
