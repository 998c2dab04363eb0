"""Which roles a person holds, by the files that give them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from tracker.facts import Community
from tracker.facts.groups import GroupKind, LeadRole
from tracker.facts.owners import OwnersEntry, Role
from tracker.facts.owners_file import upwards
from tracker.facts.people import UNKNOWN_SINCE, DatePrecision, Login, Since
from tracker.facts.scopes import Scope, ScopeKind
from tracker.facts.tenure import Stay
from tracker.findings.outcomes import Evidence
from tracker.record import record


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
    WG_CHAIRS = "wg_chairs"
    COMMITTEE_MEMBERS = "committee_members"


@record
class Holding:
    """An entry that gives a role in a scope, or with ``emeritus`` one that gave it once.

    A ``partial`` one gives it for some files of the scope only, so the role in the scope as a whole is still to come.
    ``cut_off`` are directories below that do not inherit it (``no_parent_owners``), or of which that is not known;
    with ``alone`` it is not known of any.
    """

    held_by: HeldBy
    scope: Scope
    since: Since
    via: str | None
    proof: tuple[Evidence, ...]
    emeritus: bool = False
    partial: bool = False
    cut_off: frozenset[str] = frozenset()
    alone: bool = False

    def reaches(self, scope: Scope) -> bool:
        """Whether the role is known to be held in a scope as a whole."""
        if self.partial or not covers(self.scope, scope):
            return False
        if self.alone and scope.path != self.scope.path:
            return False
        return self.cut_off.isdisjoint(upwards(scope.path))


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """All roles of one person."""

    all: tuple[Holding, ...] = ()

    def by(self, held_by: HeldBy) -> tuple[Holding, ...]:
        """Roles of a kind that are in force."""
        return self._in_force.get(held_by, ())

    def covering(self, held_by: HeldBy, scope: Scope) -> tuple[Holding, ...]:
        """Roles of a kind that are held in a scope as a whole: there, or in a directory above it."""
        return tuple(holding for holding in self.by(held_by) if holding.reaches(scope))

    @cached_property
    def _in_force(self) -> Mapping[HeldBy, tuple[Holding, ...]]:
        found: dict[HeldBy, list[Holding]] = defaultdict(list)
        for holding in self.all:
            if not holding.emeritus:
                found[holding.held_by].append(holding)
        return {held_by: tuple(holdings) for held_by, holdings in found.items()}


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


def holdings(community: Community, login: Login, day: date = date.max) -> Holdings:
    """Every role that the community's files give a person, without those that are known to have begun after a day."""
    found = (_memberships, _owners, _subproject_owners, _leaders)
    every = (holding for find in found for holding in find(community, login))
    kept = tuple(holding for holding in every if not _begins_after(holding.since, day))
    return Holdings(all=(*kept, *_earlier_memberships(community, login, day, kept)))


def _begins_after(since: Since, day: date) -> bool:
    return since.precision is DatePrecision.EXACT and since.day is not None and since.day > day


def _memberships(community: Community, login: Login) -> Iterator[Holding]:
    for membership in community.memberships(login):
        yield Holding(
            held_by=HeldBy.ORG_FILE,
            scope=Scope.organization(membership.org),
            since=membership.since,
            via="admins" if membership.admin else None,
            proof=(Evidence(title=f"{membership.org}'s org.yaml", url=membership.url),),
        )


def _earlier_memberships(community: Community, login: Login, day: date, known: Iterable[Holding]) -> Iterator[Holding]:
    """Memberships that lasted on a day and have ended since, in organizations where none is known for that day."""
    orgs = {holding.scope.org for holding in known if holding.held_by is HeldBy.ORG_FILE}
    for org, roster in community.rosters.items():
        ended = [stay for stay in community.stays.get(org, {}).get(login.key, ()) if stay.left and day < stay.left]
        since = next((since for since in map(_since_of, ended) if not _begins_after(since, day)), None)
        if since and org not in orgs:
            yield Holding(
                held_by=HeldBy.ORG_FILE,
                scope=Scope.organization(org),
                since=since,
                via=None,
                proof=(Evidence(title=f"{org}'s org.yaml", url=roster.url),),
            )


