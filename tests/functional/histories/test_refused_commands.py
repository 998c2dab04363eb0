"""Who was the primary reviewer, where Prow refused somebody's /lgtm, or a push took it away."""

import pytest
from functional.comparing import findings
from functional.worlds import SmallWorld

REPO, DAY = "kubernetes-sigs/harbor", "2026-06-10"
MEMBER, STRANGER, AUTHOR, ROBOT = "member-mo", "stranger-sam", "author-ann", "k8s-ci-robot"
REFUSED = "@stranger-sam: changing LGTM is restricted to collaborators"
ASSIGNEES = (
    "@stranger-sam: changing LGTM is restricted to assignees, and only kubernetes-sigs/harbor repo collaborators may be "
    "assigned issues."
)
PUSHED = "New changes are detected. LGTM label has been removed."


def world_of(*said: tuple[str, str]) -> SmallWorld:
    """A merged pull request with these comments, in this order; the member is one, the stranger is not."""
    world = SmallWorld()
    for login in (MEMBER, STRANGER, AUTHOR, ROBOT):
        world.person(login)
    world.turn("kubernetes-sigs", "2020-01-01", joined=[MEMBER])
    world.pull(REPO, AUTHOR, DAY)
    world.pulls[-1]["comments"] = [
        {"author": who, "createdAt": f"{DAY}T09:{minute:02}:00Z", "body": body}
        for minute, (who, body) in enumerate(said, start=10)
    ]
    return world


CASES = {
    "a stranger's /lgtm is refused": [
        (MEMBER, "/lgtm"), (STRANGER, "/lgtm"), (ROBOT, REFUSED), (MEMBER, "/approve"),
    ],
    "refused in the words of 2018": [(MEMBER, "/lgtm"), (STRANGER, "/lgtm"), (ROBOT, ASSIGNEES)],
    "a bare refusal": [
        (MEMBER, "/lgtm"), (STRANGER, "/lgtm"), (ROBOT, "changing LGTM is restricted to collaborators"),
    ],
    "a stranger's cancel is refused": [(MEMBER, "/lgtm"), (STRANGER, "/lgtm cancel"), (ROBOT, REFUSED)],
    "/remove-lgtm is refused": [(MEMBER, "/lgtm"), (STRANGER, "/remove-lgtm"), (ROBOT, REFUSED)],
    "two refusals": [
        (MEMBER, "/lgtm"), (STRANGER, "/lgtm"), (ROBOT, REFUSED), (STRANGER, "/lgtm cancel"), (ROBOT, REFUSED),
    ],
    "the author's own": [(MEMBER, "/lgtm"), (AUTHOR, "/lgtm"), (ROBOT, "@author-ann: you cannot LGTM your own PR.")],
    "a quoted line": [(MEMBER, "/lgtm"), (STRANGER, "> /lgtm")],
    "/approve cancel takes no lgtm away": [(MEMBER, "/lgtm"), (MEMBER, "/approve cancel")],
    "given again after a push": [(STRANGER, "/lgtm"), (ROBOT, PUSHED), (MEMBER, "/lgtm")],
    "given and taken back in one comment": [(MEMBER, "/lgtm\n/lgtm cancel")],
}  # fmt: skip
NOT_IN_FORCE = {
    "a push took it away": [(MEMBER, "/lgtm"), (ROBOT, PUSHED)],
    "the member takes it back": [(MEMBER, "/lgtm"), (MEMBER, "/lgtm cancel")],
    "a human's word is no refusal": [(MEMBER, "/lgtm"), (STRANGER, "/lgtm"), (AUTHOR, REFUSED)],
    "a valid lgtm after a refusal": [
        (STRANGER, "/lgtm"), (ROBOT, REFUSED), (MEMBER, "/lgtm"), (AUTHOR, "/lgtm cancel"),
    ],
}  # fmt: skip


def primary(report) -> tuple[str, int]:
    found = findings(report)["reviewer", REPO, "primary-reviewer"]
    return found["outcome"], found["observed"]


@pytest.mark.parametrize("said", CASES.values(), ids=CASES)
def test_the_member_is_primary(said, ask):
    report = ask(world_of(*said), MEMBER, "--scope", REPO, "--tier", "reviewer")
    assert primary(report) == ("not_yet", 1)


@pytest.mark.parametrize("said", NOT_IN_FORCE.values(), ids=NOT_IN_FORCE)
def test_nobodys_lgtm_was_in_force(said, ask):
    report = ask(world_of(*said), MEMBER, "--scope", REPO, "--tier", "reviewer")
    assert primary(report) == ("not_yet", 0)


def test_a_refused_lgtm_makes_nobody_primary_and_stays_a_review(ask):
    report = ask(world_of((STRANGER, "/lgtm"), (ROBOT, REFUSED)), STRANGER, "--scope", REPO, "--tier", "reviewer")
    assert primary(report) == ("not_yet", 0)
    assert (report["counts"]["reviewed"]["total"], report["counts"]["lgtm_given"]["total"]) == (1, 1)


def test_a_refusal_that_was_not_read_leaves_it_unknown(ask):
    """Prow's answer stands somewhere among comments that no page showed."""
    said = [(MEMBER, "/lgtm"), *[(AUTHOR, f"note {number}") for number in range(3_300)]]
    world = world_of(*said)
    for number, comment in enumerate(world.pulls[-1]["comments"]):
        comment["createdAt"] = f"{DAY}T10:{number // 60:02}:{number % 60:02}Z"
    found = findings(ask(world, MEMBER, "--scope", REPO, "--tier", "reviewer"))["reviewer", REPO, "primary-reviewer"]
    assert (found["outcome"], found["observed"], found["observed_is_at_least"]) == ("unknown", 0, True)
