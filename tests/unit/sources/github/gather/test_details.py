"""What a first reading leaves out: the beginnings of conversations are read at once, the rest where a verdict waits."""

from dataclasses import replace
from datetime import timedelta

import pytest
from gathering import gather
from standin import running_standin
from unit.sources.github.sharing import (
    WORLD_DATE,
    Watch,
    client_of,
    gathered,
    pulls_of,
    query,
    small_world,
    stamp,
    wanting,
)

from tracker.errors import LimitReached
from tracker.facts import Kind, Need
from tracker.sources.github.gather.detail import Detail
from tracker.sources.github.gather.details import Details
from tracker.sources.github.gather.host import Host
from tracker.sources.github.source import GitHubSource
from tracker.sources.store import open_store
from tracker.sources.store.pull_requests import PullRequests

K8S = "kubernetes/kubernetes"
EARLY = WORLD_DATE - timedelta(days=299, hours=12)


def chat(count, *, by="somebody", start=EARLY, body="a word"):
    return [{"author": by, "createdAt": stamp(start + timedelta(seconds=n)), "body": body} for n in range(count)]


def looked_at(login, *, comments=1, at=EARLY, body=""):
    inline = [{"path": "a.go", "body": "why?", "createdAt": stamp(at)} for _ in range(comments)]
    return {"author": login, "state": "COMMENTED", "submittedAt": stamp(at), "body": body, "comments": inline}


def merged(reviews, comments=(), **more):
    (row,) = pulls_of("octo", reviewed=1)
    return {**row, "reviews": list(reviews), "comments": list(comments), **more}


def numbered(rows):
    return [{**row, "number": n + 1} for n, row in enumerate(rows)]


def test_inline_comments_of_others_are_counted_when_wanted(tmp_path):
    rows = numbered([merged([looked_at("octo"), looked_at("ann", comments=3)]) for _ in range(23)])
    world = small_world(tmp_path, rows)
    facts, first, _ = gathered(world)
    gap = facts.gap(Kind.REVIEW_COMMENTS, K8S)
    assert gap.more
    assert "inline comments" in gap.reason
    facts, client, _ = gathered(world, wanting(Kind.REVIEW_COMMENTS, repo=K8S))
    assert client.cost.requests == first.cost.requests + 2
    assert facts.gaps == ()
    counts = {str(r.by): r.comments for r in facts.participations[0].conversation.reviews}
    assert counts == {"octo": 1, "ann": 3}


def test_what_was_counted_for_others_is_not_counted_for_somebody_who_needs_none(tmp_path):
    world = small_world(tmp_path, [merged([looked_at("octo"), looked_at("vera", comments=3)])])
    store = open_store(None)
    with running_standin(world, secondary_limits=False) as server:
        alone = gather(GitHubSource(client_of(server, Watch())), query("octo"))
        source = GitHubSource(client_of(server, Watch()), store=store)
        gather(source, query("vera"), wanting(Kind.REVIEW_COMMENTS))
        assert gather(source, query("octo")) == alone
        counted = gather(source, query("octo"), wanting(Kind.REVIEW_COMMENTS))
    assert counted == replace(alone, participations=counted.participations, gaps=())


def test_where_an_lgtm_was_in_force_nothing_is_counted(tmp_path):
    world = small_world(tmp_path, [merged([looked_at("octo"), looked_at("ann")], chat(1, by="ann", body="/lgtm"))])
    facts, client, _ = gathered(world, wanting(*Kind))
    assert client.cost.requests == 2
    assert facts.gaps == ()


def test_other_repositories_are_left_alone(tmp_path):
    world = small_world(tmp_path, [merged([looked_at("octo"), looked_at("ann")])])
    facts, client, _ = gathered(world, lambda _: frozenset({Need(Kind.REVIEW_COMMENTS, "kubernetes/org")}))
    assert client.cost.requests == 2
    assert facts.gap(Kind.REVIEW_COMMENTS, "kubernetes/org") is None


@pytest.mark.parametrize("words", [120, 730])
def test_a_long_conversation_is_read_from_its_beginning(tmp_path, words):
    first = chat(1, by="octo", start=EARLY - timedelta(hours=1), body="/lgtm")
    facts, client, _ = gathered(small_world(tmp_path, [merged([], first + chat(words))]))
    assert client.cost.requests == 2 + words // 100
    (part,) = facts.participations
    assert part.lgtm_given
    assert part.conversation.complete
    assert facts.gaps == ()


