"""The world: what this GitHub contains. Loaded once from a directory of JSON-lines files, then immutable.

Dates are kept as normalised strings (``2024-05-01T12:00:00Z``), which compare correctly as text.
Items (issues and pull requests) are held in creation order, so every index list is in that order too.
"""

from standin.world.accounts import Org, User
from standin.world.items import ChangedFile, Comment, Commit, Issue, Item, Pull, Review, ReviewComment
from standin.world.loading import load_world
from standin.world.repos import File, Repo, Tree
from standin.world.values import ISSUE_BASE, PULL_BASE, WorldError, git_oid, normal_date, sha1
from standin.world.world import World, item_texts

__all__ = [
    "ISSUE_BASE",
    "PULL_BASE",
    "ChangedFile",
    "Comment",
    "Commit",
    "File",
    "Issue",
    "Item",
    "Org",
    "Pull",
    "Repo",
    "Review",
    "ReviewComment",
    "Tree",
    "User",
    "World",
    "WorldError",
    "git_oid",
    "item_texts",
    "load_world",
    "normal_date",
    "sha1",
]
