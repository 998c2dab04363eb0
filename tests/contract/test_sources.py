"""What every source promises (tracker/sources/base.py), of each source there is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from gathering import gather
from standin import SAMPLE_WORLD, running_standin

from tracker.catalog import load_ladder
from tracker.errors import AccountError
from tracker.facts import Community, CommunityQuery, Cost, Facts, Kind, Need, Query
from tracker.facts.openings import OpeningsQuery
from tracker.facts.people import Login
from tracker.sources.base import Source
from tracker.sources.github.anonymous.source import AnonymousSource
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.endpoints import endpoints
from tracker.sources.github.api.retry import RetryPolicy
from tracker.sources.github.api.settings import Settings
from tracker.sources.github.source import GitHubSource
from tracker.sources.recorded import RecordedSource, demo

AS_OF = datetime(2026, 6, 1, 12, tzinfo=UTC)
ORGS = load_ladder("kubernetes")[0].orgs
PEOPLE = ("newcomer-nell", "ready-robin", "almost-anders", "reviewer-rosa", "APPROVER-aki")
WORK = (Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS)
#: Limits that no test of a promise should run into.
PLENTY = {
    "secondary_limits": False,
    "anonymous_core_limit": 10**6,
    "anonymous_search_limit": 10**6,
    "search_limit": 10**6,
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running_standin(SAMPLE_WORLD, **PLENTY) as running:
        yield running.base_url


@pytest.fixture(params=["github", "without a token", "recorded"])
def source(request, server) -> Source:
    """Each source in turn, all of the same world."""
    if request.param == "recorded":
        return RecordedSource(demo())
    token = "contract" if request.param == "github" else None
    where = endpoints(f"{server}/api/v3", f"{server}/api/graphql", "https://github.com")
    retry_policy = RetryPolicy(max_wait=0, sleep=lambda _: None, now=AS_OF.timestamp)
    client = GitHubClient(Settings(endpoints=where, token=token, retry_policy=retry_policy))
    return GitHubSource(client) if token else AnonymousSource(client)


def query(login: str, **other) -> Query:
    fields = {"orgs": ORGS, "as_of": AS_OF, "requests_repository": "kubernetes/org", "requests_title": "membership"}
    return Query(login=Login.parse(login), **(fields | other))


def nothing(_: Facts) -> frozenset[Need]:
    return frozenset()


def everything(facts: Facts) -> frozenset[Need]:
    """All that the source says it can still read."""
    return frozenset(need for need in map(Need, Kind) if facts.can_read(need))


# -- people ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["octo-nobody", "kubernetes", "dependabot[bot]"])
def test_who_is_no_person_is_an_error_in_the_persons_words(source, login):
    with pytest.raises(AccountError) as caught:
        gather(source, query(login), nothing)
    assert caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("login", PEOPLE)
def test_facts_are_about_the_person_and_the_moment_asked_for(source, login):
    facts = gather(source, query(login), nothing)
    assert facts.contributor.login == Login.parse(login)
    assert not facts.contributor.bot
    assert facts.contributor.url == f"https://github.com/{facts.contributor.login}"
    assert facts.as_of == AS_OF
    assert facts.fetched_at.tzinfo
    assert facts.source
    assert facts.host


@pytest.mark.parametrize("login", PEOPLE)
def test_each_record_is_there_once_the_newest_first(source, login):
    facts = gather(source, query(login), everything)
    for records in (facts.authored, tuple(part.pull_request for part in facts.participations)):
        dates = [record.created_at for record in records]
        assert dates == sorted(dates, reverse=True)
        assert len({record.id for record in records}) == len(records)


@pytest.mark.parametrize("login", PEOPLE)
def test_own_work_and_work_on_that_of_others_are_kept_apart(source, login):
    facts = gather(source, query(login), everything)
    assert all(own.author == facts.contributor.login for own in facts.authored)
    assert all(part.pull_request.author != facts.contributor.login for part in facts.participations)
    assert facts.authored


@pytest.mark.parametrize("login", PEOPLE)
def test_nothing_of_other_organizations_and_excluded_repositories_gets_in(source, login):
    asked = query(login, orgs=("kubernetes-sigs",), excluded_repos=frozenset({"kubernetes-sigs/attic"}))
    facts = gather(source, asked, everything)
    repos = {record.repo for record in facts.authored} | {part.pull_request.repo for part in facts.participations}
    assert repos <= {"kubernetes-sigs/lantern"}
    assert set(facts.feedback) <= {record.id for record in facts.authored}


@pytest.mark.parametrize("login", PEOPLE)
def test_nothing_is_later_than_the_moment_asked_for(source, login):
    facts = gather(source, query(login), everything)
    times = [moment for record in facts.authored for moment in (record.created_at, record.merged_at) if moment]
    times += [said.at for part in facts.participations for said in (*part.mine, *part.commands)]
    assert max(times) <= AS_OF


def test_what_is_not_complete_has_a_gap_with_a_reason_and_an_effect(source):
    # Somebody with more work than one page, nothing of it wanted; for the recording an organization that it lacks.
    facts = gather(source, query("approver-aki", orgs=(*ORGS, "octo-else")), nothing)
    assert facts.gaps
    assert all(gap.reason and gap.effect for gap in facts.gaps)


def test_what_can_be_read_on_is_read_when_it_is_wanted(source):
    first = gather(source, query("approver-aki"), nothing)
    more = gather(source, query("approver-aki"), everything)
    assert len(more.participations) >= len(first.participations)
    for kind in WORK:
        assert not more.can_read(Need(kind))


def test_wanting_what_is_not_to_be_had_comes_to_an_end(source):
    def all_kinds(_: Facts) -> frozenset[Need]:
        return frozenset(Need(kind, repo) for kind in Kind for repo in (None, "kubernetes/kubernetes", "octo-org/none"))

    assert gather(source, query("newcomer-nell"), all_kinds).contributor.login == Login.parse("newcomer-nell")


def test_requests_are_none_where_nobody_asked_for_them(source):
    assert gather(source, query("ready-robin", requests_repository=None), nothing).requests is None


def test_requests_that_were_not_read_have_a_gap(source):
    facts = gather(source, query("ready-robin"), nothing)
    assert (facts.requests is None) == (facts.gap(Kind.REQUESTS) is not None)


def test_profiles_of_who_does_not_exist_are_left_out(source):
    known, unknown = Login.parse("lead-lumi"), Login.parse("octo-nobody")
    found = source.profiles([known, unknown])
    assert set(found) <= {known}
    assert source.profiles([]) == {}


@pytest.mark.parametrize("asked", [{"labels": ("good first issue",)}, {"reviews": True}, {}])
def test_what_waits_is_open_and_in_the_repositories_asked_for(source, asked):
    repos = ("kubernetes/kubernetes", "kubernetes-sigs/lantern")
    found = source.openings(OpeningsQuery(login=Login.parse("almost-anders"), repos=repos, **asked))
    assert {item.repo for item in found} <= set(repos)
    assert {item.pull_request for item in found} <= {bool(asked.get("reviews"))}
    assert len({item.url for item in found}) == len(found)


def test_nothing_waits_where_nobody_looks(source):
    assert source.openings(OpeningsQuery(login=Login.parse("almost-anders"), repos=(), reviews=True)) == ()


# -- the community's files ---------------------------------------------------------------------------

ORG_FILES = {org: f"kubernetes/org:config/{org}/org.yaml" for org in ORGS}


@dataclass(frozen=True)
class Missing:
    """Something that does not exist, and what it leaves unknown."""

    asked: CommunityQuery
    gap: Kind
    left_out: Callable[[Community], bool]


@pytest.mark.parametrize(
    "missing",
    [
        Missing(
            CommunityQuery(org_files={"octo-org": "kubernetes/org:config/octo-org/org.yaml"}),
            Kind.MEMBERS,
            lambda found: "octo-org" not in found.rosters,
        ),
        Missing(
            CommunityQuery(org_files={"octo-org": "octo-org/nothing:org.yaml"}),
            Kind.MEMBERS,
            lambda found: "octo-org" not in found.rosters,
        ),
        Missing(
            CommunityQuery(org_files={}, groups_file="kubernetes/community:none.yaml"),
            Kind.GROUPS,
            lambda found: found.groups is None,
        ),
        Missing(
            CommunityQuery(org_files={}, groups_file="octo-org/nothing:sigs.yaml"),
            Kind.GROUPS,
            lambda found: found.groups is None,
        ),
    ],
)
def test_a_file_that_is_missing_is_a_gap_and_no_error(source, missing):
    found = source.community(missing.asked)
    assert [gap.kind for gap in found.gaps] == [missing.gap]
    assert all(gap.reason and gap.effect for gap in found.gaps)
    assert missing.left_out(found)


@pytest.mark.parametrize("paths", [frozenset({"pkg"}), None])
def test_nobody_owns_anything_in_a_repository_that_does_not_exist(source, paths):
    found = source.community(CommunityQuery(org_files={}, paths={"octo-org/nothing": paths}))
    assert {gap.kind for gap in found.gaps} <= {Kind.OWNERS}
    assert not any(tree.entries_ for tree in found.owners.values())


def test_a_directory_without_owners_is_no_gap(source):
    found = source.community(
        CommunityQuery(org_files={}, paths={"kubernetes/kubernetes": frozenset({"pkg/none/here"})})
    )
    assert found.gaps == ()
    assert found.owners["kubernetes/kubernetes"].names_people("")


def test_members_are_read_and_a_date_that_nobody_looked_up_is_a_gap(source):
    asked = CommunityQuery(org_files=ORG_FILES, logins=frozenset({Login.parse("reviewer-rosa")}))
    found = source.community(asked)
    assert set(found.rosters) == set(ORGS)
    members = found.memberships(Login.parse("reviewer-rosa"))
    assert {membership.org for membership in members} == {"kubernetes", "kubernetes-sigs"}
    undated = [membership for membership in members if membership.since.day is None]
    assert not undated or found.gap(Kind.MEMBER_SINCE)


# -- cost --------------------------------------------------------------------------------------------


def test_cost_only_grows(source):
    spent: list[Cost] = [source.cost]

    @contextmanager
    def counted() -> Iterator[None]:
        yield
        spent.append(source.cost)

    with counted():
        gather(source, query("ready-robin"), nothing)
    with counted():
        source.community(CommunityQuery(org_files=ORG_FILES))
    with counted():
        source.profiles([Login.parse("lead-lumi")])
    with counted(), pytest.raises(AccountError):
        gather(source, query("octo-nobody"), nothing)
    for before, after in pairwise(spent):
        assert all(now >= then >= 0 for then, now in zip(astuple(before), astuple(after), strict=True))
