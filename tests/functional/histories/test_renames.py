"""A login that enters soon after another left may be the same person: its date is no date of joining."""

import pytest
from functional.comparing import findings
from functional.worlds import SmallWorld

K8S, WORKS = "kubernetes", "kubernetes/works"
OLD, NEW, ZED = "ana-old", "ana-new", "zed"


def world_of(*turns) -> SmallWorld:
    """Who entered and left the kubernetes organization's file, by day."""
    world = SmallWorld()
    for login in (NEW, ZED):
        world.person(login)
    for day, joined, left in turns:
        world.turn(K8S, day, joined=joined, left=left)
    world.pull(WORKS, NEW, "2026-08-20", merged=False)
    return world


def member_of(report) -> tuple[str, str, str | None]:
    (held,) = (one for one in report["standing"]["held"] if one["tier"] == "member")
    return held["since"], held["since_is"], held["since_note"]


HISTORIES = {
    "two commits": [("2026-05-20", [OLD, ZED], []), ("2026-08-10", [], [OLD]), ("2026-08-15", [NEW], [])],
    "beside another that enters": [("2026-05-20", [OLD], []), ("2026-08-15", [NEW, ZED], [OLD])],
    "beside another that leaves": [("2026-05-20", [OLD, ZED], []), ("2026-08-15", [NEW], [OLD, ZED])],
    "thirty days": [("2026-05-20", [OLD, ZED], []), ("2026-07-16", [], [OLD]), ("2026-08-15", [NEW], [])],
}


@pytest.mark.parametrize("turns", HISTORIES.values(), ids=HISTORIES)
def test_no_date_of_joining_is_claimed(turns, ask):
    report = ask(world_of(*turns), NEW, "--scope", WORKS, "--tier", "reviewer")
    day, precision, note = member_of(report)
    assert (day, precision) == ("2026-08-15", "on_or_before")
    assert "another name" in note
    tenure = findings(report)["reviewer", WORKS, "member-tenure"]
    assert (tenure["outcome"], tenure["ready_on"]) == ("unknown", None)


@pytest.mark.parametrize(
    "turns",
    [
        [("2026-05-20", [OLD, ZED], []), ("2026-07-15", [], [OLD]), ("2026-08-15", [NEW], [])],
        [("2026-05-20", [OLD, ZED], []), ("2026-08-15", [NEW], []), ("2026-08-16", [], [OLD])],
    ],
    ids=["31 days", "the other left later"],
)
def test_else_the_date_is_exact(turns, ask):
    report = ask(world_of(*turns), NEW, "--scope", WORKS, "--tier", "reviewer")
    assert member_of(report)[:2] == ("2026-08-15", "exact")
    assert findings(report)["reviewer", WORKS, "member-tenure"]["outcome"] == "not_yet"


def test_what_is_long_enough_anyway_is_met(ask):
    turns = [("2026-01-20", [OLD, ZED], []), ("2026-04-10", [], [OLD]), ("2026-04-15", [NEW], [])]
    report = ask(world_of(*turns), NEW, "--scope", WORKS, "--tier", "reviewer")
    assert member_of(report)[1] == "on_or_before"
    assert findings(report)["reviewer", WORKS, "member-tenure"]["outcome"] == "met"
