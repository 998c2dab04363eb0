"""How much a page says of each person, so that it opens at once however many there are."""

from typing import Final

from tracker.findings.results import Result
from tracker.findings.sponsors import RequestAudit
from tracker.record import record


@record
class Amount:
    """How much is listed.

    ``pieces`` of evidence for each criterion; ``advice``: steps, sponsors, openings and groups of each person, of which
    all but ``steps`` are folded; ``links``: pull requests that somebody shares with a sponsor; ``held``: tiers that
    they hold. ``brief`` shows short names in place of titles, and says what is the same for many of them once.
    """

    pieces: int
    advice: int
    steps: int
    links: int
    held: int
    brief: bool


_EVERYTHING: Final = Amount(pieces=1000, advice=1000, steps=3, links=1000, held=1000, brief=False)
_FEW: Final = Amount(pieces=10, advice=10, steps=3, links=3, held=100, brief=False)
_SOME: Final = Amount(pieces=3, advice=5, steps=3, links=2, held=20, brief=False)
_MANY: Final = Amount(pieces=1, advice=2, steps=2, links=0, held=5, brief=True)


def amount(result: Result, *, verbose: bool) -> Amount:
    """Less of each, the more people there are."""
    people = 1 if isinstance(result, RequestAudit) else len(result.everybody)
    if verbose:
        return _EVERYTHING
    if people <= 30:  # noqa: PLR2004 - a cohort as mentors have it
        return _FEW
    return _SOME if people <= 100 else _MANY  # noqa: PLR2004 - about a megabyte
