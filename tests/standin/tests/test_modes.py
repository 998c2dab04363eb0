"""Symbolic links, submodules and directories where a file is looked for: in trees, as objects, in git itself."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from standin import WorldError, load_world, running_standin
from standin.testing import Client, write_world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHARED = "aliases:\n  octo-approvers:\n  - csi-cora\n"
COMMIT = {"oid": "a" * 40, "date": "2025-05-01T12:00:00Z", "login": "vera", "message": "Begin"}
FILES = [
    {"path": "OWNERS", "text": "approvers:\n- octo-approvers\n"},
    {"path": "OWNERS_ALIASES", "text": "release-tools/SHARED", "mode": "120000"},
    {"path": "release-tools/SHARED", "text": SHARED},
    {"path": "release-tools/OWNERS", "text": "../none", "mode": "120000"},
    {"path": "vendored", "mode": "160000", "submodule": "b" * 40},
    {"path": "docs/OWNERS/readme", "text": "a directory in a file's place"},
    {"path": "run.sh", "text": "#!/bin/sh\n", "mode": "100755"},
]
ENTRIES = "entries{name path mode type oid object{__typename ... on Blob{text}}}"


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    files = [{"repo": "acme/app", "commits": [COMMIT], **file} for file in FILES]
    world = load_world(write_world(tmp_path_factory.mktemp("world"), files=files))
    with running_standin(world, git=True) as server:
        yield Client(server)


def test_tree_entries_tell_their_mode_and_type(links: Client) -> None:
    ask = '{repository(owner:"acme",name:"app"){object(expression:"HEAD:"){... on Tree{%s}} link:object(expression:"HEAD:OWNERS_ALIASES"){... on Blob{text}} vendored:object(expression:"HEAD:vendored"){__typename} docs:object(expression:"HEAD:docs/OWNERS"){__typename}}}'
    found = links.data(ask % ENTRIES)["repository"]
    entries = {e["name"]: e for e in found["object"]["entries"]}
    assert {name: (e["mode"], e["type"]) for name, e in entries.items()} == {
        "OWNERS": (0o100644, "blob"), "OWNERS_ALIASES": (0o120000, "blob"), "docs": (0o40000, "tree"),
        "release-tools": (0o40000, "tree"), "run.sh": (0o100755, "blob"), "vendored": (0o160000, "commit"),
    }  # fmt: skip
    assert entries["OWNERS_ALIASES"]["object"]["text"] == found["link"]["text"] == "release-tools/SHARED"
    assert (entries["vendored"]["oid"], entries["vendored"]["object"], found["vendored"]) == ("b" * 40, None, None)
    assert found["docs"] == {"__typename": "Tree"}


def test_rest_trees_tell_them_too(links: Client) -> None:
    tree = {e["path"]: e for e in links.get("/repos/acme/app/git/trees/HEAD?recursive=1").json()["tree"]}
    assert (tree["OWNERS_ALIASES"]["mode"], tree["OWNERS_ALIASES"]["type"]) == ("120000", "blob")
    assert (tree["vendored"]["mode"], tree["vendored"]["type"], "url" in tree["vendored"]) == (
        "160000",
        "commit",
        False,
    )
    assert (tree["docs/OWNERS"]["mode"], tree["docs/OWNERS"]["type"]) == ("040000", "tree")
    assert tree["run.sh"]["mode"] == "100755"


def test_contents_follow_a_link_to_a_file_and_describe_the_rest(links: Client) -> None:
    def contents(path: str) -> tuple[str, str | None]:
        body = links.get(f"/repos/acme/app/contents/{path}").json()
        return body["type"], body.get("target")

    assert contents("OWNERS_ALIASES") == ("file", None)
    raw = {"Accept": "application/vnd.github.raw"}
    assert links.get("/repos/acme/app/contents/OWNERS_ALIASES", headers=raw).text == SHARED
    assert contents("release-tools/OWNERS") == ("symlink", "../none")
    assert contents("vendored") == ("submodule", None)
    listed = links.get("/repos/acme/app/contents").json()
    assert {e["name"]: e["type"] for e in listed}["OWNERS_ALIASES"] == "symlink"
    assert links.get("/raw/acme/app/HEAD/OWNERS_ALIASES").text == "release-tools/SHARED"
    assert links.get("/raw/acme/app/HEAD/vendored").status_code == 404


def test_git_has_the_same_objects(links: Client, tmp_path: Path) -> None:
    where = f"{links.server.base_url}/acme/app.git"
    subprocess.run(["git", "clone", "--quiet", where, str(tmp_path / "app")], check=True)
    listed = subprocess.run(
        ["git", "ls-tree", "HEAD"], cwd=tmp_path / "app", check=True, capture_output=True, text=True
    )
    modes = {line.split("\t")[1]: line.split()[:3] for line in listed.stdout.splitlines()}
    assert modes["OWNERS_ALIASES"][:2] == ["120000", "blob"]
    assert modes["vendored"] == ["160000", "commit", "b" * 40]
    head = subprocess.run(
        ["git", "rev-parse", "HEAD:"], cwd=tmp_path / "app", check=True, capture_output=True, text=True
    )
    tree = links.get("/repos/acme/app/git/trees/HEAD").json()
    assert head.stdout.strip() == tree["sha"]


def test_no_other_modes(tmp_path: Path) -> None:
    files = [{"repo": "acme/app", "path": "OWNERS", "text": "", "mode": "040000"}]
    with pytest.raises(WorldError, match=r"files\.jsonl:1: mode '040000'"):
        load_world(write_world(tmp_path, files=files))
