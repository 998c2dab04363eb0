"""What was counted of somebody's work, by the ladder's definitions."""

from collections import Counter
from collections.abc import Iterable

from tracker.assess.view import View
from tracker.criteria.work import Piece, Test, tally
from tracker.facts import Gap, Kind
from tracker.findings.standing import Count, Counts


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
