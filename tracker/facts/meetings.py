"""Regular meetings as groups announce them in sigs.yaml, in words that are fit to show."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from tracker.record import record

_WEEKDAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})

# "starting Tuesday Feb 11, 2025", "(starting September 10th 2024)", "2019 start date: Jan. 11th".
_DAY = r"(?P<{month}>[A-Z][a-z]{{2,8}})\.?\s+(?P<{day}>\d{{1,2}})(?:st|nd|rd|th)?"
_START = re.compile(
    r"(?<!\s)\s*+\(?(?:start(?:s|ing)(?:\s+on)?\s+(?:[A-Z][a-z]{2,5}day,?\s+)?"
    + _DAY.format(month="month", day="day")
    + r",?\s+(?P<year>\d{4})|(?P<year_first>\d{4})\s+start\s+date:\s*"
    + _DAY.format(month="month_last", day="day_last")
    + r")\)?",
    re.ASCII,
)


@record
class Meeting:
    """A regular meeting. Each value is as it was written, ``""`` where nothing was.

    ``day`` may be ``third Wednesday``, ``time`` is ``9:00`` or ``2PM``, ``timezone`` names one in words and
    ``frequency`` may hold a date long past.
    """

    description: str = ""
    day: str = ""
    time: str = ""
    timezone: str = ""
    frequency: str = ""
    url: str | None = None

    def text(self, today: date) -> str:
        """On one line, without a start that is past: ``Thursdays 16:00 CET (Central European Time), weekly``."""
        day, frequency = (_without_past_start(part, today) for part in (self.day, self.frequency))
        day = f"{day}s" if day in _WEEKDAYS else day
        when = " ".join(part for part in (day, self.time, self.timezone) if part)
        return ", ".join(part for part in (when, frequency) if part)

    @property
    def starts(self) -> tuple[date | None, ...]:
        """The first days that it names; None for one that is no date."""
        return tuple(_date(found) for part in (self.day, self.frequency) for found in _START.finditer(part))

    @property
    def rule(self) -> tuple[str, str]:
        """Day and frequency without the first days, in lower case."""
        return _START.sub("", self.day).strip().casefold(), _START.sub("", self.frequency).strip().casefold()


def _without_past_start(text: str, today: date) -> str:
    kept = _START.sub(lambda found: "" if (_date(found) or date.max) <= today else found[0], text)
    return kept.strip(" ,")


def _date(found: re.Match[str]) -> date | None:
    month, day = found["month"] or found["month_last"], found["day"] or found["day_last"]
    written = f"{month[:3]} {day} {found['year'] or found['year_first']}"
    return next(_parsed(written), None)


def _parsed(written: str) -> Iterator[date]:
    try:
        yield datetime.strptime(written, "%b %d %Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return
