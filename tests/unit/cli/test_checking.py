"""``ladder-check`` with the sample contributors: what is refused, what is written, and with which code it ends."""

import json
import re

import jsonschema
import pytest

from tracker.cli.checking import BELOW, INCOMPLETE
from tracker.reports.json import schema

SAMPLES = 12
COST = re.compile(r"0 requests, 0 points, \d+\.\d s\n")


def demo(run, *words, **more):
    return run("--demo", *words, **more)


# -- what is written ---------------------------------------------------------------------------------


def test_one_person(run):
    ran = demo(run, "almost-anders")
    assert ran.code == 0
    assert ran.out.startswith("almost-anders (Anders Almost) · Member of kubernetes since 2025-01-14\n")
    first, cost = ran.err.splitlines(keepends=True)
    assert first == "Sample contributors: none of these people exists.\n"
    assert COST.fullmatch(cost)


def test_one_of_the_samples_stands_for_all_on_a_screen(run):
    ran = demo(run)
    assert ran.code == 0
    assert ran.out == demo(run, "almost-anders").out
    assert len(ran.out.splitlines()) <= 45
    assert "Others: newcomer-nell, ready-robin, " in ran.err
    assert "ladder-check --demo --format html --output demo.html" in ran.err


@pytest.mark.parametrize(
    "words", [("--format", "html"), ("--format", "markdown"), ("--format", "csv"), ("--also", "html=demo.html")]
)
def test_where_there_is_room_everybody_is_shown(run, words):
    ran = demo(run, *words)
    assert ran.code == 0
    assert all(name in ran.out for name in ("newcomer-nell", "lead-lumi", "almost-anders"))
    assert "Others:" not in ran.err


def test_somebody_who_is_named_stands_for_nobody_else(run):
    assert "Others:" not in demo(run, "almost-anders").err + demo(run, "--quiet").err


def test_a_login_in_any_case_and_with_an_at(run):
    assert demo(run, "@ALMOST-anders").out.startswith("almost-anders (")


def test_everybody(run):
    ran = demo(run, "--format", "json")
    assert ran.code == 0
    assert len(json.loads(ran.out)["reports"]) == SAMPLES


def test_several_people_in_the_order_given_each_once(run):
    document = json.loads(demo(run, "lead-lumi", "newcomer-nell", "LEAD-lumi", "-f", "json").out)
    assert document["schema"] == "ladder-check.cohort/v1"
    assert [report["contributor"]["login"] for report in document["reports"]] == ["lead-lumi", "newcomer-nell"]


def test_json_is_of_the_schema_that_is_printed(run):
    validator = jsonschema.Draft202012Validator(json.loads(run("--json-schema").out))
    document = json.loads(demo(run, "ready-robin", "--format", "json").out)
    validator.validate(document)
    assert document["data"]["source"] == "demo"
    assert validator.schema == schema()


def test_markdown(run):
    assert demo(run, "ready-robin", "--format", "markdown").out.startswith("## [ready-robin](https://github.com/")


