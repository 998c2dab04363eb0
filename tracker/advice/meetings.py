"""When a group meets: as it announces it, and what of that has a next time."""

from collections.abc import Iterator
from datetime import datetime

from tracker.facts.groups import Group
from tracker.facts.meeting_times import next_time
from tracker.facts.meetings import Meeting
from tracker.findings.groups import NextMeeting


def announced(group: Group, as_of: datetime) -> tuple[str, ...]:
    """The meetings as they were written; several are told apart by their names."""
    return tuple(f"{name}: {text}" if name else text for _, name, text in _announced(group, as_of))


def next_meetings(group: Group, as_of: datetime) -> tuple[NextMeeting, ...]:
    """Those of which it is known when they take place next after a moment, the soonest first."""
    found = [
        NextMeeting(name=name, text=text, at=at, url=meeting.url)
        for meeting, name, text in _announced(group, as_of)
        if (at := next_time(meeting, as_of))
    ]
    return tuple(sorted(found, key=lambda meeting: meeting.at))


def _announced(group: Group, as_of: datetime) -> Iterator[tuple[Meeting, str, str]]:
    """Each meeting of which something is said, with its name where there are others, and in words."""
    for meeting in group.meetings:
        if text := meeting.text(as_of.date()):
            yield meeting, meeting.description if len(group.meetings) > 1 else "", text
