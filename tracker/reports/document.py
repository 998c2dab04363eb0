"""A result as sections of blocks: what is said and in which order, once for every format read from top to bottom.

A format renders each block with its own means. Texts are as they came: a format makes them harmless.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from types import MappingProxyType
from typing import Final

from tracker.findings.groups import ArchivedGroup, Initiative
from tracker.findings.outcomes import Evidence
from tracker.findings.readiness import TierResult
from tracker.findings.standing import Standing
from tracker.record import positional_record, record

#: What stands for each word of ``words.verdict``.
SIGNS: Final[Mapping[str, str]] = MappingProxyType({
    "met": "✓", "counted": "≈", "stated": "✓", "not yet": "○", "unknown": "?", "needs a person": "·",
})  # fmt: skip


@record
class Manner:
    """How a format says things: its signs, whether it has room for wide tables, and the most that it shows of a kind.

    ``number`` stands before the number of a request. None shows all. ``brief`` is for a first screen: what somebody
    needs to act, without proofs, places beside the next one, and what is there to read. ``zone`` is the reader's, where
    there is one reader.
    """

    signs: Mapping[str, str]
    wide: bool = True
    number: str = ""
    resources: int | None = None
    zone: tzinfo | None = None
    brief: bool = False


@positional_record
class Link:
    """Words that lead to an address, where there is one."""

    text: str
    url: str | None


Words = str | Link


@record
class Entry:
    """One of several things.

    ``about`` says more of ``text`` after a colon, ``note`` in parentheses. ``url`` is where to go. ``hint`` is what
    can be done about it, ``command`` what to type, and ``then`` what to type after that. ``done`` is ticked; ``parts``
    can be ticked one by one. ``proof`` links the work of ``who``.
    """

    text: Words
    about: str | None = None
    note: str = ""
    url: str | None = None
    hint: str | None = None
    command: str | None = None
    then: str | None = None
    done: bool = False
    parts: tuple[tuple[str, bool], ...] = ()
    who: str = ""
    proof: tuple[Evidence, ...] = ()


@positional_record
class Paragraph:
    text: str
    url: str | None = None


@record
class Items:
    """Entries below a title, if it has one; ``rest`` are those that are left out unless they are asked for."""

    entries: tuple[Entry, ...]
    rest: tuple[Entry, ...] = ()
    title: str = ""
    ordered: bool = False
    apart: bool = False


Cell = Words | tuple[Words, ...]


@record
class Table:
    """Rows below headers. ``numbered``: headers may be long. ``reasons``: the last cell of a row says why at length."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbered: bool = False
    reasons: bool = False


@positional_record
class Fact:
    """What is said of a group."""

    label: str
    words: Words


@record
class Group:
    """A group that fits, and where to find it: pages with a short and a long name, of which one may be empty."""

    title: Link
    facts: tuple[Fact, ...]
    pages: tuple[tuple[str, str, str | None], ...]


@positional_record
class Ended:
    groups: tuple[ArchivedGroup, ...]


@positional_record
class Follow:
    initiatives: tuple[Initiative, ...]


@positional_record
class Code:
    """Lines to copy as is, such as a diff; ``language`` is what they are written in, where a format can show it."""

    text: str
    language: str = ""


#: The ladder with the tiers held, and a tier with its criteria, are laid out from what was found.
Block = Paragraph | Items | Table | Code | Group | Ended | Follow | Standing | TierResult


@record
class Section:
    """Blocks below a title.

    Where there is not room for all, those whose ``goes`` is lower go sooner; ``name`` says what went. With ``counted``
    it goes entry by entry and the name is of many things; a counted section without a title goes block by block.
    ``people`` are whole documents, one for each person. ``lines`` bounds it on a first screen. What is ``folded`` is
    there to be looked up.
    """

    name: str
    goes: int
    blocks: Sequence[Block]
    title: str = ""
    counted: bool = False
    lines: int | None = None
    folded: bool = False
    people: tuple["Document", ...] = ()


def section(title: str, goes: int, blocks: Iterable[Block], name: str = "") -> Section:
    """A section that goes as one; it is named by its title, or by ``name``."""
    return Section(title=title, name=name or title.lower(), goes=goes, blocks=tuple(blocks))


@record
class Document:
    """A title, a sentence, sections, and what stands at the end.

    Of a person ``who`` has the name and the address, and ``summary`` what comes next. ``notes`` are what a cohort's
    file says of them, by label: they are private. ``warning`` stands before everything but the title.
    """

    title: str
    intro: Paragraph
    sections: tuple[Section, ...]
    tail: tuple[str, ...] = ()
    who: Link | None = None
    name: str | None = None
    summary: str = ""
    warning: str = ""
    notes: tuple[tuple[str, str], ...] = ()
