"""YAML as the community's files use it: every value a text, and no file that can hurt the reader.

Kubernetes' own programs read these files with sigs.k8s.io/yaml, into fields of type string. Typed YAML would turn
the login ``249043822`` into a number, ``yes`` into a truth value and ``9:00`` into 540; here they stay what was
written. Only an absent or plainly written null (``~``, ``null``) becomes None.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from tracker.errors import SourceError

#: What a loaded file holds; ``load`` answers it as ``object``, so that every reader checks the shapes it relies on.
Node: TypeAlias = "str | list[Node] | dict[str, Node] | None"

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
    would take powers away that Prow gives), and only the first document is read. Merge keys (``<<``) are not
    followed: none of the community's files has one. ``name`` (``owner/repo:path``) is for the message.

    Raises:
        SourceError: the text is no YAML, or it is larger, deeper or, with its anchors written out, longer than any
            such file has reason to be.
    """
    if len(text) > max_characters:
        raise SourceError(f"{name} is too long to be read: {len(text):,} characters")
    builder = _Builder(name=name, max_nodes=max_nodes, max_depth=max_depth)
    try:
        for event in _first_document(text):
            builder.take(event)
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise SourceError(f"{name} is no YAML{_where(error)}") from error
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


@dataclass(slots=True, kw_only=True)
class _Builder:
    """Builds the values from parser events, without recursion.

    An alias refers to the one value that its anchor names, so a bomb costs no memory here; but whoever walks the
    result would visit it again and again. So each alias counts as many nodes as a walk over it would visit.
    """

    name: str
    max_nodes: int
    max_depth: int
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

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        plain = bool(event.implicit[0])
        is_null = plain and event.value in _NULLS and not self._expects_key()
        return None if is_null else str(event.value)

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
        elif into.key is not None:
            into.value[into.key] = value
            into.key = None
        elif isinstance(value, str):
            into.key = value
        else:
            raise self._refused("a key is no text")

    def _expects_key(self) -> bool:
        return bool(self.opened) and isinstance(self.opened[-1].value, dict) and self.opened[-1].key is None

    def _refused(self, reason: str) -> SourceError:
        return SourceError(f"{self.name} cannot be read: {reason}")
