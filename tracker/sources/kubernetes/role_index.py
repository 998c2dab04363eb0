"""Builds the index of roles, and answers from it: the OWNERS at the root of every repository that sigs.yaml names."""

import re
from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Protocol

from tracker.facts.groups import Groups
from tracker.facts.owners import OwnersEntry, OwnersTree
from tracker.facts.people import Login
from tracker.facts.role_index import RoleIndex
from tracker.sources.base import FileReader, FileRef, FileText, Unread
from tracker.sources.kubernetes.groups import read_groups
from tracker.sources.kubernetes.links import follow
from tracker.sources.kubernetes.owners import read_owners, root_files
from tracker.sources.store import Store
from tracker.sources.store.role_index import IndexRecord, IndexRecords
from tracker.sources.store.texts import Texts

#: For so long an index is used as it is; people enter OWNERS files every day, and few of them.
MAX_AGE = timedelta(days=7)
_WORD = re.compile(r"[\w-]+")
_NOT_READ = "it is not in the index of roles"


class NamedFiles(FileReader, Protocol):
    """Reads files, and knows what their repositories are called now."""

    called: dict[str, str]


@dataclass(kw_only=True)
class TextIndex:
    """An index over texts: a repository's are understood once somebody is looked for whom they name."""

    texts: Mapping[FileRef, FileText]
    unread: Mapping[str, str]
    names: Mapping[str, str]
    read_at: datetime
    _trees: dict[str, OwnersTree] = field(default_factory=dict)

    @property
    def repositories(self) -> frozenset[str]:
        return frozenset(self.names.get(ref.repo, ref.repo) for ref in self.texts if ref.repo not in self.unread)

    def entries(self, login: Login, people: Container[Login]) -> tuple[OwnersEntry, ...]:
        trees = (self._tree(repo) for repo in sorted(self._words.get(login.key, ())))
        return tuple(
            replace(entry, repo=self.names.get(entry.repo, entry.repo))
            for tree in trees
            for entry in tree.of_people(people).entries(login)
        )

    def read(self, refs: Sequence[FileRef]) -> Sequence[FileText | Unread]:
        """The texts of the index, for whoever understands them."""
        return [self.texts.get(ref) or Unread(ref=ref, reason=_NOT_READ) for ref in refs]

    def _tree(self, repo: str) -> OwnersTree:
        if repo not in self._trees:
            self._trees[repo] = read_owners(self, {repo: frozenset()})[0].get(repo) or OwnersTree(repo=repo)
        return self._trees[repo]

    @cached_property
    def _words(self) -> Mapping[str, Collection[str]]:
        """In which repositories' files each word stands: all others need not be understood for a login."""
        found: dict[str, set[str]] = defaultdict(set)
        for ref, file in self.texts.items():
            for word in set(_WORD.findall((file.text or "").casefold())):
                found[word].add(ref.repo)
        return found


@dataclass(frozen=True, kw_only=True)
class RoleIndices:
    """Where indices come from: the store, or else the files."""

    files: NamedFiles
    store: Store
    refresh: bool = False

    def get(self, groups_file: str, orgs: Sequence[str], now: datetime, *, build: bool) -> RoleIndex | None:
        """The index in the store where it is young enough; else, with ``build``, one that is built. Never raises."""
        records = IndexRecords(self.store)
        record = None if self.refresh else records.known(groups_file, orgs)
        if record and abs(now - record.read_at) < MAX_AGE:
            return stored_index(record, Texts(self.store))
        if not build:
            return None
        groups, _ = read_groups(self.files, groups_file)
        index = build_index(self.files, groups, orgs, now) if groups else None
        if index and not any(index.unread.values()):  # else it is built again the next time
            record = IndexRecord(files=tuple(index.texts), unread=index.unread, names=index.names, read_at=now)
            records.keep(groups_file, orgs, record)
        return index


def stored_index(record: IndexRecord, texts: Texts) -> TextIndex:
    """The index of a record, with the texts that its files have in the store."""
    found = texts.known(record.files)
    lost = {ref.repo: _NOT_READ for ref in record.files if ref not in found}
    return TextIndex(texts=found, unread={**record.unread, **lost}, names=record.names, read_at=record.read_at)


def build_index(files: NamedFiles, groups: Groups, orgs: Sequence[str], now: datetime) -> TextIndex:
    """The index of the repositories that sigs.yaml names in these organizations, read in one call of the reader."""
    wanted = frozenset(org.casefold() for org in orgs)
    repos = sorted(repo for repo in groups.repositories if repo.partition("/")[0].casefold() in wanted)
    refs = [FileRef(repo, path) for repo in repos for path in root_files(repo)]
    noting = _Noting(files)
    answers = follow(noting, noting.read(refs))
    failed = [one for one in answers if isinstance(one, Unread)]
    return TextIndex(
        texts=noting.texts,
        unread={one.ref.repo: "" if one.absent else one.reason for one in failed},
        names={repo: name for repo in repos if (name := files.called.get(repo, repo)).casefold() != repo.casefold()},
        read_at=now,
    )


class _Noting:
    """Keeps every text that is read, those behind symbolic links too."""

    def __init__(self, files: FileReader) -> None:
        self._files = files
        self.texts: dict[FileRef, FileText] = {}

    def read(self, refs: Sequence[FileRef]) -> Sequence[FileText | Unread]:
        answers = self._files.read(refs)
        self.texts |= {one.ref: one for one in answers if isinstance(one, FileText)}
        return answers
