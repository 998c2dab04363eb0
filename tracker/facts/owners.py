"""Who reviews and approves what in a repository: its OWNERS files together, with Prow's semantics.

Source: kubernetes-sigs/prow, ``entriesForFile`` in ``pkg/repoowners/repoowners.go``. One thing Prow does cannot be
done from files: it leaves out everybody who is no collaborator of the repository.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from tracker.facts.owners_file import PathPattern, upwards
from tracker.facts.people import UNKNOWN_SINCE, Login, Since
from tracker.record import record


class Role(StrEnum):
    """What an OWNERS entry gives."""

    REVIEWER = "reviewer"
    APPROVER = "approver"


@record
class OwnersEntry:
    """One login in one OWNERS file: a power, or with ``emeritus`` the memory of one.

    ``directory`` is the file's directory (``""`` is the root), or the path of a Markdown file whose front matter
    holds the entry; ``alias`` the alias that holds the login, where one does; ``filter`` the pattern of paths that
    the entry is limited to, where it is (``.*`` is no limit, and stands here as None).
    """

    login: Login
    role: Role
    repo: str
    directory: str
    url: str
    alias: str | None = None
    filter: str | None = None
    emeritus: bool = False
    since: Since = UNKNOWN_SINCE


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class AliasUse:
    """Where an alias stands: under which key (``approvers``) of which directory's OWNERS, under which filter if any."""

    directory: str
    key: str
    filter: str = ""


@record
class Remark:
    """Something about a file of the repository that a person may want to know."""

    path: str
    text: str


