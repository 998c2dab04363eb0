"""The composite action, its steps run in order as a runner of GitHub does, against the stand-in."""

import json
import os
import signal
import subprocess
import sys
import sysconfig
import time
import venv
from pathlib import Path

import pytest
from functional.runner import ROOT, Note, Runner
from functional.running import ANDERS, CANARY, LUMI, NELL, PEOPLE, ROBIN, ROSA, WORLD_DAY, assert_clean, variables_of
from standin.testing import Client

EARLIER, LATER = "2026-02-01", "2026-06-08"
REPORT, SAVE, KEEP, PUBLISH, BELOW = (
    "Check and report",
    "Remember what was read",
    "Keep the report",
    "Publish the report",
    "Say whether somebody is below",
)
MARK = "<!-- ladder-check report:"
#: This environment's Python stands for the one that the action installs: ladder-check is beside it.
HERE = Path(sys.executable)


@pytest.fixture
def repository(tmp_path):
    """Starts a repository whose runs ask a stand-in."""

    def start(server, **variables) -> Runner:
        return Runner(tmp_path / "runner", {**variables_of(server), "HOME": str(tmp_path), **variables}, HERE)

    return start


@pytest.fixture
def report(repository, calm):
    """Runs of the action in a repository of their own, one after the other, undisturbed."""
    runner = repository(calm)

    def run(**inputs):
        job = runner.run(CANARY, HERE, **({"as_of": WORLD_DAY} | inputs))
        assert_clean(job.log + job.summary, runner.folder)
        return job

    run.runner = runner
    return run


def document(job):
    return json.loads(Path(job.outputs["path"], "report.json").read_text(encoding="utf-8"))


def requests(job):
    return document(job)["data"]["cost"]["requests"]


def people(job):
    return [one["contributor"]["login"] for one in document(job)["reports"]]


def files(job):
    return {file.name for file in Path(job.outputs["path"]).iterdir()}


# -- one run after the other -------------------------------------------------------------------------


def test_a_first_run_reports_keeps_and_remembers(report):
    job = report(logins=f"{ROSA}, {NELL}")
    assert not job.failed, job.log
    assert people(job) == [NELL, ROSA]
    assert job.outputs == {"path": job.outputs["path"], "changed": "false", "complete": "true"}
    assert job.artifacts == {"ladder-check": Path(job.outputs["path"])}
    assert files(job) == {"report.json", "report.html", "report.md"}
    assert job.summary == Path(job.outputs["path"], "report.md").read_text(encoding="utf-8")
    assert job.summary.startswith(f"## Contributors, as of {WORLD_DAY}\n")
    assert job.notes == []
    assert job.steps[PUBLISH] == job.steps[BELOW] == "skipped"
    assert len(report.runner.caches) == 1


def test_the_second_run_asks_for_what_is_new(report):
    first = report(logins=f"{NELL} {ROSA}")
    second = report(logins=f"{NELL} {ROSA}", as_of=LATER)
    assert requests(second) < requests(first)
    assert second.outputs["changed"] == "false"
    assert f"Compared with {WORLD_DAY}." in second.summary
    assert len(report.runner.caches) == 2


def test_what_changed_since_the_run_before_is_an_output(report):
    assert report(logins=NELL, as_of=EARLIER).outputs["changed"] == "false"
    job = report(logins=NELL)
    assert job.outputs["changed"] == "true"
    assert f"### What changed since {EARLIER}" in job.summary


def test_one_login_is_a_cohort_too(report):
    job = report(logins=NELL)
    assert document(job)["schema"] == "ladder-check.cohort/v1"
    assert people(job) == [NELL]


def test_reports_of_two_names_do_not_know_each_other(report):
    report(logins=NELL, name="mentees", as_of=EARLIER)
    job = report(logins=NELL, name="leads")
    assert job.outputs["changed"] == "false"
    assert job.artifacts.keys() == {"leads"}
    assert "Compared with" not in job.summary


