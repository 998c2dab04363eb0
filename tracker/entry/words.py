"""Names as people type them: of tiers, of formats. What is not known is refused with the nearest one."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from tracker.catalog.tier_names import tier_meant
from tracker.errors import UsageError
from tracker.ladder import Ladder

#: Formats by the endings of their files.
_ENDINGS: Final = {"md": "markdown", "txt": "text", "htm": "html"}


def tier_of(text: str | None, ladder: Ladder) -> str | None:
    """The id of the tier that is named; None where none is.

    Raises:
        UsageError: there is no such tier, or it may be several.
    """
    return None if text is None else tier_meant(text, {tier.id: tier.title for tier in ladder.tiers})


def format_of(text: str, known: Sequence[str]) -> str:
    """The name of a format, which may be written as a file ends: ``md``.

    Raises:
        UsageError: there is no such format; the hint has the nearest name and all others.
    """
    name = text.strip().casefold().removeprefix(".")
    name = _ENDINGS.get(name, name)
    if name not in known:
        one_of(text, known, "format")
    return name


def one_of(name: str, known: Sequence[str], what: str) -> None:
    """Nothing, where the name is known.

    Raises:
        UsageError: it is not; the hint has the nearest name and all others.
    """
    if name in known:
        return
    near = get_close_matches(name, known, n=1)
    guess = f"Did you mean {near[0]}? " if near else ""
    raise UsageError(f"there is no {what} {name!r}", hint=f"{guess}There are {', '.join(known)}.")
