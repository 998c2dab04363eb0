"""What an earlier reading left: it is gone on from, and never said to be more than it is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from gathering import gather
from standin import running_standin
from unit.sources.github.sharing import (
    WORLD_DATE,
    Watch,
    checkpoint_of,
    client_of,
    nothing,
    pulls_of,
    query,
    small_world,
    stamp,
)

from tracker.facts import Kind
from tracker.sources.github.api.settings import Settings
from tracker.sources.github.offline.source import OfflineSource
from tracker.sources.github.source import GitHubSource
from tracker.sources.store import open_store

LATER = WORLD_DATE + timedelta(days=10)
EARLIER = WORLD_DATE - timedelta(days=60)
WORK = (Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS)


@pytest.fixture
def store():
    return open_store(None)


def read(world, store, *, at=WORLD_DATE, as_of=None, login="octo", **more):
    """The facts about octo, read at a moment (and as of the same, if nothing else is said)."""
    with running_standin(world, secondary_limits=False) as server:
        client = client_of(server, Watch(time=at.timestamp()))
        return gather(GitHubSource(client, store=store), query(login, as_of=as_of or at, **more), nothing)


def offline(store, *, as_of=WORLD_DATE, **more):
    return gather(OfflineSource(Settings(), store), query("octo", as_of=as_of, **more), nothing)


def test_a_report_of_an_earlier_day_shows_what_was_changed_since_the_last_reading(tmp_path, store):
    rows = pulls_of("octo", authored=3)
    read(small_world(tmp_path / "before", rows), store)
    changed = {"title": "Automated cherry pick of #1", "updatedAt": stamp(LATER - timedelta(days=1))}
    world = small_world(tmp_path / "after", [{**rows[0], **changed}, *rows[1:]])
    again = read(world, store, at=LATER, as_of=EARLIER)
    assert again.authored == read(world, open_store(None), at=LATER, as_of=EARLIER).authored
    assert "Automated cherry pick of #1" in {one.title for one in again.authored}


def test_nobody_is_asked_and_nothing_is_known_to_be_nothing(tmp_path, store):
    read(small_world(tmp_path, pulls_of("octo", authored=3)), store)
    facts = offline(store)
    assert len(facts.authored) == 3
    assert [facts.gap(kind) for kind in WORK] == [None] * 3


def test_nobody_is_asked_and_what_was_never_read_is_a_gap(tmp_path, store):
    read(small_world(tmp_path, pulls_of("octo", authored=3, reviewed=2)), store)
    with store.transaction() as transaction:
        transaction.execute("DELETE FROM readings WHERE family = 'authored'")
    facts = offline(store)
    assert facts.gap(Kind.AUTHORED).reason == "nobody is asked offline: how much there is was not read"
    assert facts.gap(Kind.REVIEWED) is None


def test_nobody_is_asked_about_the_days_after_the_one_that_was_asked_for(tmp_path, store):
    world = small_world(tmp_path, pulls_of("octo", authored=3, reviewed=2))
    assert read(world, store, as_of=EARLIER, requests_repository="kubernetes/kubernetes").requests == ()
    assert [offline(store, as_of=EARLIER).gap(kind) for kind in WORK] == [None] * 3
    day = f"{EARLIER + timedelta(days=1):%Y-%m-%d} 00:00 UTC"
    reason = f"nobody is asked offline: what changed since {day} was not read"
    facts = offline(store)
    assert {facts.gap(kind).reason for kind in WORK} == {reason}
    assert facts.requests is None


def test_the_requests_of_an_earlier_day_are_not_those_of_today(tmp_path, store):
    world = small_world(tmp_path, pulls_of("octo", authored=1))
    assert read(world, store, requests_repository="kubernetes/kubernetes").requests == ()
    assert offline(store, as_of=WORLD_DATE).requests == ()
    read(world, store, as_of=EARLIER, requests_repository="kubernetes/kubernetes")
    facts = offline(store, as_of=WORLD_DATE, requests_repository="kubernetes/kubernetes")
    assert facts.requests is None
    assert facts.gap(Kind.REQUESTS).reason == "the requests of today are not cached"
    checkpoint = checkpoint_of(query("octo"), store)
    plan, at = checkpoint.last_plan()
    unfinished = replace(plan, asked=replace(plan.asked, until="2026-04-02"), requests=())
    checkpoint.checked(unfinished, at, begun=True)
    assert offline(store, as_of=WORLD_DATE).requests is None


def test_nobody_is_asked_after_a_run_that_ended_before_it_read_what_changed(tmp_path, store):
    read(small_world(tmp_path, pulls_of("octo", authored=3, reviewed=2)), store)
    checkpoint = checkpoint_of(query("octo"), store)
    plan, _ = checkpoint.last_plan()
    checkpoint.checked(plan, LATER, begun=True)
    facts = offline(store, as_of=LATER)
    reason = "nobody is asked offline: what changed since 2026-06-01 12:00 UTC was not read"
    assert {facts.gap(kind).reason for kind in WORK} == {reason}


@pytest.mark.parametrize("full", [False, True])
def test_what_search_does_not_find_any_more_is_not_counted(tmp_path, store, full):
    """Whoever takes their only comment back took no part: what changed does not show it, only the number does."""
    rows = pulls_of("octo", authored=1, reviewed=3)
    read(small_world(tmp_path / "before", rows), store, full=full)
    taken_back = {"reviews": [], "updatedAt": stamp(LATER - timedelta(days=1))}
    world = small_world(tmp_path / "after", [*rows[:-1], {**rows[-1], **taken_back}])
    again = read(world, store, at=LATER, full=full)
    assert len(again.participations) == 2
    assert again.participations == read(world, open_store(None), at=LATER, full=full).participations


@pytest.mark.parametrize("name", ["kubernetes/renamed", "kubernetes-sigs/moved", "elsewhere/moved"])
def test_a_repository_is_called_as_it_is_called_now(tmp_path, store, name):
    """Nothing in it changed by that, so nothing of it is found by what changed."""
    rows = pulls_of("octo", authored=2, reviewed=2, repos=("kubernetes/kubernetes", "kubernetes/old"))
    read(small_world(tmp_path / "before", rows, {"kubernetes/old": 7}), store, full=True)
    moved = [{**row, "repo": name} if row["repo"] == "kubernetes/old" else row for row in rows]
    world = small_world(tmp_path / "after", moved, {name: 7})
    again, fresh = (read(world, one, at=LATER, full=True) for one in (store, open_store(None)))
    assert (again.authored, again.participations) == (fresh.authored, fresh.participations)


def test_a_long_conversation_that_was_read_for_others_may_hide_a_review(tmp_path, store):
    [row] = pulls_of("octo", reviewed=1)
    later = [
        {"author": who, "state": "COMMENTED", "submittedAt": row["updatedAt"], "body": ""}
        for who in ("ann",) * 44 + ("octo",)
    ]
    first = {"author": "vera", "state": "APPROVED", "submittedAt": row["createdAt"], "body": ""}
    with running_standin(
        small_world(tmp_path, [{**row, "reviews": [first, *later]}]), secondary_limits=False
    ) as server:
        client = client_of(server, Watch())
        gather(GitHubSource(client, store=store), query("octo"))
        facts = gather(GitHubSource(client, store=store), query("vera"))
    assert facts.participations or facts.gap(Kind.REVIEWED)


def test_how_much_involves_somebody_is_a_gap_where_it_is_not_known(tmp_path, store):
    since = {"seen_since": WORLD_DATE - timedelta(days=365)}
    read(small_world(tmp_path, pulls_of("octo", authored=3)), store, **since)
    known, before = offline(store, **since), offline(store, as_of=EARLIER, **since)
    assert (known.recently_involved is None, known.gap(Kind.ACCOUNT)) == (False, None)
    assert before.recently_involved is None
    assert before.gap(Kind.ACCOUNT).reason == "how many issues and pull requests involve octo was not read"
    assert offline(store, as_of=EARLIER).gap(Kind.ACCOUNT) is None
