"""Days and moments, as people write them."""

from datetime import UTC, date, datetime, time

from tracker.errors import UsageError

_DAY = len("2026-08-21")


def moment(said: str | date) -> datetime:
    """The end of a day, or a moment, in UTC; a moment without a zone is one of UTC.

    Raises:
        UsageError: the text is no date.
    """
    if isinstance(said, str):
        said = _parsed(said)
    if not isinstance(said, datetime):
        return datetime.combine(said, time(23, 59, 59), UTC)
    return said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC)


def _parsed(text: str) -> date:
    try:
        return date.fromisoformat(text) if len(text) == _DAY else datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a date", hint="Write it as 2026-08-21.") from None


def moment_of_report(asked: datetime | None, now: datetime) -> datetime:
    """Now, or the moment that was asked for.

    Raises:
        UsageError: the day is still to come.
    """
    now = now.replace(microsecond=0)
    if asked is None:
        return now
    if asked.date() > now.date():
        raise UsageError(f"{asked.date()} is still to come; today is {now.date()}")
    return min(asked, now)
