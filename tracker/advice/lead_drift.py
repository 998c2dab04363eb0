"""Where files disagree with sigs.yaml about who leads, each with the change that makes them agree.

Lists of a group's leads that differ, and leads of a subproject whom none of its OWNERS files lets approve.
Source: kubernetes/community, ``sigs.yaml``, the authority; aliases ``<group>-leads`` in OWNERS_ALIASES and teams of
that name in kubernetes/org are copies.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.advice.emeritus import Parse
from tracker.advice.list_change import ByHandError, difference, folded, with_name, without_name
from tracker.advice.owners_change import propose
from tracker.facts import Community
from tracker.facts.groups import Group, Subproject
from tracker.facts.owners import Role
from tracker.facts.owners_build import ALIASES_PATH
from tracker.facts.owners_links import OwnersFileLink
from tracker.facts.people import Login
from tracker.facts.yaml_layout import Entry, Layout
from tracker.findings.group_area import Disagreement
from tracker.findings.paperwork import FileChange

#: Lists of people in a team; a maintainer is a member.
_PEOPLE = ("maintainers", "members")


def leads_of(group: Group, left_out: Collection[Login] = ()) -> tuple[Login, ...]:
    """The chairs and technical leads by sigs.yaml, in the order of the alphabet, but for who asked to be left out."""
    logins = {person.login for person in (*group.chairs, *group.tech_leads)}
    return tuple(sorted(login for login in logins if login not in left_out))


def lead_drift(
    group: Group, layouts: Mapping[str, Layout], parse: Parse, left_out: Collection[Login] = ()
) -> Iterator[Disagreement]:
    """One for each list that differs; ``layouts`` are by ``owner/name:path``. Nobody of ``left_out`` is looked at."""
    name, leads = f"{group.id}-leads", leads_of(group, left_out)
    for file, layout in sorted(layouts.items()):
        for entries in _lists(layout, name):
            every = ((entry.place, login) for entry in entries for login in _logins(entry))
            named = [(place, login) for place, login in every if login not in left_out]
            if found := _disagreement(file, _List(layout, entries, named), leads, parse):
                yield found


@dataclass(frozen=True)
class _List:
    """A list of leads in a file: the entries that make it, and who is named in which of them."""

    layout: Layout
    entries: Sequence[Entry]
    named: Sequence[tuple[tuple[str, ...], Login]]

    @property
    def place(self) -> tuple[str, ...]:
        """Where somebody new goes: members rather than maintainers."""
        return next((one.place for one in self.entries if one.place[-1] != _PEOPLE[0]), self.entries[0].place)


def _lists(layout: Layout, name: str) -> Iterator[Sequence[Entry]]:
    """The lists of a name: an alias, or the people of a team wherever the team stands."""
    alias = layout.entry("aliases", name)
    if alias:
        yield [alias]
    team = [one for one in layout.entries if one.place[-1] in _PEOPLE and one.place[-2:-1] == (name,)]
    if team:
        yield team


def _disagreement(file: str, found: _List, leads: Sequence[Login], parse: Parse) -> Disagreement | None:
    there = {login for _, login in found.named}
    missing = tuple(login for login in leads if login not in there)
    surplus = tuple(sorted(there - set(leads)))
    if not (missing or surplus):
        return None
    return Disagreement(
        file=file,
        place=".".join(found.place[: 2 if found.place[0] == "aliases" else -1]),
        missing=missing,
        surplus=surplus,
        change=_change(found, missing, [pair for pair in found.named if pair[1] in surplus], parse),
    )


def _logins(entry: Entry) -> Iterator[Login]:
    for item in entry.items:
        if item.name and (login := Login.maybe(folded(item.name))):
            yield Login(key=login.key, name=item.name.strip().removeprefix("@"))


def _change(
    found: _List, missing: Sequence[Login], surplus: Sequence[tuple[tuple[str, ...], Login]], parse: Parse
) -> FileChange:
    """First those who are missing, so that no list is empty in between."""
    now = layout = found.layout
    try:
        for login in missing:
            now = parse(with_name(now, found.place, login), layout.path)
        for where, login in surplus:
            now = parse(without_name(now, where, login), layout.path)
        return FileChange(path=layout.path, diff=difference(layout, now.text))
    except ByHandError as why:
        return FileChange(path=layout.path, by_hand=str(why))


def subproject_leads(group: Group, community: Community, left_out: Collection[Login]) -> Iterator[Disagreement]:
    """One for each such lead, but for people ``left_out``; none for a subproject whose files were not all read."""
    for subproject in group.subprojects:
        leads = [person.login for person in subproject.leads if person.login not in left_out]
        if leads and all(_is_read(link.repo, community) for link in subproject.owners):
            yield from _not_approving(subproject, leads, community)


def _is_read(repo: str, community: Community) -> bool:
    tree = community.owners.get(repo)
    return tree is not None and not (tree.unread or tree.aliases_unread or tree.problems)


def _not_approving(subproject: Subproject, leads: Sequence[Login], community: Community) -> Iterator[Disagreement]:
    links = [link for link in subproject.owners if not link.maintainers]
    approving = {login for link in links for login in community.owners[link.repo].owners(link.directory)}
    for login in leads if links else ():
        if login not in approving:
            file = f"{links[0].repo}:{links[0].path}"
            change = _as_approver(links[0], login, community)
            yield Disagreement(file=file, place="approvers", missing=(login,), surplus=(), change=change)


def _as_approver(link: OwnersFileLink, login: Login, community: Community) -> FileChange:
    layout = community.layouts.get(f"{link.repo}:{link.path}")
    if layout is None:
        return FileChange(path=link.path, by_hand="the file could not be read")
    aliases = community.layouts.get(f"{link.repo}:{ALIASES_PATH}")
    return propose(layout, aliases, Role.APPROVER, login, community.owners[link.repo])
