"""Cloning with the real git: what it gets, what it is refused, and what it says when the connection fails."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
from standin import World, WorldError, running_standin
from standin.githttp import git_route
from standin.gitrepo import blamed, pairs
from standin.testing import git, out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standin.server import StandinServer

ORG_YAML = "config/kubernetes/org.yaml"
LS_REFS = b"0014command=ls-refs\n0000"


@pytest.fixture(scope="module")
def server(world: World) -> Iterator[StandinServer]:
    with running_standin(world, git=True, renames={"K8s-Before": "kubernetes"}) as running:
        yield running


def blame(clone: Path, path: str) -> list[tuple[str, str]]:
    """The date and the summary of each line's commit."""
    found = []
    for entry in re.split(
        r"^(?=[0-9a-f]{40} )", out("blame", "--line-porcelain", "HEAD", "--", path, cwd=clone), flags=re.MULTILINE
    )[1:]:
        facts = dict(line.partition(" ")[::2] for line in entry.splitlines()[1:])
        found.append((facts["committer-time"], facts["summary"]))
    return found


def made_root(server: StandinServer) -> Path:
    assert server.standin.options.git_root
    return Path(server.standin.options.git_root)


@pytest.mark.parametrize("address", ["kubernetes/org.git", "kubernetes/org", "Kubernetes/ORG.git"])
def test_a_clone_has_the_worlds_files_blame_and_history(
    server: StandinServer, world: World, tmp_path: Path, address: str
) -> None:
    out("clone", f"{server.base_url}/{address}", tmp_path / "c")
    repo = world.repos["kubernetes/org"]
    assert out("branch", "--show-current", cwd=tmp_path / "c").strip() == repo.default_branch
    own = pairs(made_root(server) / "kubernetes/org.git")
    log = out("log", "--first-parent", "--reverse", "--format=%H %cI %s", cwd=tmp_path / "c").splitlines()
    assert [own[line.partition(" ")[0]] for line in log] == [commit.oid for commit in repo.commits]
    assert [line.split(" ", 2)[1:] for line in log] == [
        [c.date.replace("Z", "+00:00"), c.message] for c in repo.commits
    ]
    assert out("rev-parse", "HEAD^{tree}", cwd=tmp_path / "c").strip() == repo.root.oid
    for path, file in repo.files.items():
        assert (tmp_path / "c" / path).read_text("utf-8") == file.text
        commits = [file.commits[index] for index in blamed(file)]
        assert [summary for _, summary in blame(tmp_path / "c", path)] == [commit.message for commit in commits]
        listed = out("log", "--first-parent", "--reverse", "--format=%s", "--", path, cwd=tmp_path / "c").splitlines()
        assert listed == [commit.message for commit in file.commits]


def test_the_samples_history_shows_joins_leaves_a_rename_and_a_sort(server: StandinServer, tmp_path: Path) -> None:
    out("clone", "--no-checkout", f"{server.base_url}/kubernetes/org.git", tmp_path / "c")
    said = out("log", "--first-parent", "--reverse", "-p", "-U0", "--format=@%cs", "--", ORG_YAML, cwd=tmp_path / "c")
    changes: dict[str, list[str]] = {}
    for line in said.splitlines():
        if re.match(r"@\d", line):
            day = line[1:]
        elif re.match(r"[+-]- ", line):
            changes.setdefault(day, []).append(line[0] + line[3:])
    assert changes == {
        "2018-01-03": ["+k8s-ci-robot", "+lead-lumi"],
        "2018-01-10": ["+aki-as-was"],
        "2018-06-04": ["+retired-rene"],
        "2019-05-20": ["-aki-as-was", "+approver-aki"],
        "2020-02-02": ["+Reviewer-Rosa"],
        "2021-03-08": ["+inactive-ivo"],
        "2022-09-05": ["-inactive-ivo", "-retired-rene"],
        "2023-11-13": ["+inactive-ivo"],
        "2024-08-27": ["-Reviewer-Rosa", "+Reviewer-Rosa"],
        "2025-01-14": ["+almost-anders"],
    }


