"""Robots with ordinary accounts, and people whose titles look like a robot's."""

from functional.histories.conftest import DAY
from functional.worlds import SmallWorld

REPO, ROBOT, PERSON = "kubernetes/gadget", "minikube-bot", "person-pat"


def the_world() -> SmallWorld:
    world = SmallWorld()
    for login in (ROBOT, PERSON):
        world.person(login)
    world.turn("kubernetes", "2020-01-01", joined=[PERSON])
    world.pull(REPO, ROBOT, "2026-06-10", lgtm=PERSON, title="Update the ISO")
    world.pull(REPO, PERSON, "2026-06-11", lgtm=ROBOT, title="Automated bump of the ISO")
    return world


def test_a_robots_pull_request_is_reviewed_and_makes_nobody_primary(ask):
    counts = ask(the_world(), PERSON)["counts"]
    assert {name: count["total"] for name, count in counts.items()} == {
        "authored_merged": 1,
        "reviewed": 1,
        "lgtm_given": 1,
        "primary_reviewer": 0,
        "substantial": 0,
        "reviewed_or_merged": 2,
    }


def test_a_robot_is_nobodys_sponsor(ask):
    assert ask(the_world(), PERSON)["sponsors"]["suggested"] == []


def test_a_robot_is_on_no_ladder(serving, run):
    ran = run(ROBOT, "--as-of", DAY, server=serving(the_world()))
    assert (ran.code, ran.out) == (4, "")
    assert "minikube-bot is a bot" in ran.err
