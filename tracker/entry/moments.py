"""Days, moments and durations, as people write them."""

import re
from datetime import UTC, date, datetime, time, timedelta

from tracker.criteria.tenure import add_months
from tracker.errors import UsageError
from tracker.record import positional_record

_DAY = len("2026-08-21")
#: When GitHub began: nothing is known of any day before.
FIRST = date(2008, 1, 1)
_DURATION = re.compile(r"(\d{1,4})([dwmy])", re.IGNORECASE | re.ASCII)
_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "y": 12}
_AS_WRITTEN = "Write a date (2026-08-21) or a duration in days, weeks, months or years (30d, 6w, 12m, 1y)."


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


def day_of_files(looked: datetime, as_of: datetime, today: datetime) -> str:
    """Of which day files are, in words, looked at on a later day than the moment; empty where they were not."""
    late = "today" if looked.date() == today.date() else "a later day"
    return late if as_of.date() < looked.date() else ""


@positional_record
class Since:
    """Where a time that ends at a report's moment begins: on a day, or some days or months before that moment."""

    day: date | None = None
    days: int = 0
    months: int = 0

    @classmethod
    def parse(cls, text: str) -> "Since":
        """A date such as ``2026-08-21``, or a duration such as ``30d``, ``6w``, ``12m`` or ``1y``.

        Raises:
            UsageError: the text is neither, lasts no time at all, or the date is before GitHub began.
        """
        said = text.strip()
        if duration := _DURATION.fullmatch(said):
            return cls._lasting(int(duration[1]), duration[2].lower(), text)
        try:
            day = date.fromisoformat(said) if len(said) == _DAY else None
        except ValueError:
            day = None
        if day is None:
            raise UsageError(f"{text!r} is neither a date nor a duration", hint=_AS_WRITTEN)
        if day < FIRST:
            raise UsageError(f"{day} is before {FIRST}, when GitHub began")
        return cls(day=day)

    @classmethod
    def _lasting(cls, number: int, unit: str, text: str) -> "Since":
        if not number:
            raise UsageError(f"{text!r} lasts no time", hint=_AS_WRITTEN)
        return cls(days=number * _DAYS.get(unit, 0), months=number * _MONTHS.get(unit, 0))

    def before(self, moment: datetime) -> datetime:
        """The first moment of the time that ends at ``moment``; a day begins at 00:00 UTC.

        Months go by the calendar: twelve before 2026-08-21 begin on 2025-08-21, at the same time of the day. Nothing
        begins before GitHub did.

        Raises:
            UsageError: the day is after ``moment``.
        """
        if self.day is not None:
            if self.day > moment.date():
                raise UsageError(f"{self.day} is still to come; the report is of {moment.date()}")
            return datetime.combine(self.day, time(), UTC)
        first = datetime.combine(FIRST, time(), UTC)
        if self.months > 12 * (moment.year - FIRST.year) or self.days > (moment - first).days:
            return first
        return datetime.combine(add_months(moment.date(), -self.months), moment.timetz()) - timedelta(days=self.days)