def _since_of(stay: Stay) -> Since:
    return Since(day=stay.joined, precision=stay.tenure, note=f"listed until {stay.left}")


_ROLES = {Role.REVIEWER: HeldBy.OWNERS_REVIEWERS, Role.APPROVER: HeldBy.OWNERS_APPROVERS}


def _owners(community: Community, login: Login) -> Iterator[Holding]:
    for tree in community.owners.values():
        for entry in _one_each(tree.entries(login)):
            cut_off = tree.cut_off(entry.role, entry.directory)
            yield replace(_from_entry(entry), cut_off=cut_off, alone=tree.unlisted)


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
        partial=entry.filter is not None,
    )


def _subproject_owners(community: Community, login: Login) -> Iterator[Holding]:
    """Approvers of the OWNERS files that sigs.yaml lists for a subproject (sig-governance.md calls them its owners)."""
    for subproject in community.groups.subprojects().values() if community.groups else ():
        for link in subproject.owners:
            tree = community.owners.get(link.repo)
            if tree and login in tree.owners(link.directory):
                proof = (Evidence(title=f"OWNERS of {link.scope}, listed for {subproject}", url=link.url),)
                yield _group_role(HeldBy.SUBPROJECT_OWNERS, subproject.scope, proof)
                break


def _leaders(community: Community, login: Login) -> Iterator[Holding]:
    """Who leads groups and subprojects, as sigs.yaml says; copies of it in alias files drift."""
    for leadership in community.groups.led_by(login) if community.groups else ():
        if held_by := _LEADERS.get((leadership.role, leadership.group.kind)):
            proof = tuple(Evidence(title=proof.title, url=proof.url) for proof in leadership.proof)
            yield _group_role(held_by, leadership.scope, proof)
    for leadership in community.groups.emeritus(login) if community.groups else ():
        proof = tuple(Evidence(title=proof.title, url=proof.url) for proof in leadership.proof)
        held_by = _LED[leadership.group.kind]
        yield replace(_group_role(held_by, leadership.scope, proof), emeritus=True, via="emeritus lead")


def _group_role(held_by: HeldBy, scope: Scope, proof: tuple[Evidence, ...]) -> Holding:
    return Holding(held_by=held_by, scope=scope, since=UNKNOWN_SINCE, via=None, proof=proof)


_LEADERS = {
    (LeadRole.CHAIR, GroupKind.SIG): HeldBy.CHAIRS,
    (LeadRole.TECH_LEAD, GroupKind.SIG): HeldBy.TECH_LEADS,
    (LeadRole.SUBPROJECT_LEAD, GroupKind.SIG): HeldBy.SUBPROJECT_LEADS,
    (LeadRole.SUBPROJECT_LEAD, GroupKind.COMMITTEE): HeldBy.SUBPROJECT_LEADS,
    (LeadRole.CHAIR, GroupKind.WG): HeldBy.WG_CHAIRS,
    (LeadRole.CHAIR, GroupKind.UG): HeldBy.WG_CHAIRS,
    (LeadRole.TECH_LEAD, GroupKind.WG): HeldBy.WG_CHAIRS,
    (LeadRole.MEMBER, GroupKind.COMMITTEE): HeldBy.COMMITTEE_MEMBERS,
}
# sigs.yaml does not say as what an emeritus lead led: the first role of such a group stands for it.
_LED = {
    GroupKind.SIG: HeldBy.CHAIRS,
    GroupKind.WG: HeldBy.WG_CHAIRS,
    GroupKind.UG: HeldBy.WG_CHAIRS,
    GroupKind.COMMITTEE: HeldBy.COMMITTEE_MEMBERS,
}
