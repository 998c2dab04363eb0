"""``--cohort FILE``: whom it names, what each aims at, what changed since the run before, and who is left out."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from functional.comparing import findings, place
from functional.counting import records
from functional.running import AKI, ANDERS, IVO, LUMI, MIRA, NELL, PEOPLE, ROBIN, ROSA, WIDGET, WORLD_DAY
from standin import SAMPLE_WORLD, load_world

from tracker.sources.github.api.client import GitHubClient

pytestmark = pytest.mark.usefixtures("history_read_once")

DAY = ("--as-of", WORLD_DAY, "--no-openings")
JSON = (*DAY, "--format", "json")


@pytest.fixture
def cohort(home):
    """Writes a cohort's file."""

    def write(text, name="cohort.yaml"):
        (home / name).write_text(text, encoding="utf-8")
        return ("--cohort", name)

    return write


def names(document):
    return [report["contributor"]["login"] for report in document["reports"]]


def test_each_is_judged_for_what_the_file_says(run, calm, cohort):
    words = cohort(f"""
    name: Spring
    members:
      - {NELL}
      - login: {ANDERS}
        tier: reviewer
        scope: {WIDGET}
        mentor: {LUMI}
        notes: Likes queues
        since: 2026-03-01
        attestations: [{{criterion: knowledgeable, by: {AKI}, on: 2026-05-12}}]
    """)
    document = run(*JSON, *words, server=calm).report
    assert (document["name"], names(document), document["failures"]) == ("Spring", [ANDERS, NELL], [])
    anders, nell = document["reports"]
    ((reviewer,), (member,)) = (
        [one for one in report["readiness"] if one["tier"] == tier]
        for report, tier in ((anders, "reviewer"), (nell, "member"))
    )
    assert (reviewer["scope"]["repo"], reviewer["scope"]["path"]) == tuple(WIDGET.split(":"))
    assert {one["id"]: one["basis"] for one in reviewer["criteria"]}["knowledgeable"] == "attested"
    assert all(one["basis"] != "attested" for one in member["criteria"])
    known = {one["login"]: one for one in document["members"]}
    assert [place(scope) for scope in known[ANDERS].pop("scopes")] == [WIDGET]
    assert known[ANDERS] == {
        "login": ANDERS, "tier": "reviewer", "mentor": LUMI, "notes": "Likes queues", "since": "2026-03-01",
    }  # fmt: skip


def test_a_cohort_of_one_is_a_cohort(run, calm, cohort):
    document = run(*JSON, *cohort(NELL, "one.txt"), server=calm).report
    assert document["schema"] == "ladder-check.cohort/v1"
    assert names(document) == [NELL]


def test_everybody_of_a_directorys_owners(run, calm, cohort):
    words = cohort(f"members:\n- owners: {WIDGET}\n  tier: approver\n  mentor: {LUMI}\n- {NELL}\n")
    document = run(*JSON, *words, server=calm).report
    assert set(names(document)) > {NELL, ROSA, AKI}
    assert ANDERS not in names(document)
    assert {one["mentor"] for one in document["members"]} == {LUMI, None}


def test_what_names_nobody_is_a_failure_and_the_rest_is_done(run, calm, cohort):
    text = f"members:\n- '@kubernetes/no-team'\n- owners: kubernetes/no-repo\n- octo-nobody\n- {NELL}\n"
    ran = run(*JSON, *cohort(text), server=calm)
    assert ran.code == 0
    failures = {one["login"]: one["error"] for one in ran.report["failures"]}
    assert list(failures) == ["@kubernetes/no-team", "OWNERS of kubernetes/no-repo", "octo-nobody"]
    assert failures["@kubernetes/no-team"] == "no file of kubernetes lists a team no-team"
    assert names(ran.report) == [NELL]
    assert "Not checked: octo-nobody: GitHub has no account octo-nobody" in ran.err


def test_a_team_of_an_organizations_file(run, calm, cohort, teams_world, serve):
    server = serve(teams_world, secondary_limits=False)
    document = run(*JSON, *cohort("@kubernetes/widget-team"), server=server).report
    assert names(document) == [ANDERS, LUMI]


@pytest.fixture
def teams_world(tmp_path):
    """The sample world, with a team in kubernetes' file."""

    folder = tmp_path / "world"
    shutil.copytree(SAMPLE_WORLD, folder)
    files = [dict(one) for one in records("files")]
    (org,) = [one for one in files if one["path"] == "config/kubernetes/org.yaml"]
    org["text"] += f"teams:\n  widget-team:\n    maintainers: [{LUMI}]\n    members: [{ANDERS}]\n"
    for key in ("commits", "blame", "gone"):
        org.pop(key, None)
    for file in folder.glob("files.jsonl*"):
        file.unlink()
    (folder / "files.jsonl").write_text("".join(json.dumps(one) + "\n" for one in files), encoding="utf-8")
    return load_world(folder)


