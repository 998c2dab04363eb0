"""What a page leaves out is asked for when a verdict waits for it, and only then."""

from datetime import timedelta

import pytest
from unit.sources.github.sharing import WORLD_DATE, gathered, pulls_of, small_world, stamp, wanting

from tracker.facts import Kind, Need

#: A fault then hits the question that it is meant for; test_together.py has them together.
pytestmark = pytest.mark.usefixtures("apart")

K8S = "kubernetes/kubernetes"
EARLY = WORLD_DATE - timedelta(days=299, hours=12)


def questions(log):
    return [row["operation"] for row in log]


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
    facts, _, log = gathered(world)
    gap = facts.gap(Kind.REVIEW_COMMENTS, K8S)
    assert gap.more
    assert "inline comments" in gap.reason
    facts, _, log = gathered(world, wanting(Kind.REVIEW_COMMENTS, repo=K8S))
    assert questions(log).count("ReviewComments") == 2
    assert facts.gaps == ()
    counts = {str(r.by): r.comments for r in facts.participations[0].conversation.reviews}
    assert counts == {"octo": 1, "ann": 3}


def test_where_an_lgtm_was_in_force_nothing_is_counted(tmp_path):
    world = small_world(tmp_path, [merged([looked_at("octo"), looked_at("ann")], chat(1, by="ann", body="/lgtm"))])
    facts, _, log = gathered(world, wanting(*Kind))
    assert questions(log) == ["Plan", "Participation"]
    assert facts.gaps == ()


def test_other_repositories_are_left_alone(tmp_path):
    world = small_world(tmp_path, [merged([looked_at("octo"), looked_at("ann")])])
    facts, _, log = gathered(world, lambda _: frozenset({Need(Kind.REVIEW_COMMENTS, "kubernetes/org")}))
    assert questions(log) == ["Plan", "Participation"]
    assert facts.gap(Kind.REVIEW_COMMENTS, "kubernetes/org") is None


def test_the_beginning_of_a_long_conversation(tmp_path):
    first = chat(1, by="octo", start=EARLY - timedelta(hours=1), body="/lgtm")
    world = small_world(tmp_path, [merged([], first + chat(120))])
    facts, _, _ = gathered(world)
    assert facts.participations == ()
    assert facts.gap(Kind.REVIEWED, K8S).more
    assert facts.gap(Kind.CONVERSATIONS, K8S).more
    facts, _, log = gathered(world, wanting(Kind.REVIEWED))
    assert questions(log) == ["Plan", "Participation", "Conversations"]
    (part,) = facts.participations
    assert part.lgtm_given
    assert part.conversation.complete
    assert facts.gaps == ()


def test_a_conversation_without_end(tmp_path):
    world = small_world(tmp_path, [merged([looked_at("octo")], chat(230))])
    facts, _, log = gathered(world, wanting(Kind.CONVERSATIONS))
    assert questions(log).count("Conversations") == 1
    (part,) = facts.participations
    assert not part.conversation.complete
    gap = facts.gap(Kind.CONVERSATIONS)
    assert (gap.more, gap.repos) == (False, {K8S})
    assert facts.gap(Kind.REVIEWED) is None


def test_many_reviews(tmp_path):
    reviews = [looked_at("ann", at=EARLY + timedelta(minutes=n)) for n in range(70)]
    world = small_world(tmp_path, [merged([*reviews, looked_at("octo")])])
    facts, _, _ = gathered(world, wanting(Kind.CONVERSATIONS))
    assert len(facts.participations[0].conversation.reviews) == 71
    assert facts.gap(Kind.CONVERSATIONS) is None
    facts, _, _ = gathered(world, wanting(Kind.REVIEW_COMMENTS, Kind.CONVERSATIONS))
    gap = facts.gap(Kind.REVIEW_COMMENTS)
    assert not gap.more  # 21 of them are older than what GitHub was asked to count


def test_long_lists_of_files(tmp_path):
    files = [{"path": f"pkg/{n}.go", "additions": 1, "deletions": 0} for n in range(250)]
    rows = numbered([*pulls_of("octo", authored=1), merged([looked_at("octo")])])
    world = small_world(tmp_path, [{**row, "files": files} for row in rows])
    facts, _, _ = gathered(world)
    assert facts.gap(Kind.FILES, K8S).more
    assert not facts.authored[0].files_complete
    facts, _, log = gathered(world, wanting(Kind.FILES, repo=K8S))
    assert questions(log).count("MoreFiles") == 4
    assert facts.authored[0].files_complete
    assert facts.participations[0].pull_request.files_complete
    assert len({changed.path for changed in facts.authored[0].files}) == 250
    assert facts.gaps == ()


def test_follow_ups_are_bounded_as_pages_are(tmp_path):
    files = [{"path": f"pkg/{n}.go", "additions": 1, "deletions": 0} for n in range(2000)]
    world = small_world(tmp_path, [{**row, "files": files} for row in pulls_of("octo", authored=1)])
    facts, client, _ = gathered(world, wanting(Kind.FILES), pages=5)
    assert client.cost.requests == 1 + 5
    assert facts.gap(Kind.FILES).more
    facts, client, _ = gathered(world, wanting(Kind.FILES), full=True)
    assert client.cost.requests == 2 + 19
    assert facts.gaps == ()


def test_files_that_github_does_not_give_stay_a_gap(tmp_path):
    files = [{"path": f"pkg/{n}.go", "additions": 1, "deletions": 0} for n in range(150)]
    world = small_world(tmp_path, [{**row, "files": files} for row in pulls_of("octo", authored=1)])
    options = {"faults": [{"kind": "graphql_error", "field": "node", "after": 2}]}
    facts, _, _ = gathered(world, wanting(Kind.FILES), options=options)
    gap = facts.gap(Kind.FILES)
    assert (gap.more, gap.repos) == (False, {K8S})


def test_heavy_follow_ups_are_halved_and_given_up_one_by_one(tmp_path):
    rows = numbered([merged([looked_at("octo"), looked_at("ann", comments=15)]) for _ in range(4)])
    rows[2]["reviews"] += [looked_at("bob", comments=6) for _ in range(12)]
    world = small_world(tmp_path, rows)
    facts, _, log = gathered(world, wanting(Kind.REVIEW_COMMENTS), options={"timeout_nodes": 60}, pages=30)
    assert questions(log).count("ReviewComments") > 4
    counted = [None not in [r.comments for r in part.conversation.reviews] for part in facts.participations]
    assert counted == [True, False, True, True]
    assert not facts.gap(Kind.REVIEW_COMMENTS).more


@pytest.mark.parametrize("kind", [Kind.REVIEW_COMMENTS, Kind.CONVERSATIONS])
def test_a_failing_follow_up_ends_the_reading(tmp_path, kind):
    rows = [merged([looked_at("octo"), looked_at("ann")], chat(120))]
    options = {"faults": [{"kind": "token_expired", "after": 2}]}
    facts, _, _ = gathered(small_world(tmp_path, rows), wanting(kind), options=options)
    gap = facts.gap(kind)
    assert gap.reason.startswith("GitHub refused the token")
    assert not gap.more
