"""Workflows and the action are sound: linted, pinned, with no more rights than they need; and they fit each other."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from pages import PAGES, REPOSITORY, name_of, text_of

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").iterdir())
ACTION = ROOT / "action.yml"
SCRIPTS = [ROOT / ".ci" / "run", ROOT / "gh-ladder" / "gh-ladder", *sorted((ROOT / "action").glob("*.sh"))]
PINNED = re.compile(r"uses: (?P<action>[\w./-]+)@(?P<commit>[0-9a-f]{40}) # (?P<version>v\d+\.\d+\.\d+)")
#: Jobs that write: what was found, under Security; what was signed; and what is published.
MORE_RIGHTS = {
    "Analyze ${{ matrix.language }}": {("security-events", "write")},
    "Scorecard": {("security-events", "write")},
    "Attest": {("id-token", "write"), ("attestations", "write")},
    "Attest the image": {("id-token", "write"), ("attestations", "write")},
    "Publish to PyPI": {("id-token", "write")},
    "Push the image": {("packages", "write")},
    "Release on GitHub": {("contents", "write")},
}
#: ``on`` is a boolean in YAML 1.1.
ON = True

SOUND = """\
name: Sound
on: push
permissions: {}
concurrency:
  group: one
  cancel-in-progress: true
jobs:
  one:
    name: One
    runs-on: ubuntu-latest
    permissions: {}
    steps:
      - name: Say
        env:
          TITLE: ${{ github.event.head_commit.message }}
        run: echo "$TITLE"
"""


def read(file: Path):
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def tool(name: str) -> str:
    """A linter that the extra ``test`` has put beside this Python."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None and name == "actionlint" and sys.platform != "linux":
        pytest.skip("actionlint is installed on Linux only, where CI runs; these tests run there")
    assert found, f"{name} is not installed: the extra [test] has it"
    return found


def said(*command: str | Path) -> str:
    """What a linter has to say; empty where it finds nothing."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    return done.stdout + done.stderr if done.returncode else ""


def actionlint(*files: Path) -> str:
    return said(tool("actionlint"), "-no-color", "-shellcheck", tool("shellcheck"), *files)


def zizmor(*files: Path) -> str:
    """All that zizmor knows to look for without a network; what its strictest persona finds, too."""
    options = ("--offline", "--persona=auditor", "--strict-collection", "--no-progress", "--color=never", "--quiet")
    return said(tool("zizmor"), *options, *files)


def pins() -> set[tuple[str, str, str]]:
    """The actions of others, each with its commit and version."""
    return {found.groups() for file in (ACTION, *WORKFLOWS) for found in PINNED.finditer(file.read_text("utf-8"))}


def as_workflow(action, folder: Path) -> Path:
    """The steps of a composite action as those of a workflow that is called: actionlint looks at workflows alone."""
    inputs = {name: {"type": "string", "default": one["default"]} for name, one in action["inputs"].items()}
    outputs = {name: one["value"] for name, one in action["outputs"].items()}
    job = {"runs-on": "ubuntu-latest", "outputs": outputs, "steps": action["runs"]["steps"]}
    file = folder / "action.yml"
    file.write_text(yaml.safe_dump({"on": {"workflow_call": {"inputs": inputs}}, "jobs": {"action": job}}))
    return file


def workflow_in(folder: Path, text: str) -> Path:
    file = folder / ".github" / "workflows" / "workflow.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


# -- linted ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actionlint_finds_nothing_in_a_workflow(file):
    assert actionlint(file) == ""


def test_actionlint_finds_nothing_in_the_steps_of_the_action(tmp_path):
    assert actionlint(as_workflow(read(ACTION), tmp_path)) == ""


def test_zizmor_finds_nothing():
    assert zizmor(ACTION, ROOT / ".github" / "dependabot.yml", *WORKFLOWS) == ""


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_shellcheck_finds_nothing_in_a_script(file):
    assert said(tool("shellcheck"), file) == ""


@pytest.mark.parametrize(
    ("linter", "broken", "what"),
    [
        (actionlint, SOUND.replace("github.event", "github.evnet"), "evnet"),
        (actionlint, SOUND.replace('"$TITLE"', "$TITLE"), "SC2086"),
        (zizmor, SOUND.replace('"$TITLE"', "${{ github.event.head_commit.message }}"), "template-injection"),
        (zizmor, SOUND.replace("- name", "- uses: actions/checkout@v7\n      - name"), "unpinned-uses"),
        (zizmor, SOUND.replace("permissions: {}", "permissions: write-all"), "excessive-permissions"),
    ],
)
def test_a_linter_finds_what_is_wrong(tmp_path, linter, broken, what):
    assert linter(workflow_in(tmp_path, SOUND)) == ""
    assert what in linter(workflow_in(tmp_path, broken))


def test_a_step_of_the_action_that_asks_for_what_is_not_there_is_found(tmp_path):
    action = read(ACTION)
    action["runs"]["steps"][0]["with"]["python-version"] = "${{ inputs.pyhton }}"
    assert "pyhton" in actionlint(as_workflow(action, tmp_path))


SAMPLES = [
    pytest.param(text, id=name_of(page))
    for page in PAGES
    for text in re.findall(r"```yaml\n(# \.github/workflows/.*?)```", text_of(page), re.DOTALL)
]


def test_a_page_shows_how_to_use_the_action():
    assert any(f"uses: {REPOSITORY}@COMMIT" in sample.values[0] for sample in SAMPLES)


@pytest.mark.parametrize("text", SAMPLES)
def test_linters_find_nothing_in_the_workflow_of_a_page(tmp_path, text):
    steps = [step for job in yaml.safe_load(text)["jobs"].values() for step in job["steps"]]
    for step in steps:
        if step.get("uses") == f"{REPOSITORY}@COMMIT":
            assert step["with"].keys() <= read(ACTION)["inputs"].keys()
    assert {found.groups() for found in PINNED.finditer(text)} <= pins()
    file = workflow_in(tmp_path, text.replace("@COMMIT", f"@{'0' * 40}"))
    assert actionlint(file) == ""
    assert said(tool("zizmor"), "--offline", "--no-progress", "--color=never", "--quiet", file) == ""


# -- pinned, and with few rights ---------------------------------------------------------------------


def test_every_action_of_others_is_pinned_to_a_commit_and_says_its_version():
    texts = [file.read_text(encoding="utf-8") for file in (ACTION, *WORKFLOWS)]
    uses = [line.strip().removeprefix("- ") for text in texts for line in text.splitlines() if "uses: " in line]
    foreign = [line for line in uses if not line.startswith(("#", "uses: ./"))]
    assert len(foreign) > 10
    assert [line for line in foreign if not PINNED.fullmatch(line)] == []
    projects = {(name.split("/")[1], commit, version) for name, commit, version in pins()}
    assert len({name for name, *_ in projects}) == len(projects), "one action, several versions"


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_has_no_rights_but_those_of_its_jobs_and_an_end(file):
    workflow = read(file)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert set(job["permissions"].items()) <= {("contents", "read"), *MORE_RIGHTS.get(job["name"], ())}
        assert job["timeout-minutes"] <= 90


# -- they fit each other -----------------------------------------------------------------------------


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
