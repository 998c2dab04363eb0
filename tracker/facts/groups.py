"""Groups: SIGs, working groups, committees and their subprojects, as sigs.yaml lists them.

Source: kubernetes/community, ``sigs.yaml``, the authority for leads; the copies in OWNERS_ALIASES files drift. A
group that the file no longer lists is archived: no directory, label or alias proves that a group lives.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from tracker.facts.meetings import Meeting
from tracker.facts.owners_links import OwnersFileLink
from tracker.facts.people import Affiliation, Login
from tracker.facts.scopes import Scope, ScopeKind
from tracker.record import record


class GroupKind(StrEnum):
    """Kinds of groups; the value is the prefix of their GitHub labels."""

    SIG = "sig"
    WG = "wg"
    UG = "ug"
    COMMITTEE = "committee"


class LeadRole(StrEnum):
    """What somebody is in a group. A committee has members: its file entry calls all of them chairs."""

    CHAIR = "chair"
    TECH_LEAD = "tech lead"
    MEMBER = "member"
    SUBPROJECT_LEAD = "lead"
    EMERITUS_LEAD = "emeritus lead"


@record
class Person:
    """Somebody the file names. ``company`` is what was written for this one entry, and is often old."""

    login: Login
    company: str | None = None


@record
class Proof:
    """A page that shows a fact, and what to look for on it."""

    title: str
    url: str


@record
class Subproject:
    """A subproject of a group. Its owners are the approvers in the files of ``owners``."""

    name: str
    group: str
    owners: tuple[OwnersFileLink, ...] = ()
    leads: tuple[Person, ...] = ()

    @property
    def scope(self) -> Scope:
        return Scope(kind=ScopeKind.SUBPROJECT, subproject=self.name, group=self.group)

    def nearest(self, repo: str, path: str) -> OwnersFileLink | None:
        """Of its files, the one whose directory holds a path of a repository most closely; None where none does."""
        holding = (link for link in self.owners if link.holds(repo, path))
        return max(holding, key=lambda link: len(link.directory), default=None)

    def __str__(self) -> str:
        return f"{self.group}/{self.name}"


@record
class Group:
    """A SIG, working group, user group or committee.

    ``id`` is its directory (``sig-node``), ``label`` that without the prefix. ``url`` shows the directory with its
    README and ``file_url`` the file that lists the group. ``slack`` is a channel's name.
    """

    id: str
    kind: GroupKind
    name: str
    label: str
    url: str
    file_url: str
    mission: str | None = None
    chairs: tuple[Person, ...] = ()
    tech_leads: tuple[Person, ...] = ()
    emeritus_leads: tuple[Person, ...] = ()
    slack: str | None = None
    mailing_list: str | None = None
    liaison: Person | None = None
    meetings: tuple[Meeting, ...] = ()
    subprojects: tuple[Subproject, ...] = ()

    @property
    def title(self) -> str:
        """As people say it: ``SIG Node``, ``WG Batch``, ``Steering Committee``."""
        return f"{self.name} Committee" if self.kind is GroupKind.COMMITTEE else f"{self.kind.upper()} {self.name}"

    @property
    def github_label(self) -> str:
        """The label ``sig/node``. Not every group has created its own: look before linking to it."""
        return f"{self.kind}/{self.label}"

    @property
    def scope(self) -> Scope:
        return Scope(kind=ScopeKind.GROUP, group=self.id)

    @property
    def leaderships(self) -> Iterator["Leadership"]:
        """Who leads the group now, then who leads its subprojects, in the file's order."""
        first = LeadRole.MEMBER if self.kind is GroupKind.COMMITTEE else LeadRole.CHAIR
        yield from (Leadership(group=self, role=first, person=person) for person in self.chairs)
        yield from (Leadership(group=self, role=LeadRole.TECH_LEAD, person=person) for person in self.tech_leads)
        for subproject in self.subprojects:
            for person in subproject.leads:
                yield Leadership(group=self, role=LeadRole.SUBPROJECT_LEAD, person=person, subproject=subproject)

    def proof(self, claim: str) -> tuple[Proof, ...]:
        """Where a claim about the group can be checked: the entry in the file, and the group's own page."""
        file = self.file_url.rpartition("/")[2]
        entry = Proof(title=f"{file}, entry {self.id}: {claim}", url=self.file_url)
        return (entry,) if self.url == self.file_url else (entry, Proof(title=f"README of {self.title}", url=self.url))


