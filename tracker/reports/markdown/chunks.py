"""A text in sections of items that can be left out one by one, and what is said where some were."""

from collections import Counter
from collections.abc import Iterable, Sequence

from tracker.record import record


@record
class Chunk:
    """What stands or goes as one; ``brief`` is the same without evidence."""

    text: str
    brief: str


def whole(texts: Iterable[str]) -> tuple[Chunk, ...]:
    """Chunks that have no evidence to leave out."""
    return tuple(Chunk(text=text, brief=text) for text in texts)


@record
class Chunks:
    """Items below a head, which goes when the last of them goes.

    ``name`` says what is left out; where it is ``counted``, how many of them. Sections whose ``goes`` is lower lose
    their items sooner.
    """

    name: str
    goes: int
    items: tuple[Chunk, ...]
    counted: bool = True
    head: str = ""
    between: str = "\n\n"

    def text(self, shown: Sequence[str]) -> str:
        return self.head + self.between.join(shown) if shown else ""


#: The texts that are written of each section.
Shown = Sequence[Sequence[str]]


@record
class Text:
    """A heading, what always follows it, sections, and what always stands at the end."""

    title: str
    intro: str
    chunks: tuple[Chunks, ...]
    tail: str = ""

    @property
    def everything(self) -> Shown:
        return [[item.text for item in section.items] for section in self.chunks]

    def text(self, shown: Shown, *, mark: str = "", notice: str = "") -> str:
        """The text of what is shown. ``mark`` follows the title, ``notice`` stands before the tail."""
        parts = (section.text(texts) for section, texts in zip(self.chunks, shown, strict=True))
        blocks = [self.title + mark, self.intro, *parts, notice, self.tail]
        return "\n\n".join(block for block in blocks if block) + "\n"


class Totals:
    """How many items there are by the names of sections, and which names are not counted."""

    def __init__(self, whole: Text) -> None:
        self.items = Counter[str]()
        for section in whole.chunks:
            self.items[section.name] += len(section.items)
        self.alone = frozenset(section.name for section in whole.chunks if not section.counted)


def left_out(text: Text, shown: Shown, totals: Totals) -> list[str]:
    """What is not shown of a document, in words: evidence, then items by the names of their sections.

    They are so many of the ``totals`` of a whole, of which the document may be a part.
    """
    gone, shortened = Counter[str](), 0
    for section, texts in zip(text.chunks, shown, strict=True):
        gone[section.name] += len(section.items) - len(texts)
        kept = set(texts)
        shortened += any(item.text not in kept and item.brief in kept for item in section.items)
    missing = [
        name if name in totals.alone else _many(count, totals.items[name], name)
        for name, count in gone.items()
        if count
    ]
    return [*(["evidence"] if shortened else []), *missing]


def _many(count: int, total: int, name: str) -> str:
    return f"all {name}" if count == total else f"{count} of {total} {name}"
