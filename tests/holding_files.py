"""Who has a role for a file, as Prow walks from it to the root: what the entries of a tree come to."""

from tracker.facts.owners import OwnersTree
from tracker.facts.owners_file import upwards


def holders_of(tree: OwnersTree, path, role):
    """Whoever has the role for a file; ``no_parent_owners`` ends the way where somebody was found by then."""
    found = set()
    for directory in upwards(path.strip("/")):
        found |= {entry.login for entry in tree._layer(path, directory, role)}
        if found and directory in tree.no_parent_owners:
            break
    return found
