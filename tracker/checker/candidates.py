"""Finds people whom nobody named: everybody who took part in a directory, and those of them worth a full check."""

from dataclasses import dataclass, replace
from datetime import datetime

from tracker.assess import Aim
from tracker.assess.half_way import HalfWay
from tracker.assess.taking_part import TakingPart
from tracker.checker import Checker, Progress, community_files, documents_of, settled
from tracker.checker.candidate_groups import Found
from tracker.checker.contributors import repository_query
from tracker.criteria.holds import Holds
from tracker.errors import UsageError
from tracker.facts import Community
from tracker.facts.repository_work import RepositoryQuery, RepositoryWork
from tracker.facts.scopes import Scope
from tracker.findings.candidates import Candidates
from tracker.findings.cohort import Cohort
from tracker.ladder import walk
from tracker.sources.base import RepositorySource


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What is read of a directory since a moment: its repository, and the community's files.

    ``numbers`` are those of the only merged pull requests that touch the directory, where they are known from a clone;
    with ``open_too`` every open pull request is read, too. ``told`` hears how far the reading is.
    """

    checker: Checker
    source: RepositorySource
    scope: Scope
    since: datetime
    numbers: frozenset[int] | None = None
    open_too: bool = False
    told: Progress = lambda *_: None

    @property
    def query(self) -> RepositoryQuery:
        query = repository_query(self.checker.ladder, str(self.scope.repo), self.since, self.checker.as_of)
        return replace(query, numbers=self.numbers, open_too=self.open_too)

    def community(self, paths: frozenset[str] | None, layouts: frozenset[str] = frozenset()) -> Community:
        """The community's files, with what the check of each person asks for, too: it is one question then."""
        ladder = self.checker.ladder
        query = replace(
            community_files(ladder),
            paths={str(self.scope.repo): paths},
            documents=documents_of(ladder, self.checker.as_of.date()),
            repositories=ladder.repositories,
            layouts=layouts,
        )
        return self.checker.source.community(query)

    def placed(self, paths: frozenset[str] | None, tier: str | None = None) -> Aim:
        """The aim at the directory as GitHub calls it now; what is read next is asked for along with that.

        Raises:
            PlaceError, UsageError: as ``placed``.
        """
        self.source.expect_repository(self.query, places_of(self.scope))
        self.community(paths)
        return placed(self.checker, Aim(tier=tier, scopes=(self.scope,)))


@dataclass(frozen=True, kw_only=True)
class Finder(Reading):
    """Finds candidates for a tier in a directory, among those who took part there."""

    tier: str

    def find(self) -> Candidates:
        """Everybody who took part, in groups.

        Raises:
            PlaceError: there is no such directory.
            UsageError: the tier asks for no number of pull requests there.
            SourceError, TokenError: nothing of the repository could be read.
        """
        before = self.source.cost
        aim = self.placed(self._paths, self.tier)
        found, cohort = replace(self, scope=aim.scopes[0]).read(), Cohort(as_of=self.checker.as_of, reports=())
        if not found.is_there:
            settled(Aim(scopes=(self.scope,)), self.checker.source, self.checker.ladder)
        if chosen := found.half_way.reached(found.people):
            cohort = replace_aim(self.checker, aim).check_all(chosen, self.told)
        return found.candidates(cohort, self.source.cost - before)

    def read(self) -> Found:
        """The repository, and who took part in the directory."""
        community = self.community(self._paths)
        found = self._found(self.source.repository(self.query, self.told), community)
        if doubtful := found.half_way.doubtful(found.people):
            found = self._found(self.source.repository(replace(self.query, details=doubtful), self.told), community)
        return found

    @property
    def _paths(self) -> frozenset[str]:
        return frozenset({self.scope.path})

    def _found(self, work: RepositoryWork, community: Community) -> Found:
        ladder = self.checker.ladder
        taking_part = TakingPart(work, ladder.definitions)
        half_way = HalfWay(ladder, ladder.tier(self.tier), self.scope, taking_part)
        if not half_way.counts:
            hint = "Name a tier that asks for pull requests there."
            raise UsageError(f"the tier {self.tier} asks for no number of pull requests in {self.scope}", hint=hint)
        return Found(checker=self.checker, half_way=half_way, community=community, since=self.since)


def places_of(*scopes: Scope) -> list[Scope]:
    """Directories, each with its repository: that one is looked for first."""
    return [*(Scope.directory(str(one.repo)) for one in scopes), *scopes]


def placed(checker: Checker, aim: Aim) -> Aim:
    """The aim with its directories as GitHub calls them now.

    Raises:
        PlaceError: there is no such repository; or today no such directory, and today is asked about.
        UsageError: nothing in the repository counts by the rules.
    """
    for scope in aim.scopes:
        if checker.ladder.definitions.excludes(str(scope.repo)):
            raise UsageError(f"nothing in {scope.repo} counts by these rules", hint="Name another repository.")
    places = places_of(*aim.scopes)
    checker.source.places(places)  # with one question
    settled(Aim(scopes=tuple(places[: len(aim.scopes)])), checker.source, checker.ladder)
    return checker.placed(aim)


def replace_aim(checker: Checker, aim: Aim) -> Checker:
    """The checker for people who all aim at the same, and of whom no more than that is asked."""
    ladder, day = checker.ladder, checker.as_of.date()
    tiers = [tier for tier in ladder.tiers if tier.id == aim.tier]
    asked = [ladder.rules(tier, scope, day, working_in=aim.scopes) for tier in tiers for scope in aim.scopes]
    elsewhere = any(isinstance(rule, Holds) and rule.anywhere for rules in asked for rule in walk(rules))
    return replace(
        checker,
        aim=lambda _: aim,
        openings=False,
        guide=None,
        past=None,
        full=False,
        role_index=False,
        aimed_only=not elsewhere,
    )
