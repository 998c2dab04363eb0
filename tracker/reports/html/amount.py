"""How much a page says of each person, so that it opens at once however many there are."""

from dataclasses import dataclass
from typing import Final

from tracker.findings import RequestAudit, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How many pieces of evidence each criterion shows, how many sponsors, openings and groups each person has.

    ``titled`` shows the titles of evidence, beside its short names.
    """

    pieces: int
    advice: int
    titled: bool


_EVERYTHING: Final = Amount(pieces=1000, advice=1000, titled=True)
_FEW: Final = Amount(pieces=10, advice=10, titled=True)
_SOME: Final = Amount(pieces=3, advice=5, titled=True)
_MANY: Final = Amount(pieces=1, advice=3, titled=False)


def amount(result: Result, *, verbose: bool) -> Amount:
    """Less of each, the more people there are."""
    people = 1 if isinstance(result, RequestAudit) else len(result.everybody)
    if verbose:
        return _EVERYTHING
    if people <= 30:  # noqa: PLR2004 - a cohort as mentors have it
        return _FEW
    return _SOME if people <= 100 else _MANY  # noqa: PLR2004 - about a megabyte
