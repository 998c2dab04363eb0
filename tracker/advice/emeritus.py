"""The change that makes emeritus of people in OWNERS, as diffs that leave every other character as it is.

Source: owners.md, "Cleanup" and "Emeritus": who is inactive in a place moves from its approvers or reviewers to
``emeritus_approvers`` or ``emeritus_reviewers``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.advice.list_change import ByHandError, difference, folded, with_name, without_name
from tracker.facts.owners import OwnersEntry, OwnersTree
from tracker.facts.owners_build import ALIASES_PATH
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.facts.yaml_layout import Layout
from tracker.findings.area import ByHand, EmeritusChange
from tracker.findings.paperwork import FileChange

#: Finds the keys in a text, given the file's path.
Parse = Callable[[str, str], Layout]
_KEYS = ("approvers", "reviewers")


@dataclass
class Emeritus:
    """Makes the change, entry by entry, each in what the one before left.

    ``layouts`` are the repository's files by path; ``parse`` finds the keys of a changed text.
    """

    tree: OwnersTree
    layouts: Mapping[str, Layout]
    parse: Parse
    _now: dict[str, Layout] = field(default_factory=dict)
    _by_hand: dict[ByHand, None] = field(default_factory=dict)
    _left: set[tuple[str, Login]] = field(default_factory=set)

    def change(self, entries: Sequence[OwnersEntry]) -> EmeritusChange:
        """Move these entries; what cannot be changed safely is left to a person, with the reason."""
        for entry in entries:
            before = dict(self._now), set(self._left)
            try:
                self._refuse(entry, entries)
                self._move(entry)
            except ByHandError as why:
                self._now, self._left = before
                place = Scope.directory(entry.repo, entry.directory)
                self._by_hand[ByHand(login=entry.login, place=place, why=str(why))] = None
        return EmeritusChange(files=tuple(self._files()), by_hand=tuple(self._by_hand))

    def _files(self) -> Iterator[FileChange]:
        for path, now in sorted(self._now.items()):
            try:
                yield FileChange(path=path, diff=difference(self.layouts[path], now.text))
            except ByHandError as why:
                yield FileChange(path=path, by_hand=str(why))

    def _move(self, entry: OwnersEntry) -> None:
        """Take the entry out and add an emeritus of its directory; where an alias gave it, once for all of its uses."""
        path, role = _path_of(entry), f"{entry.role}s"
        section = self._section(path, role)
        if entry.alias is None:
            self._set(path, without_name(self._layout(path), (*section, role), entry.login))
        elif (entry.alias, entry.login) not in self._left:
            self._set(ALIASES_PATH, without_name(self._layout(ALIASES_PATH), ("aliases", entry.alias), entry.login))
            self._left.add((entry.alias, entry.login))
        if not self._is_emeritus(entry):
            layout, emeritus = self._layout(path), (*section, f"emeritus_{role}")
            if not _names(layout, emeritus, entry.login):
                self._set(path, with_name(layout, emeritus, entry.login, _KEYS))

    def _refuse(self, entry: OwnersEntry, entries: Sequence[OwnersEntry]) -> None:
        """Raises ByHandError where more would change than what was asked for, or nobody can tell."""
        if any(problem.path in (_path_of(entry), ALIASES_PATH) for problem in self.tree.problems):
            raise ByHandError("Prow rejects the file, or a part of it")
        if entry.alias is None and entry.filter:
            raise ByHandError("the entry is for some files only")
        if entry.alias and not self.tree.complete:
            raise ByHandError(f"the alias {entry.alias} may be named in other places, too")
        uses = self.tree.alias_uses.get(entry.alias.casefold(), frozenset()) if entry.alias else frozenset()
        moved = {one.directory for one in entries if one.login == entry.login and one.alias == entry.alias}
        if elsewhere := sorted({use.directory or "the root" for use in uses if use.directory not in moved}):
            raise ByHandError(f"the alias {entry.alias} gives the role in {', '.join(elsewhere)}, too")

    def _is_emeritus(self, entry: OwnersEntry) -> bool:
        """Whether the directory's file says so already; what is for some files has no emeritus of its own."""
        same = (one for one in self.tree.entries(entry.login) if one.role is entry.role)
        return bool(entry.filter) or any(one.emeritus and one.directory == entry.directory for one in same)

    def _section(self, path: str, key: str) -> tuple[str, ...]:
        """Where the lists of a file stand: at its top, or in the filter for all files."""
        layout = self._layout(path)
        return ("filters", ".*") if not layout.entry(key) and layout.entry("filters", ".*", key) else ()

    def _layout(self, path: str) -> Layout:
        layout = self._now.get(path) or self.layouts.get(path)
        if layout is None or layout.problem:
            raise ByHandError((layout and layout.problem) or f"{path} could not be read")
        return layout

    def _set(self, path: str, text: str) -> None:
        self._now[path] = self.parse(text, path)


def _path_of(entry: OwnersEntry) -> str:
    return f"{entry.directory}/OWNERS" if entry.directory else "OWNERS"


def _names(layout: Layout, place: tuple[str, ...], login: Login) -> bool:
    entry = layout.entry(*place)
    return entry is not None and any(item.name and folded(item.name) == login.key for item in entry.items)
