"""A report in several texts, each short enough for a comment: the next begins where a person ends, not within one."""

import re
from collections.abc import Iterable
from dataclasses import replace

from tracker.findings.results import Result
from tracker.reports.base import Style
from tracker.reports.markdown.chunks import Chunk, Chunks, Text, Totals, left_out
from tracker.reports.markdown.fitting import fits, length, notice, room
from tracker.reports.markdown.layout import laid_out

#: Stands between parts in one text, on a line of its own. What others wrote cannot hold it: their "<" is escaped.
SEPARATOR = "<!-- ladder-check: next part -->"
#: So many characters a part for a comment on GitHub may have: a link gets 9 longer where it is
#: published, which adds up to 4 %.
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
    made = laid_out(result, style)
    whole = made.text(made.everything)
    return [whole] if fits(whole, style) else _split(made, style)


def joined(texts: Iterable[str]) -> str:
    """Parts as one text, from which ``taken_apart`` makes the same parts again."""
    return f"\n{SEPARATOR}\n\n".join(texts)


def taken_apart(text: str) -> list[str]:
    """The parts of a text, each ending with a newline: the whole where there is no separator, none of an empty text."""
    found = (part.strip("\n") for part in _BETWEEN.split(text))
    return [f"{part}\n" for part in found if part.strip()]


def _split(made: Text, style: Style) -> list[str]:
    pages, totals = _pages(made, style), Totals(made)
    return [
        page.text(
            shown,
            mark=f" (part {number} of {len(pages)})",
            notice=notice(left_out(page, shown, totals), f"a part of {room(style)}"),
        )
        for number, (page, shown) in enumerate(pages, start=1)
    ]


def _pages(made: Text, style: Style) -> list[tuple[Text, list[list[str]]]]:
    """For each part a document of its own items, and what is shown of them."""
    room = (style.limit or 0) - _NOTICE
    pages = [_Page(made, made.intro)]
    for section in made.chunks:
        for item in section.items:
            if not pages[-1].empty and not pages[-1].takes(section, item.text, room):
                pages.append(_Page(made, ""))
            pages[-1].add(section, item, room)
    return [page.finished for page in pages]


class _Page:
    """A part being filled, section by section in their order; its length is kept, not counted anew each time."""

    def __init__(self, made: Text, intro: str) -> None:
        self._made = replace(made, intro=intro, chunks=())
        self._filled: list[tuple[Chunks, list[Chunk], list[str]]] = []
        self._length = length(self._made.text([], mark=_MARK))

    @property
    def empty(self) -> bool:
        return not any(shown for _, _, shown in self._filled)

    @property
    def finished(self) -> tuple[Text, list[list[str]]]:
        sections = tuple(replace(section, items=tuple(items)) for section, items, _ in self._filled)
        return replace(self._made, chunks=sections), [shown for _, _, shown in self._filled]

    def takes(self, section: Chunks, text: str, room: int) -> bool:
        return self._length + self._longer(section, text) <= room

    def _longer(self, section: Chunks, text: str) -> int:
        begun = self._filled and self._filled[-1][0] is section and self._filled[-1][2]
        return length((section.between if begun else f"\n\n{section.head}") + text)

    def add(self, section: Chunks, item: Chunk, room: int) -> None:
        """Write as much of the item as there is room for; count it all the same."""
        text = next((text for text in (item.text, item.brief) if self.takes(section, text, room)), None)
        if not self._filled or self._filled[-1][0] is not section:
            self._filled.append((section, [], []))
        self._filled[-1][1].append(item)
        if text is not None:
            self._length += self._longer(section, text)
            self._filled[-1][2].append(text)
