"""A report for a terminal: where you stand, what comes next, what to do, what could not be read."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from tracker.reports import escape
from tracker.reports.base import Style
from tracker.reports.contents import document
from tracker.reports.document import Document, Items, Manner, Section
from tracker.reports.text.blocks import lines_of
from tracker.reports.text.paint import Paint

if TYPE_CHECKING:
    from tracker.findings.results import Page

_MORE: Final = "  and more, all with -v"


def render(result: "Page", style: Style) -> str:
    """The report, at most ``style.width`` columns wide except where an address is longer."""
    paint = Paint(style)
    lines = _joined(_parts(document(result, _manner(paint)), paint))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _manner(paint: Paint) -> Manner:
    brief = not paint.style.verbose
    return Manner(signs=paint.glyphs.signs, wide=False, number="#", brief=brief, zone=paint.style.zone)


def _joined(parts: Iterator[list[str]]) -> list[str]:
    """The parts that say something, an empty line between them."""
    return list(chain.from_iterable(["", *part] for part in parts if part))[1:]


def _parts(made: Document, paint: Paint) -> Iterator[list[str]]:
    """Lines that belong together. A section without a title at the very beginning goes on with what the title says."""
    if made.who:
        yield from _person(made, paint)
        return
    first, *rest = made.sections or [Section(name="", goes=0, blocks=())]
    begun = [] if first.title else first.blocks
    yield [*paint.heading(made.title), *paint.paragraph(made.warning), *lines_of([made.intro, *begun], paint)]
    ruler = [paint.color("dim", paint.glyphs.line * paint.columns)]
    apart = False
    for section in rest if begun else made.sections:
        yield from chain.from_iterable((ruler, _joined(_parts(one, paint))) for one in section.people)
        yield ruler if apart else []
        yield _section(section, paint) if section.blocks else []
        apart = not section.blocks


def _section(section: Section, paint: Paint) -> list[str]:
    heading = paint.heading(section.title) if section.title else []
    return [*heading, *(_bounded(section, section.lines, paint) if section.lines else lines_of(section.blocks, paint))]


def _bounded(section: Section, most: int, paint: Paint) -> list[str]:
    """As many entries of a list as fit, whole; of anything else as many lines."""
    lines = lines_of(section.blocks, paint)
    if len(lines) <= most:
        return lines
    match section.blocks:
        case [Items(entries=[_, *_]) as items]:
            for kept in range(len(items.entries) - 1, 0, -1):
                fitting = lines_of([replace(items, entries=items.entries[:kept])], paint)
                if len(fitting) < most:
                    return [*fitting, _MORE]
    return [*lines[: most - 1], _MORE]


def _person(made: Document, paint: Paint) -> Iterator[list[str]]:
    yield [line for label, text in made.notes for line in paint.item(f"{label}: ", text)]
    yield [*_headline(made, paint), *paint.paragraph(made.warning, 0), *paint.paragraph(made.intro.text, 0)]
    yield from (_section(section, paint) for section in made.sections)
    yield [paint.color("dim", line) for text in made.tail for line in paint.paragraph(text, 0)]


def _headline(made: Document, paint: Paint) -> list[str]:
    login, url = (made.who.text, made.who.url) if made.who else ("", None)
    name = f" ({paint.say(made.name, escape.NAME)})" if made.name else ""
    title = f"{paint.glyphs.bullet} {paint.say(made.title, escape.SENTENCE)}"
    first, *rest = paint.fold(f"{login}{name} {title}", paint.columns)
    shown = first[: len(login)]
    return [paint.link(paint.color("bold", shown), url) + first.removeprefix(shown), *rest]