def test_shallow_and_partial_clones(server: StandinServer, tmp_path: Path) -> None:
    url = f"{server.base_url}/kubernetes/org.git"
    out("clone", "--depth", "1", url, tmp_path / "shallow")
    assert out("rev-list", "--count", "HEAD", cwd=tmp_path / "shallow").strip() == "1"
    out("fetch", "--unshallow", cwd=tmp_path / "shallow")
    assert out("rev-list", "--count", "HEAD", cwd=tmp_path / "shallow").strip() == "13"
    out("clone", "--filter=blob:none", "--no-checkout", url, tmp_path / "partial")
    listed = out("rev-list", "--objects", "--all", "--missing=print", cwd=tmp_path / "partial").splitlines()
    assert any(line.startswith("?") for line in listed)
    assert blame(tmp_path / "partial", ORG_YAML)  # fetches the blobs that it needs


def test_old_protocols_gzip_and_chunks(server: StandinServer) -> None:
    url = f"{server.base_url}/kubernetes/org.git"
    assert len({out("-c", f"protocol.version={v}", "ls-remote", url) for v in (0, 1, 2)}) == 1
    headers = {"Content-Type": "application/x-git-upload-pack-request", "Git-Protocol": "version=2"}
    plain = requests.post(f"{url}/git-upload-pack", data=LS_REFS, headers=headers, timeout=30)
    assert plain.status_code == 200
    assert b" refs/heads/main" in plain.content
    packed = {**headers, "Content-Encoding": "gzip"}
    for data, sent in ((gzip.compress(LS_REFS), packed), (iter([LS_REFS[:9], LS_REFS[9:]]), headers)):
        answer = requests.post(f"{url}/git-upload-pack", data=data, headers=sent, timeout=30)
        assert answer.content == plain.content
    assert [row["operation"] for row in server.standin.log()][-3:] == ["ls-refs"] * 3


def test_it_is_logged_and_free(world: World, tmp_path: Path) -> None:
    with running_standin(world, git=True, anonymous_core_limit=1, max_concurrent=1) as server:
        out("clone", f"{server.base_url}/kubernetes/org.git", tmp_path / "c")
        rows = server.standin.log()
        assert [(r["resource"], r["operation"], r["status"], r["cost"]) for r in rows] == [
            ("git", "advertise git-upload-pack", 200, 0), ("git", "ls-refs", 200, 0), ("git", "fetch", 200, 0),
        ]  # fmt: skip
        stats = server.standin.stats()
        assert stats["git_requests"] == 3
        assert stats["rest_requests"] == 0
        assert stats["bytes"] > 1000
        assert requests.get(f"{server.base_url}/users/ready-robin", timeout=30).status_code == 200


def test_repositories_are_made_once_for_a_world_and_gone_with_the_process(server: StandinServer, world: World) -> None:
    with running_standin(world, git=True) as other:
        assert made_root(other) == made_root(server)
    assert made_root(server).exists()
    lines = (
        "import standin\nwith standin.running_standin('sample-world', git=True) as s: print(s.standin.options.git_root)"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", lines], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip()
    assert not Path(done.stdout.strip()).exists()


def test_absent_repositories(server: StandinServer, tmp_path: Path) -> None:
    for name in ("kubernetes/none.git", "nobody/org.git", "kubernetes/community.git"):
        url = f"{server.base_url}/{name}"
        answer = requests.get(f"{url}/info/refs?service=git-upload-pack", timeout=30)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == 'Basic realm="GitHub"'
        done = git("clone", url, tmp_path / "c")
        assert done.returncode == 128
        assert "could not read Username" in done.stderr
        assert "terminal prompts disabled" in done.stderr
        done = git("clone", url.replace("//", "//x-access-token:good@"), tmp_path / "c")
        assert done.returncode == 128
        assert "remote: Repository not found." in done.stderr


def test_bad_tokens_and_renamed_owners(server: StandinServer, tmp_path: Path) -> None:
    url = f"{server.base_url}/kubernetes/org.git/info/refs?service=git-upload-pack"
    assert requests.get(url, auth=("x", "bad-token"), timeout=30).status_code == 401
    assert requests.get(url, auth=("x", "good-token"), timeout=30).status_code == 200
    old = url.replace("/kubernetes/", "/k8s-before/")
    assert requests.get(old, timeout=30, allow_redirects=False).headers["Location"] == url
    done = git("clone", f"{server.base_url}/k8s-before/org.git", tmp_path / "c")
    assert done.returncode == 0
    assert "warning: redirecting to" in done.stderr


def test_nothing_can_be_pushed(server: StandinServer, tmp_path: Path) -> None:
    out("clone", f"{server.base_url}/kubernetes/org.git", tmp_path / "c")
    done = git("push", "origin", "HEAD:refs/heads/mine", cwd=tmp_path / "c")
    assert done.returncode == 128
    assert "403" in done.stderr
    base = f"{server.base_url}/kubernetes/org.git"
    assert requests.post(f"{base}/git-receive-pack", data=b"0000", timeout=30).status_code == 403
    assert requests.get(f"{base}/info/refs", timeout=30).status_code == 403  # the dumb protocol
    assert requests.get(f"{base}/HEAD", timeout=30).status_code == 404
    assert requests.get(f"{base}/git-upload-pack", timeout=30).status_code == 405


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"kind": "reset", "path": "git-upload-pack$", "after": 1}, "RPC failed"),
        ({"kind": "truncate", "path": "git-upload-pack$", "after": 1}, "early EOF"),
        ({"kind": "reset", "path": r"^/kubernetes/org\.git/"}, "unable to access"),
        ({"kind": "http_error", "status": 503, "path": "info/refs$"}, "503"),
        ({"kind": "http_error", "path": "git-upload-pack$", "body": "json"}, "502"),
    ],
)
def test_faults_that_name_a_path(world: World, tmp_path: Path, fault: dict[str, Any], said: str) -> None:
    with running_standin(world, git=True, faults=[{**fault, "times": 1}]) as server:
        url = f"{server.base_url}/kubernetes/org.git"
        done = git("clone", url, tmp_path / "c")
        assert done.returncode == 128
        assert said in done.stderr
        assert server.standin.stats()["faults"] == {fault["kind"]: 1}
        out("clone", url, tmp_path / "c")


