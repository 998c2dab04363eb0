"""What somebody would like to work on: the words that ``--interest`` knows."""

from tracker.catalog import load_ladder
from tracker.entry.interests import guide_of
from tracker.errors import UsageError
from tracker.guide import Guide, Interest


def list_of_interests(name: str) -> str:
    """Each interest of a ladder's guide on a line, with the groups it leads to, those that ended marked, and its synonyms.

    Raises:
        UsageError: the ladder has no guide.
    """
    guide = guide_of(load_ladder(name)[0], name)
    if guide is None:
        raise UsageError(f"{name} has no guide to groups", hint="The kubernetes ladder has one.")
    ended = tuple(f"{entry.id} (ended {entry.archived_on})" for entry in guide.archived)
    rest = f"Every group is an interest by its own name, for example sig-storage or wg-batch; also {', '.join(ended)}."
    return "\n".join((*(_line(one, guide) for one in guide.interests), *([rest] if ended else ())))


def _line(interest: Interest, guide: Guide) -> str:
    groups = [f"{id_} (ended {guide.ended[id_]})" if id_ in guide.ended else id_ for id_ in interest.groups]
    also = f" (also: {', '.join(interest.synonyms)})" if interest.synonyms else ""
    return f"{interest.name}: {', '.join(groups)}{also}"
