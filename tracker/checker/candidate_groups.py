"""Who took part in a directory, in groups: who holds a role there, who was checked, how many others there are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from tracker.advice.invitation import invitation
from tracker.assess import ladder_ref
from tracker.assess.half_way import HalfWay
from tracker.assess.paperwork import OWNERS_ROLES
from tracker.assess.taking_part import TakingPart, last_of, months_in
from tracker.checker import Checker
from tracker.criteria.work import tally
from tracker.facts import Community, Cost, Gap, Kind
from tracker.facts.owners import OwnersEntry
from tracker.facts.people import Login
from tracker.facts.repository_work import RepositoryWork
from tracker.facts.scopes import Scope
from tracker.findings.candidates import Candidate, Candidates, RoleHolder
from tracker.findings.cohort import Cohort
from tracker.findings.outcomes import Outcome
from tracker.findings.readiness import TierResult
from tracker.findings.report import Data, Report
from tracker.ladder import Ladder, Tier


def owners_tiers(ladder: Ladder) -> tuple[Tier, ...]:
    """The tiers that an entry in OWNERS gives, lowest first: those that candidates can be found for."""
    return tuple(tier for tier in ladder.tiers if tier.held_by in OWNERS_ROLES)


@dataclass(frozen=True, kw_only=True)
class Found:
    """Who took part in a directory, and who holds a role there."""

    checker: Checker
    half_way: HalfWay
    community: Community
    since: datetime

    @property
    def scope(self) -> Scope:
        return self.half_way.scope

    @property
    def taking_part(self) -> TakingPart:
        return self.half_way.taking_part

    @property
    def is_there(self) -> bool:
        """Whether any pull request changed the directory for certain: one that is not there today was there then."""
        return any(
            self.scope.holds(file.path) for pull in self.taking_part.read.pulls for file in pull.pull_request.files
        )

    @cached_property
    def people(self) -> frozenset[Login]:
        """Everybody who took part and holds no such role yet."""
        return self.taking_part.inside(self.scope) - {one.login for one in self.holders}

    @cached_property
    def holders(self) -> tuple[RoleHolder, ...]:
        """Who has the role, or one above it, in the directory as a whole; by login."""
        found = {entry.login: entry for entry in self._entries() if self._is_person(entry.login)}
        return tuple(self._holder(found[login]) for login in sorted(found))

    def _entries(self) -> Iterator[OwnersEntry]:
        tree = self.community.owners.get(str(self.scope.repo))
        ladder = self.checker.ladder
        tiers = [one for one in owners_tiers(ladder) if ladder.place(one) >= ladder.place(self.half_way.tier)]
        for tier in tiers:
            for login in {entry.login for entry in tree.entries_} if tree else ():
                if tree and (entry := tree.entry_in_force(login, OWNERS_ROLES[tier.held_by], self.scope.path)):
                    yield entry

    def _is_person(self, login: Login) -> bool:
        return login not in self.checker.ladder.definitions.bots and login not in self.checker.ladder.left_out

    def _holder(self, entry: OwnersEntry) -> RoleHolder:
        last = last_of(self.taking_part.pieces(entry.login, self.scope))
        return RoleHolder(
            login=entry.login,
            url=f"{self.taking_part.read.web}/{entry.login}",
            role=entry.role.value,
            entered_in=Scope.directory(entry.repo, entry.directory),
            entry_url=entry.url,
            alias=entry.alias,
            last=last[0] if last else None,
            last_url=last[1] if last else None,
        )

    def candidates(self, cohort: Cohort, cost: Cost) -> Candidates:
        """The groups, once those who were chosen are checked."""
        checker, read = self.checker, self.taking_part.read
        checked = [self._candidate(report) for report in cohort.reports]
        everybody = len(self.people)
        return Candidates(
            ladder=ladder_ref(checker.ladder, checker.rules_from),
            as_of=checker.as_of,
            since=self.since,
            scope=self.scope,
            tier=self.half_way.tier.id,
            tier_title=self.half_way.tier.title,
            holders=self.holders,
            ready=tuple(one for one in checked if one.ready),
            close=tuple(one for one in checked if not one.ready),
            others=everybody - len(checked) - len(cohort.failures),
            read=len(read.pulls),
            found=read.total,
            failures=cohort.failures,
            data=data_of(checker, read, (*read.gaps, *self._gaps(), *_unfinished(cohort.reports)), cost),
        )

    def _gaps(self) -> Iterator[Gap]:
        gap = self.community.gap(Kind.OWNERS, str(self.scope.repo))
        if gap:
            yield replace(gap, effect="who holds the role already is not certain")

    def _candidate(self, report: Report) -> Candidate:
        login, result = report.contributor.login, self._result(report)
        authored, reviewed = self._counts(login)
        pieces = self.taking_part.pieces(login, self.scope)
        return Candidate(
            login=login,
            url=report.contributor.url,
            result=result,
            authored=authored,
            reviewed=reviewed,
            months=months_in(pieces),
            companions=self.taking_part.companions(login, self.scope),
            emeritus=self._emeritus(login),
            commands=tuple(_commands(login, self.scope, result.tier)),
            draft=invitation(
                login,
                result.title,
                self.scope,
                authored=authored,
                reviewed=reviewed,
                since=self.since.date(),
                missing=_missing(result),
                emeritus=self._emeritus(login),
            ),
        )

    def _emeritus(self, login: Login) -> str | None:
        tree = self.community.owners.get(str(self.scope.repo))
        entries = tree.entries(login) if tree else ()
        return next((entry.role.value for entry in entries if entry.emeritus), None)

    def _result(self, report: Report) -> TierResult:
        return next(one for one in report.readiness if one.tier == self.half_way.tier.id)

    def _counts(self, login: Login) -> tuple[int, int]:
        """Merged and reviewed pull requests in the directory within the time, those that count for certain."""
        work = self.taking_part.work(login)
        ids = {piece.pull_request.id for piece in self.taking_part.pieces(login, self.scope)}
        merged, reviewed = (
            [one for one in some if one.pull_request.id in ids] for some in (work.merged, work.reviewed)
        )
        return len(tally(merged, work.counted).certain), len(tally(reviewed, work.counted).certain)


def _missing(result: TierResult) -> tuple[str, ...] | None:
    """What is certainly missing; empty where all that can be counted is met, None where what is missing is unknown."""
    certain = (one for one in result.machine if one.outcome is Outcome.NOT_YET)
    found = tuple(one.missing for one in certain if one.missing)
    return found or (() if result.counted_met else None)


def _unfinished(reports: Iterable[Report]) -> Iterator[Gap]:
    """What was not read of people of whom something is not known for that."""
    for report in reports:
        findings = (one for result in report.readiness for one in result.criteria)
        reasons = {one.reason for one in findings if one.outcome is Outcome.UNKNOWN}
        yield from (gap for gap in report.data.gaps if gap.reason in reasons)


def data_of(checker: Checker, read: RepositoryWork, gaps: Iterable[Gap], cost: Cost) -> Data:
    """How what is said of a repository came about."""
    return Data(
        gaps=tuple(gaps),
        source=read.source,
        host=read.host,
        fetched_at=read.fetched_at,
        cost=cost,
        notes=checker.of_today("OWNERS files"),
    )


def _commands(login: Login, scope: Scope, tier: str) -> Iterator[str]:
    yield f"ladder-check {login} --scope {scope} --tier {tier}"
    yield f"ladder-check {login} --scope {scope} --tier {tier} --format nomination"
