"""Days, moments and durations, as people write them."""

import re
from datetime import UTC, date, datetime, time, timedelta

from tracker.criteria.tenure import add_months
from tracker.errors import UsageError

_DAY = len("2026-08-21")
#: When GitHub began: nothing is known of any day before.
FIRST = date(2008, 1, 1)
_DURATION = re.compile(r"(?P<number>[1-9]\d{0,3})(?P<unit>[dwmy])")
_MONTHS = {"m": 1, "y": 12}
_DAYS = {"d": 1, "w": 7}


def moment(said: str | date) -> datetime:
    """The end of a day, or a moment, in UTC; a moment without a zone is one of UTC.

    Raises:
        UsageError: the text is no date.
    """
    if isinstance(said, str):
        said = _parsed(said)
    if not isinstance(said, datetime):
        return datetime.combine(said, time(23, 59, 59), UTC)
    try:
        return said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC)
    except OverflowError:
        raise UsageError(f"{said.isoformat()} is no date of UTC", hint="Write it as 2026-08-21.") from None


def _parsed(text: str) -> date:
    try:
        return date.fromisoformat(text) if len(text) == _DAY else datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a date", hint="Write it as 2026-08-21.") from None


def moment_of_report(asked: datetime | None, now: datetime) -> datetime:
    """Now, or the moment that was asked for.

    Raises:
        UsageError: the day is still to come, or was before there was anything to read.
    """
    now = now.replace(microsecond=0)
    if asked is None:
        return now
    if asked.date() > now.date():
        raise UsageError(f"{asked.date()} is still to come; today is {now.date()}")
    if asked.date() < FIRST:
        raise UsageError(f"{asked.date()} is before {FIRST}, when GitHub began")
    return min(asked, now)


def since(said: str, as_of: datetime) -> datetime:
    """The beginning of a time that ends at a moment: a day, or so many days, weeks, months, years before (``12m``).

    Raises:
        UsageError: the text is neither, or the time would not have begun by then.
    """
    found = _DURATION.fullmatch(said.strip().casefold())
    day = _before(as_of.date(), int(found["number"]), found["unit"]) if found else _day(said)
    if day > as_of.date():
        raise UsageError(f"{day} is after {as_of.date()}", hint="Name an earlier day, or a duration such as 12m.")
    return datetime.combine(max(day, FIRST), time(), UTC)


def _before(day: date, number: int, unit: str) -> date:
    try:
        months = _MONTHS.get(unit)
        return add_months(day, -months * number) if months else day - timedelta(days=_DAYS[unit] * number)
    except (OverflowError, ValueError):
        return FIRST


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        hint = "Write 90d, 8w, 12m or 2y, or a date such as 2026-08-21."
        raise UsageError(f"{said!r} is neither a duration nor a date", hint=hint) from None