def test_into_a_file(run, tmp_path):
    ran = demo(run, "ready-robin", "--output", "report.txt")
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8").startswith("ready-robin (")


def test_quiet_says_nothing_beside_the_report(run):
    ran = demo(run, "ready-robin", "--quiet")
    assert ran.out
    assert ran.err == ""


def test_who_cannot_be_checked_is_a_failure_beside_the_others(run):
    ran = demo(run, "octo-nobody", "ready-robin", "-f", "json")
    document = json.loads(ran.out)
    assert ran.code == 0
    assert [failure["login"] for failure in document["failures"]] == ["octo-nobody"]
    assert len(document["reports"]) == 1


def test_one_tier_only(run):
    document = json.loads(demo(run, "almost-anders", "--tier", "approver", "-f", "json").out)
    assert {result["tier"] for result in document["readiness"]} == {"approver"}


def test_one_scope_only(run):
    words = ("--tier", "reviewer", "--scope", "kubernetes-sigs/lantern", "--scope", "kubernetes/kubernetes:pkg/widget")
    document = json.loads(demo(run, "almost-anders", *words, "-f", "json").out)
    scopes = [(result["scope"]["repo"], result["scope"]["path"]) for result in document["readiness"]]
    assert sorted(scopes) == [("kubernetes-sigs/lantern", ""), ("kubernetes/kubernetes", "pkg/widget")]


def test_another_ladder(run):
    document = json.loads(demo(run, "almost-anders", "--ladder", "kserve", "-f", "json").out)
    assert document["ladder"]["id"] == "kserve"
    assert not document["data"]["complete"]


def test_reading_in_full_changes_nothing_where_everything_is_known(run):
    full, plain = (demo(run, "almost-anders", "-f", "json", *more).out for more in (["--full"], []))
    told, untold = json.loads(full), json.loads(plain)
    # Where somebody does no work, roles are not looked for; --full looks into more of what is there.
    options = [document["data"]["gaps"].pop()["option"] for document in (told, untold)]
    assert options == ["--scope", "--full"]
    assert told == untold


def test_explain(run):
    ran = run("--explain", "two-factor")
    assert ran.code == 0
    assert "Two-factor authentication on" in ran.out
    assert ran.err == ""


# -- what people said --------------------------------------------------------------------------------

TWO_FACTOR = "- {{criterion: two-factor, login: {login}, by: octo-mentor, on: {on}}}\n"


def two_factor(ran):
    """The outcome of the one criterion, in the report on a single person."""
    found = [c for result in json.loads(ran.out)["readiness"] for c in result["criteria"] if c["id"] == "two-factor"]
    return {(criterion["outcome"], criterion["basis"]) for criterion in found}


@pytest.mark.parametrize(
    ("login", "on", "found"),
    [
        ("ready-robin", "2026-05-01", {("met", "attested")}),
        ("Ready-Robin", "2026-06-01", {("met", "attested")}),
        ("ready-robin", "2026-06-02", {("needs_person", "decided")}),
        ("newcomer-nell", "2026-05-01", {("needs_person", "decided")}),
    ],
)
def test_what_is_attested_of_a_person_by_that_day(run, tmp_path, login, on, found):
    (tmp_path / "said.yaml").write_text(TWO_FACTOR.format(login=login, on=on))
    assert two_factor(demo(run, "ready-robin", "--attest", "said.yaml", "-f", "json")) == found


@pytest.mark.parametrize("logins", [["ready-robin"], ["ready-robin", "newcomer-nell"]])
def test_a_file_of_attestations_that_does_not_hold_ends_the_run(run, tmp_path, logins):
    (tmp_path / "said.yaml").write_text(
        TWO_FACTOR.format(login="ready-robin", on="2026-05-01").replace("factor", "facto")
    )
    ran = demo(run, *logins, "--attest", "said.yaml")
    assert (ran.code, ran.out) == (3, "")
    assert "the ladder has no criterion 'two-facto'" in ran.err


# -- how it ends -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("almost-anders", "--require-complete"), 0),
        (("almost-anders", "--ladder", "kserve", "--require-complete"), INCOMPLETE),
        (("octo-nobody", "almost-anders", "--require-complete"), INCOMPLETE),
        (("almost-anders", "--fail-below", "member"), 0),
        (("almost-anders", "--fail-below", "reviewer"), BELOW),
        (("lead-lumi", "newcomer-nell", "--fail-below", "member"), BELOW),
        (("lead-lumi", "approver-aki", "--fail-below", "member", "--require-complete"), 0),
    ],
)
def test_the_report_is_written_and_the_code_says_more(run, words, code):
    ran = demo(run, *words)
    assert ran.code == code
    assert ran.out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--quiet",), 2, "nobody to check"),
        (("octo-a", "--offline"), 4, "nothing is stored of these people on this machine"),
        (("--demo", "--tier", "reviwer"), 2, "there is no tier 'reviwer'\nHint: Did you mean reviewer? There are "),
        (("--demo", "--fail-below", "king"), 2, "there is no tier 'king'\nHint: There are "),
        (("--demo", "--format", "yaml"), 2, "there is no format 'yaml'"),
        (("--demo", "--ladder", "kubernets"), 3, "there is no ladder and no file 'kubernets'"),
        (("--demo", "--output", "."), 2, "is a directory"),
        (("--demo", "--output", "no/report.md"), 2, "there is no directory no"),
        (("--demo", "--as-of", "2026-07-01"), 2, "2026-07-01 is still to come; today is 2026-06-01."),
        (("--demo", "ready-robin", "--as-of", "2026-05-01"), 4, "what was recorded of ready-robin is as of 2026-06-01"),
        (("--demo", "octo-nobody"), 4, "the recording does not hold octo-nobody\nHint: It holds newcomer-nell, "),
        (("--demo", "octo-a", "octo-b"), 4, "nobody could be checked; octo-a: the recording does not hold octo-a"),
        (("--explain", "two-facto"), 2, "there is no criterion 'two-facto'"),
        (("octo a",), 2, "'octo a' is not a GitHub login."),
        (("octo-a", "--scope", "kueue"), 2, "'kueue' is not a scope."),
        (("octo-a", "--max-wait", "-1"), 2, "-1"),
        (("octo-a", "--token-stdin"), 2, "standard input holds no token"),
        (("octo-a", "--api-url", "octo"), 2, "'octo' is not an address of a GitHub"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_written(run, words, code, said):
    ran = run(*words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_the_old_file_stays_when_nobody_could_be_checked(run, tmp_path):
    (tmp_path / "report.md").write_text("old")
    assert demo(run, "octo-nobody", "--output", "report.md").code == 4
    assert (tmp_path / "report.md").read_text() == "old"
