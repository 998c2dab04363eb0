"""`ladder requests`: all requests at once, each with the verdict that it has alone."""

import json
import subprocess
from functools import partial
from pathlib import Path

import jsonschema
import pytest
import yaml
from functional.requests.given import (
    DASH,
    DAY,
    EMERITUS,
    GRETA,
    GUS,
    MYSELF,
    NICO,
    NOBODY,
    OTTO,
    RALF,
    ROBOT,
    SAL,
    SAM,
    SOL,
    SUE,
    UMA,
    WIM,
)
from functional.running import Json
from functional.worlds import ORG_REPO, org_file

SCHEMA = json.loads((Path(__file__).parents[3] / "config" / "requests.schema.json").read_text("utf-8"))
OPEN = (GUS, SAL, UMA, WIM, DASH, NICO, NOBODY, EMERITUS, MYSELF, ROBOT)


@pytest.fixture
def look(server, run):
    """Runs a command of ``ladder`` on the day of the world."""
    return partial(run, program="ladder", server=server)


@pytest.fixture
def desk(look, known) -> Json:
    """All requests, as JSON."""
    if "desk" not in known:
        ran = look("requests", "--state", "all", "--format", "json", "--as-of", DAY)
        assert ran.code == 0
        known["desk"] = ran.report
    return known["desk"]


@pytest.fixture
def triaged(desk) -> Json:
    """What each request waits for, by applicant."""
    return {one["request"]["applicant"]: one["triage"] for one in desk["requests"]}


def test_every_request_is_there_and_no_other_issue(desk):
    jsonschema.validate(desk, SCHEMA)
    assert [one["request"]["number"] for one in desk["requests"]] == [*range(101, 107), *range(111, 115), 201, 202, 203]
    assert (desk["complete"], desk["gaps"], desk["unread"]) == (True, [], [])


def test_each_request_is_as_it_is_alone(look, desk):
    for one in desk["requests"]:
        ran = look("request", str(one["request"]["number"]), "--format", "json", "--as-of", DAY)
        assert {key: ran.report[key] for key in ("request", "triage")} == one


VERDICTS = {
    GUS: ("ready", [("admins", f"judge the contributions, and enter {GUS} in kubernetes")]),
    SAL: (
        "waits",
        [("applicant", f"name a sponsor of another company; these share one: {SAM} (Acme, Inc.), {SOL} (@acme)")],
    ),
    UMA: ("waits", [("sponsor", f"{SUE}: answer +1 in the request")]),
    WIM: ("unknown", [("admins", "find out whom the line 'WIP' names as a sponsor")]),
    DASH: ("waits", [("applicant", "name another sponsor")]),
    MYSELF: ("waits", [("applicant", f"name another sponsor ({MYSELF} is the applicant)")]),
    ROBOT: ("waits", [("applicant", "name another sponsor (k8s-ci-robot is a bot)")]),
    GRETA: ("over", []),
    RALF: ("over", []),
    OTTO: ("over", []),
}


@pytest.mark.parametrize("who", VERDICTS)
def test_a_verdict_and_what_it_waits_for(triaged, who):
    verdict, waits = VERDICTS[who]
    assert triaged[who]["verdict"] == verdict
    assert [(wait["turn"], wait["text"]) for wait in triaged[who]["waits"]] == waits
    assert triaged[who]["next_action"] == (waits[0][1] if waits else None)


@pytest.mark.parametrize("who", [NOBODY, EMERITUS])
def test_a_sponsor_in_no_file_that_was_read_is_looked_up_and_not_refused(triaged, who):
    assert triaged[who]["verdict"] == "unknown"
    assert all(wait["unread"] for wait in triaged[who]["waits"])
    assert triaged[who]["waits"][-1]["text"].startswith("find an OWNERS entry of ")
    assert "/search?q=path%3AOWNERS" in triaged[who]["waits"][-1]["url"]


def test_only_who_is_ready_is_entered(desk, triaged, server, tmp_path):
    assert [who for who, one in triaged.items() if one["changes"]] == [GUS]
    assert triaged[GUS]["changes"] == desk["changes"]
    (change,) = desk["changes"]
    target = tmp_path / org_file("kubernetes")
    target.parent.mkdir(parents=True)
    before = next(
        file.text for file in server.standin.world.repos[ORG_REPO].files.values() if file.path == change["path"]
    )
    target.write_text(before, encoding="utf-8")
    subprocess.run(["/usr/bin/env", "git", "apply", "-"], cwd=tmp_path, input=change["diff"], text=True, check=True)
    members = yaml.safe_load(target.read_text("utf-8"))["members"]
    assert members == sorted([*yaml.safe_load(before)["members"], GUS], key=str.lower)
    assert triaged[GUS]["commit"] == f"Add {GUS} to kubernetes org"


def test_only_open_requests_since_a_day(look):
    ran = look("requests", "--since", "2026-08-03", "--format", "json", "--as-of", DAY)
    assert {one["request"]["applicant"] for one in ran.report["requests"]} == set(OPEN)
    assert look("requests", "--since", "3w", "--format", "json", "--as-of", DAY).report["requests"] == []
    assert len(look("requests", "--since", "3m", "--format", "json", "--as-of", DAY).report["requests"]) == len(OPEN)


