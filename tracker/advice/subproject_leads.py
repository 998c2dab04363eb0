"""Subproject leads of sigs.yaml whom none of the subproject's OWNERS files lets approve, with the change that would."""

from collections.abc import Iterator, Mapping

from tracker.advice.owners_change import propose
from tracker.facts.groups import Group, Subproject
from tracker.facts.owners import OwnersTree, Role
from tracker.facts.owners_build import ALIASES_PATH
from tracker.facts.yaml_layout import Layout
from tracker.findings.group_area import Disagreement
from tracker.findings.paperwork import FileChange


def subproject_leads(
    group: Group, owners: Mapping[str, OwnersTree], layouts: Mapping[str, Layout]
) -> Iterator[Disagreement]:
    """One for each such lead; of a subproject whose files were not all read nothing is said."""
    for subproject in group.subprojects:
        if subproject.leads and all(_is_read(link.repo, owners) for link in subproject.owners):
            yield from _of(subproject, owners, layouts)


def _is_read(repo: str, owners: Mapping[str, OwnersTree]) -> bool:
    tree = owners.get(repo)
    return tree is not None and not (tree.unread or tree.aliases_unread or tree.problems)


def _of(
    subproject: Subproject, owners: Mapping[str, OwnersTree], layouts: Mapping[str, Layout]
) -> Iterator[Disagreement]:
    links = [link for link in subproject.owners if not link.maintainers]
    approving = {login for link in links for login in owners[link.repo].owners(link.directory)}
    for person in subproject.leads if links else ():
        if person.login in approving:
            continue
        link = links[0]
        tree, layout = owners[link.repo], layouts.get(f"{link.repo}:{link.path}")
        aliases = layouts.get(f"{link.repo}:{ALIASES_PATH}")
        by_hand = FileChange(path=link.path, by_hand="the file could not be read")
        yield Disagreement(
            file=f"{link.repo}:{link.path}",
            place="approvers",
            missing=(person.login,),
            surplus=(),
            change=propose(layout, aliases, Role.APPROVER, person.login, tree) if layout else by_hand,
        )
