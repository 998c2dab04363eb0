"""The repository's address is said once, in pyproject.toml; wherever else it stands, it is the same."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pages import PAGES, PROJECT, REPOSITORY, ROOT, name_of

OWNER = REPOSITORY.partition("/")[0]
#: What names the repository, the image or the extension's own repository.
NAMED = re.compile(r"(?:github\.com/|ghcr\.io/|--repo |install |uses: )(?P<name>[\w.-]+/(?:gh-ladder|ladder-check))")
FILES = [*PAGES, *(ROOT / name for name in (
    "SECURITY.md", "gh-ladder/gh-ladder", "gh-ladder/README.md", ".github/workflows/ladder-report.yml",
    ".github/workflows/release.yml", "pyproject.toml",
))]  # fmt: skip


def named(file: Path) -> set[str]:
    """The repositories of ours that a file names."""
    return set(NAMED.findall(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_it_is_the_same_everywhere(file):
    assert named(file) <= {REPOSITORY, f"{OWNER}/gh-ladder"}


def test_it_stands_where_people_need_it():
    places = {name_of(file) for file in FILES if named(file)}
    assert {"README.md", "docs/ci.md", "gh-ladder/gh-ladder", "pyproject.toml"} <= places
    assert all(url.startswith(f"https://github.com/{REPOSITORY}") for url in PROJECT["urls"].values())


def test_one_command_writes_it_everywhere(tmp_path):
    for file in [*FILES, ROOT / "Makefile"]:
        copy = tmp_path / name_of(file)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, copy)
    for command in (["git", "init", "--quiet"], ["git", "add", "."], ["make", "address", "REPO=octo-org/octo-ladder"]):
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    texts = {name_of(file): (tmp_path / name_of(file)).read_text(encoding="utf-8") for file in FILES}
    assert [name for name, text in texts.items() if REPOSITORY in text or f"{OWNER}/gh-ladder" in text] == []
    assert "git+https://github.com/octo-org/octo-ladder ladder-check octo-newcomer" in texts["README.md"]
    assert "gh extension install octo-org/gh-ladder" in texts["gh-ladder/README.md"]
