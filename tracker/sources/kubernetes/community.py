"""Reads the community's files in as few requests as possible.

The readers of org files, OWNERS and sigs.yaml each ask for files and know nothing of each other. Here they run side by
side: what all of them ask for is fetched with one question, and whoever missed something is run again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from tracker.facts import Community, CommunityQuery
from tracker.facts.owners import OwnersTree
from tracker.later import Later
from tracker.sources.base import FileReader, FileRef, FileText, TreeLister, Unread
from tracker.sources.kubernetes.groups import read_groups
from tracker.sources.kubernetes.links import read_through
from tracker.sources.kubernetes.orgs import read_rosters
from tracker.sources.kubernetes.owners import read_owners
from tracker.sources.kubernetes.teams import read_teams

# Files that are asked for where something is to be written.
if TYPE_CHECKING:
    from tracker.sources.kubernetes import layouts, request_forms
else:
    layouts, request_forms = (Later(f"tracker.sources.kubernetes.{name}") for name in ("layouts", "request_forms"))

T = TypeVar("T")


class Files(FileReader, TreeLister, Protocol):
    """Reads files, and knows which there are."""


def read_community(files: Files, query: CommunityQuery) -> Community:
    """All that the query names; a gap for what cannot be read."""
    rosters = _Job(lambda reader: read_rosters(reader, query.org_files))
    owners = _Job(lambda reader: read_owners(reader, query.paths, files, pages=query.pages, own_paths=query.own_paths))
    groups = _Job(lambda reader: read_groups(reader, query.groups_file) if query.groups_file else (None, ()))
    documents = _Job(lambda reader: _read_documents(reader, query.documents))
    form = _Job(
        lambda reader: request_forms.read_request_form(reader, query.request_form) if query.request_form else None
    )
    written = _Job(lambda reader: layouts.read_layouts(reader, query.layouts) if query.layouts else ({}, {}))
    teams = _Job(lambda reader: read_teams(reader, query))
    _side_by_side(files, [one.run for one in (rosters, owners, groups, documents, form, written, teams)])
    people = frozenset(login for roster in rosters.result[0].values() for login in roster.members)
    return Community(
        rosters=rosters.result[0],
        owners={repo: tree.of_people(people) for repo, tree in owners.result[0].items()},
        groups=groups.result[0],
        documents=documents.result,
        request_form=form.result,
        layouts=written.result[0],
        layouts_unread=written.result[1],
        teams=teams.result,
        gaps=(*rosters.result[1], *owners.result[1], *groups.result[1]),
    )


def with_names(community: Community, called: Mapping[str, str]) -> Community:
    """The community with the present names of repositories, by those under which something of them was read."""
    return replace(
        community,
        owners={repo: _named(tree, called.get(repo, repo)) for repo, tree in community.owners.items()},
        names={repo: name for repo, name in called.items() if name.casefold() != repo.casefold()},
    )


def _named(tree: OwnersTree, name: str) -> OwnersTree:
    if name == tree.repo:
        return tree
    return replace(tree, repo=name, entries_=tuple(replace(entry, repo=name) for entry in tree.entries_))


def _read_documents(reader: FileReader, documents: Mapping[str, str]) -> dict[str, str]:
    """Texts by key; without those that cannot be read, since a rule then stands as it was written down."""
    refs = {key: FileRef.parse(name) for key, name in documents.items()}
    answers = zip(refs, read_through(reader, list(refs.values())), strict=True)
    return {key: found.text for key, found in answers if isinstance(found, FileText) and found.text is not None}


class _Job(Generic[T]):
    """A reader of some files, run until it has all of them; ``result`` is what its last run gave."""

    result: T

    def __init__(self, work: Callable[[FileReader], T]) -> None:
        self._work = work

    def run(self, reader: FileReader) -> None:
        self.result = self._work(reader)


class _Ahead:
    """Answers from what was fetched, and notes what was asked for in vain."""

    def __init__(self) -> None:
        self.known: dict[FileRef, FileText | Unread] = {}
        self.missed: dict[FileRef, None] = {}

    def read(self, refs: Sequence[FileRef]) -> Sequence[FileText | Unread]:
        self.missed |= {ref: None for ref in refs if ref not in self.known}
        return [self.known.get(ref) or Unread(ref=ref, reason="not fetched yet") for ref in refs]


def _side_by_side(files: FileReader, jobs: Sequence[Callable[[FileReader], None]]) -> None:
    ahead = _Ahead()
    while jobs:
        missed: dict[FileRef, None] = {}
        waiting = []
        for job in jobs:
            ahead.missed = {}
            job(ahead)
            if ahead.missed:
                missed |= ahead.missed
                waiting.append(job)
        refs = list(missed)
        ahead.known.update(zip(refs, files.read(refs), strict=True))
        jobs = waiting
