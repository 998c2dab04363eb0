"""Finds where keys and names stand in the community's YAML files, for changes that keep all the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from tracker.facts.yaml_layout import Entry, Item, Layout, Shape, Spot
from tracker.sources.base import FileReader, FileRef, FileText

MAX_CHARACTERS = 256 * 1024
MAX_DEPTH = 12

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BLOCK_TEXT = frozenset({"|", ">"})
#: YAML sees a new line in these, and text that is split at line feeds does not.
_OTHER_BREAKS = frozenset("\x85\u2028\u2029")


def read_layouts(reader: FileReader, names: frozenset[str]) -> Mapping[str, Layout]:
    """The files that exist of those named (``owner/name:path``); one that could not be read is left out."""
    refs = [FileRef(*name.split(":", 1)) for name in sorted(names)]
    found = (answer for answer in reader.read(refs) if isinstance(answer, FileText) and answer.text is not None)
    return {str(answer.ref): layout_of(answer.text or "", answer.ref.path) for answer in found}


def layout_of(text: str, path: str) -> Layout:
    """The keys of a text's only document. Never raises: what keeps them from being found is the layout's problem."""
    if len(text) > MAX_CHARACTERS:
        return Layout(path=path, text="", problem="it is too long")
    if _OTHER_BREAKS.intersection(text) or "\r" in text.replace("\r\n", ""):
        return Layout(path=path, text=text, problem="its lines end in unusual ways")
    walk = _Walk()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            walk.take(event)
    except _UnusualError as unusual:
        return Layout(path=path, text=text, problem=str(unusual))
    except (yaml.YAMLError, UnicodeEncodeError):
        return Layout(path=path, text=text, problem="it is no YAML")
    return Layout(path=path, text=text, entries=tuple(walk.entries))


class _UnusualError(Exception):
    """The text is YAML that no OWNERS file needs."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet; ``key`` is the one whose value comes next."""

    place: tuple[str, ...]
    start: yaml.CollectionStartEvent | None
    items: list[Item] = field(default_factory=list)
    key: yaml.ScalarEvent | None = None

    @property
    def mapping(self) -> bool:
        return isinstance(self.start, yaml.MappingStartEvent)

    @property
    def shape(self) -> Shape:
        if self.mapping:
            return Shape.MAPPING
        return Shape.FLOW_LIST if self.start and self.start.flow_style else Shape.LIST


class _Walk:
    """The entries of the events so far. No recursion, so that no nesting can exhaust the stack."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._opened = [_Open((), None)]
        self._documents = 0
        self._last_line = 0

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise _UnusualError("it holds several documents")
            case yaml.AliasEvent() | yaml.NodeEvent(anchor=str()):
                raise _UnusualError("it uses anchors of YAML")
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.CollectionStartEvent():
                self._open(event)
            case yaml.CollectionEndEvent():
                self._close(event)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        here, (start, end), quote = self._opened[-1], _spots(event), _quote(event)
        if event.value or quote:
            self._last_line = end.line - (event.style in _BLOCK_TEXT)
        shape = Shape.NOTHING if not quote and event.value in _NULLS else Shape.OTHER
        if here.start is None and shape is Shape.OTHER:
            raise _UnusualError("it is no mapping")
        if here.mapping and here.key is None:
            here.key = event
        elif here.mapping:
            self._entry(here, shape, start, end, ())
        else:
            one_line = start.line == end.line and event.style not in _BLOCK_TEXT and event.implicit[bool(quote)]
            here.items.append(Item(name=event.value if one_line else None, start=start, end=end, quote=quote))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        here = self._opened[-1]
        if len(self._opened) > MAX_DEPTH:
            raise _UnusualError("it is nested too deeply")
        if here.start is None and not isinstance(event, yaml.MappingStartEvent):
            raise _UnusualError("it is no mapping")
        step = str(here.key.value) if here.key else "-"
        self._opened.append(_Open((*here.place, step) if here.start else (), event))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        done, here = self._opened.pop(), self._opened[-1]
        flow = bool(done.start and done.start.flow_style)
        start, end = _spots(done.start)[0], _spots(event)[1]
        if flow:
            self._last_line = end.line
        if here.mapping:
            self._entry(here, done.shape, start, end, tuple(done.items))
        else:
            here.items.append(Item(name=None, start=start, end=end))

    def _entry(self, here: _Open, shape: Shape, start: Spot, end: Spot, items: tuple[Item, ...]) -> None:
        if here.key is None:
            raise _UnusualError("it has a key that is no word")
        key, here.key = here.key, None
        if key.value == "<<":
            raise _UnusualError("it uses merge keys of YAML")
        self.entries.append(
            Entry(
                place=(*here.place, str(key.value)),
                key=_spots(key)[0],
                shape=shape,
                start=start,
                end=end,
                last_line=self._last_line,
                items=items,
            )
        )


def _spots(event: yaml.Event | None) -> tuple[Spot, Spot]:
    start, end = (event.start_mark, event.end_mark) if event else (None, None)
    if start is None or end is None:
        raise _UnusualError("nobody can say where its words stand")
    return Spot(start.line, start.column), Spot(end.line, end.column)


def _quote(event: yaml.ScalarEvent) -> str:
    return event.style if event.style in {"'", '"'} else ""
