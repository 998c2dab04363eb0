"""What is asked for a tier, a line each: what is there of what is needed."""

from itertools import chain

from tracker.findings.outcomes import Finding, Outcome
from tracker.findings.readiness import TierResult
from tracker.reports import words
from tracker.reports.contents import criteria as contents
from tracker.reports.text.paint import Paint, width
from tracker.reports.text.readiness import COLORS

_NAMED = 5
_NUMBER = 24
_LEAD = 4  # two spaces, sign, space
_GAP = 2


def criteria(result: TierResult, paint: Paint) -> list[str]:
    """The criteria in the ladder's order, then what only people can tell in one paragraph."""
    persons, shown = contents.named(result), contents.shown(result)
    tails = [_tail(words.with_a_number(finding), paint) for finding in shown]
    # Numbers stand beside the longest title, not at the far edge of a wide terminal.
    longest = max((width(paint.say(finding.title)) for finding in shown), default=0)
    room = min(paint.columns - _LEAD - max(map(width, tails), default=0) - _GAP, longest)
    lines = chain.from_iterable(_criterion(one, tail, room, paint) for one, tail in zip(shown, tails, strict=True))
    named = [*persons[:_NAMED], *([f"and {len(persons) - _NAMED} more"] if persons[_NAMED:] else [])]
    said = paint.item(f"  {paint.glyphs.signs['needs a person']} ", f"Only people can tell: {'; '.join(named)}.")
    return [*lines, *(said if persons else []), *_note(result, paint)]


def _note(result: TierResult, paint: Paint) -> list[str]:
    counted = any(words.verdict(finding) == "counted" for finding in result.machine)
    return paint.paragraph(f"{paint.glyphs.signs['counted']} {words.COUNTED_NOTE}") if counted else []


def _criterion(finding: Finding, tail: str, room: int, paint: Paint) -> list[str]:
    """Sign and title at the left; at the right, below each other, the bar and what is needed."""
    word = words.verdict(finding)
    lead = f"  {paint.glyphs.signs[word]} "
    first, *rest = paint.fold(paint.say(finding.title), room) or [""]
    head = paint.color(COLORS[word], lead) + (paint.pad(first, room + _GAP) if tail else first)
    why = [f"Why: {finding.reason}"] if finding.outcome is Outcome.UNKNOWN and finding.reason else []
    return [
        head + paint.color(COLORS[word], tail),
        *(" " * width(lead) + line for line in rest),
        *(line for text in why for line in paint.paragraph(text, width(lead))),
    ]


def _tail(finding: Finding, paint: Paint) -> str:
    number = paint.cut(paint.say(words.needed(finding)), _NUMBER)
    if finding.required is None:
        word = words.verdict(finding)
        return number or (word if word in {"stated", "unknown"} else "")
    return f"{paint.bar(finding.observed, finding.required, open_end=finding.observed_is_at_least)} {number}"
