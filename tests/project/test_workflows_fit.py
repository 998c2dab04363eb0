"""Workflows, the action and make fit each other."""

import re
import tomllib
from collections import Counter
from itertools import pairwise

from pages import ROOT
from workflows import ACTION, ON, read


def test_ci_runs_what_make_check_runs():
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    (wanted,) = re.findall(r"^check: (.*)$", rules, re.MULTILINE)
    jobs = read(ROOT / ".github" / "workflows" / "ci.yml")["jobs"]
    runs = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    made = {word for run in runs if run.startswith("make ") for word in run.split()[1:]}
    assert set(wanted.split()) <= made
    targets = set(re.findall(r"^([a-z]+):", rules, re.MULTILINE))
    assert {word for word in made if "=" not in word} <= targets


def test_every_night_all_is_tried_that_ci_tries_a_little_of():
    workflow = read(ROOT / ".github" / "workflows" / "nightly.yml")
    assert workflow[ON]["schedule"]
    (job,) = workflow["jobs"].values()
    words = [entry["tests"].split() for entry in job["strategy"]["matrix"]["include"]]
    tried = Counter()
    for place, *options in words:
        assert (ROOT / place).exists()
        tried.update({(place, name): int(number) for name, number in pairwise(options) if number.isdecimal()})
    assert tried == {
        ("tests/fuzz", "--fuzz"): 20_000,
        ("tests/functional/test_damaged_store.py", "--damaged-stores"): 2_000,
        ("tests/functional/laws", "--laws"): 20,
    }
    quarters = [entry["quarter"] for entry in job["strategy"]["matrix"]["include"] if "quarter" in entry]
    assert quarters == list(range(4))


def test_ci_tests_every_python_that_is_promised():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    classified = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    matrix = read(ROOT / ".github" / "workflows" / "ci.yml")["jobs"]["test"]["strategy"]["matrix"]
    assert matrix["python"] == classified
    assert project["requires-python"] == f">={classified[0]}"


def test_the_example_reports_on_one_day_and_keeps_the_memory_on_another():
    workflow = read(ROOT / ".github" / "workflows" / "ladder-report.yml")
    crons = [entry["cron"] for entry in workflow[ON]["schedule"]]
    jobs = [workflow["jobs"][name] for name in ("report", "remember")]
    for cron, job in zip(crons, jobs, strict=True):
        assert f"github.event.schedule == '{cron}' && vars.LADDER_COHORT != ''" in job["if"]
        assert re.fullmatch(r"[1-5]?[1-9] \d+ \* \* [0-6]", cron), "once a week, and not on the hour"


def test_the_example_keeps_what_the_action_remembers():
    action = read(ACTION)
    (restore,) = [one["with"] for one in action["runs"]["steps"] if "cache/restore" in one.get("uses", "")]
    (save,) = [one["with"] for one in action["runs"]["steps"] if "cache/save" in one.get("uses", "")]
    assert (restore["path"], restore["key"]) == (save["path"], save["key"])
    assert restore["key"].startswith(restore["restore-keys"])
    workflow = read(ROOT / ".github" / "workflows" / "ladder-report.yml")
    (kept,) = [step["with"] for step in workflow["jobs"]["remember"]["steps"]]
    name = action["inputs"]["name"]["default"]
    assert kept == {
        "path": restore["path"].replace("${{ inputs.name }}", name),
        "key": restore["restore-keys"].replace("${{ inputs.name }}", name),
    }


def test_the_example_gives_the_action_what_it_knows():
    workflow = read(ROOT / ".github" / "workflows" / "ladder-report.yml")
    (given,) = [step["with"] for step in workflow["jobs"]["report"]["steps"] if step["uses"] == "./"]
    assert given.keys() <= read(ACTION)["inputs"].keys()


def test_every_input_reaches_a_step():
    text = ACTION.read_text(encoding="utf-8")
    for name, one in read(ACTION)["inputs"].items():
        assert f"${{{{ inputs.{name} }}}}" in text
        assert one["description"].endswith(".")


def test_no_step_of_the_action_has_an_expression_in_its_script():
    scripts = [step["run"] for step in read(ACTION)["runs"]["steps"] if "run" in step]
    assert len(scripts) == 4
    assert not any("${{" in script for script in scripts)
