"""What waits for somebody, and could be picked up today."""

from itertools import chain

from tracker.findings import Opening
from tracker.reports import escape
from tracker.reports.text.paint import Paint


def section(openings: tuple[Opening, ...], paint: Paint) -> list[str]:
    """Empty where nothing waits."""
    if not openings:
        return []
    return [*paint.heading("Waiting for somebody"), *chain.from_iterable(_one(one, paint) for one in openings)]


def _one(opening: Opening, paint: Paint) -> list[str]:
    title = paint.say(opening.title, escape.TITLE)
    return [
        *paint.item(f"  {paint.glyphs.bullet} ", f"{title} ({opening.why})"),
        *paint.address("Open:", opening.url, 4),
    ]
