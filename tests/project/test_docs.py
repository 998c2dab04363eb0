"""The documents for those who carry on name what is there."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
PATH = re.compile(r"`([\w.-]+(?:/[\w.*-]+)+|[\w-]+\.(?:py|yaml|graphql|json|yml))`")
#: Where a file that is named alone may stand.
FOLDERS = ["", "tracker", "tracker/sources", "tracker/sources/github", "tracker/sources/github/queries",
           ".github/workflows", "tracker/sources/github/diagnosis"]  # fmt: skip


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(document):
    missing = [link for link in LINK.findall(document.read_text("utf-8")) if not (document.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_the_files_that_are_named_are_there(document):
    named = PATH.findall(document.read_text("utf-8"))
    missing = [one for one in named if not any(list(ROOT.glob(f"{folder}/{one}".lstrip("/"))) for folder in FOLDERS)]
    assert missing == []


def test_every_decision_is_listed():
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text("utf-8")))
    assert listed == {path.name for path in folder.iterdir()} - {"README.md"}


def test_the_bug_form_asks_for_the_doctor():
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "bug.yml").read_text("utf-8"))
    asked = {one["id"]: one for one in form["body"]}
    assert "ladder doctor" in asked["doctor"]["attributes"]["label"]
    assert asked["doctor"]["validations"]["required"] is True


def test_what_is_checked_before_a_commit_is_what_make_checks():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    made = [word for hook in hooks if hook["entry"].startswith("make ") for word in hook["entry"].split()[1:]]
    assert made
    assert set(made) <= set(targets)
