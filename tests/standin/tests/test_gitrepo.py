"""Repositories made of a world's files, their history and their blame."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from standin import SAMPLE_WORLD, WorldError, load_world
from standin.gitrepo import PAIRS, differences, main, make_repo, make_repos
from standin.synth import file_history, generate
from standin.testing import out, write_world

if TYPE_CHECKING:
    pass


def commit(n: int, date: str) -> dict[str, Any]:
    return {"oid": f"{n:040x}", "date": date, "login": "vera", "message": f"Change {n}\n\nAt length."}


def test_files_without_commits_come_first(tmp_path: Path) -> None:
    one, two, three = (commit(n, f"2020-0{n}-01T00:00:00Z") for n in (1, 2, 3))
    files: list[dict[str, Any]] = [
        {"repo": "acme/app", "path": 'odd "name"/ä.txt', "text": "plain"},
        {"repo": "acme/app", "path": "whole.txt", "text": "a\nb", "commits": [one, three]},
        {"repo": "acme/app", "path": "lines.txt", "text": "a\x0cb\nc\nd", "commits": [one, two, three], "blame": [[1, 1, 1], [2, 3, 0]]},
        {"repo": "acme/lib", "path": "a.txt", "text": "a\n"},
    ]  # fmt: skip
    repos = [{"owner": "acme", "name": "app", "createdAt": "2024-01-01T00:00:00Z"}, {"owner": "acme", "name": "lib"}]
    loaded = load_world(write_world(tmp_path / "w", files=files, repos=repos))
    assert [r.name for r in make_repos(loaded, tmp_path / "out")] == ["app"]
    repo, made = loaded.repos["acme/app"], tmp_path / "out/acme/app.git"
    assert differences(repo, made) == []
    assert out("log", "--first-parent", "--reverse", "--format=%cs %s", cwd=made).splitlines() == [
        "2020-01-01 Initial commit", "2020-01-01 Change 1", "2020-02-01 Change 2", "2020-03-01 Change 3",
    ]  # fmt: skip
    assert out("show", "HEAD~2:lines.txt", cwd=made) == "c\nd"
    assert out("show", "HEAD~2:whole.txt", cwd=made) == ""
    modes = {line.split()[0] for line in out("ls-tree", "-r", "HEAD", cwd=made).splitlines()}
    assert modes == {"100644"}
    first = out("rev-parse", "HEAD", cwd=made)
    assert [r.name for r in make_repos(loaded, tmp_path / "out", ["Acme/App", "acme/lib"])] == ["app", "lib"]
    assert out("rev-parse", "HEAD", cwd=made) == first, "object ids should be reproducible"
    (made / PAIRS).unlink()
    with pytest.raises(WorldError, match=r"app\.git exists"):
        make_repo(loaded, repo, tmp_path / "out")


def test_the_order_of_commits_follows_the_files_where_dates_do_not(tmp_path: Path) -> None:
    late, early = commit(1, "2020-05-01T00:00:00Z"), commit(2, "2020-01-01T00:00:00Z")
    files = [
        {"repo": "acme/app", "path": "a", "text": "x\ny\n", "commits": [late, early], "blame": [[1, 1, 1], [2, 2, 0]]}
    ]
    repo = load_world(write_world(tmp_path / "w", files=files)).repos["acme/app"]
    assert [c.oid for c in repo.commits] == [late["oid"], early["oid"]]
    files.append({"repo": "acme/app", "path": "b", "text": "x\n", "commits": [early, late]})
    with pytest.raises(WorldError, match="contradict"):
        load_world(write_world(tmp_path / "w", files=files))


def test_lines_that_are_gone(tmp_path: Path) -> None:
    texts = ["a\nb\nc\n", "b\nc\na\n", "", "z\nb\n", "z\ny\nb\nx\n"]
    versions = [(commit(n, f"2020-01-0{n + 1}T00:00:00Z"), text) for n, text in enumerate(texts)]
    record = file_history("acme/app", "a", versions)
    loaded = load_world(write_world(tmp_path / "w", files=[record]))
    make_repos(loaded, tmp_path / "out")
    made = tmp_path / "out/acme/app.git"
    assert [out("show", f"HEAD~{4 - n}:a", cwd=made) for n in range(5)] == texts
    assert differences(loaded.repos["acme/app"], made) == []
    record["gone"].append([1, 3, 3, "never"])
    with pytest.raises(WorldError, match=r"gone line \[1,3,3\] does not fit"):
        load_world(write_world(tmp_path / "w", files=[record]))


def test_the_command_line_and_a_synthetic_world(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generate(tmp_path / "w", users=120, pulls=20, reviews_per_pull=1, seed=4, compress=True)
    assert main(["--world", str(tmp_path / "w"), "--out", str(tmp_path / "o"), "--check"]) == 0
    assert capsys.readouterr().out == "kubernetes/org: 62 commits, 2 files, 0 differences\n"
    assert main(["--world", str(tmp_path / "w"), "--out", str(tmp_path / "o"), "--repo", "a/b"]) == 2
    assert "'a/b' is not in this world" in capsys.readouterr().err
    assert main(["--world", "sample-world", "--out", str(tmp_path / "s"), "--repo", "kubernetes/org", "--check"]) == 0
    assert capsys.readouterr().out == "kubernetes/org: 13 commits, 5 files, 0 differences\n"


def test_members_of_the_sample_are_those_of_its_files() -> None:
    texts = {
        f["path"]: f["text"] for f in map(json.loads, (SAMPLE_WORLD / "files.jsonl").read_text("utf-8").splitlines())
    }
    loaded = load_world(SAMPLE_WORLD)
    for name, org in loaded.orgs.items():
        listed = re.findall(r"^- (.+)$", texts[f"config/{name}/org.yaml"], re.MULTILINE)
        assert {login.lower() for login in listed} == set(org.members)
