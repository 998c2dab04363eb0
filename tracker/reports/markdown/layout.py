"""A document as Markdown, in chunks that can be left out or parted."""

import re
from collections.abc import Iterator

from tracker.findings.results import Page
from tracker.reports import escape
from tracker.reports.base import Style
from tracker.reports.contents import document
from tracker.reports.document import SIGNS, Document, Items, Manner, Section, Table
from tracker.reports.markdown.blocks import block, entry, evidence, row_of
from tracker.reports.markdown.chunks import Chunk, Chunks, Text, whole
from tracker.reports.marks import folded, head, link, text

_RESOURCES = 6
#: How a report ends, and how the audit of a request begins. What others wrote holds neither: their "<" is escaped.
_MADE = re.compile(r"^<sub>Rules: .*</sub>$|\A## Request \d+ of ", re.MULTILINE)


def laid_out(result: Page, style: Style) -> Text:
    """A result as chunks. What a cohort's file says in private is left out, as what is here may be published."""
    made = document(result, Manner(signs=SIGNS, resources=None if style.verbose else _RESOURCES))
    return Text(
        title=f"## {_title(made)}",
        intro="\n\n".join(filter(None, [text(made.warning), block(made.intro)])),
        chunks=tuple(one for one in _all_chunks(made, style) if one.items),
        tail=_tail(made),
    )


def is_report(text: str) -> bool:
    """Whether a text is a report in Markdown, in one part or several."""
    return _MADE.search(text) is not None


def _title(made: Document) -> str:
    if made.who is None:
        return text(made.title)
    name = f" ({escape.markdown(made.name, escape.NAME)})" if made.name else ""
    return f"{link(made.who.text, made.who.url)}{name} · {text(made.title)}"


def _tail(made: Document) -> str:
    return f"<sub>{' '.join(map(text, made.tail))}</sub>" if made.tail else ""


def _all_chunks(made: Document, style: Style) -> Iterator[Chunks]:
    for section in made.sections:
        if section.counted:
            yield from _counted(section, style)
        else:
            yield Chunks(name=text(section.name), goes=section.goes, counted=False, items=(_at_once(section, style),))


def _at_once(section: Section, style: Style) -> Chunk:
    shown, proof = [*filter(None, map(block, section.blocks))], evidence(section.blocks, style)
    if section.folded:
        summary = escape.summary(section.title, escape.SENTENCE)
        return Chunk(text=folded(summary, [*shown, *filter(None, [proof])]), brief=folded(summary, shown))
    title = [f"### {text(section.title)}"] if section.title else []
    brief = "\n\n".join([*title, *shown])
    return Chunk(text="\n\n".join(filter(None, [brief, proof])), brief=brief)


def _counted(section: Section, style: Style) -> Iterator[Chunks]:
    """Chunks of each block. What leads to a list or a table stands above it, and goes with its last row."""
    lead = f"### {section.title}\n\n" if section.title else ""
    people = tuple(_person(each, style) for each in section.people)
    yield Chunks(name=section.name, goes=section.goes, items=people, head=lead)
    for one in section.blocks:
        match one:
            case Table() if section.title:
                rows, head_ = whole(map(row_of, one.rows)), f"{lead}{head([*map(text, one.headers)])}\n"
                yield Chunks(name=section.name, goes=section.goes, items=rows, head=head_, between="\n")
                lead = ""
            case Items():
                begin = f"{lead}**{one.title}**\n\n" if one.title else lead
                found = whole(f"- {entry(each)}" for each in one.entries)
                yield Chunks(name=section.name, goes=section.goes, items=found, head=begin, between="\n")
                lead = ""
            case _ if section.title and one is not section.blocks[-1]:
                lead += f"{block(one)}\n\n"
            case _:
                yield Chunks(name=section.name, goes=section.goes, items=whole([lead + block(one)]))


def _person(made: Document, style: Style) -> Chunk:
    """A person as one of several, folded below a line."""
    login, url = (made.who.text, made.who.url) if made.who else ("", None)
    name = f" ({made.name})" if made.name else ""
    line = f"{login}{name} · {made.title}{f'. {made.summary}' if made.summary else ''}"
    summary = escape.summary(line, escape.SENTENCE)
    found = [one for chunks in _all_chunks(made, style) for one in chunks.items]
    first, tail = link(login, url), _tail(made)
    return Chunk(
        text=folded(summary, [first, *(one.text for one in found), tail]),
        brief=folded(summary, [first, *(one.brief for one in found), tail]),
    )
