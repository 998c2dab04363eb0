"""When a meeting takes place next, where sigs.yaml says it without doubt.

Only what is weekly, or on a numbered weekday of the month, has a date. "Biweekly" leaves open which week, even with a
first day: nobody writes down the weeks that were left out since. Such a meeting has no date here; its words are shown.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tracker.facts.meetings import Meeting

#: Zones as sigs.yaml of 2026-08-21 names them. "IST" stands for three zones, so it is not among them.
_ZONES: Mapping[str, str] = {
    "utc": "Etc/UTC", "gmt": "Etc/UTC", "utc (coordinated universal time)": "Etc/UTC",
    "pt": "America/Los_Angeles", "pt (pacific time)": "America/Los_Angeles", "pacific time (pt)": "America/Los_Angeles",
    "pacific time": "America/Los_Angeles",
    "et": "America/New_York", "et (eastern time)": "America/New_York", "eastern time (et)": "America/New_York",
    "est (eastern time)": "America/New_York", "eastern time": "America/New_York",
    "cet": "Europe/Paris", "cet (central european time)": "Europe/Paris", "poland": "Europe/Warsaw",
}  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 0}
#: How a rule says that it is one for each month; a remark about an account of Zoom changes no date.
_WEEKLY = re.compile(r"(?:weekly|every week)(?:, you must be signed in[a-z ]*)?")
_EACH_MONTH = re.compile(
    rf"(?:monthly\b[ ,-]*)?(?:on |every |the )*(?P<number>{'|'.join(_NUMBERS)}) (?P<weekday>{'|'.join(_WEEKDAYS)})"
    r"(?: (?:of )?(?:the|each|every) month)?"
)
_TIME = re.compile(r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?\s*(?P<half>[ap]m)?")
#: The longest that a monthly rule lets one wait, with a day for the zones.
_AHEAD = 64
_NOON = 12


def next_time(meeting: Meeting, after: datetime) -> datetime | None:
    """When it begins next after a moment, in UTC; None where what is written leaves a doubt.

    ``after`` must know its zone. Whether a single meeting is cancelled is never known.
    """
    zone, clock, rule = _zone(meeting.timezone), _clock(meeting.time), _rule(meeting)
    if zone is None or clock is None or rule is None or None in meeting.starts:
        return None
    weekday, number = rule
    begins = max([day for day in meeting.starts if day], default=date.min)
    first = max(after.astimezone(zone).date(), begins)
    days = (first + timedelta(days=ahead) for ahead in range(_AHEAD))
    times = (datetime.combine(day, clock, zone).astimezone(UTC) for day in days if _falls(day, weekday, number))
    return next((moment for moment in times if moment > after), None)


def _zone(name: str) -> ZoneInfo | None:
    known = _ZONES.get(name.casefold())
    try:
        return ZoneInfo(known or name) if known or "/" in name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _clock(text: str) -> time | None:
    found = _TIME.fullmatch(text.casefold().strip())
    if not found or not (found["minute"] or found["half"]):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if found["half"] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 - a clock's own


#: A weekday from 0, and which of the month it is: 0 the last, None every one.
_Rule = tuple[int, int | None]


def _rule(meeting: Meeting) -> _Rule | None:
    """The days on which it falls; None where day and frequency leave a doubt or say two things."""
    day, frequency = meeting.rule
    weekday = day.removesuffix("s")
    if weekday in _WEEKDAYS and _WEEKLY.fullmatch(frequency):
        return _WEEKDAYS.index(weekday), None
    numbered = f"{day} of the month" if frequency in {"monthly", "every month"} else frequency
    found = _EACH_MONTH.fullmatch(numbered)
    if not found or "month" not in numbered or not (weekday == found["weekday"] or numbered != frequency):
        return None
    return _WEEKDAYS.index(found["weekday"]), _NUMBERS[found["number"]]


def _falls(day: date, weekday: int, number: int | None) -> bool:
    if day.weekday() != weekday:
        return False
    last = monthrange(day.year, day.month)[1]
    return number is None or (day.day + 7 > last if number == 0 else (day.day - 1) // 7 + 1 == number)
