"""Where a tier is held: an organization, a directory of OWNERS, a subproject, a group."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from tracker.errors import UsageError
from tracker.facts.addresses import page_parts

#: Revisions whose names end where the path begins: those that have no slash in Kubernetes, and those of commits.
_REVISION = re.compile(r"main|master|HEAD|(?:release-|v)\d[\w.-]*|[0-9a-f]{40}", re.ASCII)
#: So many readings of an address are offered.
_CHOICES = 3
#: Scopes that one person is judged in with one run; each adds to the time and to the report.
MAX_SCOPES = 1000


class ScopeKind(StrEnum):
    """What bounds a tier."""

    PROJECT = "project"
    ORGANIZATION = "organization"
    DIRECTORY = "directory"
    SUBPROJECT = "subproject"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Scope:
    """Where a tier is held.

    ``org`` for an organization; ``repo`` (``owner/name``) and ``path`` (``""`` is the root) for a directory of
    OWNERS; ``group`` (``sig-node``) and ``subproject`` for what sigs.yaml defines.
    """

    kind: ScopeKind
    org: str | None = None
    repo: str | None = None
    path: str = ""
    subproject: str | None = None
    group: str | None = None

    @classmethod
    def organization(cls, org: str) -> Self:
        return cls(kind=ScopeKind.ORGANIZATION, org=org)

    @classmethod
    def directory(cls, repo: str, path: str = "") -> Self:
        return cls(kind=ScopeKind.DIRECTORY, org=repo.partition("/")[0], repo=repo, path=path.strip("/"))

    @classmethod
    def parse(cls, text: str) -> Self:
        """The scope that somebody typed: ``OWNER/REPO``, ``OWNER/REPO:PATH``, ``OWNER/REPO/PATH``, a page's address.

        Raises:
            UsageError: the text has another shape, or an address that names several.
        """
        page = page_parts(text)
        owner, name, *path = (*(_parts(text) if page is None else _without_revision(text, page)), "", "")
        parts = [part for part in path if part]
        if not (_is_word(owner) and _is_word(name)) or {".", ".."} & set(parts):
            raise UsageError(
                f"{text!r} is not a scope",
                hint="Write OWNER/REPO or OWNER/REPO:PATH, for example kubernetes-sigs/kueue:pkg/scheduler.",
            )
        return cls.directory(f"{owner}/{name}", "/".join(parts))

    def holds(self, path: str) -> bool:
        """Whether a file of this scope's repository lies in it or below it."""
        return not self.path or path == self.path or path.startswith(f"{self.path}/")

    def named(self, title: str) -> str:
        """A tier's title with the place: ``Reviewer in octo-org/octo``, ``Member of octo-org``."""
        match self.kind:
            case ScopeKind.PROJECT:
                return title
            case ScopeKind.DIRECTORY:
                return f"{title} in {self}"
            case _:
                return f"{title} of {self}"

    def __str__(self) -> str:
        match self.kind:
            case ScopeKind.PROJECT:
                return "the project"
            case ScopeKind.ORGANIZATION:
                return self.org or ""
            case ScopeKind.DIRECTORY:
                return f"{self.repo}:{self.path}" if self.path else str(self.repo)
            case ScopeKind.SUBPROJECT:
                return f"{self.group}/{self.subproject}"
            case ScopeKind.GROUP:
                return str(self.group)


PROJECT = Scope(kind=ScopeKind.PROJECT)


def _parts(text: str) -> list[str]:
    """Owner, name and path; an empty one where there is no such thing."""
    repo, _, path = text.partition(":")
    return [*repo.split("/"), *path.split("/")]


def _without_revision(text: str, page: Sequence[str]) -> Sequence[str]:
    """Owner, name and path of a page; of OWNERS its directory. Raises UsageError where the branch's name may go on."""
    match page:
        case (owner, name, "tree" | "blob", revision, *path):
            if path and not _REVISION.fullmatch(revision):
                choices = [f"{owner}/{name}:{'/'.join(path[begin:])}".rstrip(":") for begin in range(len(path))]
                raise UsageError(
                    f"{text!r} does not say where the branch's name ends and the path begins",
                    hint=f"Write one of {', '.join(choices[:_CHOICES])}.",
                )
            return owner, name, *(path[:-1] if path[-1:] == ["OWNERS"] else path)
        case (_, _):
            return page
        case _:
            return ()


def _is_word(text: str) -> bool:
    return bool(text) and all(c.isascii() and (c.isalnum() or c in "-_.") for c in text) and text not in {".", ".."}
