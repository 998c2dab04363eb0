"""Days and moments, said as text or as Python's own values."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tracker.entry.moments import Since, moment, moment_of_report
from tracker.errors import UsageError

NOW = datetime(2026, 8, 21, 15, 30, 10, 99, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-08-20", datetime(2026, 8, 20, 23, 59, 59, tzinfo=UTC)),
        (date(2026, 8, 20), datetime(2026, 8, 20, 23, 59, 59, tzinfo=UTC)),
        ("2026-08-20T10:00", datetime(2026, 8, 20, 10, tzinfo=UTC)),
        (datetime.fromisoformat("2026-08-20T10:00"), datetime(2026, 8, 20, 10, tzinfo=UTC)),
        (datetime(2026, 8, 20, 10, tzinfo=timezone(timedelta(hours=2))), datetime(2026, 8, 20, 8, tzinfo=UTC)),
    ],
)
def test_a_moment(said, meant):
    assert moment(said) == meant
    assert moment(said).tzinfo is UTC


@pytest.mark.parametrize("said", ["tomorrow", "", "2026-02-30", "20260820T"])
def test_what_is_no_date(said):
    with pytest.raises(UsageError, match="is not a date"):
        moment(said)


def test_a_day_that_is_still_to_come():
    with pytest.raises(UsageError, match="2026-08-22 is still to come; today is 2026-08-21"):
        moment_of_report(moment("2026-08-22"), NOW)


@pytest.mark.parametrize("said", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_that_utc_does_not_have(said):
    with pytest.raises(UsageError, match="is no date of UTC"):
        moment(said)


@pytest.mark.parametrize("said", ["0001-01-01", "2007-12-31"])
def test_a_day_before_there_was_anything_to_read(said):
    with pytest.raises(UsageError, match="is before 2008-01-01, when GitHub began"):
        moment_of_report(moment(said), NOW)
    assert moment_of_report(moment("2008-01-01"), NOW).year == 2008


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2026-08-01", datetime(2026, 8, 1, tzinfo=UTC)),
        ("2026-08-21", datetime(2026, 8, 21, tzinfo=UTC)),
        ("30d", datetime(2026, 7, 22, 15, 30, 10, 99, tzinfo=UTC)),
        ("6w", datetime(2026, 7, 10, 15, 30, 10, 99, tzinfo=UTC)),
        ("6m", datetime(2026, 2, 21, 15, 30, 10, 99, tzinfo=UTC)),
        ("12M", datetime(2025, 8, 21, 15, 30, 10, 99, tzinfo=UTC)),
        (" 1y ", datetime(2025, 8, 21, 15, 30, 10, 99, tzinfo=UTC)),
        ("9999y", datetime(2008, 1, 1, tzinfo=UTC)),
        ("9999d", datetime(2008, 1, 1, tzinfo=UTC)),
        ("224m", datetime(2008, 1, 1, tzinfo=UTC)),
    ],
)
def test_since_a_day_or_for_a_duration(text, first):
    assert Since.parse(text).before(NOW) == first


def test_months_before_the_end_of_a_long_month_begin_in_the_short_one():
    assert Since.parse("6m").before(datetime(2026, 8, 31, 12, tzinfo=UTC)) == datetime(2026, 2, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "12", "m", "-12m", "1.5y", "12 m", "12h", "\u0661\u0662m", "10000d", "2026-02-30"]
)
def test_since_neither_a_date_nor_a_duration(text):
    with pytest.raises(UsageError, match="is neither a date nor a duration"):
        Since.parse(text)


@pytest.mark.parametrize("text", ["0m", "00d"])
def test_since_no_time_at_all(text):
    with pytest.raises(UsageError, match="lasts no time"):
        Since.parse(text)


def test_since_a_day_before_github_began():
    with pytest.raises(UsageError, match="is before 2008-01-01, when GitHub began"):
        Since.parse("2007-12-31")


def test_since_a_day_after_the_report():
    with pytest.raises(UsageError, match="2026-08-22 is still to come; the report is of 2026-08-21"):
        Since.parse("2026-08-22").before(NOW)
