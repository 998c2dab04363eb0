"""What somebody would like to work on: the words that ``--interest`` knows."""

from tracker.catalog import load_ladder
from tracker.entry.interests import guide_of
from tracker.errors import UsageError


def list_of_interests(name: str) -> str:
    """Each interest of a ladder's guide on a line, with its synonyms and the groups it leads to.

    Raises:
        UsageError: the ladder has no guide.
    """
    guide = guide_of(load_ladder(name)[0], name)
    if guide is None:
        raise UsageError(f"{name} has no guide to groups", hint="The kubernetes ladder has one.")
    return "\n".join(
        f"{one.name}: {', '.join(one.groups)}" + (f" (also: {', '.join(one.synonyms)})" if one.synonyms else "")
        for one in guide.interests
    )
