"""The zone of this machine, by the rules that the system has for each moment."""

from datetime import UTC, datetime, timedelta, tzinfo


class LocalTime(tzinfo):
    """The reader's own time. A fixed offset of today would be wrong for a meeting after clocks are changed."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        return _system(dt).utcoffset() if dt else None

    def dst(self, dt: datetime | None) -> timedelta | None:  # noqa: ARG002 - the offset has it
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        return _system(dt).tzname() if dt else None

    def fromutc(self, dt: datetime) -> datetime:
        there = dt.replace(tzinfo=UTC).astimezone()
        return there.replace(tzinfo=self)


def _system(dt: datetime) -> datetime:
    return dt.replace(tzinfo=None).astimezone()
