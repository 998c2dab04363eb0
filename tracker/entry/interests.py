"""What somebody would like to work on, in the words of a ladder's guide to groups."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from tracker.catalog import load_guide
from tracker.errors import UsageError
from tracker.guide import Guide, Interest
from tracker.ladder import Ladder

#: So many near words are offered for one that is not known.
NEAREST = 3
#: A part of a word this long is near to the whole.
SHORTEST = 3
#: Words between two interests.
JOINING = frozenset({"and", "or", "&", "+"})


def guide_of(ladder: Ladder, name: str) -> Guide | None:
    """The guide that a ladder names, if it does; ``name`` is the ladder's own name or file.

    Raises:
        ConfigError: the guide does not hold.
    """
    return load_guide(ladder.files.groups_guide, beside=name) if ladder.files.groups_guide else None


def interests_of(words: Iterable[str], guide: Guide | None) -> tuple[Interest, ...]:
    """What the words stand for, each once. One text may hold several: ``gang scheduling, gpu and storage``.

    Raises:
        UsageError: a word is not known; the hint has the nearest ones, else all.
    """
    return tuple(dict.fromkeys(interest for text in words for interest in _interests(text, guide)))


def _interests(text: str, guide: Guide | None) -> Iterator[Interest]:
    if guide is None:
        raise UsageError("this ladder has no guide to groups", hint="Leave out --interest, or use another --ladder.")
    found = [interest for part in re.split(r"[,;]", text) for interest in _in_part(part, guide)]
    if not found:
        raise _unknown([text], guide)
    yield from found


def _in_part(text: str, guide: Guide) -> Iterator[Interest]:
    """The longest words first, so that "gang scheduling" is one interest and not two."""
    words = [word for word in re.split(r"[\s/_-]+", text.casefold()) if word]
    while words:
        if words[0] in JOINING:
            words.pop(0)
            continue
        size = next((n for n in range(len(words), 0, -1) if "-".join(words[:n]) in guide.vocabulary), None)
        if size is None:
            raise _unknown(words, guide)
        yield guide.vocabulary["-".join(words[:size])]
        del words[:size]


def _unknown(words: Sequence[str], guide: Guide) -> UsageError:
    near = _near("-".join(words), guide) or _near(words[0], guide)
    names = " or ".join(near) or ", ".join(interest.name for interest in guide.interests)
    hint = f"Did you mean {names}?" if near else f"There are {names}."
    asked = " ".join(words)
    return UsageError(f"there is no interest {asked!r}", hint=f"{hint} `ladder rules interests` lists all words.")


def _near(word: str, guide: Guide) -> tuple[str, ...]:
    """Words that are spelled alike, then those that are a part of it or the other way round."""
    alike = get_close_matches(word, list(guide.vocabulary), n=NEAREST)
    parts = [
        known for known in guide.vocabulary if len(word) >= SHORTEST and (word in known or known in word.split("-"))
    ]
    return tuple(dict.fromkeys((*alike, *parts)))[:NEAREST]
