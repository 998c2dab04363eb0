"""What was counted of somebody's work, by the ladder's definitions."""

from collections import Counter
from collections.abc import Iterable

from tracker.assess.view import View
from tracker.criteria.work import Piece, tally
from tracker.facts import Gap, Kind
from tracker.findings import (
    Count,
    Counts,
)


def counts_of(view: View) -> Counts:
    work, facts = view.work, view.facts
    authored, reviewed = facts.gap(Kind.AUTHORED), facts.gap(Kind.REVIEWED)
    talk = facts.gap(Kind.CONVERSATIONS)

    def count(pieces: Iterable[Piece], *gaps: Gap | None, possible: bool = False) -> Count:
        found = tuple(pieces)
        by_repo = Counter(piece.pull_request.repo for piece in found)
        return Count(total=len(found), at_least=possible or any(gaps), by_repo=dict(sorted(by_repo.items())))

    primary, substantial = tally(work.reviewed, work.primary), tally(work.reviewed_or_merged, work.substantial)
    return Counts(
        authored_merged=count(work.merged, authored),
        reviewed=count(work.reviewed, reviewed, talk),
        lgtm_given=count(work.lgtm_given, reviewed, talk),
        primary_reviewer=count(primary.certain, reviewed, talk, possible=bool(primary.possible)),
        substantial=count(substantial.certain, authored, reviewed, talk, possible=bool(substantial.possible)),
        reviewed_or_merged=count(work.reviewed_or_merged, authored, reviewed, talk),
    )
