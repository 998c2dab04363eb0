"""OWNERS files, with Prow's semantics."""

from dataclasses import dataclass, field
from enum import StrEnum

from tracker.facts.people import UNKNOWN_SINCE, Login, Since


class Role(StrEnum):
    """What an OWNERS entry gives."""

    REVIEWER = "reviewer"
    APPROVER = "approver"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersEntry:
    """One login in one OWNERS file: a power, or with ``emeritus`` the memory of one.

    ``directory`` is the file's directory (``""`` is the root); ``alias`` the alias that holds the login, where one
    does; ``filter`` the pattern of paths that the entry is limited to, where it is.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersTree:
    """The OWNERS files of one repository."""

    repo: str
    entries_: tuple[OwnersEntry, ...] = field(default=())

    def entries(self, login: Login) -> tuple[OwnersEntry, ...]:
        return tuple(entry for entry in self.entries_ if entry.login == login)
