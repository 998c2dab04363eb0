"""Where somebody stands: the ladder drawn, and what is held with its proof."""

from itertools import chain

from tracker.findings.standing import Held, Rung, Standing
from tracker.reports import words
from tracker.reports.text.paint import Paint, width
from tracker.reports.text.table import table

_TITLE = 30


def ladder_and_tiers(standing: Standing, paint: Paint) -> list[str]:
    """The ladder as a picture, below it a table of the tiers held, and what leads to their proofs."""
    held = words.tiers_held(standing)
    return [*_ladder(standing, paint), *(["", *_tiers(held, paint)] if held else [])]


def ladder_in_brief(standing: Standing, paint: Paint) -> list[str]:
    """The ladder from its lowest rung in a line or two."""
    joint = f" {paint.glyphs.line} "
    rungs = [_in_brief(rung, standing, paint) for rung in standing.ladder]
    lines = ["  "]
    for number, rung in enumerate(rungs, start=1):
        more = rung + (joint if number < len(rungs) else "")
        if width(lines[-1]) + width(more) > paint.columns:
            lines.append("  ")
        lines[-1] += more
    return lines


def _in_brief(rung: Rung, standing: Standing, paint: Paint) -> str:
    held = standing.is_at(rung)
    sign = paint.glyphs.held if held else paint.glyphs.ahead if rung.looked_at else ""
    return f"{sign} {paint.cut(paint.say(rung.title), _TITLE)}".strip()


def _ladder(standing: Standing, paint: Paint) -> list[str]:
    """The highest rung on top; ``Standing.ladder`` starts with the lowest."""
    titles = [paint.cut(paint.say(rung.title), _TITLE) for rung in standing.ladder]
    room = max(map(width, titles), default=0)
    rungs = [
        _rung(rung, paint.pad(title, room), standing, paint)
        for rung, title in zip(standing.ladder, titles, strict=True)
    ]
    return list(chain.from_iterable(rungs[::-1]))


def _rung(rung: Rung, title: str, standing: Standing, paint: Paint) -> list[str]:
    held = standing.is_at(rung)
    sign = paint.glyphs.rung_held if held else paint.glyphs.rung_next if rung.looked_at else paint.glyphs.rung
    lead = f"  {sign} {title}"
    remark = _remark(rung, standing, paint)
    lines = paint.item(f"{lead}  {paint.glyphs.arrow} ", remark) if remark else [lead.rstrip()]
    return [paint.color("green" if held else "cyan" if rung.looked_at else "dim", line) for line in lines]


def _remark(rung: Rung, standing: Standing, paint: Paint) -> str:
    here = "you are here" if rung.tier == standing.headline else ""
    if not rung.held:
        return here or (_looked_at(rung, standing) if rung.looked_at else "")
    places = [held for held in standing.held if held.tier == rung.tier and words.is_entered(held)]
    parts = [_dated(held) for held in places[:1]] + ([f"and {len(places) - 1} more"] if len(places) > 1 else [])
    return paint.say(", ".join(parts) or here)


def _looked_at(rung: Rung, standing: Standing) -> str:
    nearest = next(other for other in standing.ladder if other.looked_at and not other.held)
    return "next" if rung is nearest else "after that"


def _dated(held: Held) -> str:
    return f"{held.scope}, since {words.since(held.since)}" if held.since.day else str(held.scope)


def _tiers(held: list[tuple[str, Held]], paint: Paint) -> list[str]:
    links = _links([one for _, one in held])
    marks = {url: f"[{number}]" for number, url in enumerate(links, start=1)}
    cells = [(title, *_cells(one, marks)) for title, one in held]
    return [
        *table(("Tier", "Where", "Since", "Proof"), cells, paint),
        *chain.from_iterable(paint.address(f"{marks[url]} {paint.say(title)}", url) for url, title in links.items()),
    ]


def _links(shown: list[Held]) -> dict[str, str]:
    """Titles by address, each address once, in the order of the table."""
    proofs = {proof.url: proof.title for held in shown for proof in held.proof}
    dates = {held.since.url: f"since {held.since.day}" for held in shown if held.since.url}
    return dates | proofs


def _cells(held: Held, marks: dict[str, str]) -> tuple[str, str, str]:
    dated = f" {marks[held.since.url]}" if held.since.url else ""
    proofs = " ".join(marks[proof.url] for proof in held.proof)
    return words.held_where(held), words.since(held.since) + dated, proofs
