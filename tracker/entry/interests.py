"""What somebody would like to work on, in the words of a ladder's guide to groups."""

from collections.abc import Iterable
from difflib import get_close_matches

from tracker.catalog import load_guide
from tracker.errors import UsageError
from tracker.guide import Guide, Interest
from tracker.ladder import Ladder

#: So many near words are offered for one that is not known.
NEAREST = 3


def guide_of(ladder: Ladder, name: str) -> Guide | None:
    """The guide that a ladder names, if it does; ``name`` is the ladder's own name or file.

    Raises:
        ConfigError: the guide does not hold.
    """
    return load_guide(ladder.files.groups_guide, beside=name) if ladder.files.groups_guide else None


def interests_of(words: Iterable[str], guide: Guide | None) -> tuple[Interest, ...]:
    """What the words stand for, each once.

    Raises:
        UsageError: a word is not known; the hint has the nearest ones, else all.
    """
    return tuple(dict.fromkeys(_interest(word, guide) for word in words))


def _interest(word: str, guide: Guide | None) -> Interest:
    if guide is None:
        raise UsageError("this ladder has no guide to groups", hint="Leave out --interest, or use another --ladder.")
    said = "-".join(word.casefold().split())
    if found := guide.vocabulary.get(said):
        return found
    near = get_close_matches(said, list(guide.vocabulary), n=NEAREST)
    names = " or ".join(near) or ", ".join(interest.name for interest in guide.interests)
    hint = f"Did you mean {names}?" if near else f"There are {names}."
    raise UsageError(f"there is no interest {word!r}", hint=f"{hint} `ladder rules interests` lists their synonyms.")