def test_nobody_is_refused(run, calm, cohort):
    ran = run(*JSON, *cohort("members:\n- '@kubernetes/no-team'\n"), server=calm)
    assert (ran.code, ran.out) == (4, "")
    assert "there is nobody to check in cohort.yaml; @kubernetes/no-team: no file of kubernetes" in ran.err


def test_logins_and_a_cohort_do_not_go_together(run, calm, cohort):
    ran = run(*JSON, *cohort(NELL), ROBIN, server=calm)
    assert ran.code == 2
    assert "both say whom to check" in ran.err


def test_a_file_that_does_not_hold_asks_nobody(run, serve, cohort):
    server = serve()
    ran = run(*JSON, *cohort("members:\n- {login: octo-a, tier: chief}\n"), server=server)
    assert ran.code == 3
    assert "members[0] > tier: the ladder has no tier 'chief'" in ran.err
    assert server.standin.stats()["requests"] == 0


# -- what changed ------------------------------------------------------------------------------------


def test_the_second_run_says_what_changed_since_the_first(run, calm, cohort):
    words = (*cohort(f"name: Spring\nmembers: [{ANDERS}, {ROSA}, {NELL}]\n"), "--no-openings", "--format", "json")
    first = run(*words, "--as-of", "2025-06-01", server=calm).report
    assert (first["previous"], first["changes"]) == (None, [])
    second = run(*words, "--as-of", WORLD_DAY, server=calm).report
    assert second["previous"].startswith("2025-06-01")
    assert second["changes"]
    before, after = ({r["contributor"]["login"]: findings(r) for r in one["reports"]} for one in (first, second))
    for change in second["changes"]:
        if change["criterion"]:
            key = next(key for key in after[change["login"]] if key[-1] == change["criterion"])
            assert change["after"] == after[change["login"]][key]["outcome"]
            assert change["before"] == before[change["login"]][key]["outcome"]
    again = run(*words, "--as-of", WORLD_DAY, server=calm).report
    assert again["previous"].startswith("2025-06-01")


def test_who_was_a_member_all_along_has_not_become_one_since_nobody_could_look(run, calm, cohort):
    words = (*cohort(f"members: [{ANDERS}, {ROSA}]\n"), "--no-openings", "--format", "json")
    unreadable = {"kind": "field_error", "at": r"Commit\.file"}
    calm.standin.faults.replace([unreadable])
    run(*words, "--as-of", "2026-05-20", server=calm)
    calm.standin.faults.replace([])
    second = run(*words, "--as-of", WORLD_DAY, server=calm).report
    tiers = {(one["login"], one["tier"]): one["kind"] for one in second["changes"] if one["criterion"] is None}
    assert tiers[ROSA, "member"] == tiers[ANDERS, "member"] == "newly_known"
    assert "newly_met" not in tiers.values()


def test_another_cohort_remembers_on_its_own(run, calm, cohort):
    day = ("--as-of", "2025-06-01", "--no-openings", "--format", "json")
    run(*day, *cohort(f"name: Spring\nmembers: [{ANDERS}]\n"), server=calm)
    other = run(*JSON, *cohort(f"name: Autumn\nmembers: [{ANDERS}]\n"), server=calm).report
    assert other["previous"] is None
    lists = [cohort(ANDERS, name) for name in ("a.txt", "b.txt")]
    run(*day, *lists[0], server=calm)
    assert run(*JSON, *lists[1], server=calm).report["previous"] is None
    assert run(*JSON, *lists[0], server=calm).report["previous"].startswith("2025-06-01")


def test_offline_answers_for_a_cohort_too(run, calm, cohort):
    words = (*cohort(f"members:\n- owners: {WIDGET}\n- {NELL}\n"), *JSON)
    online = run(*words, server=calm).report
    offline = run(*words, "--offline", server=calm, token=None).report
    assert names(offline) == names(online)
    for one, other in zip(online["reports"], offline["reports"], strict=True):
        known = {key: criterion["outcome"] for key, criterion in findings(one).items()}
        for key, criterion in findings(other).items():
            # Of an earlier day than the reading's it is not known who had asked for membership then.
            assert criterion["outcome"] in {known[key], "unknown"}, key


