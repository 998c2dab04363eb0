"""Former names: what a login or a repository's name stands for after a rename or a move."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from standin.world import Repo, World


def renamed(renames: dict[str, str], former: str) -> str | None:
    """The name that took the place of a former one, in whatever case it is written."""
    return {old.lower(): new for old, new in renames.items()}.get(former.lower())


def find_repo(world: World, renames: dict[str, str], owner: str, name: str) -> Repo | None:
    """The repository that has this name now, or had it before it or its owner was renamed."""
    return world.repo(owner, name) or moved_repo(world, renames, owner, name)


def moved_repo(world: World, renames: dict[str, str], owner: str, name: str) -> Repo | None:
    """The repository that had this name before; a name that was given anew is no former one."""
    if world.repo(owner, name):
        return None
    full = renamed(renames, f"{owner}/{name}")
    new_owner = renamed(renames, owner)
    named = full.split("/", 1) if full else (new_owner, name) if new_owner else None
    return (world.repo(*named) if named else None) or world.former.get(f"{owner}/{name}".lower())
