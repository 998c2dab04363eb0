"""YAML texts read within bounds and without recursion, for whoever needs values, lines or exact places of one.

What becomes of a node is a builder's choice; ``tree_of`` makes a tree in which each has its place.
An alias refers to the one value that its anchor names, so a bomb costs no memory; but who walks the
result would visit it again: it counts as often.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final, Generic, Protocol, TypeAlias, TypeVar

import yaml

from tracker.record import record

#: What a plain word says nothing with.
NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
# The parser in C is ten times as fast; not every installation of PyYAML has it.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
#: Events that are, or end, a part of a document.
_PARTS: Final = (yaml.NodeEvent, yaml.CollectionEndEvent)


class Why(Enum):
    """Why a text is refused."""

    LONG = auto()
    MANY = auto()
    DEEP = auto()
    KEY = auto()
    ANCHOR = auto()
    SEVERAL = auto()
    SYNTAX = auto()


class Refused(Exception):
    """A text that is not read. ``line`` is where, counted from 1; ``anchor`` the name that refers to nothing."""

    def __init__(self, why: Why, line: int = 1, *, anchor: str | None = None) -> None:
        super().__init__(why)
        self.why, self.line, self.anchor = why, line, anchor


@record
class Bounds:
    """How long a text may be, how many values it may hold (``keys``: and keys), how deep they may be nested."""

    characters: int
    nodes: int
    depth: int
    keys: bool = True


T = TypeVar("T")


class Builder(Protocol[T]):
    """Makes something of each node, of the innermost first. Of a mapping the children are key, value, key, value."""

    def scalar(self, event: yaml.ScalarEvent, *, is_key: bool) -> T: ...

    def collection(self, start: yaml.CollectionStartEvent, end: yaml.CollectionEndEvent, children: list[T]) -> T: ...

    def alias(self, event: yaml.AliasEvent, target: T, *, is_key: bool) -> T: ...


@dataclass(slots=True)
class Leaf:
    """A word or a text. ``plain`` is one without quotes and tag, ``tagged`` one with a tag; ``style`` as in YAML.

    ``start`` and ``end`` are a line and a column, counted from 0, as they are of every node.
    """

    text: str
    plain: bool
    tag: str | None
    tagged: bool
    style: str
    start: tuple[int, int]
    end: tuple[int, int]


@dataclass(slots=True)
class Branch:
    """A list or a mapping; of a mapping the children are key, value, key, value. ``flow`` is one in brackets."""

    mapping: bool
    flow: bool
    tag: str | None
    children: "list[Node]"
    start: tuple[int, int]
    end: tuple[int, int]

    def pairs(self) -> "Iterator[tuple[Node, Node]]":
        """The keys and values of a mapping."""
        return zip(self.children[::2], self.children[1::2], strict=True)


@dataclass(slots=True)
class Alias:
    """A value that stands elsewhere: ``target``."""

    target: "Leaf | Branch"
    start: tuple[int, int]
    end: tuple[int, int]


Node: TypeAlias = Leaf | Branch | Alias


class _Nodes:
    """Keeps everything, with its place."""

    def scalar(self, event: yaml.ScalarEvent, *, is_key: bool) -> Node:
        del is_key
        plain, quoted = event.implicit
        start, end = _place(event.start_mark), _place(event.end_mark)
        return Leaf(event.value, bool(plain), event.tag, not (plain or quoted), event.style or "", start, end)

    def collection(self, start: yaml.CollectionStartEvent, end: yaml.CollectionEndEvent, children: list[Node]) -> Node:
        mapping, place = isinstance(start, yaml.MappingStartEvent), (_place(start.start_mark), _place(end.end_mark))
        return Branch(mapping, bool(start.flow_style), start.tag, children, *place)

    def alias(self, event: yaml.AliasEvent, target: Node, *, is_key: bool) -> Node:
        del is_key
        found = target.target if isinstance(target, Alias) else target
        return Alias(found, _place(event.start_mark), _place(event.end_mark))


def _place(mark: "yaml.error.Mark | yaml._yaml.Mark | None") -> tuple[int, int]:
    return (mark.line, mark.column) if mark else (0, 0)


def tree_of(text: str, bounds: Bounds, *, single: bool = False, anchors: bool = True) -> Node | None:
    """A text with the place of everything in it; otherwise as ``read``."""
    return read(text, bounds, _Nodes(), single=single, anchors=anchors)


def read(text: str, bounds: Bounds, builder: Builder[T], *, single: bool = False, anchors: bool = True) -> T | None:
    """What a builder makes of the first document of a text; None where it holds nothing.

    Raises:
        Refused: it is no YAML (then the parser's error is its cause), or beyond the bounds; a key is a list or a
            mapping; an alias refers to nothing that ended before, or there are anchors and ``anchors`` is False; or
            there are several documents, and it is to be a ``single`` one.
    """
    if len(text) > bounds.characters:
        raise Refused(Why.LONG)
    reading = _Reading(bounds, builder, anchors=anchors)
    try:
        for event in _events(text, single=single):
            reading.take(event)
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise Refused(Why.SYNTAX) from error
    return reading.root


def _events(text: str, *, single: bool) -> Iterator[yaml.Event]:
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, _PARTS):
            yield event
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise Refused(Why.SEVERAL, line_of(event))
        elif isinstance(event, yaml.DocumentEndEvent) and not single:
            return


def line_of(event: yaml.Event) -> int:
    """The line of an event, counted from 1."""
    return _place(event.start_mark)[0] + 1


@dataclass(slots=True)
class _Open(Generic[T]):
    """A list or ``mapping`` whose end has not come yet. ``before`` is how many nodes had been counted at its start."""

    start: yaml.CollectionStartEvent
    before: int
    mapping: bool
    children: list[T] = field(default_factory=list)


class _Reading(Generic[T]):
    """What was made of the events so far."""

    def __init__(self, bounds: Bounds, builder: Builder[T], *, anchors: bool) -> None:
        self.root: T | None = None
        self._bounds, self._builder, self._anchors = bounds, builder, anchors
        self._nodes = 0
        self._opened: list[_Open[T]] = []
        self._named: dict[str, tuple[T, int]] = {}

    def take(self, event: yaml.Event) -> None:
        if not self._anchors and isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            raise Refused(Why.ANCHOR, line_of(event), anchor=event.anchor)
        match event:
            case yaml.ScalarEvent():
                is_key = self._expects_key()
                size = 1 if self._bounds.keys or not is_key else 0
                self._count(size, event)
                self._add(self._builder.scalar(event, is_key=is_key), event.anchor, size)
            case yaml.CollectionStartEvent():
                self._open(event)
            case yaml.AliasEvent():
                target, size = self._referred(event)
                self._count(size, event)
                self._add(self._builder.alias(event, target, is_key=self._expects_key()), None, size)
            case yaml.CollectionEndEvent():
                ended = self._opened.pop()
                made = self._builder.collection(ended.start, event, ended.children)
                self._add(made, ended.start.anchor, self._nodes - ended.before)

    def _expects_key(self) -> bool:
        last = self._opened[-1] if self._opened else None
        return last is not None and last.mapping and not len(last.children) % 2

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if self._expects_key():
            raise Refused(Why.KEY, line_of(event))
        if len(self._opened) >= self._bounds.depth:
            raise Refused(Why.DEEP, line_of(event))
        self._opened.append(_Open(event, self._nodes, isinstance(event, yaml.MappingStartEvent)))
        self._count(1, event)

    def _count(self, size: int, event: yaml.Event) -> None:
        self._nodes += size
        if self._nodes > self._bounds.nodes:
            raise Refused(Why.MANY, line_of(event))

    def _referred(self, event: yaml.AliasEvent) -> tuple[T, int]:
        # An anchor is known only when its value has ended, so no value can hold itself.
        if event.anchor is None or event.anchor not in self._named:
            raise Refused(Why.ANCHOR, line_of(event), anchor=event.anchor)
        return self._named[event.anchor]

    def _add(self, made: T, anchor: str | None, size: int) -> None:
        if anchor is not None:
            self._named[anchor] = (made, size)
        if self._opened:
            self._opened[-1].children.append(made)
        else:
            self.root = made
