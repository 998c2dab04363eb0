"""Each block of a document as lines for a terminal."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from tracker.findings.readiness import TierResult
from tracker.findings.standing import Standing
from tracker.reports import document as doc
from tracker.reports import escape
from tracker.reports.text import brief, groups, readiness, standing
from tracker.reports.text.evidence import seen
from tracker.reports.text.paint import Paint, width
from tracker.reports.text.table import table


def lines_of(blocks: Iterable[doc.Block], paint: Paint) -> list[str]:
    """The blocks one after the other, some with an empty line before them."""
    shown = [*blocks]
    return [
        line for before, block in zip([None, *shown], shown, strict=False) for line in _spaced(before, block, paint)
    ]


def _spaced(before: doc.Block | None, block: doc.Block, paint: Paint) -> list[str]:
    """A table stands apart from what is before and, unless reasons end it, after it."""
    apart = isinstance(block, doc.Table) or (isinstance(block, doc.Items) and block.apart)
    apart = apart or (isinstance(before, doc.Table) and not before.reasons)
    return [*([""] if apart and before else []), *_block(block, paint)]


def _block(block: doc.Block, paint: Paint) -> list[str]:  # noqa: PLR0911 - a case for each kind of block
    match block:
        case doc.Paragraph():
            return paint.leading_to("  ", block.text, block.url)
        case doc.Items():
            return _items(block, paint)
        case doc.Table():
            return _table(block, paint)
        case doc.Code():
            return ["", *paint.verbatim(block.text), ""]
        case Standing():
            return (standing.ladder_and_tiers if paint.style.verbose else standing.ladder_in_brief)(block, paint)
        case TierResult():
            return (readiness.criteria if paint.style.verbose else brief.criteria)(block, paint)
        case doc.Group():
            return groups.group(block, paint)
        case doc.Ended():
            return groups.ended(block.groups, paint)
        case doc.Follow():
            return groups.follow(block.initiatives, paint)


def _items(items: doc.Items, paint: Paint) -> list[str]:
    signs = paint.glyphs.bullet, paint.glyphs.signs["met"]
    return [
        *([f"  {items.title}"] if items.title else []),
        *chain.from_iterable(
            _entry(entry, f"{number:3}. " if items.ordered else f"  {signs[entry.done]} ", paint)
            for number, entry in enumerate(items.entries, start=1)
        ),
    ]


def _entry(entry: doc.Entry, lead: str, paint: Paint) -> list[str]:
    margin = width(lead)
    signs = paint.glyphs.signs
    return [
        *paint.leading_to(lead, _said(entry), entry.text.url if isinstance(entry.text, doc.Link) else entry.url),
        *chain.from_iterable(
            paint.item(f"    {signs['met' if done else 'not yet']} ", text) for text, done in entry.parts
        ),
        *seen(entry.proof, margin, paint),
        *(paint.paragraph(entry.hint, margin) if entry.hint else []),
        *chain.from_iterable(_command(typed, margin, paint) for typed in (entry.command, entry.then) if typed),
    ]


def _command(command: str, margin: int, paint: Paint) -> list[str]:
    """A command that a shell takes as it stands here: no word is broken, and a line that goes on says so."""
    said = paint.say(command, escape.SENTENCE)
    indent, lines = " " * (margin + 2), [""]
    # What is quoted may hold spaces, and a line cannot go on within it.
    for word in [said] if {"'", '"'} & set(said) else said.split():
        if lines[-1] and width(f"{indent}{lines[-1]} {word} \\") > paint.columns:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return (" " * margin + "$ " + f" \\\n{indent}".join(lines)).splitlines()


def _said(entry: doc.Entry) -> str:
    text, note = _text(entry.text), f" ({entry.note})" if entry.note else ""
    if entry.about is None:
        return text + note
    return f"{text} ({entry.about})" if isinstance(entry.text, doc.Link) else f"{text}: {entry.about}"


def _text(cell: doc.Cell) -> str:
    return "; ".join(map(_text, cell)) if isinstance(cell, tuple) else cell.text if isinstance(cell, doc.Link) else cell


def _table(shown: doc.Table, paint: Paint) -> list[str]:
    """What is long stands below: titles of columns by their numbers, and reasons."""
    cells = [[*map(_text, row)] for row in shown.rows]
    if shown.reasons:
        below = chain.from_iterable(paint.item(f"  {paint.glyphs.bullet} ", why) for why in _whys(shown))
        return [*table(shown.headers[:-1], [row[:-1] for row in cells], paint), "", *below]
    if not shown.numbered:
        return table(shown.headers, cells, paint)
    first, *titles = shown.headers
    numbers = [str(number) for number in range(1, len(titles) + 1)]
    below = chain.from_iterable(paint.item(f"  {n:>2} ", title) for n, title in zip(numbers, titles, strict=True))
    return [*table((first, *numbers), cells, paint), *below]


def _whys(shown: doc.Table) -> Iterator[str]:
    """Each reason once, with those whom it is about."""
    about: dict[str, list[str]] = defaultdict(list)
    for row in shown.rows:
        for why in _reasons(row[-1]):
            about[why].append(_text(row[0]))
    yield from (f"{', '.join(names)}: {why}" for why, names in about.items())


def _reasons(cell: doc.Cell) -> list[str]:
    return [one for one in cell if isinstance(one, str)] if isinstance(cell, tuple) else []