def test_a_cohort_file_of_the_checkout(report):
    cohort = report.runner.workspace / ".github" / "mentees.yaml"
    cohort.parent.mkdir()
    cohort.write_text(f"name: Spring mentees\nmembers:\n  - login: {ANDERS}\n    mentor: {LUMI}\n  - {NELL}\n")
    job = report(cohort=".github/mentees.yaml")
    assert people(job) == [ANDERS, NELL]
    assert job.summary.startswith("## Spring mentees, as of")


@pytest.mark.parametrize(("name", "extra"), [("csv", {"report.csv"}), ("text", {"report.txt"}), ("json", set())])
def test_another_format_is_written_beside_the_three(report, name, extra):
    job = report(logins=NELL, format=name)
    assert not job.failed, job.log
    assert files(job) == {"report.json", "report.html", "report.md"} | extra


def test_what_is_judged_can_be_chosen(report):
    job = report(logins=ANDERS, tier="approver", scope="kubernetes/kubernetes:pkg/widget\nkubernetes-sigs/lantern")
    (one,) = document(job)["reports"]
    assert {(rung["tier"], rung["scope"]["repo"]) for rung in one["readiness"]} == {
        ("approver", "kubernetes/kubernetes"),
        ("approver", "kubernetes-sigs/lantern"),
    }


# -- not everything could be read --------------------------------------------------------------------


def test_interrupted_by_a_limit_it_goes_on_in_the_next_run(report):
    logins = " ".join(PEOPLE)
    jobs = [report(logins=logins, max_requests="7") for _ in range(3)]
    assert jobs[0].outputs["complete"] == "false"
    assert [note.kind for note in jobs[0].notes] == ["warning"]
    assert jobs[0].notes[0].text.startswith("Incomplete: ")
    assert not any(job.failed for job in jobs)
    assert jobs[-1].outputs["complete"] == "true"
    assert people(jobs[-1]) == sorted(PEOPLE, key=str.casefold)


def test_at_the_hourly_limit_what_was_read_is_kept_for_the_next_run(repository, serve):
    poor = serve(graphql_limit=3, secondary_limits=False)
    runner = repository(poor)
    first = runner.run(CANARY, HERE, logins=" ".join(PEOPLE), as_of=WORLD_DAY, max_wait="0")
    assert first.outputs["complete"] == "false"
    assert "hourly limit" in first.log
    assert first.steps[SAVE] == "success"
    assert len(runner.caches) == 1


def test_nobody_could_be_checked(report):
    job = report(logins="octo-nobody")
    assert job.steps[REPORT] == "failure"
    assert job.outputs == {"path": "", "changed": "false", "complete": "false"}
    assert [note.kind for note in job.notes] == ["error"]
    assert job.notes[0].text.startswith(
        "nobody could be checked; octo-nobody: GitHub has no account octo-nobody\nHint: "
    )
    assert job.steps[SAVE] == "success"
    assert job.steps[KEEP] == job.steps[PUBLISH] == job.steps[BELOW] == "skipped"


def test_somebody_is_missing(report):
    job = report(logins=f"octo-nobody {NELL}")
    assert not job.failed
    assert job.outputs["complete"] == "false"
    assert job.notes[0] == Note(
        "warning",
        "Incomplete, 1 not checked: the report says why. What a limit was in the way of is read by the next run.",
    )
    assert job.steps[KEEP] == "success"


# -- fail-below --------------------------------------------------------------------------------------


def test_below_a_tier_the_job_fails_when_all_is_done(report):
    job = report(logins=f"{NELL} {ROSA}", fail_below="member")
    assert job.failed
    assert job.steps[REPORT] == job.steps[SAVE] == job.steps[KEEP] == "success"
    assert job.steps[BELOW] == "failure"
    assert job.outputs["complete"] == "true"
    assert job.summary
    (note,) = job.notes
    assert note.kind == "error"
    assert note.text.startswith("Somebody holds no tier as high as member;")


