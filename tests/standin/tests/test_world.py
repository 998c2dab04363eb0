"""Loading: what a world directory may hold, and what is said when it is broken."""

from __future__ import annotations

import gzip
import time
from typing import TYPE_CHECKING

import pytest
from standin import World, WorldError, load_world
from standin.ids import decode_node_id, make_cursor, node_id, read_cursor
from standin.synth import generate
from standin.testing import write_world

if TYPE_CHECKING:
    from pathlib import Path

PULL = {
    "repo": "acme/app",
    "number": 1,
    "author": "Bo",
    "title": "T",
    "state": "OPEN",
    "createdAt": "2025-05-05T01:02:03+02:00",
}


def test_logins_are_matched_without_case_and_shown_as_spelled(world: World) -> None:
    assert world.user("REVIEWER-rosa").login == "Reviewer-Rosa"  # type: ignore[union-attr]
    pull = world.repo("KUBERNETES", "Kubernetes").pulls[0]  # type: ignore[union-attr]
    assert pull.author == "approver-aki"


def test_dates_are_normalised_and_accounts_made_on_the_fly(tmp_path: Path) -> None:
    loaded = load_world(write_world(tmp_path, pulls=[PULL]))
    pull = loaded.items[0]
    assert pull.created == "2025-05-04T23:02:03Z"
    assert pull.author == "Bo"
    assert loaded.user("bo").implicit


def test_unknown_keys_are_ignored_and_gzip_is_read(tmp_path: Path) -> None:
    write_world(tmp_path, pulls=[{**PULL, "weather": "fine"}])
    plain = tmp_path / "pulls.jsonl"
    (tmp_path / "pulls.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()
    assert load_world(tmp_path).counts["pulls"] == 1


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{**PULL, "state": "DONE"}], r"pulls\.jsonl:1: state 'DONE'"),
        ([PULL, {**PULL, "number": 1}], r"pulls\.jsonl:2: acme/app#1 occurs twice"),
        ([{k: v for k, v in PULL.items() if k != "title"}], r"pulls\.jsonl:1: key 'title' is missing"),
        ([{**PULL, "repo": "acme/none"}], r"pulls\.jsonl:1: repository 'acme/none' is not in repos"),
        ([{**PULL, "createdAt": "yesterday"}], r"pulls\.jsonl:1: createdAt 'yesterday'"),
        ([{**PULL, "state": "MERGED"}], r"pulls\.jsonl:1: mergedAt must be given"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, rows: list[dict[str, object]], message: str) -> None:
    with pytest.raises(WorldError, match=message):
        load_world(write_world(tmp_path, pulls=rows))


def test_a_line_that_is_not_json_is_named(tmp_path: Path) -> None:
    write_world(tmp_path)
    (tmp_path / "pulls.jsonl").write_text('\n{"repo":\n')
    with pytest.raises(WorldError, match=r"pulls\.jsonl:2: "):
        load_world(tmp_path)


def test_blob_and_tree_ids_are_those_of_git(tmp_path: Path) -> None:
    loaded = load_world(write_world(tmp_path, files=[{"repo": "acme/app", "path": "a.txt", "text": "hello\n"}]))
    repo = loaded.repo("acme", "app")
    assert repo
    assert repo.files["a.txt"].oid == "ce013625030ba8dba906f756967f9e9ca394464a"  # echo hello | git hash-object --stdin
    assert repo.root.oid == "2e81171448eb9f2ee3821e3d447aa6b2fe3ddba1"


def test_node_ids_and_cursors_survive_a_round_trip_and_nothing_else_does() -> None:
    for parts in ((5,), (700, 900_000_000), (70_000, "a" * 40)):
        assert decode_node_id(node_id("PullRequest", *parts)) == ("PullRequest", list(parts))
    assert decode_node_id("PR_nonsense") is None
    assert decode_node_id("nonsense") is None
    assert node_id("User", 583231) == "U_kgDOAAjmPw"  # as GitHub encodes it
    cursor = make_cursor("User.pullRequests", 7)
    assert read_cursor("User.pullRequests", cursor) == 7
    assert read_cursor("User.issues", cursor) is None
    assert read_cursor("search", "Y3Vyc29yOjE=") == 0
    assert read_cursor("search", "bogus") is None


def test_a_synthetic_world_is_reproducible_and_loads_quickly(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(tmp_path / name, users=60, pulls=400, reviews_per_pull=3, seed=5)
    assert (tmp_path / "one/pulls.jsonl").read_bytes() == (tmp_path / "two/pulls.jsonl").read_bytes()
    started = time.perf_counter()
    loaded = load_world(tmp_path / "one")
    assert time.perf_counter() - started < 3
    assert loaded.counts["pulls"] == 400
    assert loaded.counts["reviews"] > 400
    sizes = sorted((len(v) for v in loaded.by_author.values()), reverse=True)
    assert sizes[0] > 8 * sizes[len(sizes) // 2], "activity should be heavy-tailed"
    for repo in loaded.repos.values():
        dates = [p.created for p in repo.pulls]
        assert dates == sorted(dates), "numbers should rise with time"
