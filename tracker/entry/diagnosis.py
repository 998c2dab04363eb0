"""What is looked at where a GitHub is examined: what a ladder and a cohort rely on, and what is installed here."""

import platform
from collections.abc import Iterator
from contextlib import closing

from tracker import __version__
from tracker.catalog.cohort import CohortFile
from tracker.facts.scopes import Scope
from tracker.findings.diagnosis import Installation
from tracker.ladder import Ladder, walk
from tracker.sources.base import FileRef
from tracker.sources.github.diagnosis import Subject
from tracker.sources.store.database import connect


def subject_of(ladder: Ladder, cohort: CohortFile | None) -> Subject:
    """What a ladder and a cohort rely on."""
    files = ladder.files
    return Subject(
        orgs=ladder.orgs,
        robots=ladder.definitions.bots.keys,
        repos=tuple(dict.fromkeys(_repos_of(ladder))),
        cohort_repos=tuple(dict.fromkeys(_repos_in(cohort))),
        groups_file=_file(files.groups_file) if files.groups_file else None,
        dated_file=_dated_file(ladder),
    )


def _file(name: str) -> FileRef:
    repo, _, path = name.partition(":")
    return FileRef(repo, path)


def _dated_file(ladder: Ladder) -> FileRef | None:
    """The members' file of the smallest organization, else the first document: GitHub computes blame anew each time."""
    if ladder.files.org_file:
        return _file(ladder.files.org_file.replace("{org}", ladder.orgs[-1]))
    known = (FileRef(one.repository, one.path) for one in ladder.documents.values() if one.repository and one.path)
    return next(known, None)


def _repos_of(ladder: Ladder) -> Iterator[str]:
    """The repositories that a ladder names, in its files, rules and overlays."""
    files = ladder.files
    for name in (files.org_file, files.groups_file, files.requests_repository, files.request_form):
        if name:
            yield name.partition(":")[0]
    for overlay in ladder.overlays:
        yield from overlay.applies_to.repositories
        yield from (name.partition(":")[0] for name in overlay.applies_to.directories)
    for criteria in (*(tier.criteria for tier in ladder.tiers), *(overlay.criteria for overlay in ladder.overlays)):
        for rule in walk(criteria):
            yield from getattr(rule, "repositories", ())


def _repos_in(cohort: CohortFile | None) -> Iterator[str]:
    """The repositories that the scopes of a cohort's entries name."""
    if cohort is None:
        return
    entries = [*cohort.people.values(), *(one.entry for one in cohort.wider)]
    scopes = (Scope.parse(text) for entry in entries for text in (*entry.scope, *filter(None, [entry.owners])))
    yield from (scope.repo for scope in scopes if scope.repo)


def installation() -> Installation:
    """What runs here; no path is in it."""
    return Installation(
        version=__version__,
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.release()} {platform.machine()}",
        store_schema=_store_schema(),
    )


def _store_schema() -> int:
    """The version of a store that was made just now."""
    with closing(connect(None)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])
