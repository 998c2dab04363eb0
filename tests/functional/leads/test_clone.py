"""``ladder candidates --clone``: the history of a clone names the pull requests, and only they are read."""

import shutil
import subprocess

import pytest
from functional.leads.generated import REPO, SINCE, WORDS, Generated

from tracker.errors import SourceError
from tracker.sources.kubernetes.git_command import GitError
from tracker.sources.kubernetes.merged_numbers import merged_numbers

GIT = shutil.which("git")


def git(folder, *words, at="2026-01-01T00:00:00Z"):
    given = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at, "GIT_CONFIG_GLOBAL": "/dev/null", "HOME": str(folder)}
    who = ("-c", "user.name=octo", "-c", "user.email=octo@localhost")
    subprocess.run([GIT, "-C", str(folder), *who, *words], check=True, env=given, capture_output=True)


def commit(folder, path, text, message, at):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    git(folder, "add", "-A", at=at)
    git(folder, "commit", "-m", message, at=at)


@pytest.fixture
def clone(tmp_path):
    folder = tmp_path / "clone"
    folder.mkdir()
    git(folder, "init", "-b", "main")
    commit(folder, "pkg/queue/old.go", "0", "Old work (#1)", "2024-01-01T00:00:00Z")
    commit(folder, "pkg/queue/a.go", "1", "Squashed (#2)", "2026-01-02T00:00:00Z")
    commit(folder, "docs/a.md", "1", 'Revert "Squashed (#2)" (#3)', "2026-01-03T00:00:00Z")
    git(folder, "checkout", "-b", "work")
    commit(folder, "pkg/queue/b.go", "1", "Work on a branch (#99)", "2026-01-04T00:00:00Z")
    git(folder, "checkout", "main")
    git(folder, "merge", "--no-ff", "-m", "Merge pull request #4 from octo/work", "work", at="2026-01-05T00:00:00Z")
    commit(folder, "pkg/queue/c.go", "1", "No pull request at all", "2026-01-06T00:00:00Z")
    return folder


def numbers(clone, path, since="2025-06-01"):
    from datetime import UTC, datetime

    return merged_numbers(clone, path, datetime.fromisoformat(since).replace(tzinfo=UTC), {"PATH": "/usr/bin:/bin"})


def test_merges_and_squashed_commits_on_the_branch_name_their_pull_requests(clone):
    assert numbers(clone, "pkg/queue") == {2, 4}
    assert numbers(clone, "") == {2, 3, 4}
    assert numbers(clone, "pkg/queue", since="2023-01-01") == {1, 2, 4}


def test_a_shallow_clone_is_refused(clone, tmp_path):
    git(tmp_path, "clone", "--depth", "1", f"file://{clone}", "shallow")
    with pytest.raises(GitError, match="shallow"):
        numbers(tmp_path / "shallow", "")


def test_a_directory_that_is_no_clone_is_refused(tmp_path):
    with pytest.raises(GitError):
        numbers(tmp_path / "nowhere", "")
    assert issubclass(GitError, SourceError)


def test_only_the_pull_requests_of_the_clone_are_read(run, serve, tmp_path):
    generated = Generated(2)
    server = serve(generated.write(tmp_path / "world"), secondary_limits=False, git=True)
    rows = [row for row in generated.rows if row["mergedAt"] and row["files"][0]["path"].startswith("pkg/queue/")]
    folder = tmp_path / "clone"
    folder.mkdir()
    git(folder, "init", "-b", "main")
    for row in sorted(rows, key=lambda one: one["mergedAt"]):
        commit(folder, row["files"][0]["path"], "1", f"{row['title']} (#{row['number']})", row["mergedAt"])
    words = (f"{REPO}:pkg/queue", *WORDS, "--clone", str(folder))
    found = run("candidates", *words, server=server, program="ladder").report
    assert found["read"] == sum(row["mergedAt"] >= SINCE for row in rows)
    assert [one["login"] for one in found["ready"]] == ["octo-dov", "octo-fay"]
    assert found["in_part"]
    assert "the clone's history" in found["data"]["gaps"][0]["reason"]
