"""What is probably asked for soon comes along with other questions; whatever does not come is asked for."""

from dataclasses import replace

import pytest
from standin import running_standin
from unit.sources.github.sharing import client_of, faults, pulls_of, query, small_world

from tracker.facts import CommunityQuery, Kind, Need
from tracker.facts.openings import OpeningsQuery
from tracker.facts.people import Login
from tracker.sources.github.source import GitHubSource
from tracker.sources.store import open_store

ORG_FILES = frozenset(f"kubernetes/org:config/{org}/org.yaml" for org in ("kubernetes", "kubernetes-sigs"))
FILES = ORG_FILES | {"kubernetes/community:sigs.yaml"}
MIRA, ROSA, LUMI = (Login.parse(name) for name in ("member-mira", "reviewer-rosa", "lead-lumi"))
COMMUNITY = CommunityQuery(
    org_files={name.split("/")[2]: name for name in ORG_FILES}, groups_file="kubernetes/community:sigs.yaml"
)
WAITING = OpeningsQuery(login=MIRA, repos=("kubernetes-sigs/lantern",), labels=("good first issue", "help wanted"))


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """A GitHub on which octo reviewed so much that a place has searches of its own."""
    pulls = pulls_of("octo", reviewed=900, repos=("kubernetes/kubernetes", *(f"kubernetes/r{n}" for n in range(8))))
    with running_standin(small_world(tmp_path_factory.mktemp("crowded"), pulls), secondary_limits=False) as server:
        yield server


@pytest.fixture
def documents(standin):
    return lambda: [row["operation"] for row in standin.standin.log()]


def begun(standin, watch, store=None, login="member-mira"):
    source = GitHubSource(client_of(standin, watch), store=store)
    return source, source.begin([query(login, files=FILES, org_files=ORG_FILES)], lambda *_: None)


def test_the_community_s_files_come_with_the_plan(standin, watch, documents):
    source, gathering = begun(standin, watch)
    before = documents()
    community = source.community(COMMUNITY)
    assert community.memberships(MIRA)
    assert community.groups.by_id
    assert documents() == before
    assert gathering.listed(MIRA) is True


@pytest.mark.parametrize("part", ["mira", "member-mir", "ember-mira", "member"])
def test_a_part_of_a_login_is_not_listed(standin, watch, part):
    source, _ = begun(standin, watch)
    assert source._files.mention("member-mira", sorted(ORG_FILES)) is True
    assert source._files.mention(part, sorted(ORG_FILES)) is False


def test_of_stored_files_comes_whether_they_are_the_same(standin, watch, documents):
    store = open_store(None)
    source, _ = begun(standin, watch, store)
    first = source.community(COMMUNITY)
    standin.standin.reset()
    source, gathering = begun(standin, watch, store)
    assert source.community(COMMUNITY) == first
    assert "Texts" not in documents()
    assert gathering.listed(MIRA) is True


def test_a_stored_file_that_has_changed_is_read_anew(standin, watch, documents):
    store = open_store(None)
    source, _ = begun(standin, watch, store)
    first = source.community(COMMUNITY)
    with store.transaction() as transaction:
        transaction.execute("UPDATE paths SET oid = 'another'")
    standin.standin.reset()
    source, gathering = begun(standin, watch, store)
    assert gathering.listed(MIRA) is None
    assert source.community(COMMUNITY) == first
    assert documents().count("Texts") == 1


def test_what_does_not_come_along_is_asked_for(standin, watch, documents):
    faults(standin, {"kind": "graphql_error", "field": "f", "times": 1})
    source, _ = begun(standin, watch)
    assert source.community(COMMUNITY).groups.by_id
    assert documents().count("Texts") == 1


def test_accounts_and_openings_come_with_the_next_document(standin, watch, documents):
    source, gathering = begun(standin, watch)
    gathering.expect({}, [ROSA, LUMI], [WAITING])
    before = documents()
    source.community(CommunityQuery(org_files={}, paths={"kubernetes/kubernetes": frozenset({""})}))
    assert source.profiles([ROSA, LUMI]).keys() == {ROSA, LUMI}
    assert source.openings(WAITING) == ()  # nothing waits there
    assert documents() == [*before, "Texts"]


def test_they_come_with_each_other_where_nothing_else_is_asked(standin, watch, documents):
    source, gathering = begun(standin, watch)
    gathering.expect({}, [ROSA], [WAITING])
    before = documents()
    assert source.openings(WAITING) == ()  # nothing waits there
    assert source.profiles([ROSA]).keys() == {ROSA}
    assert documents() == [*before, "Openings"]


@pytest.mark.parametrize("expected", [True, False])
def test_pages_that_came_along_are_as_good_as_others(crowded, watch, expected):
    crowded.standin.reset()
    source = GitHubSource(client_of(crowded, watch))
    gathering = source.begin([query("octo")], lambda *_: None)
    octo = Login.parse("octo")
    needs = {octo: frozenset({Need(Kind.REVIEWED, "kubernetes/kubernetes")})}
    if expected:
        gathering.expect(needs, [], [])
        source.community(CommunityQuery(org_files={}, paths={"kubernetes/kubernetes": frozenset({""})}))
    gathering.advance(needs)
    found = [row["operation"] for row in crowded.standin.log()]
    assert found.count("Searches") == (0 if expected else 1)
    here = [one for one in gathering.facts(octo).participations if one.pull_request.repo == "kubernetes/kubernetes"]
    assert len(here) == 2 + 25


def test_what_was_read_without_dates_is_not_read_again_for_them_and_then_forgotten(standin, watch, documents):
    source = GitHubSource(client_of(standin, watch))
    asked = replace(COMMUNITY, logins=frozenset({MIRA}))
    undated = source.community(replace(asked, dated=False))
    assert {one.since.day for one in undated.memberships(MIRA)} == {None}
    assert None not in {one.since.day for one in source.community(asked).memberships(MIRA)}
    assert documents() == ["Texts", "Blame"]
    assert source.community(asked) is not source.community(asked)
