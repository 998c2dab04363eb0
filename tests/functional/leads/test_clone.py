"""``ladder candidates --clone``: the history of a clone names the pull requests, and only they are read."""

import shutil
import subprocess
from datetime import UTC, datetime

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


@pytest.fixture(scope="module")
def cloned(tmp_path_factory):
    """A generated repository: its world, its pull requests, and a clone with those that merged in pkg/queue."""
    generated, folder = Generated(2), tmp_path_factory.mktemp("clone")
    rows = [row for row in generated.rows if row["mergedAt"] and row["files"][0]["path"].startswith("pkg/queue/")]
    git(folder, "init", "-b", "main")
    commits = "".join(map(imported, sorted(rows, key=lambda one: one["mergedAt"])))
    subprocess.run([GIT, "-C", str(folder), "fast-import", "--quiet"], input=commits, text=True, check=True)
    return generated.write(tmp_path_factory.mktemp("world")), generated.rows, folder


def imported(row):
    """A squashed pull request, in git's words for a commit that is imported."""
    message, at = f"{row['title']} (#{row['number']})", int(datetime.fromisoformat(row["mergedAt"]).timestamp())
    who = f"octo <octo@localhost> {at} +0000"
    return (
        f"commit refs/heads/main\ncommitter {who}\ndata {len(message.encode())}\n{message}\n"
        f"M 644 inline {row['files'][0]['path']}\ndata 1\n1\n"
    )


@pytest.fixture
def queue(serve, cloned):
    """The same with its server."""
    world, rows, folder = cloned
    return serve(world, secondary_limits=False, git=True), rows, folder


def merged_in_queue(rows):
    return sum((row["mergedAt"] or "") >= SINCE and row["files"][0]["path"].startswith("pkg/queue/") for row in rows)


def test_only_the_pull_requests_of_the_clone_are_read(run, queue):
    server, rows, folder = queue
    words = (f"{REPO}:pkg/queue", *WORDS, "--clone", str(folder))
    found = run("candidates", *words, server=server, program="ladder").report
    assert found["read"] == merged_in_queue(rows)
    assert [one["login"] for one in found["ready"]] == ["octo-dov", "octo-fay"]
    assert found["in_part"]
    assert "the clone's history" in found["data"]["gaps"][0]["reason"]


def test_an_area_reads_those_of_the_clone_and_all_that_are_open(run, queue):
    server, rows, folder = queue
    words = (f"{REPO}:pkg/queue", *WORDS, "--clone", str(folder))
    found = run("area", *words, server=server, program="ladder").report
    still_open = [row for row in rows if not row["mergedAt"]]
    assert found["read"] == merged_in_queue(rows) + len(still_open)
    waiting = {row["number"] for row in still_open if row["files"][0]["path"].startswith("pkg/queue/")}
    assert {one["number"] for one in found["waiting"]} == waiting
    assert (found["quiet"], found["change"]["diff"]) == (None, "")
    assert "and open ones" in found["data"]["gaps"][0]["reason"]


def test_a_clone_is_of_one_repository(run, queue):
    server, _, folder = queue
    ran = run("area", "sig-lamps", "--clone", str(folder), server=server, program="ladder")
    assert ran.code == 2
    assert "--clone is about one repository" in ran.err


def test_open_ones_that_a_clone_does_not_name_are_named_where_they_are_not_found(run, queue):
    server, _, folder = queue
    words = (f"{REPO}:pkg/queue", *WORDS, "--clone", str(folder))
    server.standin.faults.add([{"kind": "field_error", "at": r"Query\.search", "message": "out of order"}])
    ran = run("area", *words, server=server, program="ladder")
    assert ran.code == 0
    assert "out of order" in " ".join(gap["reason"] for gap in ran.report["data"]["gaps"])


def test_a_limit_before_open_ones_are_found_is_named(run, queue):
    server, _, folder = queue
    words = (f"{REPO}:pkg/queue", *WORDS, "--clone", str(folder), "--max-requests")
    ran = run("area", *words, "3", server=server, program="ladder")
    assert "open pull requests of kubernetes-sigs/lantern were not all looked for" in ran.out
