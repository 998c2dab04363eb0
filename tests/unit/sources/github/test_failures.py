"""What failed in a run that a limit ends is not asked for again and again: the runs after it go on elsewhere."""

import re
from datetime import timedelta

import pytest
from gathering import gather
from standin import running_standin
from unit.sources.github.sharing import ORGS, WORLD_DATE, Watch, client_of, pulls_of, query, small_world, stamp, wanting

from tracker.facts import Kind
from tracker.facts.repository_work import RepositoryQuery
from tracker.sources.github.failures import Failures
from tracker.sources.github.source import GitHubSource
from tracker.sources.store import open_store
from tracker.sources.store.host_checks import HostChecks

CONVERSATIONS = r"PullRequest\.(reviews|comments)"
FORBIDDEN = {"type": "FORBIDDEN", "message": "Resource not accessible."}
CONTRADICTION = {"kind": "shrunk_connections", "at": CONVERSATIONS, "width": 1}
KINDS = (Kind.AUTHORED, Kind.REVIEWED)
FAULTS = {
    "contradictions": CONTRADICTION,
    "reviews left out": {"kind": "field_error", "at": r"PullRequest\.reviews", **FORBIDDEN},
    "nothing shown": {"kind": "field_error", "at": r"Query\.node", **FORBIDDEN},
}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    said = [{"author": "vera", "body": "Thanks.", "createdAt": stamp(WORLD_DATE - timedelta(days=200))}]
    rows = pulls_of("octo", authored=60, reviewed=60, comments=said)
    return small_world(tmp_path_factory.mktemp("failures"), rows)


class Runs:
    """Runs of so many requests, one after the other, with one store."""

    def __init__(self, server):
        self._server = server
        self._store = open_store(None)
        self.watch = Watch()

    def run(self, most, kinds):
        client = client_of(self._server, self.watch, most=most)
        return gather(GitHubSource(client, store=self._store), query("octo"), wanting(*kinds))


