"""Finds where keys and names stand in the community's YAML files, for changes that keep all the rest."""

from collections.abc import Mapping

from tracker.facts.yaml_layout import Entry, Item, Layout, Shape, Spot
from tracker.sources.base import FileReader, FileRef, FileText, Unread
from tracker.yamltree import NULLS, Bounds, Branch, Leaf, Node, Refused, Why, tree_of

MAX_CHARACTERS = 256 * 1024
MAX_DEPTH = 12

#: A node is at least a character, so that the length bounds their number.
_BOUNDS = Bounds(characters=MAX_CHARACTERS, nodes=MAX_CHARACTERS, depth=MAX_DEPTH)
_PROBLEMS = {
    Why.LONG: "it is too long",
    Why.MANY: "it is too long",
    Why.DEEP: "it is nested too deeply",
    Why.KEY: "it has a key that is no word",
    Why.ANCHOR: "it uses anchors of YAML",
    Why.SEVERAL: "it holds several documents",
    Why.SYNTAX: "it is no YAML",
}
_BLOCK_TEXT = frozenset({"|", ">"})
#: YAML sees a new line in these, and text that is split at line feeds does not.
_OTHER_BREAKS = frozenset("\x85\u2028\u2029")


def read_layouts(reader: FileReader, names: frozenset[str]) -> tuple[Mapping[str, Layout], Mapping[str, str]]:
    """The files that exist of those named (``owner/name:path``), and why others could not be read."""
    answers = reader.read([FileRef.parse(name) for name in sorted(names)])
    found = (answer for answer in answers if isinstance(answer, FileText) and answer.text is not None)
    layouts = {str(answer.ref): layout_of(answer.text or "", answer.ref.path) for answer in found}
    return layouts, {str(one.ref): one.reason for one in answers if isinstance(one, Unread) and not one.absent}


def layout_of(text: str, path: str) -> Layout:
    """The keys of a text's only document. Never raises: what keeps them from being found is the layout's problem."""
    if len(text) <= MAX_CHARACTERS and (_OTHER_BREAKS.intersection(text) or "\r" in text.replace("\r\n", "")):
        return Layout(path=path, text=text, problem="its lines end in unusual ways")
    try:
        root = tree_of(text, _BOUNDS, single=True, anchors=False)
        return Layout(path=path, text=text, entries=_entries(root))
    except _UnusualError as unusual:
        return Layout(path=path, text=text, problem=str(unusual))
    except Refused as refused:
        return Layout(path=path, text="" if refused.why is Why.LONG else text, problem=_PROBLEMS[refused.why])


class _UnusualError(Exception):
    """The text is YAML that no OWNERS file needs."""


def _entries(root: Node | None) -> tuple[Entry, ...]:
    match root:
        case None:
            return ()
        case Branch(mapping=True):
            walk = _Walk()
            walk.mapping((), root)
            return tuple(walk.entries)
        case Leaf() if _is_nothing(root):
            return ()
        case _:
            raise _UnusualError("it is no mapping")


class _Walk:
    """The entries of a tree without anchors, in the order in which they end."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._last_line = 0

    def mapping(self, place: tuple[str, ...], branch: Branch) -> None:
        for key, value in branch.pairs():
            if not isinstance(key, Leaf):
                raise _UnusualError(_PROBLEMS[Why.KEY])
            self._reach(key)
            inner = (*place, key.text)
            shape, items = self._value(inner, value)
            if key.text == "<<":
                raise _UnusualError("it uses merge keys of YAML")
            self.entries.append(
                Entry(
                    place=inner,
                    key=Spot(*key.start),
                    shape=shape,
                    start=Spot(*value.start),
                    end=Spot(*value.end),
                    last_line=self._last_line,
                    items=items,
                )
            )

    def _value(self, place: tuple[str, ...], node: Node) -> tuple[Shape, tuple[Item, ...]]:
        """The shape of a value, and what is in it if it is a list; what is below it is walked."""
        if not isinstance(node, Branch):
            self._reach(node)
            return (Shape.NOTHING if _is_nothing(node) else Shape.OTHER), ()
        items: tuple[Item, ...] = ()
        if node.mapping:
            self.mapping(place, node)
        else:
            items = tuple([self._item(place, child) for child in node.children])
        if node.flow:
            self._last_line = node.end[0]
        if node.mapping:
            return Shape.MAPPING, ()
        return (Shape.FLOW_LIST if node.flow else Shape.LIST), items

    def _item(self, place: tuple[str, ...], node: Node) -> Item:
        self._value((*place, "-"), node)
        start, end = Spot(*node.start), Spot(*node.end)
        if not isinstance(node, Leaf):
            return Item(name=None, start=start, end=end)
        one_line = start.line == end.line and node.style not in _BLOCK_TEXT and not node.tagged
        return Item(name=node.text if one_line else None, start=start, end=end, quote=_quote(node))

    def _reach(self, node: Node) -> None:
        """A word comes: the last line with anything but comments is its own."""
        if isinstance(node, Leaf) and (node.text or _quote(node)):
            self._last_line = node.end[0] - (node.style in _BLOCK_TEXT)


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Leaf) and not _quote(node) and node.text in NULLS


def _quote(leaf: Leaf) -> str:
    return leaf.style if leaf.style in {"'", '"'} else ""
