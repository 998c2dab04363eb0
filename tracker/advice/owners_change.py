"""The change that enters somebody in OWNERS, as a diff that leaves every other character as it is.

Nothing is written anew: a line, or a word in ``[a, b]``, is put into the text where the list's own order wants it, with
the indentation, quotes and line ends of its neighbours.
"""

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from tracker.facts.owners import AliasUse, OwnersTree, Role
from tracker.facts.owners_build import ALIASES_PATH
from tracker.facts.people import Login
from tracker.facts.yaml_layout import Entry, Item, Layout, Shape, Spot
from tracker.findings.paperwork import FileChange

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_DASH = re.compile(r" *-[ \t]+")
_PLAIN_KEYS = ("approvers", "reviewers", "required_reviewers", "labels")
_DEFAULT_DASH = "  - "
# Unquoted, YAML takes these for numbers, dates, truth or nothing.
_NO_TEXT = re.compile(r"[\d_.-]+(?:e\d+)?|0[xo][0-9a-f]+|true|false|yes|no|on|off|y|n|null|nan|inf", re.IGNORECASE)


class _ByHandError(Exception):
    """The text is one that a person had better change."""


def propose(owners: Layout, aliases: Layout | None, role: Role, login: Login, tree: OwnersTree) -> FileChange:
    """Enter a login under a role. Where one alias alone gives the role, and only that, the login goes into the alias.

    As in Prow, the filters count where no plain key gives anything: the login then goes into the section ``.*``. An
    alias that stands anywhere else in the repository too, or may do so (``tree``), would give more than was asked for.
    """
    layout, alias, note = owners, None, None
    try:
        _refuse_rejected(owners, tree)
        place = _place(owners, f"{role}s")
        _refuse_first(owners, role, tree)
        alias = _only_alias(owners.entry(*place), aliases)
        note = _gives_more(alias, owners.path, f"{role}s", tree) if alias else None
        alias = None if note else alias
        if alias and aliases:
            layout, place = aliases, ("aliases", alias)
        return FileChange(path=layout.path, diff=_diff(layout, _edited(layout, place, login)), alias=alias, note=note)
    except _ByHandError as reason:
        return FileChange(path=layout.path, alias=alias, by_hand=str(reason), note=note)


def _refuse_rejected(owners: Layout, tree: OwnersTree) -> None:
    why = next((problem.text for problem in tree.problems if problem.path == owners.path), None)
    if why:
        raise _ByHandError(f"Prow rejects the file, or a part of it: {why}")


def _refuse_first(owners: Layout, role: Role, tree: OwnersTree) -> None:
    """With ``no_parent_owners`` the first who has a role ends what the directories above give."""
    directory = owners.path.rpartition("/")[0]
    first = not any(e.directory == directory and e.role is role and not e.emeritus for e in tree.entries_)
    if first and directory and directory in tree.no_parent_owners:
        raise _ByHandError(f"with no_parent_owners, a first {role} there ends the role of those in directories above")


def _gives_more(alias: str, path: str, key: str, tree: OwnersTree) -> str | None:
    """What else an alias gives than a role in the directory of a file, in words; None where that is all."""
    if any(problem.path == ALIASES_PATH for problem in tree.problems):
        return f"Prow rejects {ALIASES_PATH}, which holds the alias {alias}"
    if not tree.complete:
        return f"it was not found out what else the alias {alias} gives in {tree.repo}"
    here = AliasUse(directory=path.rpartition("/")[0], key=key)
    for use in sorted(tree.alias_uses.get(_key(alias), frozenset()) - {here}):
        files = f" for files matching {use.filter}" if use.filter else ""
        return f"the alias {alias} is also among the {use.key} of {use.directory or 'the root'}{files}"
    return None


def _place(owners: Layout, key: str) -> tuple[str, ...]:
    """Where the list of a role stands, or should stand."""
    if owners.problem:
        raise _ByHandError(owners.problem)
    simple = any((entry := owners.entry(plain)) and entry.items for plain in _PLAIN_KEYS)
    if simple or not any(owners.below("filters")):
        return (key,)
    if not any(owners.below("filters", ".*")):
        raise _ByHandError('none of its filters is for all files (".*")')
    return ("filters", ".*", key)


