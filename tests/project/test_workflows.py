"""Workflows and the action are sound: linted, pinned, with no more rights than they need."""

import re

import pytest
import yaml
from pages import PAGES, REPOSITORY, ROOT, name_of, text_of
from workflows import ACTION, PINNED, WORKFLOWS, actionlint, as_workflow, pins, read, said, tool, workflow_in, zizmor

SCRIPTS = [ROOT / ".ci" / "run", ROOT / "gh-ladder" / "gh-ladder", *sorted((ROOT / "action").glob("*.sh"))]
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
