"""Joins a source and the rules: gather, then assess; one contributor or several."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time

from tracker.advice.affiliations import affiliations, worth_looking_up
from tracker.advice.next_steps import next_steps
from tracker.advice.openings import openings, where_to_look
from tracker.advice.scopes import busiest
from tracker.assess import Aim, assess, needs
from tracker.assess.paperwork import files_of
from tracker.criteria.sponsorship import audit
from tracker.criteria.tenure import add_months
from tracker.criteria.work import Work
from tracker.errors import LimitReached, NothingChecked, SourceError, TokenError
from tracker.facts import Community, CommunityQuery, Cost, Facts, Gap, Kind, Need, Query
from tracker.facts.people import Login
from tracker.facts.request_form import Template
from tracker.facts.scopes import ScopeKind
from tracker.findings import Cohort, Failure, Report, RequestAudit
from tracker.findings.paperwork import Paper
from tracker.guide import Guide
from tracker.ladder import Ladder
from tracker.sources.base import RequestSource, Source

#: For how many repositories, and directories in each, the OWNERS are read when nobody names a scope. Two requests'
#: worth of files: who works in more places is shown those with most of the work.
REPOSITORIES = 4
DIRECTORIES = 20

#: Stands where a question is about no person.
NOBODY = Login.parse("ghost")

#: Told before each login: its place, how many there are, the login.
Progress = Callable[[int, int, Login], None]


@dataclass(kw_only=True)
class Checker:
    """Checks people on one ladder, with one source, as of one moment.

    Groups are suggested by a ``guide``; ``openings`` says whether to look for what waits for somebody.
    """

    source: Source
    ladder: Ladder
    as_of: datetime
    rules_from: str = "built-in"
    full: bool = False
    guide: Guide | None = None
    openings: bool = True
    aim: Callable[[Login], Aim] = field(default=lambda _: Aim())

    def check(self, login: Login) -> Report:
        """One person's report.

        Raises:
            NothingChecked: there is no such person, or the source did not answer at all.
        """
        one = _One(checker=self, aim=self.aim(login), before=self.source.cost)
        facts = self.source.gather(self._query(login), one.wanted)
        return one.final(facts)

    def check_all(self, logins: Iterable[Login], progress: Progress = lambda *_: None) -> Cohort:
        """Everybody's report, in the order given; who cannot be checked is a failure, and the rest is done.

        Raises:
            TokenError, ConfigError: the token, or a file, is refused from the beginning: nobody can be checked with it.
        """
        everybody, before = list(dict.fromkeys(logins)), self.source.cost
        reports: list[Report] = []
        failures: list[Failure] = []
        for place, login in enumerate(everybody):
            progress(place, len(everybody), login)
            try:
                reports.append(self.check(login))
            except NothingChecked as error:
                if isinstance(error, TokenError) and not reports:
                    raise
                failures.append(Failure(login=login.name, error=error.message, hint=error.hint))
                if isinstance(error, LimitReached | TokenError):
                    failures += [_not_reached(other, error) for other in everybody[place + 1 :]]
                    break
        return Cohort(
            as_of=self.as_of, reports=tuple(reports), failures=tuple(failures), cost=self.source.cost - before
        )

    def audit(self, source: RequestSource, number: int) -> RequestAudit:
        """A membership request, checked: who sponsors it, whether they may, whether they answered.

        Read are the OWNERS files of all subprojects that sigs.yaml lists: who is in none of them is unknown, not
        refused, since not every directory's file is among them.

        Raises:
            SourceError: there is no such request, or was none yet, or the source did not answer.
        """
        request = source.request(self._query(NOBODY), number)
        if request.opened_at > self.as_of:
            message = f"request {number} was made on {request.opened_at.date()}, after {self.as_of.date()}"
            raise SourceError(message, hint="Ask for a later day, or leave the day out.")
        if request.template is Template.UNKNOWN and not request.orgs:
            message = f"issue {number} is no membership request"
            raise SourceError(message, hint="Give the number or the address of a request.")
        files = community_query(self.ladder)
        groups = source.community(files).groups
        links = [link for one in groups.subprojects().values() for link in one.owners] if groups else []
        paths = {link.repo: frozenset(other.path for other in links if other.repo == link.repo) for link in links}
        own = frozenset({request.applicant}) if request.applicant else frozenset()
        community = source.community(replace(files, paths=paths, logins=own, former=True))
        profiles = source.profiles([sponsor.login for sponsor in request.sponsors])
        stated = replace(community, affiliations=affiliations(community, profiles))
        return audit(request, stated, self.ladder.definitions, self.as_of.date())

    def _query(self, login: Login) -> Query:
        rule = self.ladder.inactive_after(self.as_of.date())
        seen_since = add_months(self.as_of.date(), -rule.months) if rule else None
        return Query(
            login=login,
            orgs=self.ladder.orgs,
            as_of=self.as_of,
            excluded_repos=self.ladder.definitions.excluded_repositories,
            bots=self.ladder.definitions.bots.keys,
            seen_since=datetime.combine(seen_since, time(), UTC) if seen_since else None,
            requests_repository=self.ladder.files.requests_repository,
            requests_title=self.ladder.files.requests_title,
            full=self.full,
        )


def community_query(ladder: Ladder) -> CommunityQuery:
    """The files that say who is in which organization and group."""
    files = ladder.files
    org_files = {org: files.org_file.format(org=org) for org in ladder.orgs} if files.org_file else {}
    return CommunityQuery(
        org_files=org_files,
        org_files_were={org: tuple(was.format(org=org) for was in files.org_file_was) for org in org_files},
        known_from=files.members_known_from,
        groups_file=files.groups_file,
    )


def _not_reached(login: Login, error: NothingChecked) -> Failure:
    return Failure(login=login.name, error=f"not reached: {error.message}", hint=error.hint)


@dataclass(kw_only=True)
class _One:
    """The check of one person: the community's files are chosen once, from the first work that was read."""

    checker: Checker
    aim: Aim
    before: Cost
    community: Community | None = None

    def wanted(self, facts: Facts) -> frozenset[Need]:
        """What is still waited for: whatever leaves a criterion unknown and can be read."""
        waited_for = needs(facts, self._community(facts), self.checker.ladder, self.aim)
        return frozenset(need for need in waited_for if facts.can_read(need))

    def final(self, facts: Facts) -> Report:
        """The report, with the companies of possible sponsors looked up: nothing that is read on depends on them."""
        definitions = self.checker.ladder.definitions
        community = self._community(facts)
        profiles = self.checker.source.profiles(worth_looking_up(facts, community, definitions))
        stated = replace(community, affiliations=affiliations(community, profiles))
        report = self._assess(facts, stated)
        return self._with_openings(facts, report) if self.checker.openings else report

    def _with_openings(self, facts: Facts, report: Report) -> Report:
        """The report with what waits for the person; without it, and with a gap, where that cannot be read."""
        checker = self.checker
        work = Work(facts=facts, definitions=checker.ladder.definitions)
        scopes = [result.scope for result in report.nearest]
        groups = [repo for group in report.groups.suggested for repo in group.repositories]
        member = any(held.scope.kind is ScopeKind.ORGANIZATION for held in report.standing.held)
        try:
            items = checker.source.openings(where_to_look(work, scopes, groups, member=member))
        except (SourceError, TokenError) as error:
            gap = Gap(kind=Kind.OPENINGS, reason=error.message, effect="what waits for you is not shown")
            return replace(report, data=replace(report.data, gaps=(*report.data.gaps, gap)))
        found = openings(items, work, scopes, checker.ladder.definitions.bots)
        steps = next_steps(report.readiness, report.sponsors.suggested, found)
        spent = checker.source.cost - self.before
        return replace(report, openings=found, next_steps=steps, data=replace(report.data, cost=spent))

    def _community(self, facts: Facts) -> Community:
        if self.community is None or self.checker.full:
            self.community = self.checker.source.community(self._community_query(facts))
        return self.community

    def _assess(self, facts: Facts, community: Community) -> Report:
        checker = self.checker
        spent = checker.source.cost - self.before
        return assess(
            facts, community, checker.ladder, self.aim, rules_from=checker.rules_from, cost=spent, guide=checker.guide
        )

    def _community_query(self, facts: Facts) -> CommunityQuery:
        return replace(
            community_query(self.checker.ladder),
            logins=frozenset({facts.contributor.login}),
            # Who is no member now was perhaps one on an earlier day, or after a request that was closed.
            former=self.checker.as_of.date() < facts.fetched_at.date()
            or any(request.closed_at for request in facts.requests or ()),
            paths=self._paths(facts),
            documents=self._documents(),
            request_form=self.checker.ladder.files.request_form if self.aim.paper is Paper.REQUEST else None,
            layouts=self._layouts(),
        )

    def _layouts(self) -> frozenset[str]:
        """The files that a nomination may change."""
        scopes = self.aim.scopes if self.aim.paper is Paper.NOMINATION else ()
        return frozenset(name for scope in scopes for name in files_of(scope))

    def _documents(self) -> dict[str, str]:
        """The documents of today's rules: whether they still say what is quoted. Older rules are not compared."""
        ladder = self.checker.ladder
        if self.checker.as_of.date() < ladder.rules_as_of:
            return {}
        living = {key: d for key, d in ladder.documents.items() if d.lives and d.repository and d.path}
        return {key: f"{d.repository}:{d.path}" for key, d in living.items()}

    def _paths(self, facts: Facts) -> Mapping[str, frozenset[str] | None]:
        """The directories whose OWNERS matter: those worked in most, and those asked for."""
        work = Work(facts=facts, definitions=self.checker.ladder.definitions)
        found: dict[str, frozenset[str] | None] = dict(busiest(work, repos=REPOSITORIES, directories_each=DIRECTORIES))
        for scope in self.aim.scopes:
            if scope.repo:
                found[scope.repo] = (found.get(scope.repo) or frozenset()) | {scope.path}
        return dict.fromkeys(found) if self.checker.full else found
