"""The change that makes emeritus of people in OWNERS, as diffs that leave every other character as it is.

Source: owners.md, "Cleanup" and "Emeritus": who is inactive in a place moves from its approvers or reviewers to
``emeritus_approvers`` or ``emeritus_reviewers``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from tracker.advice.list_change import ByHandError, difference, with_name, without_name
from tracker.facts.owners import OwnersEntry, OwnersTree
from tracker.facts.owners_build import ALIASES_PATH
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
    _by_hand: list[ByHand] = field(default_factory=list)

    def change(self, entries: Iterable[OwnersEntry]) -> EmeritusChange:
        """Move these entries; what cannot be changed safely is left to a person, with the reason."""
        for entry in entries:
            before = dict(self._now)
            try:
                self._move(entry)
            except ByHandError as why:
                self._now = before
                place = Scope.directory(entry.repo, entry.directory)
                self._by_hand.append(ByHand(login=entry.login, place=place, why=str(why)))
        return EmeritusChange(files=tuple(self._files()), by_hand=tuple(self._by_hand))

    def _files(self) -> Iterable[FileChange]:
        for path, now in sorted(self._now.items()):
            try:
                yield FileChange(path=path, diff=difference(self.layouts[path], now.text))
            except ByHandError as why:
                yield FileChange(path=path, by_hand=str(why))

    def _move(self, entry: OwnersEntry) -> None:
        path = f"{entry.directory}/OWNERS" if entry.directory else "OWNERS"
        self._refuse(entry, path)
        role, section = f"{entry.role}s", self._section(path, f"{entry.role}s")
        if entry.alias:
            self._set(ALIASES_PATH, without_name(self._layout(ALIASES_PATH), ("aliases", entry.alias), entry.login))
        else:
            self._set(path, without_name(self._layout(path), (*section, role), entry.login))
        emeritus = (*section, f"emeritus_{role}")
        if not any(one.emeritus and one.directory == entry.directory for one in self._same(entry)):
            self._set(path, with_name(self._layout(path), emeritus, entry.login, _KEYS))

    def _refuse(self, entry: OwnersEntry, path: str) -> None:
        if any(problem.path in (path, ALIASES_PATH) for problem in self.tree.problems):
            raise ByHandError("Prow rejects the file, or a part of it")
        if entry.filter:
            raise ByHandError(f"the entry is for files matching {entry.filter}")
        uses = self.tree.alias_uses.get(entry.alias.casefold(), frozenset()) if entry.alias else frozenset()
        if len(uses) > 1 or (entry.alias and not self.tree.complete):
            raise ByHandError(f"the alias {entry.alias} is, or may be, named in other places, too")

    def _same(self, entry: OwnersEntry) -> Iterable[OwnersEntry]:
        return (one for one in self.tree.entries(entry.login) if one.role is entry.role)

    def _section(self, path: str, key: str) -> tuple[str, ...]:
        """Where the lists of a file stand: at its top, or in the filter for all files."""
        layout = self._layout(path)
        return () if layout.entry(key) else ("filters", ".*") if layout.entry("filters", ".*", key) else ()

    def _layout(self, path: str) -> Layout:
        layout = self._now.get(path) or self.layouts.get(path)
        if layout is None or layout.problem:
            raise ByHandError((layout and layout.problem) or f"{path} could not be read")
        return layout

    def _set(self, path: str, text: str) -> None:
        self._now[path] = self.parse(text, path)
