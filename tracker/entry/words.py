"""Names that have to be among some: refused with the nearest one."""

from collections.abc import Sequence
from difflib import get_close_matches

from tracker.errors import UsageError


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
