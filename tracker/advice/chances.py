"""Places short of owners that somebody knows already: where a reviewer is welcome."""

from collections.abc import Iterable

from tracker.facts import Community
from tracker.facts.groups import Subproject
from tracker.facts.owners import OwnersTree
from tracker.facts.owners_links import OwnersFileLink
from tracker.facts.people import Login
from tracker.findings.groups import Reason

#: With fewer owners than this a subproject waits for one person, or for nobody.
ENOUGH = 2


def chances(known: Iterable[Subproject], community: Community, web: str) -> tuple[Reason, ...]:
    """The subprojects with fewer than two owners, of those whose OWNERS files were all read. Emeriti own nothing."""
    found: list[Reason] = []
    for subproject in known:
        owners = _owners(subproject, community)
        if owners is not None and len(owners) < ENOUGH:
            link = subproject.owners[0]
            count = "one owner" if owners else "no owner"
            text = f"{subproject.name} has {count} in its OWNERS files: a second one is welcome"
            found.append(Reason(text=text, url=f"{web}/{link.repo}/blob/HEAD/{link.path}"))
    return tuple(found)


def _owners(subproject: Subproject, community: Community) -> set[Login] | None:
    """The approvers in a subproject's own files; None where any of these was not read."""
    owners: set[Login] = set()
    trees = {repo.lower(): tree for repo, tree in community.owners.items()}
    for link in subproject.owners:
        tree = trees.get(link.repo.lower())
        if tree is None or not _was_read(tree, link):
            return None
        owners |= tree.owners(link.directory)
    return owners if subproject.owners else None


def _was_read(tree: OwnersTree, link: OwnersFileLink) -> bool:
    """A tree that is not complete says nothing of a directory in which it names nobody.

    Neither does one without its aliases.
    """
    known = tree.complete or (tree.names_people(link.directory) and not tree.aliases_unread)
    return not link.maintainers and known