@dataclass(frozen=True, kw_only=True)
class OwnersTree:
    """The OWNERS files of one repository.

    ``entries_`` are all entries, the root's first; ``no_parent_owners`` the directories with that option;
    ``alias_uses`` where each name in small letters stands that is an alias; ``patterns`` the filters that could be
    compiled, by their text: an entry with another filter covers nothing. ``problems`` are what Prow cannot read in the
    files. ``complete`` is False where only some of the repository's files were asked for: the tree then
    answers for the paths that were asked for, and for their parents. ``unread`` are directories whose OWNERS matter and
    could not be read; with ``unlisted`` it is not even known which directories have any, but for those that were read.
    With ``aliases_unread`` a name may be an alias, and not the login that it looks like (``of_people``).
    """

    repo: str
    entries_: tuple[OwnersEntry, ...] = ()
    no_parent_owners: frozenset[str] = frozenset()
    alias_uses: Mapping[str, frozenset[AliasUse]] = field(default_factory=dict)
    patterns: Mapping[str, PathPattern] = field(default_factory=dict)
    problems: tuple[Remark, ...] = ()
    complete: bool = True
    unread: frozenset[str] = frozenset()
    unlisted: bool = False
    aliases_unread: bool = False

    @cached_property
    def _by_login(self) -> Mapping[Login, Sequence[OwnersEntry]]:
        found: dict[Login, list[OwnersEntry]] = {}
        for entry in self.entries_:
            found.setdefault(entry.login, []).append(entry)
        return found

    @cached_property
    def _by_directory(self) -> Mapping[str, Sequence[OwnersEntry]]:
        found: dict[str, list[OwnersEntry]] = {}
        for entry in self.entries_:
            found.setdefault(entry.directory, []).append(entry)
        return found

    @cached_property
    def _peopled(self) -> frozenset[str]:
        return frozenset(entry.directory for entry in self.entries_ if not entry.emeritus)

    def of_people(self, known: Container[Login]) -> "OwnersTree":
        """The tree, where the aliases were not read with those entries only whose names are known to be people's."""
        if not self.aliases_unread:
            return self
        return replace(self, entries_=tuple(entry for entry in self.entries_ if entry.login in known))

    def within(self, paths: frozenset[str] | None) -> "OwnersTree":
        """What the tree would be had only these paths been asked for (None: all); the very same where they were."""
        if paths is None:
            return self
        asked = {directory for path in paths for directory in upwards(path.strip("/"))} | {""}
        entries = tuple(entry for entry in self.entries_ if entry.directory in asked)
        within = replace(
            self,
            entries_=entries,
            no_parent_owners=self.no_parent_owners & asked,
            problems=tuple(one for one in self.problems if one.path.rpartition("/")[0] in asked),
            complete=False,
            unread=self.unread & asked,
            unlisted=False,
        )
        return self if within == self else within

    @property
    def directories(self) -> tuple[str, ...]:
        """The directories whose own OWNERS give anybody a role, for all of their files or some."""
        return tuple(sorted(directory for directory in self._peopled if not directory.endswith(".md")))

    def names_people(self, directory: str) -> bool:
        """Whether the directory's own OWNERS give anybody a role, for all of its files or some."""
        return directory.strip("/") in self._peopled

    def entries(self, login: Login) -> tuple[OwnersEntry, ...]:
        """Every entry that names the login: directly, by an alias, limited by a filter, or as emeritus."""
        return tuple(self._by_login.get(login, ()))

    def entry_in_force(self, login: Login, role: Role, directory: str) -> OwnersEntry | None:
        """The nearest entry, perhaps of a parent directory, that gives the role for a directory as a whole.

        Entries with a filter do not count. With ``no_parent_owners`` they do cut the parents off for the files that
        they match, so that no parent's entry is in force for the whole.
        """
        given = False
        for parent in upwards(directory.strip("/")):
            layer = self._given(parent, role)
            mine = next((entry for entry in layer if entry.login == login and entry.filter is None), None)
            if mine is not None:
                return mine
            given = given or bool(layer)
            if given and parent in self.no_parent_owners:
                return None
        return None

    def entry_for_some(self, login: Login, role: Role, directory: str) -> OwnersEntry | None:
        """The nearest entry in force that gives the role for a directory as a whole, or else for some files in it."""
        if (whole := self.entry_in_force(login, role, directory)) is not None:
            return whole
        for parent in upwards(directory.strip("/")):
            layer = self._given(parent, role)
            mine = (entry for entry in layer if entry.login == login and self._reaches(entry, directory))
            if (found := next(mine, None)) is not None:
                return found
            if parent in self.no_parent_owners and any(entry.filter is None for entry in layer):
                return None
        return None

    def nearest(self, directory: str) -> tuple[OwnersEntry, ...]:
        """The entries of the nearest OWNERS at or above a directory that give a role for it, or for some file in it."""
        for parent in upwards(directory.strip("/")):
            here = (entry for entry in self._by_directory.get(parent, ()) if not entry.emeritus)
            if found := tuple(entry for entry in here if self._reaches(entry, directory)):
                return found
        return ()

    def _reaches(self, entry: OwnersEntry, directory: str) -> bool:
        """Whether an entry of a directory at or above another one gives its role for some file in that one."""
        if entry.filter is None:
            return True
        pattern = self.patterns.get(entry.filter)
        below = directory.strip("/")[len(entry.directory) :].strip("/")
        return pattern is not None and pattern.reaches(below)

    def cut_off(self, role: Role, directory: str) -> frozenset[str]:
        """The directories below one that do not inherit a role from it: they say so, and name people for it.

        Those that could not be read may say so.
        """
        saying = (d for d in self.no_parent_owners if self._given(d, role))
        below = f"{directory}/" if directory else ""
        return frozenset(d for d in (*saying, *self.unread) if d != directory and d.startswith(below))

    def directory_of(self, path: str) -> str:
        """The nearest directory at or above a path whose OWNERS give any role for it; the root if none."""
        for directory in upwards(path.strip("/")):
            if not directory.endswith(".md") and self._gives_any(directory, _relative(path.strip("/"), directory)):
                return directory
        return ""

    def owners(self, directory: str) -> frozenset[Login]:
        """The approvers that the directory's own OWNERS give for all of it: the owners of a subproject that names it.

        Whoever approves only some files (a filter) owns nothing, and parents are not asked.
        """
        given = self._given(directory.strip("/"), Role.APPROVER)
        return frozenset(entry.login for entry in given if entry.filter is None)

    def _gives_any(self, directory: str, relative: str) -> bool:
        here = (entry for entry in self._by_directory.get(directory, ()) if not entry.emeritus)
        return any(self._covers(entry.filter, relative) for entry in here)

    def _given(self, directory: str, role: Role) -> list[OwnersEntry]:
        here = self._by_directory.get(directory, ())
        return [entry for entry in here if entry.role is role and not entry.emeritus]

    def _covers(self, text: str | None, relative: str) -> bool:
        if text is None:
            return True
        pattern = self.patterns.get(text)
        return pattern is not None and pattern.search(relative)


def _relative(path: str, directory: str) -> str:
    """The path as seen from a directory at or above it; ``.`` for the directory itself, as in Go."""
    return path[len(directory) :].strip("/") or "."
