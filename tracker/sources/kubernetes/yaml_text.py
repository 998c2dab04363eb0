"""YAML as the community's files use it: every value a text, and no file that can hurt the reader.

Kubernetes' own programs read these files with sigs.k8s.io/yaml, into fields of type string. Typed YAML would turn
the login ``249043822`` into a number, ``yes`` into a truth value and ``9:00`` into 540; here they stay what was
written. Only an absent or plainly written null (``~``, ``null``) becomes None. Where the type decides whether a file
is read at all, as in Prow's own files, ``load_typed`` has it.
"""

from math import isfinite
from typing import TypeAlias

import yaml

from tracker.errors import SourceError
from tracker.facts.yaml_scalars import scalar, spelled
from tracker.yamltree import NULLS, Bounds, Refused, Why, read

#: What a loaded file holds; ``load`` answers it as ``object``, so that every reader checks the shapes it relies on.
Value: TypeAlias = "str | int | float | list[Value] | dict[str, Value] | None"

BOUNDS = Bounds(characters=2 * 1024 * 1024, nodes=250_000, depth=64)


def load(text: str, *, name: str) -> object:
    """The first document of a YAML text: texts, lists, mappings of texts, and None.

    As in Go: of two equal keys the last one counts (sigs.k8s.io/yaml reads without strictness; refusing the file
    would take powers away that Prow gives), only the first document is read, and a merge key (``<<``) brings in the
    keys of other mappings where it stands. ``name`` (``owner/repo:path``) is for the message.

    Raises:
        SourceError: the text is no YAML, or it is larger, deeper or, with its anchors written out, longer than any
            such file has reason to be.
    """
    return _Values(name).loaded(text)


def load_typed(text: str, *, name: str) -> object:
    """As ``load``, with the types that Go sees: numbers and truth values too, while keys are texts.

    Raises:
        SourceError: as from ``load``, or Go refuses the whole text for a value that JSON cannot hold.
    """
    return _Values(name, typed=True).loaded(text)


class _Merge(str):
    """The key ``<<``, which brings in the keys of other mappings."""

    __slots__ = ()


class _Values:
    """Makes values of a text's nodes, as Go does; ``name`` is for messages."""

    def __init__(self, name: str, *, typed: bool = False) -> None:
        self._name = name
        self._typed = typed

    def loaded(self, text: str) -> Value:
        try:
            return read(text, BOUNDS, self)
        except Refused as refused:
            raise SourceError(f"{self._name} {_reason(refused, text)}") from refused.__cause__

    def scalar(self, event: yaml.ScalarEvent, *, is_key: bool) -> Value:
        text, plain = str(event.value), bool(event.implicit[0])
        if is_key and plain and text == "<<":
            return _Merge(text)
        if not self._typed:
            return None if plain and not is_key and text in NULLS else text
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

    def alias(self, event: yaml.AliasEvent, target: Value, *, is_key: bool) -> Value:
        del event, is_key
        return str(target) if isinstance(target, _Merge) else target

    def collection(
        self, start: yaml.CollectionStartEvent, end: yaml.CollectionEndEvent, children: list[Value]
    ) -> Value:
        del end
        if not isinstance(start, yaml.MappingStartEvent):
            return children
        found: dict[str, Value] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if isinstance(key, _Merge):
                found.update(self._merged(value))
            elif isinstance(key, list | dict | None) or not (self._typed or isinstance(key, str)):
                raise self._refused("a key is no text")
            else:
                found[spelled(key)] = value
        return found

    def _merged(self, value: Value) -> dict[str, Value]:
        """The keys that a merge key brings in: of a list of mappings, the first that has a key gives it."""
        found: dict[str, Value] = {}
        for one in reversed(value if isinstance(value, list) else [value]):
            if not isinstance(one, dict):
                raise self._refused("a merge key needs mappings")
            found.update(one)
        return found

    def _refused(self, reason: str) -> SourceError:
        return SourceError(f"{self._name} cannot be read: {reason}")


def _reason(refused: Refused, text: str) -> str:
    match refused.why:
        case Why.LONG:
            return f"is too long to be read: {len(text):,} characters"
        case Why.MANY:
            return f"cannot be read: it holds more than {BOUNDS.nodes:,} values"
        case Why.DEEP:
            return f"cannot be read: it is nested more than {BOUNDS.depth} levels deep"
        case Why.KEY:
            return "cannot be read: a key is no text"
        case Why.ANCHOR:
            return f"cannot be read: there is no anchor {refused.anchor!r} to refer to"
        case _:
            return f"is no YAML{_where(refused.__cause__)}"


def _where(error: BaseException | None) -> str:
    match error:
        case yaml.MarkedYAMLError(problem=problem, problem_mark=mark) if mark is not None:
            return f": line {mark.line + 1}: {problem}"
        case yaml.reader.ReaderError(position=position):
            return f": a character at position {position} does not belong in a text"
        case _:
            return ""