def test_slowness_and_faults_for_others(world: World) -> None:
    faults: list[dict[str, Any]] = [
        {"kind": "slow", "seconds": 0.1, "path": "info/refs$"}, {"kind": "http_error"}, {"kind": "reset", "method": "POST"},
        {"kind": "secondary_limit", "path": "org.git"},
    ]  # fmt: skip
    with running_standin(world, git=True, faults=faults) as server:
        out("ls-remote", f"{server.base_url}/kubernetes/org.git")
        assert [row["fault"] for row in server.standin.log()] == ["slow", None]
        assert server.standin.log()[0]["ms"] >= 100
        assert [f["seen"] for f in server.standin.faults.describe()] == [1, 0, 0, 0]


def test_a_folder_of_repositories_and_bundles(world: World, tmp_path: Path) -> None:
    work, root = tmp_path / "work", tmp_path / "root"
    (root / "acme").mkdir(parents=True)
    out("init", "--quiet", "--initial-branch=trunk", work)
    (work / "a.txt").write_text("one\n")
    out("add", "a.txt", cwd=work)
    out("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "One", cwd=work)
    out("clone", "--quiet", "--bare", work, root / "acme/App.git")
    out("bundle", "create", root / "acme/packed.bundle", "refs/heads/trunk", cwd=work)
    (root / "acme/broken.bundle").write_text("no bundle")
    with running_standin(world, git_root=str(root), git=True) as server:
        for name in ("app", "packed.git", "packed"):
            out("clone", "--filter=blob:none", f"{server.base_url}/Acme/{name}", tmp_path / name)
            assert (tmp_path / name / "a.txt").read_text() == "one\n"
        broken = requests.get(f"{server.base_url}/acme/broken.git/info/refs?service=git-upload-pack", timeout=30)
        assert broken.status_code == 500
        assert "broken.bundle cannot be unpacked" in broken.text
        assert git("ls-remote", f"{server.base_url}/kubernetes/org.git").returncode == 128
    assert sorted(p.name for p in (root / "acme").iterdir()) == ["App.git", "broken.bundle", "packed.bundle"]
    with (
        pytest.raises(WorldError, match="'none' does not exist"),
        running_standin(world, git_root=str(tmp_path / "none")),
    ):
        pass


def test_without_the_option_there_is_no_git(shared: StandinServer) -> None:
    answer = requests.get(f"{shared.base_url}/kubernetes/org.git/info/refs", timeout=30)
    assert answer.status_code == 400
    assert "not implemented" in answer.json()["message"]
    assert git_route("/repos/kubernetes/org/commits") is None
    assert git_route("/a/b.git") is None
    assert git_route("/a/b.c.git/info/refs") == ("a", "b.c", "info/refs") == git_route("/a/b.c/info/refs")
