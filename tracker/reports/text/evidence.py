"""Evidence on one line, or spelled out."""

from collections.abc import Sequence

from tracker.facts.addresses import reference
from tracker.findings.outcomes import Evidence
from tracker.reports import words
from tracker.reports.text.paint import Paint


def seen(shown: Sequence[Evidence], margin: int, paint: Paint) -> list[str]:
    """Pull requests by their short names, one after the other; anything else by title and address."""
    named = [(reference(found.url), found) for found in shown]
    items = [(paint.say(name), found.url) for name, found in named if name]
    others = [found for name, found in named if not name]
    return [
        *paint.flow("Seen: ", items, margin),
        *(line for found in others for line in paint.address(f"Seen: {paint.say(found.title)}", found.url, margin)),
    ]


def spelled_out(shown: Sequence[Evidence], margin: int, paint: Paint) -> list[str]:
    """Each with its day, title and address."""
    return [line for found in shown for line in _spelled_out(found, margin, paint)]


def _spelled_out(evidence: Evidence, margin: int, paint: Paint) -> list[str]:
    when = f"{words.day(evidence.at)} " if evidence.at else ""
    note = f" ({evidence.note})" if evidence.note else ""
    lead = " " * margin + paint.glyphs.bullet + " "
    return paint.leading_to(lead, f"{when}{evidence.title}{note}", evidence.url)
