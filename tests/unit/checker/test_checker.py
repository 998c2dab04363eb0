"""Gather, then assess: what the source is asked, when it is asked again, and what becomes of errors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest
from factories import ME, OTHER, REPO, at, community, facts, gap, login, member, mine, owner, pull_request, reviewed
from unit.rungs import ORGS, ladder

from tracker.assess import Aim
from tracker.checker import DIRECTORIES, REPOSITORIES, Checker
from tracker.errors import AccountError, ConfigError, LadderCheckError, LimitReached, SourceError, TokenError
from tracker.facts import Community, CommunityQuery, Cost, Facts, Kind, Need, Query
from tracker.facts.groups import Group, GroupKind, Groups, Subproject
from tracker.facts.openings import OpeningsQuery, OpenItem
from tracker.facts.owners import Role
from tracker.facts.owners_links import OwnersFileLink
from tracker.facts.people import Contributor, Login
from tracker.facts.places import Place, Presence
from tracker.facts.requests import MembershipRequest, NamedSponsor, RequestState
from tracker.facts.role_index import RoleIndex
from tracker.facts.scopes import Scope
from tracker.findings.sponsors import Answer
from tracker.sources.base import Told
from tracker.sources.recorded_people import Recorded

AS_OF = datetime(2026, 8, 21, 12, tzinfo=UTC)
FILES = {
    "org_file": "octo-org/org:config/{org}/org.yaml",
    "org_file_was": ["config/{org}.yaml", "{org}/org.yaml"],
    "members_known_from": date(2018, 8, 30),
    "groups_file": "octo-org/community:sigs.yaml",
    "requests_repository": "octo-org/org",
    "requests_title": "REQUEST",
}


class FakeGathering(Recorded):
    """People of whom a step more is known with each advance."""

    def __init__(self, source: "FakeSource", logins: Sequence[Login]) -> None:
        unknown = AccountError("nobody has that name", hint="Check the spelling.")
        found = {one: source.people.get(one, unknown) for one in logins}
        self._steps = {one: iter(steps) for one, steps in found.items() if not isinstance(steps, LadderCheckError)}
        super().__init__({one: next(self._steps[one], None) if one in self._steps else found[one] for one in logins})
        self._source = source

    def advance(self, needs: Mapping[Login, frozenset[Need]]) -> bool:
        self._source.wants += needs.values()
        more = {one: step for one in needs if (step := next(self._steps[one], None))}
        self._found = {**self._found, **more}
        return bool(more)


@dataclass
class FakeSource:
    """Knows some people, reads what they did in steps, and notes what it is asked. Every question costs a request."""

    people: Mapping[Login, Sequence[Facts] | LadderCheckError] = field(default_factory=lambda: {ME: [facts()]})
    files: Community = field(default_factory=community)
    accounts: Mapping[Login, Contributor] = field(default_factory=dict)
    asked: MembershipRequest | None = None
    waiting: Sequence[OpenItem] | LadderCheckError = ()
    queries: list[Query] = field(default_factory=list)
    wants: list[frozenset[Need]] = field(default_factory=list)
    file_queries: list[CommunityQuery] = field(default_factory=list)
    looked_up: list[Sequence[Login]] = field(default_factory=list)
    looked_for: list[OpeningsQuery] = field(default_factory=list)
    known_places: Mapping[Scope, Place] = field(default_factory=dict)
    index: RoleIndex | None = None
    index_asked: list[bool] = field(default_factory=list)
    requests: int = 0

    @property
    def cost(self) -> Cost:
        return Cost(requests=self.requests, points=2 * self.requests)

    def begin(self, queries: Sequence[Query], told: Told) -> "FakeGathering":
        for place, query in enumerate(queries):
            told(place, len(queries), query.login)
            self.requests += 1
            self.queries.append(query)
        return FakeGathering(self, [query.login for query in queries])

    def places(self, scopes: Sequence[Scope]) -> Mapping[Scope, Place]:
        there = (Place(scope=scope, presence=Presence.THERE, read_at=AS_OF) for scope in scopes)
        return {place.scope: place for place in there} | self.known_places

    def role_index(self, groups_file: str, orgs: Sequence[str], *, build: bool) -> RoleIndex | None:
        self.index_asked.append(build)
        return self.index

    def profiles(self, logins: Sequence[Login]) -> Mapping[Login, Contributor]:
        self.requests += 1
        self.looked_up.append(logins)
        return {one: self.accounts[one] for one in logins if one in self.accounts}

    def community(self, query: CommunityQuery) -> Community:
        self.requests += 1
        self.file_queries.append(query)
        return self.files

    def openings(self, query: OpeningsQuery) -> tuple[OpenItem, ...]:
        self.requests += 1
        self.looked_for.append(query)
        if isinstance(self.waiting, LadderCheckError):
            raise self.waiting
        return tuple(self.waiting)

    def request(self, query: Query, number: int) -> MembershipRequest:
        self.queries.append(query)
        if self.asked is None or self.asked.number != number:
            raise SourceError(f"there is no request {number}")
        return self.asked


def checker(source: FakeSource, *, rules=None, **other) -> Checker:
    return Checker(source=source, ladder=rules or ladder(files=FILES), **({"as_of": AS_OF} | other))


def account(who: Login, company: str) -> Contributor:
    return Contributor(login=who, id=f"U_{who}", url=f"https://github.com/{who}", company=company)


# -- what the source is asked ------------------------------------------------------------------------


class TestQuestions:
    def test_about_the_person(self):
        source = FakeSource()
        words = {"bots": {"logins": ["octo-bot"]}, "excluded_repositories": ["octo-org/playground"]}
        rules = ladder(files=FILES)
        rules = rules.model_copy(
            update={"definitions": type(rules.definitions).model_validate(rules.definitions.model_dump() | words)}
        )
        checker(source, rules=rules, full=True).check(ME)
        listed = [f"octo-org/org:config/{org}/org.yaml" for org in ORGS]
        assert source.queries == [
            Query(
                login=ME,
                orgs=ORGS,
                as_of=AS_OF,
                excluded_repos=frozenset({"octo-org/playground"}),
                bots=frozenset({login("octo-bot")}),
                seen_since=datetime(2025, 8, 21, tzinfo=UTC),
                requests_repository="octo-org/org",
                requests_title="REQUEST",
                full=True,
                files=frozenset({*listed, "octo-org/community:sigs.yaml"}),
                org_files=frozenset(listed),
            )
        ]

    def test_rules_without_a_word_on_inactivity_ask_for_no_time(self):
        source = FakeSource()
        checker(source, rules=ladder(inactivity=[])).check(ME)
        assert source.queries[0].seen_since is None
        assert source.queries[0].requests_repository is None

    def test_about_the_community(self):
        source = FakeSource()
        checker(source).check(ME)
        (query,) = source.file_queries
        assert query.org_files == {org: f"octo-org/org:config/{org}/org.yaml" for org in ORGS}
        assert query.org_files_were == {org: (f"config/{org}.yaml", f"{org}/org.yaml") for org in ORGS}
        assert (query.known_from, query.groups_file) == (date(2018, 8, 30), "octo-org/community:sigs.yaml")
        assert (query.logins, query.former, query.paths) == (frozenset({ME}), False, {})

    def test_rules_without_files_ask_for_none(self):
        source = FakeSource()
        checker(source, rules=ladder()).check(ME)
        (query,) = source.file_queries
        assert (query.org_files, query.org_files_were, query.groups_file) == ({}, {}, None)

    def test_about_owners_of_the_directories_worked_in_most_and_of_those_asked_for(self):
        source = FakeSource({ME: [facts(authored=[mine(paths=("pkg/deep/x.go",))])]})
        scopes = (Scope.directory(REPO, "docs"), Scope.directory("octo-sigs/else"), Scope.organization("octo-org"))
        checker(source, aim=lambda _: Aim(scopes=scopes)).check(ME)
        assert source.file_queries[0].paths == {
            REPO: frozenset({"", "pkg", "pkg/deep", "docs"}),
            "octo-sigs/else": frozenset({""}),
        }

    def test_about_few_repositories_and_few_directories(self):
        work = [mine(n, repo=f"octo-org/r{n}", paths=[f"d{k}/x.go" for k in range(50)]) for n in range(9)]
        source = FakeSource({ME: [facts(authored=work)]})
        checker(source).check(ME)
        paths = source.file_queries[0].paths
        assert len(paths) == REPOSITORIES
        assert {len(directories) for directories in paths.values()} == {DIRECTORIES}

    def test_about_all_owners_when_everything_is_read(self):
        source = FakeSource({ME: [facts(authored=[mine()])]})
        checker(source, full=True).check(ME)
        assert source.file_queries[-1].paths == {REPO: None}

    def test_about_the_documents_of_todays_rules(self):
        url = "https://github.com/octo-org/rules/blob/main/rules.md"
        document = {"title": "rules.md", "url": url, "repository": "octo-org/rules", "path": "rules.md"}
        rules = ladder(documents={"rules": document, "page": {"title": "Page", "url": "https://octo.example"}})
        for as_of, asked in ((AS_OF, {"rules": "octo-org/rules:rules.md"}), (at("2026-07-01"), {})):
            source = FakeSource()
            checker(source, rules=rules, as_of=as_of).check(ME)
            assert source.file_queries[0].documents == asked

    def test_about_the_companies_of_those_who_could_sponsor(self):
        known = facts(authored=[mine()], participations=[reviewed(2, author=OTHER)])
        files = community(owners=[owner(Role.APPROVER, who=OTHER)])
        source = FakeSource({ME: [known]}, files, {OTHER: account(OTHER, "Octo Works")})
        report = checker(source).check(ME)
        assert source.looked_up == [[OTHER]]
        assert [(one.login, one.company) for one in report.sponsors.suggested] == [(OTHER, "Octo Works")]


# -- how long it reads -------------------------------------------------------------------------------


class TestReading:
    SOME = facts(authored=[mine(1)], gaps=[gap(Kind.AUTHORED, more=True)])
    ENOUGH = facts(authored=[mine(1), mine(2)], gaps=[gap(Kind.AUTHORED, more=True)])

    def test_it_ends_when_the_verdict_is_certain(self):
        source = FakeSource({ME: [self.SOME, self.ENOUGH]})
        report = checker(source).check(ME)
        assert source.wants == [frozenset({Need(Kind.AUTHORED)})]
        assert report.counts.authored_merged.total == 2

    def test_what_cannot_be_read_is_not_waited_for(self):
        source = FakeSource({ME: [replace(self.SOME, gaps=(gap(Kind.AUTHORED),))]})
        assert not checker(source).check(ME).complete
        assert source.wants == []

    def test_the_communitys_files_are_read_once(self):
        source = FakeSource({ME: [self.SOME, self.ENOUGH]})
        checker(source).check(ME)
        assert len(source.file_queries) == 1

    def test_when_everything_is_read_they_follow_the_work(self):
        elsewhere = replace(self.ENOUGH, authored=(mine(1), mine(2, repo="octo-sigs/lantern")))
        source = FakeSource({ME: [self.SOME, elsewhere]})
        checker(source, full=True).check(ME)
        assert source.file_queries[-1].paths == {REPO: None, "octo-sigs/lantern": None}

    def test_the_report_says_what_this_person_cost(self):
        source = FakeSource({ME: [facts()], OTHER: [facts(who=OTHER)]}, requests=10)
        one = checker(source)
        assert one.check(ME).cost == one.check(OTHER).cost == Cost(requests=4, points=8)

    def test_the_report_names_its_rules(self):
        assert checker(FakeSource(), rules_from="my.yaml").check(ME).ladder.source == "my.yaml"


# -- what waits for them -----------------------------------------------------------------------------


def waiting(**other) -> OpenItem:
    fields = {
        "pull_request": False,
        "repo": REPO,
        "number": 70,
        "url": f"https://github.com/{REPO}/issues/70",
        "title": "Write it down",
        "labels": ("good first issue",),
        "updated_at": at("2026-08-20"),
    }
    return OpenItem(**(fields | other))


class TestOpenings:
    def test_for_who_is_no_member_issues(self):
        source = FakeSource({ME: [facts(authored=[mine()])]}, waiting=[waiting()])
        report = checker(source).check(ME)
        (query,) = source.looked_for
        assert (query.login, query.repos, query.reviews) == (ME, (REPO,), False)
        assert query.labels
        assert [opening.url for opening in report.openings] == [f"https://github.com/{REPO}/issues/70"]

    def test_for_a_member_reviews(self):
        files = community(rosters=[member()], owners=[owner(Role.APPROVER, "pkg", who=OTHER)])
        ready = waiting(pull_request=True, author=OTHER, paths=("pkg/x.go",), labels=())
        source = FakeSource({ME: [facts(authored=[mine()])]}, files, waiting=[ready])
        report = checker(source).check(ME)
        assert (source.looked_for[0].labels, source.looked_for[0].reviews) == ((), True)
        assert len(report.openings) == 1

    def test_what_could_not_be_looked_for_is_a_gap_and_the_report_stays(self):
        for error in (SourceError("no answer"), LimitReached("no answer", wait=9), TokenError("no answer")):
            source = FakeSource({ME: [facts(authored=[mine()])]}, waiting=error)
            report = checker(source).check(ME)
            assert report.openings == ()
            roles, openings = report.data.gaps
            assert (roles.kind, openings.kind, openings.reason) == (Kind.ROLES, Kind.OPENINGS, "no answer")
            assert report.readiness

    def test_nobody_looks_unless_it_is_wanted(self):
        source = FakeSource(waiting=[waiting()])
        assert checker(source, openings=False).check(ME).openings == ()
        assert source.looked_for == []

    def test_looking_is_a_part_of_the_cost(self):
        assert (
            checker(FakeSource()).check(ME).cost.requests
            == checker(FakeSource(), openings=False).check(ME).cost.requests + 1
        )


# -- several people ----------------------------------------------------------------------------------

A, B, C, D = (login(f"octo-{name}") for name in "abcd")


def people(**errors) -> dict[Login, Sequence[Facts] | LadderCheckError]:
    return {one: errors.get(one.name[-1]) or [facts(who=one)] for one in (A, B, C, D)}


class TestSeveral:
    def test_each_once_by_login(self):
        source, seen = FakeSource(people()), []
        cohort = checker(source).check_all([C, A, login("OCTO-C")], lambda *step: seen.append(step))
        assert [report.contributor.login for report in cohort.reports] == [A, C]
        assert seen == [(0, 2, A), (1, 2, C)] * 2  # read, and then judged
        assert (cohort.failures, cohort.as_of, cohort.cost) == ((), AS_OF, Cost(requests=6, points=12))

    def test_nobody_at_all(self):
        cohort = checker(FakeSource()).check_all([])
        assert (cohort.reports, cohort.failures, cohort.cost) == ((), (), Cost())

    def test_one_who_cannot_be_checked_stops_nobody(self):
        cohort = checker(FakeSource(people(b=SourceError("no answer", hint="Try again.")))).check_all([A, B, C])
        assert [report.contributor.login for report in cohort.reports] == [A, C]
        (failure,) = cohort.failures
        assert (failure.login, failure.error, failure.hint) == ("octo-b", "no answer", "Try again.")
        assert not cohort.complete

    def test_each_has_an_aim_of_their_own(self):
        aims = {A: Aim(tier="chair"), B: Aim(tier="contributor")}
        cohort = checker(FakeSource(people()), aim=aims.__getitem__).check_all([A, B])
        assert [report.readiness[0].tier for report in cohort.reports] == ["chair", "contributor"]

    def test_a_file_that_does_not_hold_is_nobodys_failure(self):
        def aim(_: Login) -> Aim:
            raise ConfigError("the file does not hold")

        with pytest.raises(ConfigError):
            checker(FakeSource(people()), aim=aim).check_all([A, B])


# -- a membership request ----------------------------------------------------------------------------


class TestRequest:
    LINKS = tuple(
        OwnersFileLink(repo=repo, path=path, url=f"https://github.com/{repo}/blob/main/{path}")
        for repo, path in ((REPO, "OWNERS"), (REPO, "pkg/OWNERS"), ("octo-sigs/lantern", "OWNERS"))
    )
    GROUPS = Groups(
        url="https://github.com/octo-org/community/blob/main/sigs.yaml",
        by_id={
            "sig-octo": Group(
                id="sig-octo",
                kind=GroupKind.SIG,
                name="Octo",
                label="octo",
                url="https://github.com/octo-org/community/tree/main/sig-octo",
                file_url="https://github.com/octo-org/community/blob/main/sigs.yaml",
                subprojects=(Subproject(name="widget", group="sig-octo", owners=LINKS),),
            )
        },
    )

    @staticmethod
    def asked(applicant=ME) -> MembershipRequest:
        return MembershipRequest(
            number=7,
            url="https://github.com/octo-org/org/issues/7",
            applicant=applicant,
            orgs=("octo-org",),
            state=RequestState.OPEN,
            opened_at=at("2026-08-01"),
            sponsors=(NamedSponsor(login=OTHER, raw="@octo-other"), NamedSponsor(login=A, raw="@octo-a")),
        )

    def source(self, **other) -> FakeSource:
        files = replace(community(rosters=[member()], owners=[owner(who=OTHER)]), groups=self.GROUPS)
        accounts = {OTHER: account(OTHER, "Octo Works"), A: account(A, "Hexa Works")}
        return FakeSource(**({"files": files, "accounts": accounts, "asked": self.asked()} | other))

    def test_the_sponsors_are_looked_up_in_the_files_of_all_subprojects(self):
        source = self.source()
        audit = checker(source).audit(source, 7)
        assert [(one.login, one.eligible, one.company) for one in audit.sponsors] == [
            (OTHER, Answer.YES, "Octo Works"),
            (A, Answer.UNKNOWN, "Hexa Works"),
        ]
        assert audit.different_companies is Answer.YES
        assert source.file_queries[-1].paths == {
            REPO: frozenset({"OWNERS", "pkg/OWNERS"}),
            "octo-sigs/lantern": frozenset({"OWNERS"}),
        }
        assert (source.file_queries[-1].logins, source.file_queries[-1].former) == (frozenset({ME}), True)

    def test_without_groups_and_applicant_there_is_less_to_read(self):
        source = self.source(files=community(), asked=self.asked(applicant=None))
        audit = checker(source).audit(source, 7)
        assert {one.eligible for one in audit.sponsors} == {Answer.UNKNOWN}
        assert (source.file_queries[-1].paths, source.file_queries[-1].logins) == ({}, frozenset())

    def test_an_issue_that_is_no_request(self):
        source = self.source(asked=replace(self.asked(), orgs=()))
        with pytest.raises(SourceError, match="issue 7 is no membership request"):
            checker(source).audit(source, 7)

    def test_a_request_of_a_later_day(self):
        source = self.source()
        with pytest.raises(SourceError, match=r"request 7 was made on .*, after 2020-01-01"):
            checker(source, as_of=at("2020-01-01")).audit(source, 7)

    def test_a_request_that_does_not_exist(self):
        source = self.source()
        with pytest.raises(SourceError, match="there is no request 8"):
            checker(source).audit(source, 8)


@pytest.mark.parametrize(
    ("day", "closed", "former"), [("2020-01-01", False, True), (None, False, False), (None, True, True)]
)
def test_of_an_earlier_day_or_after_a_request_former_members_are_looked_for(day, closed, former):
    asked = replace(TestRequest.asked(), closed_at=at("2026-08-12") if closed else None)
    source = FakeSource({ME: [replace(facts(), requests=(asked,))]})
    checker(source, **({"as_of": at(day)} if day else {})).check(ME)
    assert source.file_queries[0].former is former


def test_somebody_who_does_not_exist():
    with pytest.raises(AccountError, match="nobody has that name"):
        checker(FakeSource()).check(login("octo-nobody"))


def test_work_that_is_no_file_change_is_looked_at_from_the_root():
    source = FakeSource({ME: [facts(authored=[replace(pull_request(author=ME), files=())])]})
    checker(source).check(ME)
    assert source.file_queries[0].paths == {REPO: frozenset({""})}