def test_on_an_earlier_day_a_request_was_open_that_is_closed_now(look):
    then = look("requests", "--format", "json", "--as-of", "2025-03-09").report["requests"]
    assert [one["request"]["applicant"] for one in then] == [GRETA, RALF]


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_the_desk_in_words(look, format_):
    ran = look("requests", "--format", format_, "--as-of", DAY)
    assert ran.code == 0
    out = " ".join(ran.out.replace("&#8203;", "").replace("\\", "").split())
    assert (
        "10 open requests, as of 2026-09-01: 1 ready for admins, 3 to look up, 6 waiting for applicants or sponsors."
        in out
    )
    assert (
        out.index("Ready for admins") < out.index(GUS) < out.index("To look up") < out.index("Waiting for applicants")
    )
    assert "may sponsor: approver in kubernetes-sigs/works; Acme, Inc. (GitHub profile)" in out
    assert out.index("admins: judge the contributions") < out.index("may sponsor: approver")
    assert "+- good-gus" in ran.out.replace("\\", "")
    assert "@good-gus" not in ran.out


def test_a_request_begins_with_its_verdict(look):
    lines = look("request", "101", "--as-of", DAY).out.splitlines()
    assert lines[1].strip().startswith("Ready for admins: sponsor-sam and sponsor-sue may sponsor and confirmed")


def test_a_reason_with_a_link_is_said_once(look):
    out = look("request", "101", "--format", "markdown", "--as-of", DAY).out
    (row,) = (line for line in out.splitlines() if line.startswith("| sponsor-sam"))
    assert row.count("approver in") == 1


def test_companies_stated_in_gitdm_are_compared_too(look, tmp_path):
    (tmp_path / "developers_affiliations1.txt").write_text(
        f"{SUE}: s!x.example\n\tBolt Systems until 2026-08-01\n\tAcme Corporation from 2026-08-01\n", "utf-8"
    )
    ran = look("request", "101", "--gitdm", str(tmp_path), "--format", "json", "--as-of", DAY)
    assert ran.report["triage"]["verdict"] == "unknown"
    stated = [(one["login"], one["company"], one["stated_in"]) for one in ran.report["triage"]["companies"]]
    assert (SUE, "Acme Corporation", "gitdm") in stated
    assert ran.report["triage"]["changes"] == []


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (["requests", "--state", "opened"], 2, "there is no state 'opened'"),
        (["requests", "--format", "html"], 2, "there is no format 'html'"),
        (["requests", "--repo", "kubernetes"], 2, "'kubernetes' is no repository"),
        (["requests", "--repo", "kubernetes/orgs"], 2, "GitHub has no public repository kubernetes/orgs"),
        (["requests", "--gitdm", "nowhere"], 2, "nowhere holds no developers_affiliations"),
        (["requests", "--since", "12q"], 2, "'12q' is neither a date nor a duration"),
        (["requests", "--since", "2030-01-01"], 2, "2030-01-01 is still to come"),
        (["requests", "--offline"], 4, "is stored on this machine"),
        (["request"], 2, "no request is named"),
    ],
)
def test_what_cannot_be_meant(look, words, code, error):
    ran = look(*words)
    assert (ran.code, ran.out) == (code, "")
    assert error in ran.err


def test_nobody_who_asked_to_be_left_out_is_named(look, home):
    (home / "settings.yaml").write_text(f"do_not_track: [{UMA}, {SUE}]\n", "utf-8")
    words = ("requests", "--state", "all", "--format", "json", "--as-of", DAY)
    ran = look(*words, LADDER_CHECK_SETTINGS=str(home / "settings.yaml"))
    assert ran.code == 0
    assert ran.report["left_out"] == 1
    assert UMA not in ran.out
    assert SUE not in ran.out
    found = {one["request"]["applicant"]: one["triage"] for one in ran.report["requests"]}
    assert found[GUS]["verdict"] == "unknown"
    assert found[GUS]["comment"] is None


def test_other_files_in_the_same_run(look, home):
    ran = look("requests", "--also", "json=desk.json", "--also", "markdown=desk.md", "--as-of", DAY, "--quiet")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads((home / "desk.json").read_text("utf-8"))["schema"] == "ladder-check.requests/v1"
    assert (home / "desk.md").read_text("utf-8").startswith("## Membership requests in kubernetes/org")
    assert look("requests", "--also", "html=desk.html").code == 2


def test_the_page_of_a_request_begins_with_its_verdict_too(look):
    page = look("request", "111", "--format", "html", "--as-of", DAY).out
    assert page.index("Not known yet: 1 point has to be looked up") < page.index("Sponsors that the request names")
    assert "/search?q=path%3AOWNERS" in page


@pytest.mark.parametrize("words", [("requests",), ("request", "101")])
@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_on_an_earlier_day_it_says_what_is_of_today(look, words, format_):
    told = "OWNERS files and the texts of requests are those of today, not of 2026-09-01."
    earlier, now = (look(*words, "--format", format_, *day).out.replace("\\", "") for day in (("--as-of", DAY), ()))
    assert told in " ".join(earlier.split())
    assert "are those of today" not in " ".join(now.split())
    assert look(*words, "--format", "json").report.get("notes", []) == []
