"""Days and moments, as people write them."""

from datetime import UTC, date, datetime, time

from tracker.errors import UsageError

_DAY = len("2026-08-21")
#: When GitHub began: nothing is known of any day before.
FIRST = date(2008, 1, 1)


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
