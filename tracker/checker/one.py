"""One person: what is asked, what is waited for, and the report."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from tracker.advice.affiliations import affiliations, worth_looking_up
from tracker.advice.next_steps import next_steps
from tracker.advice.openings import openings, where_to_look
from tracker.advice.scopes import busiest
from tracker.assess import Aim, assess, needs
from tracker.checker.unchecked import Read, repositories_of, unchecked
from tracker.criteria.tenure import add_months
from tracker.criteria.work import Work
from tracker.errors import SourceError, TokenError
from tracker.facts import Community, CommunityQuery, Cost, Facts, Gap, Kind, Need, Query
from tracker.facts.gathered import NO_COST
from tracker.facts.openings import OpeningsQuery
from tracker.facts.people import Contributor, Login
from tracker.facts.role_index import RoleIndex
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings.papers import Paper
from tracker.findings.report import Report
from tracker.guide import Guide
from tracker.ladder import Ladder
from tracker.later import Later
from tracker.sources.base import Source

if TYPE_CHECKING:
    from tracker.assess import paperwork
else:
    paperwork = Later("tracker.assess.paperwork")

#: For how many repositories, and directories in each, the OWNERS are read when nobody names a scope. Two requests'
#: worth of files: who works in more places is shown those with most of the work.
REPOSITORIES = 4
DIRECTORIES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """By what, as of when and how deep people are checked; the same for everybody.

    Groups are suggested by a ``guide``; ``openings`` says whether to look for what waits for somebody. With
    ``aimed_only`` no OWNERS are read, and no roles looked for, but those of the directories that are aimed at.
    """

    ladder: Ladder
    as_of: datetime
    rules_from: str = "built-in"
    full: bool = False
    guide: Guide | None = None
    openings: bool = True
    aimed_only: bool = False


def documents_of(ladder: Ladder, day: date) -> dict[str, str]:
    """The documents of today's rules: whether they still say what is quoted. Older rules are not compared."""
    if day < ladder.rules_as_of:
        return {}
    living = {key: d for key, d in ladder.documents.items() if d.lives and d.repository and d.path}
    return {key: f"{d.repository}:{d.path}" for key, d in living.items()}


def community_files(ladder: Ladder) -> CommunityQuery:
    """The files that say who is in which organization and group."""
    files = ladder.files
    org_files = {org: files.org_file.format(org=org) for org in ladder.orgs} if files.org_file else {}
    return CommunityQuery(
        org_files=org_files,
        org_files_were={org: tuple(was.format(org=org) for was in files.org_file_was) for org in org_files},
        known_from=files.members_known_from,
        groups_file=files.groups_file,
    )


