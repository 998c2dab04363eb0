"""Enters names in the lists of a YAML file, as a diff that leaves every other character as it is.

Nothing is written anew: a line, or a word in ``[a, b]``, is put into the text where the list's own order wants it, with
the indentation, quotes and line ends of its neighbours.
"""

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from tracker.facts.people import Login
from tracker.facts.yaml_layout import Entry, Item, Layout, Shape, Spot

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_DASH = re.compile(r" *-[ \t]+")
_DEFAULT_DASH = "  - "
# Unquoted, YAML takes these for numbers, dates, truth or nothing.
_NO_TEXT = re.compile(r"[\d_.-]+(?:e\d+)?|0[xo][0-9a-f]+|true|false|yes|no|on|off|y|n|null|nan|inf", re.IGNORECASE)


class ByHandError(Exception):
    """The text is one that a person had better change; the message says why."""


@dataclass(slots=True)
class _Text:
    """The lines of a file, each with its end."""

    lines: list[str]

    @property
    def newline(self) -> str:
        return "\r\n" if self.lines and self.lines[0].endswith("\r\n") else "\n"

    def add(self, at: int, more: Sequence[str]) -> None:
        """Put lines before the one at ``at``; a file that ended without a line end goes on to do so."""
        ends = [line + self.newline for line in more]
        if at == len(self.lines) and self.lines and not self.lines[-1].endswith("\n"):
            self.lines[-1] += self.newline
            ends[-1] = more[-1]
        self.lines[at:at] = ends

    def splice(self, start: Spot, end: Spot, words: str) -> None:
        line = self.lines[start.line]
        self.lines[start.line] = line[: start.column] + words + line[end.column :]


def folded(name: str) -> str:
    """A name as names are compared: without ``@`` and case."""
    return name.strip().removeprefix("@").casefold()


def entered(layout: Layout, place: tuple[str, ...], login: Login, beside_keys: Sequence[str] = ()) -> str:
    """The diff that enters a login in the list at a place; a new list comes below those of ``beside_keys``.

    Raises:
        ByHandError: why it is better changed by hand.
    """
    return _diff(layout, _edited(layout, place, login, beside_keys))


def all_entered(layout: Layout, place: tuple[str, ...], logins: Iterable[Login]) -> str:
    """The same for several logins, in a list of lines: each is put where it would be put alone.

    Raises:
        ByHandError: why it is better changed by hand.
    """
    end, added = "" if layout.text.endswith("\n") else _Text(_LINE.findall(layout.text)).newline, []
    before = _LINE.findall(layout.text + end)
    for login in sorted(set(logins)):
        after = _edited(layout, place, login, ())
        after[-1] += end
        at = next((n for n, line in enumerate(before) if line != after[n]), len(before))
        if after[:at] + after[at + 1 :] != before:
            raise ByHandError("its lists are laid out in an unusual way")
        added.append((at, after[at]))
    for at, line in reversed(added):
        before.insert(at, line)
    return _diff(layout, [*before[:-1], before[-1].removesuffix(end)])


def _edited(layout: Layout, place: tuple[str, ...], login: Login, beside_keys: Sequence[str]) -> list[str]:
    text = _Text(_LINE.findall(layout.text))
    entry = layout.entry(*place)
    if entry is None:
        _add_key(text, layout, place, login, beside_keys)
        return text.lines
    _check(text, entry, login)
    match entry.shape:
        case Shape.LIST:
            _into_list(text, entry.items, login)
        case Shape.FLOW_LIST:
            _into_flow(text, entry, login)
        case Shape.NOTHING:
            _into_nothing(text, layout, entry, login)
        case _:
            raise ByHandError(f"what stands under {place[-1]} is no list")
    return text.lines


def _check(text: _Text, entry: Entry, login: Login) -> None:
    """Refuse lists that hold anything but names, or the name, or of which the text does not say what was read."""
    for item in entry.items:
        if item.name is None:
            raise ByHandError(f"{entry.place[-1]} holds more than names")
        if folded(item.name) == login.key:
            raise ByHandError(f"{entry.place[-1]} names {login} already")
        if text.lines[item.start.line][item.start.column : item.end.column] != f"{item.quote}{item.name}{item.quote}":
            raise ByHandError(f"{item.name} is spelled there in an unusual way")


def _where(items: Sequence[Item], login: Login) -> int:
    """How many names come before the new one: as many as the order says, where there is one, else all."""
    keys = [folded(item.name or "") for item in items]
    return bisect(keys, login.key) if keys == sorted(keys) else len(keys)


def _spelled(login: Login, items: Sequence[Item] = ()) -> str:
    """The login as its neighbours are written."""
    quotes = {item.quote for item in items}
    at = "@" if items and all((item.name or "").startswith("@") for item in items) else ""
    quote = quotes.pop() if len(quotes) == 1 else ""
    quote = quote or ('"' if at or _NO_TEXT.fullmatch(login.name) else "")
    return f"{quote}{at}{login}{quote}"


def _into_list(text: _Text, items: Sequence[Item], login: Login) -> None:
    before = _where(items, login)
    model = items[max(before - 1, 0)]
    dash = text.lines[model.start.line][: model.start.column]
    if not _DASH.fullmatch(dash):
        raise ByHandError("its lists are laid out in an unusual way")
    # Comments above a name belong to it, so the new one stands right below its predecessor.
    at = model.start.line + 1 if before else model.start.line
    text.add(at, [dash + _spelled(login, items)])


