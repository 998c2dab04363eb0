"""Tiers by the names that people give them: ``Reviewer``, ``reviewers``, ``tech lead``, ``SIG Chair``."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from tracker.errors import UsageError


def tier_meant(text: str, tiers: Mapping[str, str]) -> str:
    """The id of the tier that a text names.

    Raises:
        UsageError: it names none, or several; the hint has what there is.
    """
    found = tiers_meant(text, tiers)
    if len(found) > 1:
        raise UsageError(f"{text!r} is more than one tier", hint=f"Write {either(found)}.")
    if not found:
        near = get_close_matches(text.casefold(), list(tiers), n=1)
        guess = f"Did you mean {near[0]}? " if near else ""
        raise UsageError(f"there is no tier {text!r}", hint=f"{guess}There are {', '.join(tiers)}.")
    return found[0]


def tiers_meant(text: str, tiers: Mapping[str, str]) -> list[str]:
    """The ids of the tiers that a text may name, by an id, a title or how one ends; ``tiers`` are titles by ids."""
    if text in tiers:  # whatever others are called
        return [text]
    wanted = _words(text)
    names = {id_: (_words(id_), _words(title)) for id_, title in tiers.items()}
    whole = [id_ for id_, both in names.items() if wanted in both]
    return whole or [
        id_ for id_, both in names.items() if wanted and any(one[-len(wanted) :] == wanted for one in both)
    ]


def _words(text: str) -> tuple[str, ...]:
    """In lower case, one of each where several are meant."""
    return tuple(re.sub(r"(?<=[^\Ws])s$", "", word) for word in re.findall(r"[^\W_]+", text.casefold()))


def either(names: Iterable[str]) -> str:
    """``reviewer, approver or member``."""
    *most, last = names
    return f"{', '.join(most)} or {last}"