def test_nobody_below_a_tier(report):
    job = report(logins=ROSA, fail_below="member")
    assert not job.failed
    assert job.notes == []


def test_too_little_was_read_to_tell_who_is_below(report):
    job = report(logins=NELL, fail_below="member", max_requests="1")
    assert not job.failed
    assert Note("warning", "Too incomplete to tell whether somebody is below member.") in job.notes


# -- published ---------------------------------------------------------------------------------------


def published(server):
    client = Client(server)
    return [
        one["body"] for one in client.get("/repos/kubernetes/org/issues/105/comments").json() if MARK in one["body"]
    ]


def test_published_to_an_issue_the_report_is_updated_in_place(repository, serve):
    server = serve(secondary_limits=False)
    runner = repository(server)
    asked = {"logins": f"{NELL} {ROSA}", "publish_to": "kubernetes/org#105", "name": "mentees"}
    assert not runner.run(CANARY, HERE, as_of=EARLIER, **asked).failed
    (first,) = published(server)
    job = runner.run(CANARY, HERE, as_of=WORLD_DAY, **asked)
    (second,) = published(server)
    assert job.steps[PUBLISH] == "success"
    assert first.startswith(f"{MARK} mentees, part 1 -->")
    assert f"as of {EARLIER}" in first
    assert f"What changed since {EARLIER}" in second
    assert files(job) == {"report.json", "report.html", "report.md"}
    assert job.summary == Path(job.outputs["path"], "report.md").read_text(encoding="utf-8")


def test_below_a_tier_it_is_published_all_the_same(repository, serve):
    server = serve(secondary_limits=False)
    job = repository(server).run(
        CANARY, HERE, logins=NELL, as_of=WORLD_DAY, fail_below="member", publish_to="kubernetes/org#105"
    )
    assert job.steps[PUBLISH] == "success"
    assert job.steps[BELOW] == "failure"
    assert len(published(server)) == 1


def test_a_token_that_may_not_publish(repository, serve):
    server = serve(secondary_limits=False, read_only_token=True)
    job = repository(server).run(CANARY, HERE, logins=NELL, as_of=WORLD_DAY, publish_to="kubernetes/org#105")
    assert job.steps[PUBLISH] == "failure"
    assert job.steps[SAVE] == job.steps[KEEP] == "success"
    assert job.outputs["path"]
    (note,) = job.notes
    assert note.kind == "error"
    assert "issues: write" in note.text


@pytest.mark.parametrize("issue", ["$(touch {target})", "--output={target}\n::error::owned", "kubernetes/org#105 --x"])
def test_a_hostile_issue_is_refused_and_nothing_else(repository, serve, tmp_path, issue):
    server = serve(secondary_limits=False)
    target = tmp_path / "owned"
    job = repository(server).run(CANARY, HERE, logins=NELL, as_of=WORLD_DAY, publish_to=issue.format(target=target))
    assert job.steps[PUBLISH] == "failure"
    assert not target.exists()
    assert [note.kind for note in job.notes] == ["error"]
    assert published(server) == []


# -- inputs that nobody should have to trust ---------------------------------------------------------

HOSTILE = (
    "$(touch {target})",
    "`touch {target}`",
    "; touch {target} #",
    "--output={target}",
    f"{NELL} --output={{target}}",
    f"{NELL}\n--also=json={{target}}",
    f"{NELL}\n::error::owned\n::set-output name=path::/etc",
    f"{NELL}\npath=/etc\nEOF",
    "members:\n- " + NELL + "\nname: owned",
    '"\n- ' + NELL,
    "@" + NELL + "/../../../etc",
    "\u202e" + NELL,
    "../../../../etc/passwd",
)


