"""Subproject leads of sigs.yaml whom none of the subproject's OWNERS files lets approve, with the change that would."""

from collections.abc import Collection, Iterator, Sequence

from tracker.advice.owners_change import propose
from tracker.facts import Community
from tracker.facts.groups import Group, Subproject
from tracker.facts.owners import Role
from tracker.facts.owners_build import ALIASES_PATH
from tracker.facts.owners_links import OwnersFileLink
from tracker.facts.people import Login
from tracker.findings.group_area import Disagreement
from tracker.findings.paperwork import FileChange


def subproject_leads(group: Group, community: Community, left_out: Collection[Login]) -> Iterator[Disagreement]:
    """One for each such lead, but for people ``left_out``; of a subproject whose files were not all read nothing is said."""
    for subproject in group.subprojects:
        leads = [person.login for person in subproject.leads if person.login not in left_out]
        if leads and all(_is_read(link.repo, community) for link in subproject.owners):
            yield from _of(subproject, leads, community)


def _is_read(repo: str, community: Community) -> bool:
    tree = community.owners.get(repo)
    return tree is not None and not (tree.unread or tree.aliases_unread or tree.problems)


def _of(subproject: Subproject, leads: Sequence[Login], community: Community) -> Iterator[Disagreement]:
    links = [link for link in subproject.owners if not link.maintainers]
    approving = {login for link in links for login in community.owners[link.repo].owners(link.directory)}
    for login in leads if links else ():
        if login not in approving:
            file = f"{links[0].repo}:{links[0].path}"
            change = _change(links[0], login, community)
            yield Disagreement(file=file, place="approvers", missing=(login,), surplus=(), change=change)


def _change(link: OwnersFileLink, login: Login, community: Community) -> FileChange:
    layout = community.layouts.get(f"{link.repo}:{link.path}")
    if layout is None:
        return FileChange(path=link.path, by_hand="the file could not be read")
    aliases = community.layouts.get(f"{link.repo}:{ALIASES_PATH}")
    return propose(layout, aliases, Role.APPROVER, login, community.owners[link.repo])
