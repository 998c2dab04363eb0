"""A YAML file of ours as plain values, each with its line; refused where it could hurt or mean two things.

Every scalar stays the text that was written, and the models know what it stands for: a login of digits is no number,
``no`` no truth value, and a date no moment in somebody's time zone. Only an absent value or a plain null is None.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeAlias

import yaml

from tracker.errors import ConfigError
from tracker.record import positional_record
from tracker.yamltree import NULLS, Bounds, Branch, Leaf, Node, Refused, Why, line_of, tree_of
from tracker.yamltree import read as read_yaml

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
#: Where a value stands: keys and numbers of entries, from the top.
Place: TypeAlias = tuple[str | int, ...]

MAX_BYTES = 1024 * 1024
#: With aliases written out: a file of ours has some thousand values.
MAX_VALUES = 100_000
MAX_DEPTH = 64

_BOUNDS = Bounds(characters=MAX_BYTES, nodes=MAX_VALUES, depth=MAX_DEPTH, keys=False)
_TEXT = "tag:yaml.org,2002:str"


@positional_record
class Mistake:
    """Something that does not hold, and where."""

    place: Place
    text: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a file holds, the line of each value, and what is wrong with its YAML that values do not show.

    Lines are looked up where something is wrong.
    """

    name: str
    value: Value
    find_lines: Callable[[], dict[Place, int]]
    mistakes: tuple[Mistake, ...] = ()

    @cached_property
    def lines(self) -> dict[Place, int]:
        return self.find_lines()

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
    values = _Values(name)
    try:
        value = read_yaml(text, _BOUNDS, values, single=True)
    except Refused as refused:
        raise _error(refused, name) from None
    if not values.there:
        raise ConfigError(f"{name} is empty", hint="See config/kubernetes.yaml for how rules are written.")
    places = cache(lambda: _Places(text))
    mistakes = tuple(places().mistakes) if values.repeated else ()
    return Sheet(name=name, value=value, find_lines=lambda: places().lines, mistakes=mistakes)


def _error(refused: Refused, name: str) -> ConfigError:
    where = f"{name}:{refused.line}"
    match refused.why:
        case Why.SYNTAX:
            where, hint = f"{name}{_where(refused.__cause__)}", "Check the indentation and quotes there."
            return ConfigError(where, hint=hint)
        case Why.SEVERAL:
            return ConfigError(f"{where}: a second document begins", hint="Keep one document in a file.")
        case Why.DEEP:
            return ConfigError(f"{where}: nested too deeply", hint="No rule needs so many levels.")
        case Why.KEY:
            return _no_key(where)
        case Why.ANCHOR:
            message = f"{where}: the alias *{refused.anchor} names no value that ended before"
            return ConfigError(message, hint="Write it out.")
        case Why.MANY | Why.LONG:
            return ConfigError(f"{name} holds more than {MAX_VALUES:,} values", hint="Are its aliases meant so?")


def _no_key(where: str) -> ConfigError:
    return ConfigError(f"{where}: a key has to be a text", hint="Write keys as plain words.")


def _where(error: BaseException | None) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f":{error.problem_mark.line + 1}: not YAML: {error.problem}"
    return f": not YAML: {str(error).splitlines()[0]}"


class _Values:
    """Makes the values; whether a key is ``repeated`` is told at once, and where is looked up."""

    def __init__(self, name: str) -> None:
        self.there = self.repeated = False
        self._name = name

    def scalar(self, event: yaml.ScalarEvent, *, is_key: bool) -> Value:
        self._begin(event)
        return None if event.implicit[0] and event.value in NULLS and not is_key else event.value

    def collection(
        self, start: yaml.CollectionStartEvent, end: yaml.CollectionEndEvent, children: list[Value]
    ) -> Value:
        del end
        self._begin(start)
        if not isinstance(start, yaml.MappingStartEvent):
            return children
        found: dict[str, Value] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            self.repeated |= key in found
            # Of two equal keys the first stays: the second is reported.
            found.setdefault(str(key), value)
        return found

    def alias(self, event: yaml.AliasEvent, target: Value, *, is_key: bool) -> Value:
        if is_key:
            raise _no_key(f"{self._name}:{line_of(event)}")
        return target

    def _begin(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        self.there = True
        if event.tag not in (None, "!", _TEXT):
            where = f"{self._name}:{line_of(event)}"
            raise ConfigError(f"{where}: tags such as {event.tag} have no meaning here", hint="Remove the tag.")


class _Places:
    """The line of each value of a text, of a mapping's that of its key; and the keys that are there twice.

    An alias's value has lines where it was written.
    """

    def __init__(self, text: str) -> None:
        self.lines: dict[Place, int] = {}
        self.mistakes: list[Mistake] = []
        if root := tree_of(text, _BOUNDS, single=True):
            self._note((), root)

    def _note(self, place: Place, node: Node) -> None:
        self.lines.setdefault(place, _line(node))
        if isinstance(node, Branch) and node.mapping:
            first: dict[str, int] = {}
            for key, value in node.pairs():
                if isinstance(key, Leaf):
                    self._key((*place, key.text), key, first)
                    self._note((*place, key.text), value)
        elif isinstance(node, Branch):
            for number, child in enumerate(node.children):
                self._note((*place, number), child)

    def _key(self, place: Place, key: Leaf, before: dict[str, int]) -> None:
        if key.text in before:
            text = f"this key is there twice, first in line {before[key.text]}"
            self.mistakes.append(Mistake(place, text))
        self.lines[place] = before[key.text] = _line(key)


def _line(node: Node) -> int:
    return node.start[0] + 1
