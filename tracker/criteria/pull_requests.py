"""Counts of pull requests: authored, reviewed, both, with or without "substantial" and "primary"."""

from datetime import datetime, timedelta
from enum import StrEnum
from operator import itemgetter
from typing import Literal
from urllib.parse import urlencode

from pydantic import Field

from tracker.criteria import dated
from tracker.criteria.base import Case, Criterion
from tracker.criteria.definitions import Repository
from tracker.criteria.work import Piece, Tally, Test, tally, within
from tracker.facts import Kind
from tracker.facts.people import UNKNOWN_SINCE, Since
from tracker.facts.scopes import ScopeKind
from tracker.findings.outcomes import Evidence, Outcome, Verdict

#: How many pull requests a finding shows at most; the rest is a number and a search link.
SHOWN = 30
_MOMENT = itemgetter(0)


class Counted(StrEnum):
    """Which pull requests are counted."""

    OPENED = "opened"
    MERGED = "merged"
    REVIEWED = "reviewed"
    REVIEWED_OR_MERGED = "reviewed_or_merged"


_KINDS = {
    Counted.OPENED: (Kind.AUTHORED,),
    Counted.MERGED: (Kind.AUTHORED,),
    Counted.REVIEWED: (Kind.REVIEWED,),
    Counted.REVIEWED_OR_MERGED: (Kind.REVIEWED, Kind.AUTHORED),
}
_QUALIFIERS = {
    Counted.OPENED: "author:{login}",
    Counted.MERGED: "is:merged author:{login}",
    Counted.REVIEWED: "(reviewed-by:{login} OR commenter:{login}) -author:{login}",
    Counted.REVIEWED_OR_MERGED: "(author:{login} OR reviewed-by:{login} OR commenter:{login})",
}
_DONE = {
    Counted.OPENED: "opened",
    Counted.MERGED: "merged",
    Counted.REVIEWED: "reviewed",
    Counted.REVIEWED_OR_MERGED: "reviewed or merged",
}


