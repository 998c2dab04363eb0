"""When the lines of a file that count were last changed, or why that is not known."""

from collections.abc import Collection, Sequence
from datetime import UTC

from tracker.facts.people import DatePrecision, Since
from tracker.sources.base import FileRef, LastChange, Unread

#: Why a line has no date in a file that was dated.
UNDATED = "GitHub did not say what brought the line that counts"


def last_change(ref: FileRef, lines: Collection[int], blame: Sequence[LastChange] | Unread) -> LastChange | str:
    """The latest change of some lines of a file (counted from 1); else a reason."""
    if isinstance(blame, Unread):
        return f"{ref} could not be dated: {blame.reason}"
    if not lines:
        return f"the line that counts was not found in {ref}"
    changes = [next((one for one in blame if one.first <= line <= one.last), None) for line in lines]
    known = [one for one in changes if one]
    # One that is not known may be the latest.
    return f"{UNDATED} in {ref}" if None in changes else max(known, key=lambda one: one.at)


def since(change: LastChange, note: str | None = None) -> Since:
    """Since when something holds that lines say, by the change that touched them last."""
    day = change.at.astimezone(UTC).date()
    return Since(day=day, precision=DatePrecision.LINE_LAST_TOUCHED, url=change.url, note=note)
