"""The documents for those who carry on name what is there."""

import re
from pathlib import Path

import pytest
import yaml
from pages import PAGES, ROOT, name_of, text_of

#: For those who change the code: each file that they name is one of this repository.
FOR_DEVELOPERS = [
    ROOT / "CONTRIBUTING.md",
    *(page for page in PAGES if page.stem in {"architecture", "release"} or page.parent.name == "decisions"),
]
DOCUMENTS = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "gh-ladder" / "README.md"]
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)")
OURS = re.compile(r"`((?:action|bench|config|docs|tests|tracker)/[^`\s]*)`")
PATH = re.compile(r"`([\w.-]+(?:/[\w.*-]+)+|[\w-]+\.(?:py|yaml|graphql|json|yml))`")
#: Where a file that is named alone may stand.
FOLDERS = ["", "tracker", "tracker/sources", "tracker/sources/github", "tracker/sources/github/queries",
           "tracker/sources/github/api",
           ".github/workflows", "tracker/sources/github/diagnosis"]  # fmt: skip


def anchors(page: Path) -> set[str]:
    """Those of a page's headings, as GitHub and mkdocs name them."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", text_of(page), flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(document):
    for link, anchor in LINK.findall(text_of(document)):
        page = document.parent / link if link else document
        assert page.exists(), link
        assert not anchor or anchor in anchors(page), f"{link}#{anchor}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_the_files_that_are_named_are_there(document):
    named = (PATH if document in FOR_DEVELOPERS else OURS).findall(text_of(document))
    missing = [one for one in named if not any(list(ROOT.glob(f"{folder}/{one}".strip("/"))) for folder in FOLDERS)]
    assert missing == []


def test_every_page_is_on_the_site():
    nav = re.findall(r"[\w/-]+\.md", (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[2])
    assert sorted(f"docs/{name}" for name in nav) == [name_of(page) for page in PAGES if page.parent != ROOT]


def test_every_decision_is_listed():
    folder = ROOT / "docs" / "decisions"
    listed = {link for link, _ in LINK.findall(text_of(folder / "README.md"))}
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