class PullRequests(Criterion):
    """At least so many pull requests of a sort, in the scope of the tier."""

    kind: Literal["pull_requests"]
    counted: Counted
    at_least: int = Field(ge=1)
    substantial: bool = False
    """Count only substantial ones, by the ladder's definition."""
    primary: bool = False
    """Count only those of which the person was the primary reviewer, by the ladder's definition."""
    merged_only: bool = False
    """Count reviews of merged pull requests only."""
    within_days: int | None = Field(default=None, ge=1)
    """Count only what happened in so many days before the report; None counts everything."""
    repositories: tuple[Repository, ...] = ()
    """Count only in these repositories, wherever the tier is held."""

    def judge(self, case: Case) -> Verdict:
        found = tally(case.work.near(self._pieces(case), case.scope), *self._tests(case))
        seen = len(found.certain)
        gap = case.gap(*self._evidence_kinds())
        return Verdict(
            outcome=self._outcome(found, complete=gap is None),
            basis=self.basis,
            required=self.at_least,
            observed=seen,
            observed_is_at_least=bool(gap or found.possible),
            unit="pull requests",
            missing=self._missing(case, seen),
            reason=self._reason(found, gap.reason if gap else None),
            check_url=self._check_url(case),
            evidence=tuple(map(as_evidence, found.certain[:SHOWN])),
            evidence_total=seen,
            met_since=self._met_since(found, complete=gap is None),
            needs=case.needs(*self._needed_kinds()),
        )

    def _pieces(self, case: Case) -> tuple[Piece, ...]:
        return {
            Counted.OPENED: case.work.opened,
            Counted.MERGED: case.work.merged,
            Counted.REVIEWED: case.work.reviewed,
            Counted.REVIEWED_OR_MERGED: case.work.reviewed_or_merged,
        }[self.counted]

    def _tests(self, case: Case) -> list[Test]:
        tests: list[Test] = [within(case.scope), case.work.counted]
        if self.repositories:
            repositories = {repo.lower() for repo in self.repositories}
            tests.append(lambda piece: piece.pull_request.repo.lower() in repositories)
        if self.within_days is not None:
            days = self.within_days
            tests.append(lambda piece: (case.facts.as_of - piece.at).days < days)
        if self.merged_only:
            tests.append(lambda piece: piece.pull_request.merged)
        if self.primary:
            tests.append(case.work.primary)
        if self.substantial:
            tests.append(case.work.substantial)
        return tests

    def _evidence_kinds(self) -> tuple[Kind, ...]:
        """Whose gaps can hide a whole pull request that counts: a /lgtm stands in the conversation."""
        kinds = _KINDS[self.counted]
        return (*kinds, Kind.CONVERSATIONS) if Kind.REVIEWED in kinds else kinds

    def _needed_kinds(self) -> tuple[Kind, ...]:
        """What can be read on: also what decides about pull requests that are known already."""
        return (*self._evidence_kinds(), Kind.FILES, *([Kind.REVIEW_COMMENTS] if self.primary else []))

    def _outcome(self, found: Tally, *, complete: bool) -> Outcome:
        """Reached in spite of a gap is met; not reached is not yet only where nothing can be hidden."""
        if len(found.certain) >= self.at_least:
            return Outcome.MET
        if complete and len(found.certain) + len(found.possible) < self.at_least:
            return Outcome.NOT_YET
        return Outcome.UNKNOWN

    def _met_since(self, found: Tally, *, complete: bool) -> Since:
        """The day on which the pull request came that made the number full, the earliest ones first.

        Another one may be hidden, or one that came later may have counted earlier: then it was that day, or before.
        """
        if len(found.certain) < self.at_least:
            return UNKNOWN_SINCE
        enough = sorted(map(self._counted_since, found.certain), key=_MOMENT)[self.at_least - 1 :]
        moment, _, full = enough[0]
        every = complete and not found.possible and self.within_days is None
        exact = every and all(known for _, known, _ in enough)
        return dated.since(dated.day_of(moment), full.pull_request.url, exact=exact)

    def _counted_since(self, piece: Piece) -> tuple[datetime, bool, Piece]:
        """Since when a pull request counts, and whether it is known that it did not before.

        Where it has to be merged, it counts since the merge, or since the review that came later. What was said after
        the merge may have made somebody its primary reviewer: then the moment of that is the latest.
        """
        merged = piece.pull_request.merged_at if self.primary or self.merged_only else None
        first = piece.at if self.primary else piece.first or piece.at
        if merged and merged >= first:
            return merged, True, piece
        return first, piece.first_known and not self.primary, piece

    def _missing(self, case: Case, seen: int) -> str | None:
        if (more := self.at_least - seen) <= 0:
            return None
        words = [str(more), "more" if seen else "", "substantial" if self.substantial else ""]
        words += ["pull request" if more == 1 else "pull requests", "" if self.primary else _DONE[self.counted]]
        place = "" if case.scope.kind is ScopeKind.PROJECT else f" in {case.scope}"
        with_you = " with you as primary reviewer" if self.primary else ""
        return " ".join(filter(None, words)) + place + with_you

    def _reason(self, found: Tally, gap: str | None) -> str | None:
        if len(found.certain) >= self.at_least:
            return None
        if gap:
            return gap
        if found.possible and len(found.certain) + len(found.possible) >= self.at_least:
            return f"{len(found.possible)} more may count, but what is known of them does not tell"
        return None

    def _check_url(self, case: Case) -> str:
        """A search that finds whatever counts, and more where GitHub cannot search for what makes it count."""
        login = case.facts.contributor.login
        orgs = " OR ".join(f"org:{org}" for org in case.orgs)
        repos = self.repositories or tuple(filter(None, [case.repo]))
        where = " ".join(f"repo:{repo}" for repo in repos) or (f"({orgs})" if orgs else "")
        since = case.today - timedelta(days=self.within_days) if self.within_days else None
        query = [
            "is:pr",
            *(["is:merged"] if self.merged_only else []),
            _QUALIFIERS[self.counted].format(login=login),
            *([f"updated:>={since}"] if since else []),
            where,
        ]
        return f"{case.web}/search?{urlencode({'q': ' '.join(filter(None, query)), 'type': 'pullrequests'})}"


def as_evidence(piece: Piece) -> Evidence:
    pull_request = piece.pull_request
    return Evidence(title=f"{pull_request}: {pull_request.title}", url=pull_request.url, at=piece.at, note=piece.note)
