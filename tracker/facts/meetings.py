"""Meetings as groups announce them: prose, which is shown and never computed with."""

from dataclasses import dataclass

_WEEKDAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A regular meeting. Each value is as it was written, ``""`` where nothing was.

    ``day`` may be ``third Wednesday``, ``time`` is ``9:00`` or ``2PM``, ``timezone`` names one in words and
    ``frequency`` may hold a date long past. No date follows from these, so none is made of them.
    """

    description: str = ""
    day: str = ""
    time: str = ""
    timezone: str = ""
    frequency: str = ""
    url: str | None = None
    archive_url: str | None = None
    recordings_url: str | None = None

    @property
    def text(self) -> str:
        """On one line: ``Thursdays 16:00 CET (Central European Time), weekly``."""
        day = f"{self.day}s" if self.day in _WEEKDAYS else self.day
        when = " ".join(part for part in (day, self.time, self.timezone) if part)
        return ", ".join(part for part in (when, self.frequency) if part)