@pytest.mark.parametrize("logins", HOSTILE)
def test_hostile_logins_are_refused_and_nothing_else(report, tmp_path, logins):
    target = tmp_path / "owned"
    job = report(logins=logins.format(target=target))
    assert job.steps[REPORT] == "failure"
    assert not target.exists()
    assert job.outputs == {"path": "", "changed": "false", "complete": "false"}
    assert [note.kind for note in job.notes] == ["error"], job.notes
    assert "has 1 mistake" in job.notes[0].text or "mistakes" in job.notes[0].text


@pytest.mark.parametrize(
    "name", ["tier", "ladder", "as_of", "fail_below", "max_requests", "max_wait", "scope", "format", "cohort", "name"]
)
@pytest.mark.parametrize("value", ["$(touch {target})", "--output={target}\n::error::owned"])
def test_other_hostile_inputs_are_refused_and_nothing_else(report, tmp_path, name, value):
    target = tmp_path / "owned"
    hostile = value.format(target=target)
    job = report(**({"logins": NELL} if name != "cohort" else {}) | {name: hostile})
    assert job.steps[REPORT] == "failure"
    assert not target.exists()
    assert [note.kind for note in job.notes] == ["error"], job.notes


@pytest.mark.parametrize("inputs", [{}, {"logins": " ,\n", "cohort": ""}, {"logins": NELL, "cohort": "mentees.yaml"}])
def test_either_logins_or_a_cohort(report, inputs):
    job = report(**inputs)
    assert job.steps[REPORT] == "failure"
    assert job.notes == [Note("error", "Give either logins or the file of a cohort.")]


def test_a_module_in_the_checkout_is_not_run(report):
    for name in ("json", "tracker", "click", "runner"):
        (report.runner.workspace / f"{name}.py").write_text("open('owned', 'w')\nraise SystemExit(1)\n")
    job = report(logins=NELL)
    assert not job.failed, job.log
    assert not (report.runner.workspace / "owned").exists()


# -- installed, and stopped --------------------------------------------------------------------------


def test_the_action_installs_itself(repository, calm, tmp_path):
    """Without a network: what it depends on is there already, and pip is told to look nowhere else."""
    runner = repository(calm, PIP_NO_INDEX="1", PIP_NO_BUILD_ISOLATION="0")
    runner.ready = _environment_with_dependencies(tmp_path / "ready")
    (runner.workspace / "venv.py").write_text("raise SystemExit(1)\n")
    (runner.workspace / "pip.py").write_text("raise SystemExit(1)\n")
    job = runner.run(CANARY, logins=NELL)
    assert not job.failed, job.log
    assert job.steps["Install ladder-check"] == "success"
    assert people(job) == [NELL]
    assert not list(ROOT.glob("build")) + list(ROOT.glob("*.egg-info"))


def _environment_with_dependencies(folder: Path) -> Path:
    """A virtual environment that finds this one's packages after its own, and no editable installation of this one."""
    venv.create(folder, symlinks=True, with_pip=True)
    names = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", names))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder


def test_a_run_that_is_stopped_leaves_its_store(serve, tmp_path):
    """The runner sends SIGINT to the shell alone."""
    slow = serve(latency_ms=1500, secondary_limits=False)
    environment = {
        **os.environ, **variables_of(slow), "GH_TOKEN": CANARY, "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        **{f"INPUT_{name}": "" for name in (
            "COHORT", "TIER", "SCOPE", "AS_OF", "FAIL_BELOW", "MAX_REQUESTS", "MAX_WAIT", "PUBLISH_TO", "LADDER"
        )},
        "INPUT_LOGINS": f"{NELL} {ROBIN}", "INPUT_NAME": "x", "INPUT_FORMAT": "markdown",
    }  # fmt: skip
    command = [HERE, "-E", "-s", ROOT / "action" / "report.py"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as running:
        while len(slow.standin.log()) < 2 and running.poll() is None:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=30)
    assert running.returncode == 130, out
    assert "Interrupted." in out
    assert "Traceback" not in out
    assert list(tmp_path.glob("ladder-check/x/cache/store/*.sqlite3"))
