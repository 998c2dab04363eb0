"""The action, one run after the other; and what it does when somebody is below a tier."""

from pathlib import Path

import pytest
from functional.action.given import BELOW, EARLIER, KEEP, LATER, PUBLISH, REPORT, SAVE, document, files, people
from functional.runner import Note
from functional.running import ANDERS, CANARY, LUMI, NELL, PEOPLE, ROSA, WORLD_DAY


def requests(job):
    return document(job)["data"]["cost"]["requests"]


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


@pytest.mark.parametrize(
    ("name", "extra"),
    [
        ("csv", {"report.csv"}),
        ("text", {"report.txt"}),
        ("slack", {"report.slack.txt"}),
        ("json", set()),
        ("MD", set()),
    ],
)
def test_another_format_is_written_beside_the_three(report, name, extra):
    job = report(logins=NELL, format=name)
    assert not job.failed, job.log
    assert files(job) == {"report.json", "report.html", "report.md"} | extra


def test_what_is_judged_can_be_chosen_as_people_type_it(report):
    places = "https://github.com/kubernetes/kubernetes/tree/master/pkg/widget\nkubernetes-sigs/lantern"
    job = report(logins=f"https://github.com/{ANDERS}", tier="Approvers", scope=places)
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


def test_at_the_hourly_limit_what_was_read_is_kept_for_the_next_run(repository, serve, installed):
    poor = serve(graphql_limit=3, secondary_limits=False)
    runner = repository(poor)
    first = runner.run(CANARY, installed, logins=" ".join(PEOPLE), as_of=WORLD_DAY, max_wait="0")
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
