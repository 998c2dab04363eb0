"""How meetings are shown, and when they take place next: only where sigs.yaml leaves no doubt."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.group_cases import groups_in

from tracker.facts import meeting_times
from tracker.facts.meeting_times import next_time
from tracker.facts.meetings import Meeting

TODAY = date(2026, 8, 21)  # a Friday
NOW = datetime(2026, 8, 21, 18, tzinfo=UTC)


def meeting(frequency="weekly", **more):
    return Meeting(**{"day": "Tuesday", "time": "9:00", "timezone": "UTC", "frequency": frequency, **more})


def following(frequency="weekly", *, after=NOW, **more):
    found = next_time(meeting(frequency, **more), after)
    return found and f"{found:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("day", "time", "timezone", "frequency", "text"),
    [
        ("Thursday", "16:00", "CET (Central)", "weekly", "Thursdays 16:00 CET (Central), weekly"),
        ("third Wednesday", "2PM", "UTC", "monthly", "third Wednesday 2PM UTC, monthly"),
        ("Thursdays (starting June 1st)", "", "", "biweekly", "Thursdays (starting June 1st), biweekly"),
        ("Thursdays (starting February 15th 2024)", "4PM", "", "weekly", "Thursdays 4PM, weekly"),
        ("Monday", "9:00", "", "biweekly starting Thursday June 7, 2018", "Mondays 9:00, biweekly"),
        ("Monday", "9:00", "", "monthly 2020 start date: Jan. 7th", "Mondays 9:00, monthly"),
        ("Monday", "", "", "weekly, starting on October 5, 2026", "Mondays, weekly, starting on October 5, 2026"),
        ("Monday", "", "", "weekly starting Feb 31, 2024", "Mondays, weekly starting Feb 31, 2024"),
        ("", "", "", "monthly - third Tuesday", "monthly - third Tuesday"),
        ("Monday", "9:00", "", "", "Mondays 9:00"),
        ("", "", "", "", ""),
    ],
)
def test_a_meeting_is_shown_as_written_without_a_start_that_is_past(day, time, timezone, frequency, text):
    assert Meeting(day=day, time=time, timezone=timezone, frequency=frequency).text(TODAY) == text


@pytest.mark.parametrize(
    ("frequency", "more", "at"),
    [
        ("weekly", {}, "2026-08-25 09:00"),
        ("Weekly", {"day": "Tuesdays"}, "2026-08-25 09:00"),
        ("weekly, you must be signed into a free zoom account to join", {}, "2026-08-25 09:00"),
        ("weekly", {"day": "Tuesdays (starting February 15th 2024)"}, "2026-08-25 09:00"),
        ("weekly starting Tuesday December 7th, 2021", {}, "2026-08-25 09:00"),
        ("weekly starting Tuesday October 6th, 2026", {}, "2026-10-06 09:00"),
        ("monthly - third Tuesday", {}, "2026-09-15 09:00"),
        ("first Tuesday of the month", {}, "2026-09-01 09:00"),
        ("First Tuesday of each month", {}, "2026-09-01 09:00"),
        ("monthly - last Tuesday every month", {}, "2026-08-25 09:00"),
        ("monthly, second Tuesday of the month", {}, "2026-09-08 09:00"),
        ("Monthly on 4th Tuesday", {}, "2026-08-25 09:00"),
        ("every third Tuesday of the month", {}, "2026-09-15 09:00"),
        ("monthly", {"day": "third Wednesday"}, "2026-09-16 09:00"),
    ],
)
def test_what_is_said_without_doubt_has_a_time(frequency, more, at):
    assert following(frequency, **more) == at


@pytest.mark.parametrize(
    ("frequency", "more"),
    [
        ("biweekly", {}),
        ("bi-weekly", {}),
        ("biweekly starting Tuesday Oct 28, 2025", {}),
        ("weekly starting Feb 31, 2024", {}),
        ("weekly, but not in August", {}),
        ("weekly - alternating with regular meeting", {}),
        ("every four weeks", {}),
        ("every third Tuesday", {}),
        ("monthly", {}),
        ("monthly - Wednesday, after the fourth Tuesday, every month", {}),
        ("monthly - third Wednesday", {}),
        ("weekly", {"day": "first Tuesday"}),
        ("weekly", {"day": "Tuesday and Friday"}),
        ("weekly", {"day": ""}),
        ("", {}),
        ("weekly", {"time": ""}),
        ("weekly", {"time": "9"}),
        ("weekly", {"time": "25:00"}),
        ("weekly", {"time": "13PM"}),
        ("weekly", {"time": "9:00 or 17:00"}),
        ("weekly", {"timezone": ""}),
        ("weekly", {"timezone": "IST"}),
        ("weekly", {"timezone": "local"}),
        ("weekly", {"timezone": "../etc/passwd"}),
        ("weekly", {"timezone": "Octo/Nowhere"}),
    ],
)
def test_what_leaves_a_doubt_has_none(frequency, more):
    assert following(frequency, **more) is None


@pytest.mark.parametrize(
    ("timezone", "time", "summer", "winter"),
    [
        ("PT (Pacific Time)", "8:30", "2026-08-25 15:30", "2026-12-01 16:30"),
        ("CET (Central European Time)", "4PM", "2026-08-25 14:00", "2026-12-01 15:00"),
        ("Eastern Time (ET)", "12AM", "2026-08-25 04:00", "2026-12-01 05:00"),
        ("EST (Eastern Time)", "12PM", "2026-08-25 16:00", "2026-12-01 17:00"),
        ("Poland", "17:00", "2026-08-25 15:00", "2026-12-01 16:00"),
        ("Asia/Kolkata", "5:30", "2026-08-25 00:00", "2026-12-01 00:00"),
    ],
)
def test_zones_keep_their_summer_time(timezone, time, summer, winter):
    assert following(timezone=timezone, time=time) == summer
    assert following(timezone=timezone, time=time, after=datetime(2026, 11, 28, tzinfo=UTC)) == winter


def test_a_meeting_that_begins_now_is_not_the_next():
    at = datetime(2026, 8, 25, 9, tzinfo=UTC)
    assert following(after=at - timedelta(seconds=1)) == "2026-08-25 09:00"
    assert following(after=at) == "2026-09-01 09:00"


def test_a_day_that_is_another_one_elsewhere():
    """Monday evening in California is Tuesday in UTC."""
    assert following(day="Monday", time="20:00", timezone="PT", after=datetime(2026, 8, 25, 1, tzinfo=UTC)) == (
        "2026-08-25 03:00"
    )


def test_a_system_without_zones_has_no_times(monkeypatch):
    def missing(name):
        raise meeting_times.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(meeting_times, "ZoneInfo", missing)
    assert following() is None


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - it says which
def test_the_next_one_is_within_a_week_or_a_month(after):
    assert timedelta() < next_time(meeting(), after) - after <= timedelta(days=7)
    assert timedelta() < next_time(meeting("first Tuesday of the month"), after) - after <= timedelta(days=36)


def test_a_text_that_is_no_meeting_costs_nothing():
    text = "starting " * 2_000 + "(" * 2_000 + " " * 20_000
    assert next_time(Meeting(day=text, time=text, timezone=text, frequency=text), NOW) is None
    assert Meeting(day=text, frequency=text).text(TODAY)


def test_a_file_of_groups_gives_meetings_that_have_times():
    text = (
        "sigs: [{dir: sig-octo, name: Octo, meetings: [{description: Sea, day: Monday, time: 9:00, "
        "tz: PT (Pacific Time), frequency: weekly}]}]"
    )
    (found,) = groups_in(text).by_id["sig-octo"].meetings
    assert next_time(found, NOW) == datetime(2026, 8, 24, 16, tzinfo=UTC)
