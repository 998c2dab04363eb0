"""Days and moments, said as text or as Python's own values."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tracker.entry.moments import moment, moment_of_report
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