def _only_alias(entry: Entry | None, aliases: Layout | None) -> str | None:
    if entry is None or aliases is None or len(entry.items) != 1 or entry.items[0].name is None:
        return None
    name = _key(entry.items[0].name)
    group = next((one for one in aliases.below("aliases") if _key(one.place[-1]) == name), None)
    return group.place[-1] if group else None


def _key(name: str) -> str:
    return name.strip().removeprefix("@").casefold()


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


def _edited(layout: Layout, place: tuple[str, ...], login: Login) -> list[str]:
    text = _Text(_LINE.findall(layout.text))
    entry = layout.entry(*place)
    if entry is None:
        _add_key(text, layout, place, login)
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
            raise _ByHandError(f"what stands under {place[-1]} is no list")
    return text.lines


def _check(text: _Text, entry: Entry, login: Login) -> None:
    """Refuse lists that hold anything but names, or the name, or of which the text does not say what was read."""
    for item in entry.items:
        if item.name is None:
            raise _ByHandError(f"{entry.place[-1]} holds more than names")
        if _key(item.name) == login.key:
            raise _ByHandError(f"{entry.place[-1]} names {login} already")
        if text.lines[item.start.line][item.start.column : item.end.column] != f"{item.quote}{item.name}{item.quote}":
            raise _ByHandError(f"{item.name} is spelled there in an unusual way")


def _where(items: Sequence[Item], login: Login) -> int:
    """How many names come before the new one: as many as the order says, where there is one, else all."""
    keys = [_key(item.name or "") for item in items]
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
        raise _ByHandError("its lists are laid out in an unusual way")
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
        raise _ByHandError("its lists are laid out in an unusual way")
    if entry.start != entry.end:  # a written null
        text.splice(Spot(entry.start.line, len(line[: entry.start.column].rstrip())), entry.end, "")
    dash = " " * entry.key.column + _dash(text, layout.entries)
    text.add(entry.key.line + 1, [dash + _spelled(login)])


def _dash(text: _Text, entries: Iterable[Entry]) -> str:
    """How far from their keys this file's lists are indented."""
    lists = (one for one in entries if one.shape is Shape.LIST and one.items)
    dashes = (text.lines[one.items[0].start.line][one.key.column : one.items[0].start.column] for one in lists)
    return next((dash for dash in dashes if _DASH.fullmatch(dash)), _DEFAULT_DASH)


def _add_key(text: _Text, layout: Layout, place: tuple[str, ...], login: Login) -> None:
    """A new key below the other role's list, else below the last key beside it, else at the end."""
    beside = sorted(layout.below(*place[:-1]), key=lambda one: (one.place[-1] in _PLAIN_KEYS[:2], one.last_line))
    if not beside:
        text.add(len(text.lines), [f"{place[-1]}:", _DEFAULT_DASH + _spelled(login)])
        return
    indent = text.lines[beside[-1].key.line][: beside[-1].key.column]
    if indent.strip():
        raise _ByHandError("its keys are laid out in an unusual way")
    dash = indent + _dash(text, layout.entries)
    text.add(beside[-1].last_line + 1, [f"{indent}{place[-1]}:", dash + _spelled(login)])


def _diff(layout: Layout, lines: list[str]) -> str:
    """The change in the form that ``git apply`` reads."""
    path = layout.path
    if not path.isprintable() or set(path) & set('"\\'):
        raise _ByHandError("its path has unusual characters")
    tab = "\t" if " " in path else ""  # without it, what reads a diff takes the words after a space for a date
    found = unified_diff(_LINE.findall(layout.text), lines, f"a/{path}{tab}", f"b/{path}{tab}")
    ended = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in found)
    diff = f"diff --git a/{path} b/{path}\n" + "".join(ended)
    if any(
        unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in diff.replace("\r\n", "\n") if char not in "\n\t"
    ):
        raise _ByHandError("it holds characters that cannot be seen")
    return diff
