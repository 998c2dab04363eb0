"""Who has a role for a file, as Prow walks from it to the root: what the entries of a tree come to."""

from tracker.facts.owners import OwnersTree, _relative
from tracker.facts.owners_file import upwards


def holders_of(tree: OwnersTree, path, role):
    """Whoever has the role for a file; ``no_parent_owners`` ends the way where somebody was found by then."""
    found = set()
    for directory in upwards(path.strip("/")):
        relative = _relative(path.strip("/"), directory)
        found |= {one.login for one in tree._given(directory, role) if tree._covers(one.filter, relative)}
        if found and directory in tree.no_parent_owners:
            break
    return found