def _into_flow(text: _Text, entry: Entry, login: Login) -> None:
    name, before = _spelled(login, entry.items), _where(entry.items, login)
    if before:
        spot, words = entry.items[before - 1].end, f", {name}"
    elif entry.items:
        spot, words = entry.items[0].start, f"{name}, "
    else:
        spot, words = Spot(entry.start.line, entry.start.column + 1), name
    text.splice(spot, spot, words)


def _into_nothing(text: _Text, layout: Layout, entry: Entry, login: Login) -> None:
    line = text.lines[entry.key.line]
    if line[: entry.key.column].strip() or entry.start.line > entry.key.line:
        raise ByHandError("its lists are laid out in an unusual way")
    if entry.start != entry.end:  # a written null
        text.splice(Spot(entry.start.line, len(line[: entry.start.column].rstrip())), entry.end, "")
    dash = " " * entry.key.column + _dash(text, layout.entries)
    text.add(entry.key.line + 1, [dash + _spelled(login)])


def _dash(text: _Text, entries: Iterable[Entry]) -> str:
    """How far from their keys this file's lists are indented."""
    lists = (one for one in entries if one.shape is Shape.LIST and one.items)
    dashes = (text.lines[one.items[0].start.line][one.key.column : one.items[0].start.column] for one in lists)
    return next((dash for dash in dashes if _DASH.fullmatch(dash)), _DEFAULT_DASH)


def _add_key(text: _Text, layout: Layout, place: tuple[str, ...], login: Login, beside_keys: Sequence[str]) -> None:
    """A new key below the other role's list, else below the last key beside it, else at the end."""
    beside = sorted(layout.below(*place[:-1]), key=lambda one: (one.place[-1] in beside_keys, one.last_line))
    if not beside:
        text.add(len(text.lines), [f"{place[-1]}:", _DEFAULT_DASH + _spelled(login)])
        return
    indent = text.lines[beside[-1].key.line][: beside[-1].key.column]
    if indent.strip():
        raise ByHandError("its keys are laid out in an unusual way")
    dash = indent + _dash(text, layout.entries)
    text.add(beside[-1].last_line + 1, [f"{indent}{place[-1]}:", dash + _spelled(login)])


def _diff(layout: Layout, lines: list[str]) -> str:
    """The change in the form that ``git apply`` reads."""
    path = layout.path
    if not path.isprintable() or set(path) & set('"\\'):
        raise ByHandError("its path has unusual characters")
    tab = "\t" if " " in path else ""  # without it, what reads a diff takes the words after a space for a date
    found = unified_diff(_LINE.findall(layout.text), lines, f"a/{path}{tab}", f"b/{path}{tab}")
    ended = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in found)
    diff = f"diff --git a/{path} b/{path}\n" + "".join(ended)
    if any(
        unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in diff.replace("\r\n", "\n") if char not in "\n\t"
    ):
        raise ByHandError("it holds characters that cannot be seen")
    return diff


def with_name(layout: Layout, place: tuple[str, ...], login: Login, beside_keys: Sequence[str] = ()) -> str:
    """The text with a login in the list at a place, as ``entered`` puts it there.

    Raises:
        ByHandError: why it is better changed by hand.
    """
    return "".join(_edited(layout, place, login, beside_keys))


def difference(layout: Layout, text: str) -> str:
    """The diff from a file to another text of it; empty where that is the same.

    Raises:
        ByHandError: it cannot be shown as one.
    """
    return "" if text == layout.text else _diff(layout, _LINE.findall(text))


def without_name(layout: Layout, place: tuple[str, ...], login: Login) -> str:
    """The text without a login in the list at a place.

    Raises:
        ByHandError: why it is better changed by hand; a list is not left empty.
    """
    entry, lines = layout.entry(*place), _LINE.findall(layout.text)
    items = entry.items if entry else ()
    at = next((n for n, item in enumerate(items) if item.name is not None and folded(item.name) == login.key), None)
    if entry is None or at is None:
        raise ByHandError(f"{place[-1]} does not name {login} in a way that can be changed")
    if len(items) == 1:
        raise ByHandError(f"nobody else is among the {place[-1]}")
    if entry.shape is Shape.LIST:
        _drop_line(lines, items[at])
    else:
        _drop_word(lines, items, at)
    return "".join(lines)


def _drop_line(lines: list[str], item: Item) -> None:
    line, start = lines[item.start.line], item.start.column
    if not _DASH.fullmatch(line[:start]) or item.end.line != item.start.line:
        raise ByHandError("its lists are laid out in an unusual way")
    if lines[item.start.line - 1].lstrip().startswith("#"):
        raise ByHandError(f"a comment above {item.name} may belong to it")
    del lines[item.start.line]


def _drop_word(lines: list[str], items: Sequence[Item], at: int) -> None:
    start, end = (items[at - 1].end, items[at].end) if at else (items[0].start, items[1].start)
    if start.line != end.line:
        raise ByHandError("its lists are laid out in an unusual way")
    line = lines[start.line]
    lines[start.line] = line[: start.column] + line[end.column :]