def test_many_reviews(tmp_path):
    reviews = [looked_at("ann", at=EARLY + timedelta(minutes=n)) for n in range(70)]
    world = small_world(tmp_path, [merged([*reviews, looked_at("octo")])])
    facts, _, _ = gathered(world)
    assert len(facts.participations[0].conversation.reviews) == 71
    assert facts.gap(Kind.CONVERSATIONS) is None
    facts, _, _ = gathered(world, wanting(Kind.REVIEW_COMMENTS, Kind.CONVERSATIONS))
    gap = facts.gap(Kind.REVIEW_COMMENTS)
    assert not gap.more  # 21 of them are older than what GitHub was asked to count


@pytest.mark.parametrize("count", [250, 2000])
def test_long_lists_of_files(tmp_path, count):
    files = [{"path": f"pkg/{n}.go", "additions": 1, "deletions": 0} for n in range(count)]
    rows = numbered([*pulls_of("octo", authored=1), merged([looked_at("octo")])])
    world = small_world(tmp_path, [{**row, "files": files} for row in rows])
    facts, _, _ = gathered(world)
    assert facts.gap(Kind.FILES, K8S).more
    assert len(facts.authored[0].files) == 100
    facts, client, _ = gathered(world, wanting(Kind.FILES, repo=K8S))
    assert client.cost.requests == 2 + (count - 1) // 100
    assert facts.authored[0].files_complete
    assert facts.participations[0].pull_request.files_complete
    assert len({changed.path for changed in facts.authored[0].files}) == count
    assert facts.gaps == ()


def test_what_github_does_not_give_stays_a_gap(tmp_path):
    files = [{"path": f"pkg/{n}.go", "additions": 1, "deletions": 0} for n in range(150)]
    world = small_world(tmp_path, [{**row, "files": files} for row in pulls_of("octo", authored=1)])
    options = {"faults": [{"kind": "graphql_error", "after": 2}]}
    facts, _, _ = gathered(world, wanting(Kind.FILES), options=options)
    gap = facts.gap(Kind.FILES)
    assert (gap.more, gap.repos) == (False, {K8S})


def test_heavy_ones_are_given_up_one_by_one(tmp_path):
    rows = numbered([merged([looked_at("octo"), looked_at("ann", comments=15)]) for _ in range(4)])
    rows[2]["reviews"] += [looked_at("bob", comments=6) for _ in range(12)]
    world = small_world(tmp_path, rows)
    facts, _, _ = gathered(world, wanting(Kind.REVIEW_COMMENTS), options={"timeout_nodes": 60})
    counted = [None not in [r.comments for r in part.conversation.reviews] for part in facts.participations]
    assert counted == [True, False, True, True]
    assert not facts.gap(Kind.REVIEW_COMMENTS).more


def test_a_failing_detail_ends_the_reading(tmp_path):
    rows = [merged([looked_at("octo"), looked_at("ann")])]
    options = {"faults": [{"kind": "token_expired", "after": 2}]}
    facts, _, _ = gathered(small_world(tmp_path, rows), wanting(Kind.REVIEW_COMMENTS), options=options)
    gap = facts.gap(Kind.REVIEW_COMMENTS)
    assert gap.reason.startswith("GitHub refused the token")
    assert not gap.more


def test_where_a_limit_ends_the_reading_of_files_what_came_before_is_kept(tmp_path):
    files = [{"path": f"pkg/{n}.go", "additions": 1, "deletions": 0} for n in range(150)]
    world = small_world(tmp_path, [{**row, "files": files} for row in pulls_of("octo", authored=12)])
    store = open_store(None)
    with running_standin(world, secondary_limits=False) as server:
        gather(GitHubSource(client_of(server, Watch()), store=store), query("octo"))
        items = PullRequests(store).get(row["id"] for row in store.read("SELECT id FROM pull_requests"))
        client = client_of(server, Watch(), most=1)
        details = Details(client, store, PullRequests(store), Host(client, store))
        with pytest.raises(LimitReached):
            list(details.detail(Detail.FILES, items.values()))
    kept = PullRequests(store).get(items)
    assert sorted(len(item.pull_request.files) for item in kept.values()) == [100] * 2 + [150] * 10