@dataclass(kw_only=True)
class One:
    """The check of one person: the community's files are chosen once, from the first work that was read."""

    source: Source
    rules: Rules
    aim: Aim
    #: What had been spent before; None where what is spent is spent for several.
    before: Cost | None
    #: Places where a role was held before: whether it still is, is to be known.
    held_before: Iterable[Scope] = ()
    community: Community | None = None
    #: Asked once, when it is needed first: it may have to be built.
    index: Callable[[], RoleIndex | None] = field(default=lambda: None)
    #: The directories whose OWNERS were read for it.
    read: Read = field(default_factory=dict)
    _seen: Work | None = None

    def needs(self, facts: Facts) -> frozenset[Need]:
        """What is still waited for: whatever leaves a criterion unknown and can be read. Pure."""
        waited_for = needs(self._work(facts), self._community, self.rules.ladder, self.aim)
        return frozenset(need for need in waited_for if facts.can_read(need))

    def share(self, community: Community, login: Login, asked: CommunityQuery) -> None:
        """Take what this person ``asked`` for of what was read for several; what others asked makes no difference."""
        known = community.owners
        dated = asked.former or bool(community.memberships(login))
        gaps = (gap for gap in community.gaps if gap.concerns(login, asked.paths.keys()))
        mine = replace(
            community,
            owners={repo: known[repo].within(paths) for repo, paths in asked.paths.items() if repo in known},
            names={old: new for old, new in community.names.items() if old in asked.paths or old in asked.repositories},
            stays=community.stays if dated else {},
            gaps=tuple(gap for gap in gaps if dated or gap.kind is not Kind.MEMBER_SINCE),
        )
        self.community, self.read = self._named(mine), asked.paths

    def report(self, facts: Facts, profiles: Mapping[Login, Contributor]) -> Report:
        """The report; ``profiles`` are accounts of possible sponsors, for their companies."""
        rules, known = self.rules, self._community
        gaps = unchecked(rules.ladder, self._work(facts), self.read, self.index(), full=rules.full)
        stated = affiliations(known, profiles)
        return self._assess(facts, replace(known, affiliations=stated, gaps=(*known.gaps, *gaps)))

    def possible_sponsors(self, facts: Facts) -> Sequence[Login]:
        """Whose companies are worth knowing, or may be, as long as the community's files are not read."""
        return worth_looking_up(facts, self.community, self.rules.ladder.definitions)

    def openings_query(self, facts: Facts, report: Report) -> OpeningsQuery:
        """Where to look for what waits for the person."""
        scopes = [result.scope for result in report.nearest]
        groups = [repo for group in report.groups.suggested for repo in group.repositories]
        member = any(held.scope.kind is ScopeKind.ORGANIZATION for held in report.standing.held)
        return where_to_look(self._work(facts), scopes, groups, member=member)

    def first_openings_query(self, facts: Facts, *, member: bool) -> OpeningsQuery:
        """Where it is probably looked for that, before the community's files are read."""
        return where_to_look(self._work(facts), self.aim.scopes, (), member=member)

    def with_openings(self, facts: Facts, report: Report) -> Report:
        """The report with what waits for the person; without it, and with a gap, where that cannot be read."""
        try:
            items = self.source.openings(self.openings_query(facts, report))
        except (SourceError, TokenError) as error:
            gap = Gap(kind=Kind.OPENINGS, reason=error.message, effect="what waits for you is not shown")
            return replace(report, data=replace(report.data, gaps=(*report.data.gaps, gap)))
        scopes = [result.scope for result in report.nearest]
        found = openings(items, self._work(facts), scopes, self.rules.ladder.definitions.bots)
        report = replace(report, openings=found, data=replace(report.data, cost=self._spent()))
        return replace(report, next_steps=next_steps(report))

    def _spent(self) -> Cost:
        return NO_COST if self.before is None else self.source.cost - self.before

    def _work(self, facts: Facts) -> Work:
        """The work in these facts: as long as nothing more is read, what counts in it is found out once."""
        if self._seen is None or self._seen.facts is not facts:
            self._seen = Work(facts=facts, definitions=self.rules.ladder.definitions)
        return self._seen

    @property
    def _community(self) -> Community:
        return self.community or Community()

    def _named(self, community: Community) -> Community:
        """The community with the index, and repositories of sigs.yaml as they are called now."""
        index = self.index()
        names = {**(index.names if index else {}), **community.names, **self.aim.renamed}
        groups = community.groups.renamed(names) if community.groups else None
        return replace(community, groups=groups, names=names, index=index)

    def _assess(self, facts: Facts, community: Community) -> Report:
        rules, spent = self.rules, self._spent()
        return assess(
            self._work(facts),
            community,
            rules.ladder,
            self.aim,
            rules_from=rules.rules_from,
            cost=spent,
            guide=rules.guide,
        )

    def community_query(self, facts: Facts) -> CommunityQuery:
        """The community's files that matter for this person."""
        return replace(
            community_files(self.rules.ladder),
            logins=frozenset({facts.contributor.login}),
            # Who is no member now was perhaps one on an earlier day, or after a request that was closed.
            former=self.rules.as_of.date() < facts.fetched_at.date()
            or any(request.closed_at for request in facts.requests or ()),
            paths=self._paths(facts),
            pages=frozenset(
                str(scope) for scope in (*self.aim.scopes, *self.held_before) if scope.path.endswith(".md")
            ),
            documents=documents_of(self.rules.ladder, self.rules.as_of.date()),
            request_form=self.rules.ladder.files.request_form if self.aim.paper is Paper.REQUEST else None,
            layouts=self._layouts(),
            repositories=self.rules.ladder.repositories,
        )

    def _layouts(self) -> frozenset[str]:
        """The files that a nomination may change."""
        scopes = self.aim.scopes if self.aim.paper is Paper.NOMINATION else ()
        return frozenset(name for scope in scopes for name in paperwork.files_of(scope))

    def _paths(self, facts: Facts) -> Mapping[str, frozenset[str] | None]:
        """The directories whose OWNERS matter: those worked in most, those asked for, those of roles held before."""
        aimed_only = self.rules.aimed_only
        most = {} if aimed_only else busiest(self._work(facts), repos=REPOSITORIES, directories_each=DIRECTORIES)
        found: dict[str, frozenset[str] | None] = dict(most)
        for scope in (*self.aim.scopes, *self.held_before):
            if scope.repo:
                found[scope.repo] = (found.get(scope.repo) or frozenset()) | {scope.path}
        # What an alias gives elsewhere decides how a nomination is written.
        worked_in = repositories_of(self._work(facts))
        every = sorted(found.keys() | worked_in) if self.rules.full else found.keys() & self._nominated()
        return {**({} if aimed_only else self._indexed(facts)), **found, **dict.fromkeys(every)}

    def _nominated(self) -> frozenset[str | None]:
        """The repository that a nomination is written for."""
        return frozenset(scope.repo for scope in self.aim.scopes if self.aim.paper is Paper.NOMINATION)

    def _indexed(self, facts: Facts) -> dict[str, frozenset[str] | None]:
        """The roots at which the index has roles of the person: they are read like any other place."""
        index = self.index()
        login = facts.contributor.login
        entries = index.entries(login, {login}) if index else ()  # whether the name is an alias is read there
        return {entry.repo: frozenset({""}) for entry in entries}


def query_of(rules: Rules, login: Login) -> Query:
    """What to gather about a person."""
    ladder, day = rules.ladder, rules.as_of.date()
    rule, files = ladder.inactive_after(day), community_files(ladder)
    seen_since = add_months(day, -rule.months) if rule else None
    documents = documents_of(ladder, day).values()
    return Query(
        login=login,
        orgs=ladder.orgs,
        as_of=rules.as_of,
        excluded_repos=ladder.definitions.excluded_repositories,
        bots=ladder.definitions.bots.keys,
        left_out=ladder.left_out,
        seen_since=datetime.combine(seen_since, time(), UTC) if seen_since else None,
        requests_repository=ladder.files.requests_repository,
        requests_title=ladder.files.requests_title,
        full=rules.full,
        files=frozenset({*files.org_files.values(), *filter(None, [files.groups_file]), *documents}),
        org_files=frozenset(files.org_files.values()),
    )
