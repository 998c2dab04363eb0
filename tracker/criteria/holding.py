"""Which roles a person holds, by the files that give them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.facts import Community
from tracker.facts.owners import OwnersEntry, Role
from tracker.facts.people import Login, Since
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings import Evidence


class HeldBy(StrEnum):
    """What a tier is held by: the kind of entry that proves it."""

    CONTRIBUTING = "contributing"
    ORG_FILE = "org_file"
    OWNERS_REVIEWERS = "owners_reviewers"
    OWNERS_APPROVERS = "owners_approvers"
    SUBPROJECT_OWNERS = "subproject_owners"
    SUBPROJECT_LEADS = "subproject_leads"
    TECH_LEADS = "tech_leads"
    CHAIRS = "chairs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An entry that gives a role in a scope, or with ``emeritus`` one that gave it once."""

    held_by: HeldBy
    scope: Scope
    since: Since
    via: str | None
    proof: tuple[Evidence, ...]
    emeritus: bool = False


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """All roles of one person."""

    all: tuple[Holding, ...] = ()

    def by(self, held_by: HeldBy) -> tuple[Holding, ...]:
        """Roles of a kind that are in force."""
        return tuple(holding for holding in self.all if holding.held_by is held_by and not holding.emeritus)

    def covering(self, held_by: HeldBy, scope: Scope) -> tuple[Holding, ...]:
        """Roles of a kind that reach into a scope: of the same place, or of a directory above it."""
        return tuple(holding for holding in self.by(held_by) if covers(holding.scope, scope))


def covers(outer: Scope, inner: Scope) -> bool:
    """Whether what is held in one scope holds in another.

    A membership of any active organization covers the whole project (community-membership.md treats them as equal).
    """
    match outer.kind:
        case ScopeKind.PROJECT | ScopeKind.ORGANIZATION:
            return inner.kind is not ScopeKind.ORGANIZATION or outer.org in (None, inner.org)
        case ScopeKind.DIRECTORY:
            return outer.repo == inner.repo and inner.kind is ScopeKind.DIRECTORY and outer.holds(inner.path)
        case ScopeKind.SUBPROJECT | ScopeKind.GROUP:
            return outer.group == inner.group and outer.subproject in (None, inner.subproject)


def holdings(community: Community, login: Login) -> Holdings:
    """Every role that the community's files give a person."""
    return Holdings(all=(*_memberships(community, login), *_owners(community, login)))


def _memberships(community: Community, login: Login) -> Iterator[Holding]:
    for membership in community.memberships(login):
        yield Holding(
            held_by=HeldBy.ORG_FILE,
            scope=Scope.organization(membership.org),
            since=membership.since,
            via="admins" if membership.admin else None,
            proof=(Evidence(title=f"{membership.org}'s org.yaml", url=membership.url),),
        )


_ROLES = {Role.REVIEWER: HeldBy.OWNERS_REVIEWERS, Role.APPROVER: HeldBy.OWNERS_APPROVERS}


def _owners(community: Community, login: Login) -> Iterator[Holding]:
    for tree in community.owners.values():
        yield from map(_from_entry, _one_each(tree.entries(login)))


def _one_each(entries: Iterable[OwnersEntry]) -> Iterable[OwnersEntry]:
    """One entry for each role in each directory: an unfiltered one before a filtered one, the first before others."""
    best: dict[tuple[Role, str, bool], OwnersEntry] = {}
    for entry in sorted(entries, key=lambda e: e.filter is not None):
        best.setdefault((entry.role, entry.directory, entry.emeritus), entry)
    return best.values()


def _from_entry(entry: OwnersEntry) -> Holding:
    via = [f"alias {entry.alias}"] if entry.alias else []
    via += [f"files matching {entry.filter}"] if entry.filter else []
    scope = Scope.directory(entry.repo, entry.directory)
    return Holding(
        held_by=_ROLES[entry.role],
        scope=scope,
        since=entry.since,
        via=", ".join(via) or None,
        proof=(Evidence(title=f"OWNERS of {scope}", url=entry.url),),
        emeritus=entry.emeritus,
    )
