"""What a GitHub was found to do is kept for seven days, each thing with its own date, and only where it was found."""

from datetime import timedelta

import pytest
from gathering import gather
from standin import running_standin
from unit.sources.github.sharing import (
    TOKEN,
    WORLD_DATE,
    Watch,
    client_of,
    pulls_of,
    query,
    small_world,
    stamp,
    wanting,
)

from tracker.facts import Kind
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.settings import Settings
from tracker.sources.github.gather.host import Host
from tracker.sources.github.searches import ADVANCED, PLAIN, Family
from tracker.sources.github.source import GitHubSource
from tracker.sources.store import open_store

CONVERSATIONS = r"PullRequest\.(reviews|comments)"


def host_of(store, watch, **more):
    return Host(GitHubClient(Settings(token=TOKEN, retry_policy=watch.retry_policy())), store, **more)


def later(watch, days):
    watch.time += timedelta(days=days).total_seconds()
    return watch


def test_each_family_is_proved_for_seven_days_from_its_own_proof_on():
    store, watch = open_store(None), Watch()
    host_of(store, watch).prove([Family.AUTHORED])
    host_of(store, later(watch, 5)).prove([Family.AUTHORED, Family.PARTICIPATION])
    later(watch, 3)
    assert host_of(store, watch).to_prove(Family) == set(Family) - {Family.PARTICIPATION}
    assert host_of(store, watch, refresh=True).to_prove(Family) == set(Family)


def test_a_way_to_search_is_kept_only_where_it_is_sure():
    store, watch = open_store(None), Watch()
    host = host_of(store, watch)
    host.speak(PLAIN, sure=False)
    assert host.dialect == PLAIN
    assert host_of(store, watch).dialect == ADVANCED
    host_of(store, watch).speak(PLAIN)
    assert host_of(store, watch).dialect == PLAIN
    assert host_of(store, later(watch, 8)).dialect == ADVANCED


# -- the canary --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    """Octo has work that has little to lose; somebody else had a conversation, a year ago."""
    (talk,) = pulls_of("somebody", authored=1, repos=("kubernetes-sigs/pier",))
    said = [{"author": "vera", "createdAt": stamp(WORLD_DATE - timedelta(days=299)), "body": "well"}] * 3
    rows = [*pulls_of("octo", authored=90), {**talk, "comments": said, "author": "vera"}]
    return small_world(tmp_path_factory.mktemp("quiet"), rows)


def after_reading(world, *faults):
    """The host after a run that read all of octo's work, and what the run asked."""
    store, watch = open_store(None), Watch()
    with running_standin(world, secondary_limits=False) as server:
        server.standin.faults.add(list(faults))
        gather(GitHubSource(client_of(server, watch), store=store), query("octo", full=True), wanting(Kind.AUTHORED))
        return host_of(store, watch), server.standin.log()


def test_a_public_pull_request_of_the_ladders_organizations_is_the_canary(quiet):
    """Nothing that octo did shows that GitHub loses anything."""
    calm, asked = after_reading(quiet)
    losing, more = after_reading(quiet, {"kind": "shrunk_connections", "width": 35, "at": CONVERSATIONS})
    assert calm.canary == losing.canary
    assert calm.at_once == 60
    assert losing.at_once < 60
    assert len(asked) == 5  # the plan, the newest 25, sixty with the canary, that alone, and five
    assert len(more) > len(asked)


@pytest.mark.parametrize("type_", ["INTERNAL", "FORBIDDEN"])
def test_a_canary_that_cannot_be_read_alone_proves_nothing(quiet, type_):
    fault = {"kind": "field_error", "at": r"PullRequest\.comments", "message": "Something went wrong.", "type": type_}
    host, asked = after_reading(quiet, {**fault, "after": 2})
    assert host.at_once is None
    assert min(row["width"] for row in asked) == 2  # with what it costs


def test_a_canary_is_looked_for_once_in_seven_days(quiet, monkeypatch):
    asked = []
    ask = GitHubClient.graphql
    monkeypatch.setattr(
        GitHubClient, "graphql", lambda self, *one, **more: (asked.append(one[1]), ask(self, *one, **more))[1]
    )
    store, watch = open_store(None), Watch()
    with running_standin(quiet, secondary_limits=False) as server:
        for days in (0, 1, 7):
            gather(GitHubSource(client_of(server, later(watch, days)), store=store), query("vera"))
    found = [sum("comments:>=2" in str(value) for value in values.values()) for values in asked]
    assert [number for number in found if number] == [2, 2]
