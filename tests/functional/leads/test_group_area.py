"""``ladder area SIG``: all its subprojects in one table, and the files that name other leads than sigs.yaml."""

import shutil
import subprocess
from datetime import datetime, timedelta

import pytest
from functional.leads.test_clone import commit, git
from functional.worlds import COMMUNITY_REPO, ORG_REPO, SmallWorld, groups_text
from standin import load_world

from tracker.cli import pages

AS_OF = "2026-06-01"
WORDS = ("--as-of", AS_OF, "-f", "json")
LAMP, WICK = "kubernetes-sigs/lamp", "kubernetes-sigs/wick"
ALIASES = "aliases:\n  sig-lamps-leads:\n    - octo-chair\n    - octo-gone\n  sig-other-leads:\n    - octo-gone\n"
TEAMS = "teams:\n  sig-lamps-leads:\n    description: leads\n    maintainers:\n    - octo-chair\n    members:\n    - octo-tech\n    - octo-gone\n"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    small = SmallWorld()
    for login in ("octo-chair", "octo-tech", "octo-gone", "octo-ada", "octo-ben"):
        small.person(login)
    small.turn("kubernetes-sigs", "2021-03-02", joined=["octo-ada", "octo-ben", "octo-chair", "octo-tech"])
    owners = {"lamp": {"owners": [f"{LAMP}/main/OWNERS", f"{LAMP}/main/bulb/OWNERS"]}}
    owners |= {
        "wick": {"owners": [f"{WICK}/main/OWNERS"], "leads": {"octo-ada": None, "octo-tech": None}},
        "gone": {"owners": ["kubernetes-sigs/none/main/OWNERS"]},
    }
    sig = {"dir": "sig-lamps", "name": "Lamps", "chairs": {"octo-chair": None}, "tech_leads": {"octo-tech": None}}
    small.file(COMMUNITY_REPO, "sigs.yaml", ("2025-01-01", groups_text(sigs=[{**sig, "subprojects": owners}])))
    small.file(COMMUNITY_REPO, "OWNERS_ALIASES", ("2025-01-01", ALIASES))
    small.file(ORG_REPO, "config/kubernetes/sig-lamps/teams.yaml", ("2025-01-01", TEAMS))
    small.file(LAMP, "OWNERS", ("2025-01-01", "approvers:\n- octo-chair\n- octo-ada\nreviewers:\n- octo-ben\n"))
    small.file(LAMP, "OWNERS_ALIASES", ("2025-01-01", "aliases:\n  sig-lamps-leads: [octo-tech, octo-chair]\n"))
    small.file(LAMP, "bulb/OWNERS", ("2025-01-01", "approvers:\n- octo-ben\n- octo-ada\n"))
    small.file(WICK, "OWNERS", ("2025-01-01", "approvers:\n- octo-tech\n"))
    for day in ("2026-02-01", "2026-02-02", "2024-02-02"):
        small.pull(LAMP, "octo-ada", day, paths=["bulb/a.go"], reviewers=["octo-ben"])
    small.pull(LAMP, "octo-chair", "2026-02-03", paths=["other/a.go"])
    return load_world(small.write(tmp_path_factory.mktemp("groups")))


@pytest.fixture
def found(run, server):
    ran = run("area", "sig-lamps", *WORDS, server=server, program="ladder")
    assert ran.code == 0, ran.err
    return ran.report


def test_every_subproject_has_its_numbers(found):
    rows = {
        (row["subproject"], row["scope"]["path"]): (row["reviewers"], row["approvers"], row["active"], row["merged"])
        for row in found["rows"]
    }
    assert rows == {
        ("lamp", ""): (1, 2, 3, 3),
        ("lamp", "bulb"): (0, 2, 2, 2),
        ("wick", ""): (0, 1, 0, 0),
        ("gone", ""): (None, None, None, None),
    }
    assert [row["subproject"] for row in found["rows"] if row["thin"]] == ["wick"]
    assert found["in_part"]


def test_files_that_name_other_leads_come_with_a_change_that_applies(found, home):
    disagreements = {one["file"]: one for one in found["disagreements"]}
    community, teams = f"{COMMUNITY_REPO}:OWNERS_ALIASES", f"{ORG_REPO}:config/kubernetes/sig-lamps/teams.yaml"
    assert {name: (one["missing"], one["surplus"]) for name, one in disagreements.items()} == {
        community: (["octo-tech"], ["octo-gone"]),
        teams: ([], ["octo-gone"]),
        f"{WICK}:OWNERS": (["octo-ada"], []),
    }
    assert "+- octo-ada\n" in disagreements[f"{WICK}:OWNERS"]["change"]["diff"]
    folder = home / "checkout"
    folder.mkdir()
    git(folder, "init", "-b", "main")
    for name, text in ((community, ALIASES), (teams, TEAMS)):
        path = name.partition(":")[2]
        commit(folder, path, text, f"Add {path}", "2026-01-01T00:00:00Z")
        (home / "change.diff").write_text(disagreements[name]["change"]["diff"])
        subprocess.run([shutil.which("git"), "-C", str(folder), "apply", str(home / "change.diff")], check=True)
    assert (folder / "OWNERS_ALIASES").read_text() == ALIASES.replace("octo-gone", "octo-tech", 1)
    assert (folder / "config/kubernetes/sig-lamps/teams.yaml").read_text() == TEAMS.replace("    - octo-gone\n", "")


def test_a_group_that_is_none_is_refused_with_the_nearest(run, server):
    ran = run("area", "sig-lamp", server=server, program="ladder")
    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean sig-lamps?" in ran.err


def test_the_page_says_what_differs(run, server):
    ran = run("area", "sig-lamps", "--as-of", AS_OF, server=server, program="ladder")
    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert "does not name octo-tech and names octo-gone, whom sigs.yaml does not" in said
    assert "-    - octo-gone" in ran.out


def test_nobody_is_named_who_asked_to_be_left_out(run, server, left_out):
    for login in ("octo-gone", "octo-chair"):
        ran = run("area", "sig-lamps", *WORDS, *left_out(login), server=server, program="ladder")
        assert ran.code == 0, ran.err
        assert login not in ran.out + ran.err
        assert ran.report["rows"]


@pytest.mark.parametrize("words", [("area", "sig-lamps"), ("area", LAMP)])
def test_offline_days_later_it_says_what_it_said_at_once(run, server, monkeypatch, words):
    class InDays(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(days=10)

    words = (*words, "--since", "2026-01-01", "-f", "json")
    run(*words, server=server, program="ladder")
    at_once = run(*words, "--offline", server=server, program="ladder").report
    monkeypatch.setattr(pages, "datetime", InDays)
    later = run(*words, "--offline", server=server, program="ladder").report
    assert later == at_once
    assert at_once.get("rows") or at_once["places"]
