"""The OWNERS files that sigs.yaml names for a subproject, by their web addresses."""

from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

from tracker.errors import UsageError
from tracker.facts.prose import web_address
from tracker.facts.scopes import Scope
from tracker.record import record

_FILE_PAGES = frozenset({"blob", "raw"})
# owner, name, branch, and at least one part of a path
_SHORTEST = 4


@record
class OwnersFileLink:
    """A file that names a subproject's owners: ``repo`` is ``owner/name``, ``url`` the address as it was written.

    Some addresses name branches that are gone, so it is read on the default branch.
    """

    repo: str
    path: str
    url: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The file behind an address, or None where the address has another shape.

        Shapes: ``raw.githubusercontent.com/ORG/REPO/(refs/heads/)?BRANCH/PATH`` and
        ``github.com/ORG/REPO/blob/BRANCH/PATH``; on another server also ``/raw/ORG/REPO/BRANCH/PATH``. A branch
        with a slash in its name cannot be told from a path; the community has none.
        """
        url = web_address(text)
        address = _split(url) if url else None
        parts = _parts(address) if address else None
        if not url or not parts:
            return None
        owner, name, _, *path = parts
        try:
            scope = Scope.parse(f"{owner}/{name}:{'/'.join(path)}")
        except UsageError:
            return None
        return cls(repo=f"{owner}/{name}", path=scope.path, url=url)

    @property
    def directory(self) -> str:
        """The directory that the file stands in; ``""`` is the root."""
        return self.path.rpartition("/")[0]

    @property
    def scope(self) -> Scope:
        return Scope.directory(self.repo, self.directory)

    @property
    def maintainers(self) -> bool:
        """Whether the file is a MAINTAINERS file: six of etcd's are, and they do not have the form of OWNERS."""
        return self.path.rpartition("/")[2].upper().startswith("MAINTAINERS")

    def holds(self, repo: str, path: str) -> bool:
        """Whether a path of a repository lies in the file's directory or below it."""
        return repo.casefold() == self.repo.casefold() and self.scope.holds(path.strip("/"))


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _parts(address: SplitResult) -> list[str] | None:
    """Owner, name, branch and the parts of the path."""
    parts = [part for part in unquote(address.path).split("/") if part]
    if not address.netloc.lower().startswith("raw."):
        if parts[:1] == ["raw"]:
            del parts[0]
        elif len(parts) > _SHORTEST and parts[2] in _FILE_PAGES:
            del parts[2]
        else:
            return None
    if parts[2:4] == ["refs", "heads"]:
        del parts[2:4]
    return parts if len(parts) >= _SHORTEST else None
