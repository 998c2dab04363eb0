"""The README: short, with the two commands of this repository, and what it points to is there."""

import re
import shlex

import yaml
from pages import README, ROOT, prose_of, text_of

TEXT = text_of(README)


def test_it_is_short():
    assert len(TEXT.splitlines()) <= 130


def test_the_test_command_is_the_one_that_ci_runs():
    (stated,) = re.findall(r"^python3 -m venv .*pytest.*$", TEXT, re.MULTILINE)
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    # What may fail there is an extra: without a browser's packages those tests are skipped, as they are elsewhere.
    ran = [line for line in script.splitlines() if "$venv/test" in line and "||" not in line]
    assert _plain(stated.split(" && "), ".venv") == _plain(ran, "$venv/test")


def _plain(lines: list[str], venv: str) -> list[list[str]]:
    """The words of commands, whatever the virtual environment is called and however much pip says."""
    words = [shlex.split(line.replace(venv, "VENV").replace("--editable", "-e")) for line in lines]
    return [[word for word in line if word != "--quiet"] for line in words]


def test_targets_of_make_exist():
    made = {target for line in re.findall(r"`make ([a-z ]+)`", TEXT) for target in line.split()}
    rules = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert made
    assert made <= set(rules)


def test_every_page_for_readers_is_linked():
    pages = {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")} - {"docs/README.md", "docs/release.md"}
    assert pages <= set(re.findall(r"\]\(([^)#]+)", prose_of(README)))


def test_the_inputs_and_outputs_of_the_action_are_told_as_it_tells_them():
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    rows = [_row(f"`{name}`", _default(one["default"]), one["description"]) for name, one in action["inputs"].items()]
    rows += [_row(f"`{name}`", one["description"]) for name, one in action["outputs"].items()]
    page = text_of(ROOT / "docs" / "ci.md")
    assert [row for row in rows if f"\n{row}\n" not in page] == []


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _default(value: str) -> str:
    return {"": "", "${{ github.token }}": "the job's own"}.get(value, f"`{value}`")
