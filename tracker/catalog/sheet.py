"""A YAML file of ours as plain values, each with its line; refused where it could hurt or mean two things.

Every scalar stays the text that was written, and the models know what it stands for: a login of digits is no number,
``no`` no truth value, and a date no moment in somebody's time zone. Only an absent value or a plain null is None.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from tracker.errors import ConfigError

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
#: Where a value stands: keys and numbers of entries, from the top.
Place: TypeAlias = tuple[str | int, ...]

MAX_BYTES = 1024 * 1024
#: With aliases written out: a file of ours has some thousand values.
MAX_VALUES = 100_000
MAX_DEPTH = 64

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TEXT = "tag:yaml.org,2002:str"
# The parser in C is ten times as fast; not every installation of PyYAML has it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something that does not hold, and where."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a file holds, the line of each value, and what is wrong with its YAML that values do not show."""

    name: str
    value: Value
    lines: dict[Place, int]
    mistakes: tuple[Mistake, ...] = ()

    def line(self, place: Place) -> int:
        """The line of a value, or of the nearest one around it."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]


def read(path: Path) -> Sheet:
    """The values of a file.

    Raises:
        ConfigError: it cannot be read, or it is no YAML, in one sentence.
    """
    return parse(read_text(path), path.name)


def read_text(path: Path) -> str:
    """The text of a file of ours.

    Raises:
        ConfigError: it cannot be read, is too large, or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ConfigError(f"there is no file {path}", hint="Check the name and the directory.") from None
    except IsADirectoryError:
        raise ConfigError(f"{path} is a directory", hint="Name a YAML file in it.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigError(f"{path} cannot be read: {reason}", hint="Check the file's name and permissions.") from None
    if len(content) > MAX_BYTES:
        raise ConfigError(
            f"{path.name} is larger than 1 MiB", hint="No file of rules needs so much; is it the right one?"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path.name}:{line}: not UTF-8", hint="Save the file as UTF-8.") from None


def parse(text: str, name: str) -> Sheet:
    """The values of a YAML text.

    Raises:
        ConfigError: it is no YAML, holds several documents, or is deeper or longer than any such file needs to be.
    """
    builder = _Builder(name)
    try:
        for event in _events(text, name):
            builder.take(event)
    except yaml.YAMLError as error:
        raise ConfigError(f"{name}{_where(error)}", hint="Check the indentation and quotes there.") from None
    if not builder.lines:
        raise ConfigError(f"{name} is empty", hint="See config/kubernetes.yaml for how rules are written.")
    return Sheet(name=name, value=builder.root, lines=builder.lines, mistakes=tuple(builder.mistakes))


def _events(text: str, name: str) -> Iterator[yaml.Event]:
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            raise ConfigError(f"{name}:{_line(event)}: a second document begins", hint="Keep one document in a file.")
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _where(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f":{error.problem_mark.line + 1}: not YAML: {error.problem}"
    return f": not YAML: {str(error).splitlines()[0]}"


@dataclass(slots=True)
class _Open:
    """A list or mapping that has not ended. ``size`` counts the values in it, itself included."""

    value: list[Value] | dict[str, Value]
    place: Place
    anchor: str | None
    size: int = 1
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    """Values from the parser's events: no recursion, so that no nesting can exhaust the stack."""

    name: str
    root: Value = None
    lines: dict[Place, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Value, int]] = field(default_factory=dict)

    def take(self, event: yaml.Event) -> None:
        line = _line(event)
        match event:
            case yaml.CollectionEndEvent():
                self._close()
            case yaml.AliasEvent(anchor=anchor):
                value, size = self._referred(anchor, line)
                self._place(value, size, None, line)
            case yaml.ScalarEvent():
                self._scalar(event, line)
            case yaml.SequenceStartEvent():
                self._open([], event, line)
            case yaml.MappingStartEvent():
                self._open({}, event, line)

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        parent = self._parent
        if parent and isinstance(parent.value, dict) and parent.key is None:
            self._key(parent, event, line)
            return
        self._refuse_tag(event, line)
        is_null = event.implicit[0] and event.value in _NULLS
        self._place(None if is_null else str(event.value), 1, event.anchor, line)

    def _key(self, parent: _Open, event: yaml.ScalarEvent, line: int) -> None:
        parent.key = str(event.value)
        place = (*parent.place, parent.key)
        if place in self.lines:
            self.mistakes.append(Mistake(place, f"this key is there twice, first in line {self.lines[place]}"))
        self.lines[place] = line

    def _open(self, value: list[Value] | dict[str, Value], event: yaml.CollectionStartEvent, line: int) -> None:
        self._refuse_tag(event, line)
        if len(self.opened) >= MAX_DEPTH:
            raise ConfigError(f"{self.name}:{line}: nested too deeply", hint="No rule needs so many levels.")
        self.opened.append(_Open(value, self._next(line), event.anchor))

    def _close(self) -> None:
        done = self.opened.pop()
        self._add(done.value, done.size, done.anchor)

    def _place(self, value: Value, size: int, anchor: str | None, line: int) -> None:
        self._next(line)
        self._add(value, size, anchor)

    def _next(self, line: int) -> Place:
        """Where the next value stands; its line is noted."""
        parent = self._parent
        if parent is None:
            place: Place = ()
        elif isinstance(parent.value, list):
            place = (*parent.place, len(parent.value))
        elif parent.key is None:
            raise ConfigError(f"{self.name}:{line}: a key has to be a text", hint="Write keys as plain words.")
        else:
            place = (*parent.place, parent.key)
        self.lines.setdefault(place, line)
        return place

    def _add(self, value: Value, size: int, anchor: str | None) -> None:
        if anchor:
            self.anchors[anchor] = (value, size)
        parent = self._parent
        if parent is None:
            self.root = value
            return
        parent.size += size
        if parent.size > MAX_VALUES:
            raise ConfigError(f"{self.name} holds more than {MAX_VALUES:,} values", hint="Are its aliases meant so?")
        if isinstance(parent.value, list):
            parent.value.append(value)
        elif parent.key is not None:
            # Of two equal keys the first stays: the second is reported.
            parent.value.setdefault(parent.key, value)
            parent.key = None

    def _referred(self, anchor: str | None, line: int) -> tuple[Value, int]:
        if anchor is None or anchor not in self.anchors:
            where = f"{self.name}:{line}"
            raise ConfigError(f"{where}: the alias *{anchor} names no value that ended before", hint="Write it out.")
        return self.anchors[anchor]

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        if event.tag not in (None, "!", _TEXT):
            raise ConfigError(
                f"{self.name}:{line}: tags such as {event.tag} have no meaning here", hint="Remove the tag."
            )

    @property
    def _parent(self) -> _Open | None:
        return self.opened[-1] if self.opened else None
