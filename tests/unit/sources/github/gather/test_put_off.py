"""The first document of all is light: how much involves somebody comes with later ones, and is asked for in the end."""

from datetime import timedelta

import pytest
from standin import running_standin
from unit.sources.github.sharing import WORLD_DATE, client_of, faults, query

from tracker.facts import CommunityQuery, Kind
from tracker.facts.people import Login
from tracker.sources.github.searches import Family
from tracker.sources.github.source import GitHubSource
from tracker.sources.store import open_store
from tracker.sources.store.host_checks import HostChecks

ORG_FILES = frozenset({"kubernetes/org:config/kubernetes/org.yaml"})
LATELY = WORLD_DATE - timedelta(days=365)
MIRA = Login.parse("member-mira")


@pytest.fixture
def begun(standin, watch):
    def begun(store=None, **settings):
        source = GitHubSource(client_of(standin, watch, **settings), store=store)
        asked = query("member-mira", seen_since=LATELY, files=ORG_FILES, org_files=ORG_FILES)
        return source, source.begin([asked], lambda *_: None)

    return begun


@pytest.fixture
def truth(standin, watch):
    """How much involves mira, asked with the first questions."""
    source = GitHubSource(client_of(standin, watch))
    gathering = source.begin([query("member-mira", seen_since=LATELY)], lambda *_: None)
    found = gathering.facts(MIRA).recently_involved
    standin.standin.reset()
    assert found
    return found


def documents(standin):
    return [row["operation"] for row in standin.standin.log()]


def test_no_document_takes_more_than_half_of_githubs_time(sample_world, watch):
    with running_standin(sample_world, secondary_limits=False, published_latency=True, slept=0.0) as server:
        source = GitHubSource(client_of(server, watch))
        asked = query("member-mira", seen_since=LATELY, files=ORG_FILES, requests_repository="kubernetes/org")
        gathering = source.begin([asked], lambda *_: None)
        source.community(CommunityQuery(org_files={}, paths={"kubernetes/kubernetes": frozenset({""})}))
        gathering.settle()
        assert server.standin.stats()["slowest_seconds"] < 5


def test_it_comes_with_what_is_read_next(standin, begun, truth):
    source, gathering = begun()
    source.community(CommunityQuery(org_files={}, paths={"kubernetes/kubernetes": frozenset({""})}))
    before = documents(standin)
    assert gathering.settle()
    assert documents(standin) == before
    assert gathering.facts(MIRA).recently_involved == truth
    assert gathering.facts(MIRA).gap(Kind.ACCOUNT) is None
    assert not gathering.settle()


def test_what_does_not_come_along_is_asked_for(standin, begun, truth):
    faults(standin, failing("involved.*", times=1))
    _, gathering = begun()
    before = len(documents(standin))
    assert gathering.settle()
    assert documents(standin)[before:] == ["People"]
    assert gathering.facts(MIRA).recently_involved == truth


def test_it_proves_how_this_github_is_asked(standin, begun, watch):
    store = open_store(None)
    _, gathering = begun(store)
    since = WORLD_DATE - timedelta(days=1)
    name = f"search operators: {Family.INVOLVED}"
    assert not HostChecks(store).found(name, since)
    gathering.settle()
    assert HostChecks(store).found(name, since)


def test_a_run_that_died_before_leaves_it_to_the_next(standin, begun, truth):
    store = open_store(None)
    begun(store)
    standin.standin.reset()
    _, gathering = begun(store)
    assert gathering.settle()
    assert gathering.facts(MIRA).recently_involved == truth
    assert documents(standin).count("People") == 1


def failing(at, **more):
    return {"kind": "field_error", "at": at, "type": "FORBIDDEN", "message": "No.", **more}


def test_a_part_that_fails_makes_it_unknown_and_no_zero(standin, begun):
    faults(standin, failing("involved_part3"))
    _, gathering = begun()
    gathering.settle()
    facts = gathering.facts(MIRA)
    assert facts.recently_involved is None
    assert facts.gap(Kind.ACCOUNT).reason == "how many issues and pull requests involve member-mira was not read"


def test_where_joined_searches_fail_it_is_unknown_and_proves_nothing(standin, begun):
    store = open_store(None)
    faults(standin, failing("involved0"))
    _, gathering = begun(store)
    gathering.settle()
    assert gathering.facts(MIRA).recently_involved is None
    assert not HostChecks(store).found(f"search operators: {Family.INVOLVED}", WORLD_DATE - timedelta(days=1))


def test_where_requests_are_counted_nothing_is_put_off(begun, truth):
    _, gathering = begun(most=3)
    assert gathering.facts(MIRA).recently_involved == truth
    assert not gathering.settle()


def test_where_nobody_answers_any_more_it_is_unknown(standin, begun):
    faults(standin, failing("involved_part3"))
    _, gathering = begun()
    faults(standin, {"kind": "http_error", "status": 401})
    assert gathering.settle()
    assert not gathering.settle()
    assert gathering.facts(MIRA).recently_involved is None
    assert gathering.facts(MIRA).gap(Kind.ACCOUNT)
