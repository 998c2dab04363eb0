"""What was counted of somebody's work: by the ladder's definitions, and by month for a picture, never for a verdict."""

from collections import Counter
from collections.abc import Iterable

from tracker.assess.view import View
from tracker.criteria.tenure import add_months
from tracker.criteria.work import Piece, Test, Work, tally
from tracker.facts import Gap, Kind
from tracker.findings.standing import Count, Counts, Month

#: How many months are looked back on, the one of the report included.
_MONTHS = 24


def counts_of(view: View) -> Counts:
    work, facts = view.work, view.facts
    authored, reviewed = facts.gap(Kind.AUTHORED), facts.gap(Kind.REVIEWED)
    talk = facts.gap(Kind.CONVERSATIONS)

    def count(pieces: Iterable[Piece], *gaps: Gap | None, test: Test = work.counted) -> Count:
        found = tally(pieces, work.counted, test)
        by_repo = Counter(piece.pull_request.repo for piece in found.certain)
        at_least = bool(found.possible) or any(gaps)
        return Count(total=len(found.certain), at_least=at_least, by_repo=dict(sorted(by_repo.items())))

    return Counts(
        authored_merged=count(work.merged, authored),
        reviewed=count(work.reviewed, reviewed, talk),
        lgtm_given=count(work.lgtm_given, reviewed, talk),
        primary_reviewer=count(work.reviewed, reviewed, talk, test=work.primary),
        substantial=count(work.reviewed_or_merged, authored, reviewed, talk, test=work.substantial),
        reviewed_or_merged=count(work.reviewed_or_merged, authored, reviewed, talk),
    )


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
