"""YAML as the community's files use it: every value a text, and no file that can hurt the reader.

Kubernetes' own programs read these files with sigs.k8s.io/yaml, into fields of type string. Typed YAML would turn
the login ``249043822`` into a number, ``yes`` into a truth value and ``9:00`` into 540; here they stay what was
written. Only an absent or plainly written null (``~``, ``null``) becomes None. Where the type decides whether a file
is read at all, as in Prow's own files, ``load_typed`` has it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite
from typing import TypeAlias

import yaml

from tracker.errors import SourceError
from tracker.facts.yaml_scalars import scalar, spelled

#: What a loaded file holds; ``load`` answers it as ``object``, so that every reader checks the shapes it relies on.
Node: TypeAlias = "str | int | float | list[Node] | dict[str, Node] | None"

MAX_CHARACTERS = 2 * 1024 * 1024
MAX_NODES = 250_000
MAX_DEPTH = 64

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def load(
    text: str,
    *,
    name: str,
    max_characters: int = MAX_CHARACTERS,
    max_nodes: int = MAX_NODES,
    max_depth: int = MAX_DEPTH,
) -> object:
    """The first document of a YAML text: texts, lists, mappings of texts, and None.

    As in Go: of two equal keys the last one counts (sigs.k8s.io/yaml reads without strictness; refusing the file
    would take powers away that Prow gives), only the first document is read, and a merge key (``<<``) brings in the
    keys of other mappings where it stands. ``name`` (``owner/repo:path``) is for the message.

    Raises:
        SourceError: the text is no YAML, or it is larger, deeper or, with its anchors written out, longer than any
            such file has reason to be.
    """
    if len(text) > max_characters:
        raise SourceError(f"{name} is too long to be read: {len(text):,} characters")
    return _built(text, _Builder(name=name, max_nodes=max_nodes, max_depth=max_depth))


def load_typed(text: str, *, name: str) -> object:
    """As ``load``, with the types that Go sees: numbers and truth values too, while keys are texts.

    Raises:
        SourceError: as from ``load``, or Go refuses the whole text for a value that JSON cannot hold.
    """
    if len(text) > MAX_CHARACTERS:
        raise SourceError(f"{name} is too long to be read: {len(text):,} characters")
    return _built(text, _Builder(name=name, max_nodes=MAX_NODES, max_depth=MAX_DEPTH, typed=True))


def _built(text: str, builder: "_Builder") -> object:
    try:
        for event in _first_document(text):
            builder.take(event)
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise SourceError(f"{builder.name} is no YAML{_where(error)}") from error
    return builder.root


def _first_document(text: str) -> Iterator[yaml.Event]:
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.DocumentEndEvent):
            return
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


def _where(error: Exception) -> str:
    match error:
        case yaml.MarkedYAMLError(problem=problem, problem_mark=mark) if mark is not None:
            return f": line {mark.line + 1}: {problem}"
        case yaml.reader.ReaderError(position=position):
            return f": a character at position {position} does not belong in a text"
        case _:
            return ""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet. ``before`` is how many nodes had been counted at its start."""

    value: list[Node] | dict[str, Node]
    anchor: str | None
    before: int
    key: str | None = None
    merging: bool = False


@dataclass(slots=True, kw_only=True)
class _Builder:
    """Builds the values from parser events, without recursion.

    An alias refers to the one value that its anchor names, so a bomb costs no memory here; but whoever walks the
    result would visit it again and again. So each alias counts as many nodes as a walk over it would visit.
    """

    name: str
    max_nodes: int
    max_depth: int
    typed: bool = False
    root: Node = None
    nodes: int = 0
    opened: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict)

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._count(1)
                self._add(self._scalar(event), event.anchor, 1)
            case yaml.AliasEvent():
                value, size = self._referred(event)
                self._count(size)
                self._add(value, None, size)
            case yaml.SequenceStartEvent():
                self._start([], event.anchor)
            case yaml.MappingStartEvent():
                self._start({}, event.anchor)
            case _:
                self._end()

    def _scalar(self, event: yaml.ScalarEvent) -> Node:
        text, plain, is_key = str(event.value), bool(event.implicit[0]), self._expects_key()
        if is_key and text == "<<" and plain:
            self.opened[-1].merging = True
        if not self.typed:
            return None if plain and text in _NULLS and not is_key else text
        try:
            value = scalar(text, event.tag, plain=plain)
        except ValueError:
            raise self._refused(f"{text!r} is not of the type that its tag says") from None
        if is_key:
            return self._key(value)
        if isinstance(value, float) and not isfinite(value):
            raise self._refused(f"{text} is no number that JSON can hold")
        return value

    def _key(self, value: str | float | None) -> str:
        if value is None:
            raise self._refused("a key is null")
        return spelled(value)

    def _referred(self, event: yaml.AliasEvent) -> tuple[Node, int]:
        # An anchor is known only when its value has ended, so no value can hold itself.
        if event.anchor not in self.anchors:
            raise self._refused(f"there is no anchor {event.anchor!r} to refer to")
        return self.anchors[event.anchor]

    def _start(self, value: list[Node] | dict[str, Node], anchor: str | None) -> None:
        if self._expects_key():
            raise self._refused("a key is no text")
        if len(self.opened) >= self.max_depth:
            raise self._refused(f"it is nested more than {self.max_depth} levels deep")
        self.opened.append(_Open(value, anchor, self.nodes))
        self._count(1)

    def _end(self) -> None:
        ended = self.opened.pop()
        self._add(ended.value, ended.anchor, self.nodes - ended.before)

    def _count(self, nodes: int) -> None:
        self.nodes += nodes
        if self.nodes > self.max_nodes:
            raise self._refused(f"it holds more than {self.max_nodes:,} values")

    def _add(self, value: Node, anchor: str | None, size: int) -> None:
        if anchor is not None:
            self.anchors[anchor] = (value, size)
        if not self.opened:
            self.root = value
            return
        into = self.opened[-1]
        if isinstance(into.value, list):
            into.value.append(value)
        elif into.key is None:
            into.key = self._as_key(value)
        elif into.merging:
            into.value.update(self._merged(value))
            into.key, into.merging = None, False
        else:
            into.value[into.key] = value
            into.key = None

    def _as_key(self, value: Node) -> str:
        if isinstance(value, list | dict | None) or not (self.typed or isinstance(value, str)):
            raise self._refused("a key is no text")
        return spelled(value)

    def _merged(self, value: Node) -> dict[str, Node]:
        """The keys that a merge key brings in: of a list of mappings, the first that has a key gives it."""
        found: dict[str, Node] = {}
        for one in reversed(value if isinstance(value, list) else [value]):
            if not isinstance(one, dict):
                raise self._refused("a merge key needs mappings")
            found.update(one)
        return found

    def _expects_key(self) -> bool:
        return bool(self.opened) and isinstance(self.opened[-1].value, dict) and self.opened[-1].key is None

    def _refused(self, reason: str) -> SourceError:
        return SourceError(f"{self.name} cannot be read: {reason}")
