"""The wording that formats share of groups: what they do, where they talk, who leads them, when they ended."""

from collections.abc import Sequence
from datetime import UTC, tzinfo

from tracker.findings.groups import ArchivedGroup, GroupSuggestion


def group(suggested: GroupSuggestion) -> str:
    """A group's name, and what it has to do with AI and machine learning, if anything."""
    about = [*(["AI/ML"] if suggested.ai_ml else []), *([suggested.why] if suggested.why else [])]
    return f"{suggested.title} ({', '.join(about)})" if about else suggested.title


def talk(suggested: GroupSuggestion) -> str:
    """Where a group talks, and when it meets, as it was written."""
    return "; ".join(filter(None, [suggested.slack, *suggested.meetings]))


def meets(suggested: GroupSuggestion, zone: tzinfo | None = None) -> str:
    """When a group meets next, in UTC and, where that differs, in the reader's ``zone``; "" where it is not known."""
    if not suggested.next_meetings:
        return ""
    meeting = suggested.next_meetings[0]
    at, name = meeting.at.astimezone(UTC), f"{meeting.name}, " if meeting.name else ""
    here = at.astimezone(zone)
    told = f" ({here:%A %H:%M} your time)" if zone and here.utcoffset() else ""
    return f"{name}{at:%A} {at.date()}, {at:%H:%M} UTC{told}"


def people(suggested: GroupSuggestion) -> str:
    """Who leads a group, and who speaks for it in the steering committee."""
    led = [f"led by {', '.join(suggested.leads)}"] if suggested.leads else []
    return "; ".join([*led, *([f"liaison {suggested.liaison}"] if suggested.liaison else [])])


def ended(gone: ArchivedGroup) -> str:
    """That a group is no more, since when, and who does its work now."""
    kind = gone.id.partition("-")[0].upper()
    since = f"ended {gone.archived_on:%Y-%m}" if gone.archived_on else "is no longer in sigs.yaml"
    now = _joined(gone.now_in)
    return f"{kind} {gone.name} {since}{f': its work is in {now}' if now else ''}"


def _joined(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
