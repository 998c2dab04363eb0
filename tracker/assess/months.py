"""In which months somebody was seen: for a picture, never for a verdict."""

from collections import Counter

from tracker.criteria.tenure import add_months
from tracker.criteria.work import Work
from tracker.facts import Kind
from tracker.findings.standing import Month

#: How many months are looked back on, the one of the report included.
_MONTHS = 24


def months_of(work: Work) -> tuple[Month, ...]:
    """Pull requests opened, merged or reviewed in each of the last months, oldest first.

    Each pull request counts once in a month. Where not everything was read, each number is at least so high.
    """
    today = work.facts.as_of.date().replace(day=1)
    seen = {
        (piece.at.date().replace(day=1), piece.pull_request.id)
        for piece in (*work.opened, *work.merged, *work.reviewed)
    }
    counts = Counter(first for first, _ in seen)
    at_least = any(work.facts.gap(kind) for kind in (Kind.AUTHORED, Kind.REVIEWED))
    months = (add_months(today, back - _MONTHS + 1) for back in range(_MONTHS))
    return tuple(Month(first=first, pieces=counts[first], at_least=at_least) for first in months)
