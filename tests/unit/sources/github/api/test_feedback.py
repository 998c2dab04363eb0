"""What others said on somebody's own pull requests comes with them."""

from datetime import timedelta

import pytest
from gathering import gather
from unit.sources.github.records import OCTO, READER, actor, as_own, connection, pull, remark, review
from unit.sources.github.sharing import WORLD_DATE, gathered, pulls_of, query, small_world, stamp, wanting

from tracker.facts import Kind
from tracker.facts.commands import CommandKind
from tracker.sources.github import records as translate

EARLY = WORLD_DATE - timedelta(days=299, hours=12)


def talk_on(**more):
    """The conversation on a pull request of octo's."""
    return as_own(pull(author=actor("octo"), **more), READER).talk.conversation()


def said(by, body, at=EARLY):
    return {"author": by, "createdAt": stamp(at), "body": body}


def looked_at(by, at=EARLY, **more):
    return {"author": by, "state": "APPROVED", "submittedAt": stamp(at), "body": "", **more}


def test_reviews_and_commands_of_others_oldest_first():
    talk = talk_on(
        reviews=connection(
            review("ann", "2026-05-01T09:00:00Z", body="/approve"), review("bob", "2026-05-01T05:00:00Z")
        ),
        comments=connection(remark("ann", "/lgtm"), remark("bob", "nice"), remark(None, "/approve cancel")),
    )
    assert [str(one.by) for one in talk.reviews] == ["bob", "ann"]
    assert [(str(one.by), one.kind) for one in talk.commands] == [
        ("ann", CommandKind.LGTM),
        ("ghost", CommandKind.APPROVE_CANCEL),
        ("ann", CommandKind.APPROVE),
    ]
    assert talk.complete


def test_neither_the_author_nor_bots_speak():
    talk = talk_on(
        reviews=connection(review("octo"), review("Octo", "2026-05-01T09:00:00Z"), review("renovate[bot]")),
        comments=connection(
            remark("octo", "/lgtm"), remark("k8s-ci-robot", "/lgtm"), remark("k8s-ci-robot", "/approve")
        ),
    )
    assert (talk.reviews, talk.commands, talk.complete) == ((), (), True)


@pytest.mark.parametrize(("robot", "kind"), [("k8s-ci-robot", "User"), ("some-prow", "Bot")])
def test_only_robots_answer(robot, kind):
    refusal = "@ann: changing LGTM is restricted to collaborators"
    comments = (remark("ann", "/lgtm"), remark("bob", refusal), {**remark(None, refusal), "author": actor(robot, kind)})
    commands = talk_on(reviews=connection(), comments=connection(*comments)).commands
    assert [(str(one.by).removesuffix("[bot]"), one.kind) for one in commands] == [
        ("ann", CommandKind.LGTM),
        (robot, CommandKind.LGTM_REFUSED),
    ]


def test_an_edited_comment_is_marked():
    edited = {**remark("ann", "/lgtm"), "lastEditedAt": "2026-05-01T08:00:00Z"}
    commands = talk_on(reviews=connection(), comments=connection(edited)).commands
    assert [one.kind for one in commands] == [CommandKind.LGTM, CommandKind.EDITED]


def test_what_was_said_later_is_not_there_yet():
    later = "2026-06-02T00:00:00Z"
    talk = talk_on(reviews=connection(review("ann", later)), comments=connection(remark("ann", "/lgtm", later)))
    assert (talk.reviews, talk.commands) == ((), ())


@pytest.mark.parametrize(
    "partial",
    [{"reviews": connection(total=21)}, {"comments": connection(total=51)}, {"reviews": None}, {"comments": None}],
)
def test_what_is_left_out_shows(partial):
    everything = {"reviews": connection(), "comments": connection()}
    assert talk_on(**everything).complete
    assert not talk_on(**(everything | partial)).complete


def test_every_own_pull_request_that_was_read_has_its_conversation(source):
    facts = gather(source, query("ready-robin"), lambda _: frozenset())
    assert set(facts.feedback) == {own.id for own in facts.authored}
    talks = facts.feedback.values()
    assert any(talk.commands for talk in talks)
    assert all(talk.complete for talk in talks)
    speakers = {one.by for talk in talks for one in (*talk.reviews, *talk.commands)}
    assert speakers
    assert not speakers & {facts.contributor.login, *READER.bots}


def test_a_world_with_everybody_in_it(tmp_path):
    (row,) = pulls_of("octo", authored=1)
    row |= {
        "reviews": [looked_at("octo"), looked_at("ann")],
        "comments": [
            said("octo", "/lgtm"),
            said("bob", "/approve"),
            said("k8s-ci-robot", "/lgtm"),
            said("ann", "> /lgtm"),
        ],
    }
    (talk,) = gathered(small_world(tmp_path, [row]))[0].feedback.values()
    assert [str(one.by) for one in talk.reviews] == ["ann"]
    assert [(str(one.by), one.kind) for one in talk.commands if str(one.by) != "k8s-ci-robot"] == [
        ("bob", CommandKind.APPROVE)
    ]
    assert OCTO not in {one.by for one in (*talk.reviews, *talk.commands)}


def test_all_of_a_long_conversation_is_read(tmp_path):
    (row,) = pulls_of("octo", authored=1)
    comments = [said("ann", f"word {n}", EARLY + timedelta(minutes=n)) for n in range(160)]
    row["comments"] = [said("ann", "/lgtm"), *comments, said("bob", "/approve", EARLY + timedelta(hours=2))]
    (talk,) = gathered(small_world(tmp_path, [row]))[0].feedback.values()
    assert [str(command.by) for command in talk.commands] == ["ann", "bob"]
    assert talk.complete


def test_it_costs_no_request_and_changes_nothing_else(tmp_path, monkeypatch):
    rows = pulls_of("octo", authored=60)
    for row in rows:
        row["comments"] = [said("ann", "/lgtm")]
    world = small_world(tmp_path, rows)
    facts, client, _ = gathered(world, wanting(Kind.AUTHORED))
    assert len(facts.feedback) == 60
    monkeypatch.setattr(translate, "talk", lambda _node: translate.Talk())
    without, same, _ = gathered(world, wanting(Kind.AUTHORED))
    assert without.authored == facts.authored
    assert client.cost.requests == same.cost.requests


def test_heavy_pages_are_halved(tmp_path):
    rows = pulls_of("octo", authored=60)
    for row in rows:
        row["comments"] = [said("ann", "/lgtm")] * 20
    facts, _, _ = gathered(small_world(tmp_path, rows), full=True, options={"timeout_nodes": 300})
    assert len(facts.authored) == len(facts.feedback) == 60
    assert facts.gaps == ()
