"""What is asked for a tier, what is there, and what is missing."""

from itertools import chain
from typing import Final

from tracker.findings.outcomes import Finding
from tracker.findings.readiness import TierResult
from tracker.reports import words
from tracker.reports.text.evidence import spelled_out
from tracker.reports.text.paint import Paint, width

_NAME = 60
_INDENT = 2
_DEEPEST = 8
_SIGN = 11  # sign, word, two spaces
_BAR = 24
_NUMBER = 24
COLORS: Final = {
    "met": "green",
    "stated": "green",
    "counted": "cyan",
    "not yet": "yellow",
    "needs a person": "blue",
    "unknown": "magenta",
}


def criteria(result: TierResult, paint: Paint) -> list[str]:
    """One tier in one scope: the criteria in the ladder's order, then what only persons can tell."""
    return [
        *paint.paragraph(result.summary),
        *paint.address(f"Rules: {paint.say(result.source.title, _NAME)}", result.source.url),
        *(line for note in result.notes for line in _note(note, paint)),
        "",
        *chain.from_iterable(_criterion(finding, result, paint) for finding in result.machine),
        *_persons(result, paint),
    ]


def _note(text: str, paint: Paint) -> list[str]:
    title, url = words.titled(text)
    return paint.leading_to("  ", title, url)


def _criterion(finding: Finding, result: TierResult, paint: Paint, indent: int = _INDENT) -> list[str]:
    margin = indent + _SIGN
    return [
        *_judged(finding, paint, indent),
        *_wording(finding, paint, margin),
        *_proof(finding, result, paint, margin),
        *_parts(finding, result, paint, indent),
    ]


def _judged(finding: Finding, paint: Paint, indent: int) -> list[str]:
    """Sign and word at the left, the bar at the right, the title folded between them."""
    word = words.verdict(finding)
    sign = paint.pad(f"{paint.glyphs.signs[word]} {word}  ", _SIGN)
    bar = _bar(finding, paint)
    margin = indent + width(sign)
    room = paint.columns - margin - (max(_BAR, width(bar) + 2) if bar else 0)
    first, *rest = paint.fold(paint.say(finding.title), room) or [""]
    lead = " " * indent + paint.color(COLORS[word], sign)
    tail = "  " + paint.color(COLORS[word], bar) if bar else ""
    return [lead + paint.pad(first, room) + tail, *(" " * margin + line for line in rest)]


def _bar(finding: Finding, paint: Paint) -> str:
    number = paint.cut(paint.say(words.needed(finding)), _NUMBER)
    if finding.required is None:
        return number
    return f"{paint.bar(finding.observed, finding.required, open_end=finding.observed_is_at_least)} {number}"


def _wording(finding: Finding, paint: Paint, margin: int) -> list[str]:
    """What is missing and why, and the step that leads on."""
    # Parts say in detail what the finding that joins them says in short.
    texts = [] if finding.parts else words.explanations(finding)
    step = [f"Next: {finding.next_step}"] if finding.next_step else []
    return [line for text in (*texts, *step) for line in paint.paragraph(text, margin)]


def _proof(finding: Finding, result: TierResult, paint: Paint, margin: int) -> list[str]:
    """Evidence; then where to check it; then the rule, where it is not the tier's own."""
    rule = None if finding.source == result.source else finding.source
    return [
        *spelled_out(finding.evidence, margin, paint),
        *paint.address(f"Check ({words.MAY_LIST_MORE}):", finding.check_url, margin),
        *(paint.address(f"Rule: {paint.say(rule.title, _NAME)}", rule.url, margin) if rule else []),
    ]


def _parts(finding: Finding, result: TierResult, paint: Paint, indent: int) -> list[str]:
    return [line for part in finding.parts for line in _criterion(part, result, paint, min(indent + 2, _DEEPEST))]


def _persons(result: TierResult, paint: Paint) -> list[str]:
    lines = ["", "  These need a person:"] if result.persons else []
    lead = f"  {paint.glyphs.bullet} "
    for finding in result.persons:
        reasons = "; ".join(words.explanations(finding))
        lines += paint.item(lead, f"{finding.title}: {reasons}" if reasons else finding.title)
        lines += [*_proof(finding, result, paint, width(lead)), *_parts(finding, result, paint, _INDENT)]
    return lines