@record
class Leadership:
    """One person's place in a group, or in a subproject of it where ``subproject`` is given."""

    group: Group
    role: LeadRole
    person: Person
    subproject: Subproject | None = None

    @property
    def scope(self) -> Scope:
        return self.subproject.scope if self.subproject else self.group.scope

    @property
    def proof(self) -> tuple[Proof, ...]:
        of = f"subproject {self.subproject.name}" if self.subproject else self.group.title
        return self.group.proof(f"{self.person.login}, {self.role} of {of}")


@dataclass(frozen=True, kw_only=True)
class Groups:
    """All groups of the community, by id, in the file's order.

    ``url`` shows the file. ``problems`` says, one line each, what of it could not be read and is missing here.
    """

    url: str
    by_id: Mapping[str, Group] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @cached_property
    def owned(self) -> Mapping[tuple[str, str], tuple[Subproject, ...]]:
        """The subprojects by repository in lower case and directory: a path is looked up in as many steps as it has."""
        found: dict[tuple[str, str], dict[Subproject, None]] = defaultdict(dict)
        for subproject in self.subprojects().values():
            for link in subproject.owners:
                found[link.repo.lower(), link.directory][subproject] = None
        return {place: tuple(subprojects) for place, subprojects in found.items()}

    @cached_property
    def affiliations(self) -> Mapping[str, tuple[Affiliation, ...]]:
        """The companies that the file states of people, by login in lower case."""
        found: dict[str, dict[Affiliation, None]] = defaultdict(dict)
        for held in (held for group in self.active for held in group.leaderships):
            if company := held.person.company:
                stated = Affiliation(company=company, stated_in="sigs.yaml", url=held.group.file_url)
                found[held.person.login.key][stated] = None
        return {key: tuple(companies) for key, companies in found.items()}

    @cached_property
    def _led(self) -> Mapping[Login, Sequence[Leadership]]:
        found: dict[Login, list[Leadership]] = {}
        for held in (held for group in self.active for held in group.leaderships):
            found.setdefault(held.person.login, []).append(held)
        return found

    @property
    def active(self) -> tuple[Group, ...]:
        """Every group: the file lists no others."""
        return tuple(self.by_id.values())

    def group(self, id_: str) -> Group | None:
        """The group of a directory such as ``sig-node``; None for a group that is archived or never was."""
        return self.by_id.get(id_.casefold())

    def led_by(self, login: Login) -> tuple[Leadership, ...]:
        """What a login leads now: groups, committees that it sits on, subprojects. One login may have several."""
        return tuple(self._led.get(login, ()))

    def emeritus(self, login: Login) -> tuple[Leadership, ...]:
        """What a login led once and is thanked for. It holds nothing."""
        return tuple(
            Leadership(group=group, role=LeadRole.EMERITUS_LEAD, person=person)
            for group in self.active
            for person in group.emeritus_leads
            if person.login == login
        )

    def renamed(self, names: Mapping[str, str]) -> "Groups":
        """The same with repositories as they are called now; ``names`` are by those that the file gives."""
        if names.keys().isdisjoint(self.repositories):
            return self
        groups = (replace(one, subprojects=tuple(_renamed(s, names) for s in one.subprojects)) for one in self.active)
        return replace(self, by_id=dict(zip(self.by_id, groups, strict=True)))

    @property
    def repositories(self) -> frozenset[str]:
        """Every repository in which a subproject has its owners."""
        return frozenset(link.repo for one in self.subprojects().values() for link in one.owners)

    def subprojects(self) -> dict[tuple[str, str], Subproject]:
        """Every subproject, by its group's id and its name: some names occur in more than one group."""
        return {(found.group, found.name): found for group in self.active for found in group.subprojects}

    def subprojects_of_path(self, repo: str, path: str) -> tuple[Subproject, ...]:
        """The subprojects that own a path of a repository (``""`` is the root), the nearest directory first."""
        found = [(link, one) for one in self.subprojects().values() if (link := one.nearest(repo, path))]
        return tuple(one for _, one in sorted(found, key=lambda pair: -len(pair[0].directory)))


def _renamed(subproject: Subproject, names: Mapping[str, str]) -> Subproject:
    owners = tuple(replace(link, repo=names.get(link.repo, link.repo)) for link in subproject.owners)
    return replace(subproject, owners=owners)