def test_where_a_limit_ends_the_reading_of_a_conversation_its_pages_are_kept(tmp_path):
    world = small_world(tmp_path, [merged([looked_at("octo")], chat(450, by="octo"))])
    store = open_store(None)
    with running_standin(world, secondary_limits=False) as server:
        left, asked = [], []
        for _ in range(3):
            client = client_of(server, Watch(), most=3)
            facts = gather(GitHubSource(client, store=store), query("octo"))
            (item,) = PullRequests(store).get(row["id"] for row in store.read("SELECT id FROM pull_requests")).values()
            left.append(item.talk.remarks_left)
            asked.append(client.cost.requests)
    assert (left, asked) == ([250, 50, 0], [3, 3, 2])
    assert facts.participations[0].conversation.complete
    assert facts.gaps == ()


def test_hits_without_a_trace_do_not_take_all_requests_of_every_run(tmp_path):
    world = small_world(tmp_path, pulls_of("octo", authored=30, reviewed=30))
    store = open_store(None)
    contradiction = {"kind": "shrunk_connections", "at": r"PullRequest\.(reviews|comments)", "width": 1}
    with running_standin(world, secondary_limits=False, faults=[contradiction]) as server:
        for _ in range(2):
            facts = gather(
                GitHubSource(client_of(server, Watch(), most=2), store=store), query("octo"), wanting(Kind.AUTHORED)
            )
    assert len(facts.authored) == 24
    assert facts.participations == ()
    assert "what octo did in it is not there" in str(facts.gaps)


def test_with_one_request_in_a_run_contradictions_do_not_stop_it(tmp_path):
    world = small_world(tmp_path, pulls_of("octo", authored=30, reviewed=30))
    store = open_store(None)
    contradiction = {"kind": "shrunk_connections", "at": r"PullRequest\.(reviews|comments)", "width": 1}
    read, gaps = [], []
    with running_standin(world, secondary_limits=False, faults=[contradiction]) as server:
        for _ in range(7):
            source = GitHubSource(client_of(server, Watch(), most=1), store=store)
            facts = gather(source, query("octo"), wanting(Kind.AUTHORED))
            read.append(len(facts.authored))
            gaps += facts.gaps
    assert read == sorted(read)
    assert read[-1] == 30
    assert facts.participations == ()
    assert "GitHub did not show 25 pull requests that it found" in str(gaps)


def test_a_refresh_of_one_person_leaves_what_was_read_for_others(tmp_path):
    files = [{"path": f"pkg/{n}.go", "additions": 1, "deletions": 0} for n in range(150)]
    rows = numbered([merged([looked_at("octo"), looked_at("vera", comments=3), looked_at("ann")], files=files)] * 2)
    store = open_store(None)
    everything = wanting(Kind.FILES, Kind.REVIEW_COMMENTS)
    with running_standin(small_world(tmp_path, rows), secondary_limits=False) as server:

        def reads(login, wanted=everything, **more):
            source = GitHubSource(client_of(server, Watch()), store=store, **more)
            return gather(source, query(login), wanted), source.cost.requests

        before, _ = reads("vera")
        cold, _ = reads("octo", lambda _: frozenset())
        refreshed, _ = reads("octo", lambda _: frozenset(), refresh=True)
        again, requests = reads("vera")
    assert again == before
    assert requests == 1
    assert refreshed == cold


def test_a_refresh_takes_the_place_of_what_was_read_for_nobody_else(tmp_path):
    files = [{"path": f"pkg/{n}.go", "additions": 1, "deletions": 0} for n in range(150)]
    rows = [merged([looked_at("octo"), looked_at("ann", comments=3)], files=files)]
    store = open_store(None)
    with running_standin(small_world(tmp_path, rows), secondary_limits=False) as server:
        for refresh in (False, True):
            source = GitHubSource(client_of(server, Watch()), store=store, refresh=refresh)
            gather(source, query("octo"), wanting(Kind.FILES, Kind.REVIEW_COMMENTS))
            assert source.cost.requests == 4