@pytest.mark.parametrize("most", [1, 2, 3])
@pytest.mark.parametrize("fault", FAULTS)
def test_runs_of_few_requests_get_as_far_as_one_without_a_limit(world, fault, most):
    with running_standin(world, secondary_limits=False, faults=[FAULTS[fault]]) as server:
        whole = Runs(server).run(None, KINDS)
        runs, limited = Runs(server), True
        for _ in range(24 // most):
            if limited:
                facts = runs.run(most, KINDS)
                limited = any("is used up" in gap.reason for gap in facts.gaps)
    assert not limited
    assert facts.authored == whole.authored
    assert facts.participations == whole.participations
    assert {(gap.kind, gap.effect) for gap in facts.gaps} == {(gap.kind, gap.effect) for gap in whole.gaps}


def test_a_run_without_a_limit_asks_for_everything_again(world):
    with running_standin(world, secondary_limits=False, faults=[CONTRADICTION]) as server:
        runs = Runs(server)
        runs.run(2, KINDS)
        runs.run(2, KINDS)
        server.standin.faults.replace([])
        facts = runs.run(None, KINDS)
    assert (len(facts.authored), len(facts.participations), facts.gaps) == (60, 60, ())


def test_after_a_day_what_failed_is_asked_for_again(world):
    with running_standin(world, secondary_limits=False, faults=[FAULTS["nothing shown"]]) as server:
        runs = Runs(server)
        facts = runs.run(2, KINDS)
        assert "Resource not accessible" in str(facts.gaps)
        server.standin.faults.replace([])
        assert "was not asked again" in str(runs.run(2, KINDS).gaps)
        runs.watch.time += timedelta(days=1, minutes=1).total_seconds()
        assert "not asked again" not in str(runs.run(4, KINDS).gaps)


def test_a_day_ends_for_each_by_itself_however_often_others_fail(standin, watch):
    """Every twenty hours something else fails."""
    store = open_store(None)
    for number in range(4):
        _failures(standin, watch, store).note("first", (), [f"PR_{number}"])
        watch.time += timedelta(hours=20).total_seconds()
    assert [_asks(_failures(standin, watch, store), f"PR_{number}") for number in range(4)] == [True, True, True, False]


def test_what_fails_again_is_left_alone_for_another_day(standin, watch):
    store = open_store(None)
    _failures(standin, watch, store).note("first", (), ["PR_1"])
    watch.time += timedelta(days=1, minutes=1).total_seconds()
    failures = _failures(standin, watch, store)
    assert _asks(failures, "PR_1")
    failures.note("first", ["PR_1"], ["PR_1"])
    watch.time += timedelta(hours=23).total_seconds()
    assert not _asks(_failures(standin, watch, store), "PR_1")


def test_a_day_ends_within_a_long_run_too(standin, watch):
    failures = _failures(standin, watch, open_store(None))
    failures.note("first", (), ["PR_1"])
    assert not _asks(failures, "PR_1")
    watch.time += timedelta(days=1, minutes=1).total_seconds()
    assert _asks(failures, "PR_1")


def test_what_another_version_kept_without_a_time_is_asked_for(standin, watch):
    store = open_store(None)
    client = client_of(standin, watch, most=9)
    HostChecks(store).keep("not shown", ["first PR_1"], client.settings.now)
    assert _asks(Failures(client, store), "PR_1")


def _failures(standin, watch, store):
    return Failures(client_of(standin, watch, most=9), store)


class _Asked:
    """In place of a batch: nothing is answered, and what is asked is known."""

    def __init__(self):
        self.ids = set()

    def ask(self, questions):
        self.ids |= questions.keys()
        return ()


def _asks(failures, id_):
    batch = _Asked()
    list(failures.ask("first", batch.ask, {id_: None}))
    return bool(batch.ids)


def test_where_a_run_was_done_the_next_asks_again(world):
    with running_standin(world, secondary_limits=False, faults=[FAULTS["nothing shown"]]) as server:
        runs = Runs(server)
        runs.run(None, KINDS)
        server.standin.faults.replace([])
        assert "not asked again" not in str(runs.run(4, KINDS).gaps)


def test_pages_of_conversations_that_are_not_shown_do_not_stop_it_either(tmp_path):
    said = [{"author": "vera", "body": "Thanks.", "createdAt": stamp(WORLD_DATE - timedelta(days=200))}] * 130
    world = small_world(tmp_path, pulls_of("octo", reviewed=25, comments=said))
    later = {"kind": "field_error", "at": r"IssueCommentConnection\.pageInfo", **FORBIDDEN}
    with running_standin(world, secondary_limits=False, faults=[later]) as server:
        runs = Runs(server)
        runs.run(4, KINDS)
        runs.run(2, KINDS)
        asked = [(row["operation"], row["width"]) for row in server.standin.log()]
    assert [what for what, _ in asked] == ["People", "PullRequests", "Pages", "Pages", "People", "Pages"]
    assert asked[-1][1] < asked[2][1]  # the last five, and not the first ten again


def test_a_repository_is_gone_on_with_elsewhere_too(world):
    asked = RepositoryQuery(
        repo="kubernetes/kubernetes", orgs=ORGS, since=WORLD_DATE - timedelta(days=350), as_of=WORLD_DATE
    )
    store, watch, tried = open_store(None), Watch(), [0]
    with running_standin(world, secondary_limits=False, faults=[FAULTS["nothing shown"]]) as server:
        while tried[-1] < 120:
            work = GitHubSource(client_of(server, watch, most=4), store=store).repository(asked, lambda *_: None)
            reasons = [gap.reason for gap in work.gaps if gap.kind is Kind.AUTHORED]
            numbers = (re.match(r"GitHub did not show (\d+) pull", reason) for reason in reasons)
            tried.append(sum(int(found[1]) for found in numbers if found))
            assert tried[-1] > tried[-2]
        server.standin.faults.replace([])
        work = GitHubSource(client_of(server, watch, most=4), store=store).repository(asked, lambda *_: None)
    assert len(work.pulls) > 25
