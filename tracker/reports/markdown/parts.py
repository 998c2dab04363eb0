"""A report in several texts, each short enough for a comment: the next begins where a person ends, not within one."""

import re
from collections.abc import Iterable
from dataclasses import replace

from tracker.findings import Result
from tracker.reports.base import Style
from tracker.reports.markdown.document import Document, Item, left_out
from tracker.reports.markdown.fitting import fits, notice
from tracker.reports.markdown.layout import document

#: Stands between parts in one text, on a line of its own. What others wrote cannot hold it: their "<" is escaped.
SEPARATOR = "<!-- ladder-check: next part -->"
#: So many characters a part for a comment on GitHub may have: a link gets 9 longer where it is published, which adds up to 4 %.
FOR_A_COMMENT = 60_000

_BETWEEN = re.compile(rf"^{re.escape(SEPARATOR)}[ \t]*$", re.MULTILINE)
#: As long as what follows the title of a part gets.
_MARK = " (part 1000 of 1000)"
#: What is kept free for saying that something was left out.
_NOTICE = 300


def parts(result: Result, style: Style, limit: int) -> list[str]:
    """The whole in as few texts of at most ``limit`` characters as it takes in order; one that fits is not split.

    The title of each says which of how many it is. A single item that is too long for a text of its own is written
    without evidence, or left out, and that is said at its part's end. ``limit`` is at least 1,000.
    """
    style = replace(style, limit=limit, limit_bytes=None)
    made = document(result, style)
    whole = made.text(made.everything)
    return [whole] if fits(whole, style) else _split(made, style)


def joined(texts: Iterable[str]) -> str:
    """Parts as one text, from which ``taken_apart`` makes the same parts again."""
    return f"\n{SEPARATOR}\n\n".join(texts)


def taken_apart(text: str) -> list[str]:
    """The parts of a text, each ending with a newline: the whole where there is no separator, none of an empty text."""
    found = (part.strip("\n") for part in _BETWEEN.split(text))
    return [f"{part}\n" for part in found if part.strip()]


def _split(made: Document, style: Style) -> list[str]:
    pages = _pages(made, style)
    return [
        page.text(
            shown, mark=f" (part {number} of {len(pages)})", notice=notice(left_out(page, shown, made), _room(style))
        )
        for number, (page, shown) in enumerate(pages, start=1)
    ]


def _room(style: Style) -> str:
    return f"a part of {style.limit:,} characters"


def _pages(made: Document, style: Style) -> list[tuple[Document, list[list[str]]]]:
    """For each part a document of its own items, and what is shown of them."""
    room = replace(style, limit=(style.limit or 0) - _NOTICE)
    pages = [_Page(made)]
    for place, section in enumerate(made.sections):
        for item in section.items:
            if not pages[-1].empty and not pages[-1].takes(place, item.text, room):
                pages.append(_Page(replace(made, intro="")))
            pages[-1].add(place, item, room)
    return [(page.document, page.shown) for page in pages]


class _Page:
    """A part that is being filled."""

    def __init__(self, made: Document) -> None:
        self.document = replace(made, sections=tuple(replace(section, items=()) for section in made.sections))
        self.shown: list[list[str]] = [[] for _ in made.sections]

    @property
    def empty(self) -> bool:
        return not any(self.shown)

    def takes(self, place: int, text: str, room: Style) -> bool:
        self.shown[place].append(text)
        fit = fits(self.document.text(self.shown, mark=_MARK), room)
        self.shown[place].pop()
        return fit

    def add(self, place: int, item: Item, room: Style) -> None:
        """Write as much of the item as there is room for; count it all the same."""
        sections = list(self.document.sections)
        sections[place] = replace(sections[place], items=(*sections[place].items, item))
        self.document = replace(self.document, sections=tuple(sections))
        self.shown[place] += next(([text] for text in (item.text, item.brief) if self.takes(place, text, room)), [])
