"""The index of roles: who has one at the root of any repository that the community names."""

from collections.abc import Container, Mapping
from datetime import datetime
from typing import Protocol

from tracker.facts.owners import OwnersEntry
from tracker.facts.people import Login


class RoleIndex(Protocol):
    """The OWNERS and aliases at the root of many repositories, as they were at ``read_at``.

    An entry proves a role. That there is none proves nothing: OWNERS below the root are not in it, and those of the
    repositories in ``unread`` are not either, for the reasons given there.
    """

    @property
    def read_at(self) -> datetime:
        """When the files were read."""

    @property
    def repositories(self) -> frozenset[str]:
        """The repositories whose root was read."""

    @property
    def unread(self) -> Mapping[str, str]:
        """Why the root of other repositories was not read, by repository; empty where there is no public one."""

    @property
    def names(self) -> Mapping[str, str]:
        """What repositories are called now that the community names otherwise."""

    def entries(self, login: Login, people: Container[Login]) -> tuple[OwnersEntry, ...]:
        """Every entry at a root that names the login; as in ``OwnersTree.of_people``, of ``people`` alone in doubt."""
