"""A terminal's means: columns, colours, links, drawing. It knows nothing of reports."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tracker.later import Later
from tracker.record import positional_record, record
from tracker.reports import escape
from tracker.reports.base import DRAWING, Style
from tracker.reports.document import SIGNS
from tracker.visible import Message

if TYPE_CHECKING:
    import wcwidth
else:
    wcwidth = Later("wcwidth")

# Colour repeats what a word and a sign say already; there is no red, as nothing here is a failure.
_COLORS: Final = {"bold": "1", "dim": "2", "green": "32", "yellow": "33", "blue": "34", "magenta": "35", "cyan": "36"}
_NARROWEST = 60
#: Most texts: all letters and signs one column wide, so that no table of widths is needed. Soft hyphens have none.
_LETTERS: Final = re.compile(rf"[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027{re.escape(DRAWING)}]*")


@record
class Glyphs:
    """What is drawn with; every sign is one column wide."""

    line: str
    rung: str
    held: str
    ahead: str
    rung_held: str
    rung_next: str
    full: str
    empty: str
    arrow: str
    bullet: str
    ellipsis: str
    signs: Mapping[str, str]


_UNICODE: Final = Glyphs(
    line="─",
    rung="├───┤",
    held="◆",
    ahead="◇",
    rung_held="├═◆═┤",
    rung_next="├─◇─┤",
    full="█",
    empty="░",
    arrow="←",
    bullet="·",
    ellipsis="…",
    signs=SIGNS,
)
_ASCII: Final = Glyphs(
    line="-",
    rung="|---|",
    held="#",
    ahead="o",
    rung_held="|=#=|",
    rung_next="|-o-|",
    full="#",
    empty=".",
    arrow="<-",
    bullet="*",
    ellipsis="...",
    signs={"met": "+", "counted": "~", "stated": "+", "not yet": "o", "unknown": "?", "needs a person": "*"},
)


def width(text: str) -> int:
    """Columns that a text without control characters takes."""
    return len(text) if _LETTERS.fullmatch(text) else _wide(text)


@lru_cache(maxsize=1024)  # a word is measured on its own, and in its line
def _wide(text: str) -> int:
    return max(wcwidth.wcswidth(text), 0)


@positional_record
class Paint:
    """Writes within a style. Texts come in plain, lines go out ready."""

    style: Style

    @property
    def glyphs(self) -> Glyphs:
        return _UNICODE if self.style.unicode else _ASCII

    @property
    def columns(self) -> int:
        return max(self.style.width, _NARROWEST)

    def say(self, text: str, limit: int = escape.TITLE) -> str:
        """Anybody's text, harmless, on one line."""
        shown = escape.plain(text, limit)
        return shown if self.style.unicode else escape.ascii_only(shown)

    def color(self, name: str, text: str) -> str:
        return f"\x1b[{_COLORS[name]}m{text}\x1b[0m" if self.style.color and text else text

    def link(self, text: str, url: str | None) -> str:
        """The text, clickable where the terminal can and the address is one of the web."""
        address = escape.web_url(url) if self.style.links else None
        return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\" if address else text

    def heading(self, text: str) -> list[str]:
        """A title, and a line that fills what it leaves of its row."""
        lines = self.fold(self.say(text), self.columns - 2)
        rest = self.columns - width(lines[-1]) - 1
        bold = [self.color("bold", line) for line in lines]
        return [*bold[:-1], f"{bold[-1]} {self.color('dim', self.glyphs.line * rest)}"]

    def pad(self, text: str, columns: int) -> str:
        return text + " " * (columns - width(text))

    def cut(self, text: str, columns: int) -> str:
        """The text in at most so many columns, with an ellipsis where something was left out."""
        if width(text) <= columns:
            return text
        room = columns - len(self.glyphs.ellipsis)
        return text[: _fitting(text, room)].rstrip() + self.glyphs.ellipsis

    def fold(self, text: str, columns: int, *, break_addresses: bool = False) -> list[str]:
        """The text in lines of at most so many columns; only addresses run over, so that they can be copied."""
        lines: list[str] = []
        for word in _words(text, columns, break_addresses=break_addresses):
            if lines and width(lines[-1]) + 1 + width(word) <= columns:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines

    def paragraph(self, text: str, indent: int = 2, limit: int = escape.SENTENCE) -> list[str]:
        return self.item(" " * indent, text, limit=limit)

    def item(self, lead: str, text: str, *, limit: int = escape.SENTENCE) -> list[str]:
        """A paragraph that starts after ``lead`` and hangs below its own first word."""
        margin = " " * width(lead)
        lines = self.fold(self.say(text, limit), self.columns - len(margin))
        return [(margin if number else lead) + line for number, line in enumerate(lines)]

    def verbatim(self, text: str) -> list[str]:
        """The lines as they are, to be copied, with their tabs, but for characters that nobody sees."""
        lines = [
            "\t".join(map(str, map(Message.block, line.split("\t")))) for line in text.removesuffix("\n").split("\n")
        ]
        return lines if self.style.unicode else [escape.ascii_only(line) for line in lines]

    def linked(self, lead: str, text: str, url: str | None) -> list[str]:
        """A paragraph of which every line leads to an address, where the terminal can."""
        lines = self.item(lead, text)
        starts = [lead, *[" " * width(lead)] * (len(lines) - 1)]
        return [start + self.link(line.removeprefix(start), url) for start, line in zip(starts, lines, strict=False)]

    def leading_to(self, lead: str, text: str, url: str | None) -> list[str]:
        """A paragraph that is clickable where the terminal can; elsewhere the address stands below."""
        if self.style.links and url:
            return self.linked(lead, text, url)
        return [*self.item(lead, text), *self.address("", url, width(lead))]

    def address(self, label: str, url: str | None, indent: int = 2) -> list[str]:
        """A line that leads to an address: a clickable label, or label and address spelled out.

        A label that ends in a colon is a word for the address; any other is the title of what is found there.
        """
        address = escape.web_url(url)
        if not address:
            return []
        margin = " " * indent
        if self.style.links:
            return [margin + self.link(self.cut(label.rstrip(":") or address, self.columns - indent), address)]
        gap = " " if label.endswith(":") else "  " if label else ""
        return [margin + label + gap + address]

    def flow(self, lead: str, items: Sequence[tuple[str, str]], indent: int) -> list[str]:
        """Words with addresses, one after the other, folded between them."""
        margin = indent + width(lead)
        lines = [" " * indent + lead]
        column = margin
        for number, (name, url) in enumerate(items):
            text = self.cut(name, self.columns - margin - 1)
            separator = ", " if number else ""
            if number and column + width(separator + text) >= self.columns:
                lines[-1] += ","
                lines.append(" " * margin)
                separator, column = "", margin
            lines[-1] += separator + self.link(text, url)
            column += width(separator + text)
        return lines if items else []

    def bar(self, observed: int | None, required: int, *, open_end: bool) -> str:
        """Five blocks. ``open_end``: what is not full is not known to be empty."""
        size = 5
        reached = min(observed or 0, required)
        # The first block shows that there is something, the last one only that all is there.
        full = size if reached == required else min(max(reached * size // required, reached and 1), size - 1)
        rest = "?" if observed is None or open_end else self.glyphs.empty
        return self.glyphs.full * full + rest * (size - full)


def _fitting(text: str, columns: int) -> int:
    return next((end for end in range(len(text), 0, -1) if width(text[:end]) <= columns), 0)


def _words(text: str, columns: int, *, break_addresses: bool) -> Iterable[str]:
    for word in text.split():
        rest = word
        while width(rest) > columns and (break_addresses or not rest.startswith(("https://", "http://"))):
            end = _seam(rest, max(_fitting(rest, columns), 1))
            yield rest[:end]
            rest = rest[end:]
        yield rest


def _seam(word: str, end: int) -> int:
    # A long path breaks after a slash, colon or hyphen in its second half, if there is one.
    seam = max(word.rfind(sign, end // 2, end) for sign in "/:-") + 1
    return seam or end
