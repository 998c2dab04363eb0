"""`ladder audit voters`: who may vote, by the rule of each election, and why."""

import json
from functools import partial
from pathlib import Path

import jsonschema
import pytest
from functional.audits.given import DAY, Drawn
from functional.worlds import ADMIN, COMMUNITY_REPO, groups_text
from standin import running_standin

SCHEMA = json.loads((Path(__file__).parents[3] / "config" / "voters-audit.schema.json").read_text("utf-8"))
#: The rule of 2025: 50 contributions from 2024-07-31 to 2025-07-31.
THEN = ("2024-08-01", "2025-07-31")
JUST, SHORT, MIXED, PLAYER, OUTSIDE, COMMITTEE, FORMER = (
    *("exactly-eva", "almost-alf", "mixed-mia", "player-pit", "outside-ola", "committee-cy", "former-fay"),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    made = Drawn(1)
    world = made.world
    for login in (JUST, SHORT, MIXED, PLAYER, OUTSIDE, COMMITTEE, FORMER):
        world.person(login)
    for number in range(50):
        made.issue(JUST, f"2024-{9 + number % 4:02}-{1 + number % 28:02}")
        made.issue(SHORT, f"2024-{9 + number % 4:02}-{1 + number % 28:02}" if number else "2025-08-02")
        made.issue(OUTSIDE, "2025-01-05")
        world.pull("kubernetes-sigs/contributor-playground", PLAYER, "2025-01-05")
    for number in range(30):
        world.pull("kubernetes/kubernetes", MIXED, f"2025-03-{1 + number % 28:02}")
        world.pull("etcd-io/etcd", "others-olga", f"2025-04-{1 + number % 28:02}", reviewers=[MIXED])
    world.turn("kubernetes", "2020-01-01", joined=[JUST, MIXED, PLAYER])
    world.turn("etcd-io", "2020-01-01", joined=[SHORT])
    chairs = {
        "dir": "committee-code-of-conduct",
        "name": "Code of Conduct",
        "chairs": {COMMITTEE: None},
        "emeritus_leads": {FORMER: None},
    }
    world.file(COMMUNITY_REPO, "sigs.yaml", ("2024-01-01", groups_text(sigs=[], committees=[chairs])))
    with running_standin(world.write(tmp_path_factory.mktemp("world")), git=True, secondary_limits=False) as running:
        yield running


@pytest.fixture
def audit(run, server):
    return partial(run, "audit", "voters", "--format", "json", program="ladder", server=server)


def voters(ran):
    assert ran.code == 0
    jsonschema.validate(ran.report, SCHEMA)
    return {one["login"]: one for one in ran.report["voters"]}


def test_in_a_normal_year_members_with_enough_contributions_may_vote(audit):
    found = voters(audit("--election", "steering-2025", "--as-of", DAY))
    assert {login: one["may_vote"] for login, one in found.items()} == {
        JUST: "yes", MIXED: "yes", COMMITTEE: "yes", SHORT: "unknown", PLAYER: "unknown", ADMIN: "unknown", FORMER: "unknown",
    }  # fmt: skip
    assert (found[JUST]["least"], found[SHORT]["least"], found[PLAYER]["least"]) == (50, 49, 0)
    assert found[MIXED]["least"] >= 50
    assert found[JUST]["reasons_for"] == ["member of kubernetes", "at least 50 contributions (50 are needed)"]
    assert found[SHORT]["reasons_against"][0] == "49 of 50 contributions could be counted; there may be more"
    assert "at least 49 on GitHub" in found[SHORT]["appeal"]
    assert found[JUST]["appeal"] is None
    assert found[COMMITTEE]["reasons_for"] == ["member of the Code of Conduct committee"]


def test_in_2026_all_members_may_vote_and_nothing_is_counted(audit, server):
    server.standin.reset()
    ran = audit("--as-of", DAY)
    found = voters(ran)
    assert (ran.report["election"], ran.report["everyone"]) == ("steering-2026", True)
    assert {login for login, one in found.items() if one["may_vote"] != "yes"} == {FORMER}
    assert "50 contributions" not in str(ran.report["rules"])
    assert found[SHORT]["reasons_for"] == ["member of etcd-io", "all members may vote in this election"]
    assert not [one for one in server.standin.log() if one.get("operation") in {"Opened", "Threads", "Counts"}]


def test_who_is_named_and_no_member_gets_a_text_for_the_form(audit):
    found = voters(audit(OUTSIDE, JUST, "--as-of", DAY))
    assert {login: one["may_vote"] for login, one in found.items()} == {OUTSIDE: "no", JUST: "yes"}
    assert found[OUTSIDE]["reasons_against"][0].startswith("no organization lists them now")
    assert found[OUTSIDE]["appeal"].startswith("I ask to vote in the Steering Committee election 2026.")


def test_the_election_is_the_one_that_was_announced_last(audit):
    assert audit("--as-of", "2025-09-20", JUST).report["election"] == "steering-2025"
    ran = audit("--as-of", "2025-08-01")
    assert (ran.code, ran.out) == (3, "")
    assert "no rule of an election announced by 2025-08-01" in ran.err


def test_an_election_that_does_not_exist(audit):
    ran = audit("--election", "steering-2062")
    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean steering-2026?" in ran.err


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_voters_in_words(run, server, format_):
    words = ("audit", "voters", "--election", "steering-2025", "--format", format_, "--as-of", DAY)
    ran = run(*words, program="ladder", server=server)
    out = " ".join(ran.out.replace("\\", "").replace("&#8203;", "").split())
    assert "By its rules members with 50 contributions from 2024-07-31 to 2025-07-31 may vote" in out
    assert "May vote (3)" in out
    assert "Form for exceptions" in out


def test_a_reason_that_all_voters_have_is_said_once(run, server):
    out = " ".join(run("audit", "voters", "--as-of", DAY, program="ladder", server=server).out.split())
    assert out.count("all members may vote") == 1
    assert f"· {SHORT}: member of etcd-io · " in out


def test_a_limit_makes_nobody_less(run, server):
    words = (
        "audit",
        "voters",
        "--election",
        "steering-2025",
        "--format",
        "json",
        "--as-of",
        DAY,
        "--max-requests",
        "4",
    )
    ran = run(*words, program="ladder", server=server)
    if ran.code == 0:
        assert {one["may_vote"] for one in ran.report["voters"]} <= {"yes", "unknown"}
        assert not ran.report["complete"]
    else:
        assert ran.code == 4


def test_counts_under_faults_are_never_too_high(run, server, pauses):
    words = ("audit", "voters", "--election", "steering-2025", "--format", "json", "--as-of", DAY, "--cache-dir", "new")
    server.standin.faults.add([{"kind": "field_error", "at": "search", "record": 2}])
    ran = run(*words, program="ladder", server=server)
    server.standin.faults.replace([])
    found = {one["login"]: one for one in ran.report["voters"]}
    assert found[SHORT]["may_vote"] == found[PLAYER]["may_vote"] == "unknown"
    assert all(
        (found[login]["least"] or 0) <= most for login, most in {JUST: 50, SHORT: 49, MIXED: 60, PLAYER: 0}.items()
    )
