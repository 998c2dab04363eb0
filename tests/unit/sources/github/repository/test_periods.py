"""For which time everything that changed is known, whatever was found in which order."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from tracker.sources.github.repository.periods import Period, Periods

REPO = "octo-org/octo"
NOW, FIRST = datetime(2026, 6, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def days(number):
    return FIRST + timedelta(days=number)


def fresh(most=NOW):
    return Periods(REPO, NOW, most=most)


def test_nothing_is_known_at_first():
    (period,) = fresh().to_find(FIRST, HOUR)
    assert (period.low, period.high, fresh().trail(0)) == (FIRST, None, None)


@pytest.mark.parametrize("changes", [1, 60, 61, 2500])
def test_parts_cover_a_period_without_a_hole(changes):
    parts = Period(FIRST).parts(changes, NOW)
    assert len(parts) == -(-changes // 60)
    assert (parts[0].high, parts[-1].low) == (None, FIRST)
    assert all(newer.low == older.high for newer, older in pairwise(parts))
    (bounded,) = Period(FIRST, days(3)).parts(5, NOW)
    assert bounded == Period(FIRST, days(3))


def test_words_for_a_search():
    assert Period(FIRST).words == "updated:>=2025-06-01T00:00:00Z"
    assert Period(FIRST, days(1)).words == "updated:2025-06-01T00:00:00Z..2025-06-02T00:00:00Z"


def test_what_is_known_reaches_down_to_the_first_hole():
    newest, middle, oldest = Period(FIRST).parts(180, NOW)
    periods = fresh()
    assert not periods.finish([oldest])
    assert periods.trail(1) is None
    assert periods.finish([newest])
    assert (periods.since, periods.until) == (newest.low, NOW)
    assert periods.finish([middle])
    assert (periods.since, periods.until) == (FIRST, NOW)


def test_the_next_run_finds_what_changed_and_what_is_older():
    periods = fresh()
    periods.finish([Period(days(100))])
    later = Periods(REPO, NOW + timedelta(days=7), most=NOW + timedelta(days=7), trails=[periods.trail(7)])
    changed, older = later.to_find(FIRST, HOUR)
    assert changed == Period(NOW - HOUR)
    assert older == Period(FIRST, days(100))
    assert [one.high for one in later.to_find(days(150), HOUR)] == [None]
    assert later.finish([changed])
    assert later.until == NOW + timedelta(days=7)


def test_of_an_earlier_day_nobody_says_that_what_changed_since_is_known():
    periods = fresh(most=days(200))
    periods.finish([Period(FIRST)])
    assert periods.trail(3).watermark == days(200)
    periods = fresh(most=days(200))
    periods.finish(Period(FIRST).parts(2500, NOW)[:1])
    assert periods.trail(3) is None


def test_trails_of_other_repositories_say_nothing():
    periods = fresh()
    periods.finish([Period(FIRST)])
    assert Periods("octo-org/other", NOW, most=NOW, trails=[periods.trail(1)]).since is None