def test_offline_a_cohort_whose_run_took_long_is_as_that_run_said(run, calm, cohort, monkeypatch):
    words, spend = (
        (*cohort("".join(f"{who}\n" for who in PEOPLE), "people.txt"), "--format", "json"),
        GitHubClient._spend,
    )
    with time_machine.travel(datetime.now(UTC), tick=True) as clock:

        def slow(client):
            clock.shift(timedelta(minutes=5))
            return spend(client)

        monkeypatch.setattr(GitHubClient, "_spend", slow)
        online = run(*words, "--no-openings", server=calm).report
        offline = run(*words, "--no-openings", "--offline", server=calm, token=None).report
    for one, other in zip(online["reports"], offline["reports"], strict=True):
        assert findings(other) == findings(one)


# -- what is not finished ----------------------------------------------------------------------------


def test_who_was_not_reached_is_named_and_the_next_run_goes_on(run, serve, cohort):
    everybody = (NELL, ROBIN, MIRA, ANDERS, ROSA, AKI, IVO, LUMI)
    server = serve(secondary_limits=False)
    words = (*cohort("\n".join(everybody)), *JSON, "--max-requests", "6", "--require-complete")
    first = run(*words, server=server)
    assert first.code in {4, 5}
    missing = [one["login"] for one in first.report["failures"]] if first.code == 5 else [*everybody]
    assert all(who in first.err for who in missing)
    assert "Read in part: " in first.err or missing
    for _ in range(8):
        last = run(*words, server=server)
    assert last.code == 0, last.err
    assert len(last.report["reports"]) == len(everybody)


# -- who is left out ---------------------------------------------------------------------------------


@pytest.fixture
def settings(home):
    (home / "settings.yaml").write_text(f"do_not_track: [{AKI}]\n", encoding="utf-8")
    return {"LADDER_CHECK_SETTINGS": "settings.yaml"}


def test_no_command_reports_on_who_asked_to_be_left_out(run, serve, settings):
    server = serve()
    ran = run(*JSON, AKI.upper(), server=server, **settings)
    assert (ran.code, ran.out) == (4, "")
    assert "asked to be left out" in ran.err
    assert server.standin.stats()["requests"] == 0


def test_a_cohort_does_not_even_name_them(run, calm, cohort, settings):
    ran = run(*JSON, *cohort(f"{AKI}\n{NELL}\n"), server=calm, **settings)
    assert names(ran.report) == [NELL]
    assert AKI not in ran.err
    assert ran.report["failures"] == []
    assert "nobody to check" in run(*JSON, *cohort(AKI), server=calm, **settings).err


def test_nobody_is_told_to_ask_them(run, calm, settings):
    words = (*DAY, ANDERS, "--scope", WIDGET)
    assert f"Ask {AKI}" in run(*words, server=calm).out
    assert AKI not in run(*words, "--format", "json", server=calm, **settings).report["sponsors"]["suggested"]
    assert f"Ask {AKI}" not in run(*words, server=calm, **settings).out


def test_no_request_of_theirs_is_checked(run, calm, home):
    (home / "settings.yaml").write_text(f"do_not_track: [{ROBIN}]\n", encoding="utf-8")
    made = run(*JSON, ROBIN, server=calm).report["sponsors"]["request"]
    variables = {"LADDER_CHECK_SETTINGS": "settings.yaml"}
    ran = run("request", str(made["number"]), server=calm, program="ladder", **variables)
    assert ran.code == 4
    assert "asked to be left out" in ran.err


def test_the_cohorts_own_list_is_heeded_too(run, calm, cohort):
    text = f"members:\n- owners: {WIDGET}\n- {NELL}\ndo_not_track: [{AKI.upper()}]\n"
    assert AKI not in names(run(*JSON, *cohort(text), server=calm).report)
    said = f"members: [{{login: {ANDERS}, scope: '{WIDGET}'}}]\n"
    assert f"Ask {AKI}" in run(*DAY, *cohort(said), server=calm).out
    assert AKI not in run(*DAY, *cohort(f"{said}do_not_track: [{AKI}]\n"), server=calm).out


def test_settings_that_do_not_hold_end_the_run(run, calm, home):
    (home / "settings.yaml").write_text("do_not_trak: []\n", encoding="utf-8")
    ran = run(*JSON, NELL, server=calm, LADDER_CHECK_SETTINGS="settings.yaml")
    assert ran.code == 3
    assert "did you mean do_not_track?" in ran.err
    assert run(*JSON, NELL, server=calm, LADDER_CHECK_SETTINGS="missing.yaml").code == 3


def test_settings_are_found_where_the_system_keeps_them(run, calm, home):
    folder = home / ".config" / "ladder-check"
    folder.mkdir(parents=True)
    (folder / "settings.yaml").write_text(f"do_not_track: [{NELL}]\n", encoding="utf-8")
    assert run(*JSON, NELL, server=calm).code == 4
