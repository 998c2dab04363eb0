"""The cache directory is ours alone, or it is not used: a warning and a run that keeps nothing, or code 2 where it was named."""

import os
import stat
import subprocess

import pytest
from functional.comparing import findings
from functional.running import NELL, WORLD_DAY

DAY = ("--format", "json", "--as-of", WORLD_DAY, "--no-openings")
SOMEBODY = 12_345
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")


@pytest.fixture
def cache(home):
    return home / "cache" / "ladder-check"


@pytest.fixture
def filled(run, calm, cache):
    """A cache directory as a run leaves it."""
    run(*DAY, NELL, server=calm)
    return cache


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def store(cache):
    (found,) = (cache / "store").glob("*.sqlite3")
    return found


def moved(path, tmp_path):
    """Somewhere else, with a link in its place."""
    target = tmp_path / "elsewhere"
    path.rename(target)
    path.symlink_to(target)


def dangling(path):
    path.unlink()
    path.symlink_to(path.with_name("nowhere"))


# -- ours --------------------------------------------------------------------------------------------


def test_all_that_is_made_is_closed_to_others(run, calm, cache):
    before = os.umask(0)
    try:
        run(*DAY, NELL, server=calm)
    finally:
        os.umask(before)
    assert {mode(cache), mode(cache / "store")} == {0o700}
    assert mode(store(cache)) == 0o600


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("permissions", [0o755, 0o775, 0o777])
def test_one_of_our_own_is_closed_to_others(run, calm, filled, named, permissions):
    for path in (filled, filled / "store"):
        path.chmod(permissions)
    store(filled).chmod(0o666)
    ran = run(*DAY, *(("--cache-dir", str(filled)) if named else ()), NELL, server=calm)
    assert ran.code == 0
    assert "cannot be trusted" not in ran.err
    assert [mode(path) for path in (filled, filled / "store", store(filled))] == [0o700, 0o700, 0o600]


def test_a_directory_with_other_files_is_left_as_it_is(run, calm, home):
    (home / "mine").mkdir(mode=0o755)
    (home / "mine" / "letter").touch()
    assert run(*DAY, "--cache-dir", "mine", NELL, server=calm).code == 0
    assert mode(home / "mine") == 0o755
    assert mode(home / "mine" / "store") == 0o700


# -- not ours ----------------------------------------------------------------------------------------


def is_a_link(cache, tmp_path):
    moved(cache, tmp_path)


def is_a_link_to_nothing(cache, tmp_path):
    cache.rename(tmp_path / "elsewhere")
    cache.symlink_to(tmp_path / "nowhere")


def holds_a_link(cache, tmp_path):
    moved(cache / "store", tmp_path)


def holds_a_link_to_a_file(cache, tmp_path):
    moved(store(cache), tmp_path)


def holds_a_link_to_nothing(cache, tmp_path):
    dangling(store(cache))


def holds_a_journal_elsewhere(cache, tmp_path):
    path = store(cache)
    path.with_name(f"{path.name}-wal").symlink_to(tmp_path / "nowhere")


def holds_a_copy_elsewhere(cache, tmp_path):
    (copy,) = cache.glob("*.git")
    moved(copy, tmp_path)


def holds_a_lock_elsewhere(cache, tmp_path):
    dangling(cache / "lock.sqlite")


def holds_others_files_and_is_open(cache, tmp_path):
    (cache / "letter").touch()
    cache.chmod(0o777)


LINKS = [
    is_a_link,
    is_a_link_to_nothing,
    holds_a_link,
    holds_a_link_to_a_file,
    holds_a_link_to_nothing,
    holds_a_journal_elsewhere,
    holds_a_copy_elsewhere,
    holds_a_lock_elsewhere,
    holds_others_files_and_is_open,
]


def belongs_to_somebody(cache, tmp_path):
    os.chown(cache, SOMEBODY, SOMEBODY)


def holds_somebodys_directory(cache, tmp_path):
    os.chown(cache / "store", SOMEBODY, SOMEBODY)


def holds_somebodys_file(cache, tmp_path):
    os.chown(store(cache), SOMEBODY, SOMEBODY)


def holds_somebodys_copy(cache, tmp_path):
    (copy,) = cache.glob("*.git")
    os.chown(copy, SOMEBODY, SOMEBODY)


OWNERS = [belongs_to_somebody, holds_somebodys_directory, holds_somebodys_file, holds_somebodys_copy]
DISTRUSTED = [*LINKS, *(pytest.param(one, marks=as_root) for one in OWNERS)]


def everything(folder):
    return {
        path: (path.lstat().st_mode, path.read_bytes() if path.is_file() else None)
        for path in folder.rglob("*")
        if "git" not in path.parts
    }


@pytest.mark.parametrize("change", DISTRUSTED)
def test_one_that_is_not_is_done_without(run, calm, filled, tmp_path, change):
    truth = run(*DAY, NELL, server=calm, XDG_CACHE_HOME="undisturbed").report
    change(filled, tmp_path)
    before = everything(tmp_path)
    ran = run(*DAY, NELL, server=calm, XDG_CACHE_HOME=str(filled.parent))
    assert ran.code == 0
    assert findings(ran.report) == findings(truth)
    assert ran.report["contributor"] == truth["contributor"]
    assert ran.err.count("cannot be trusted: ") == 1
    assert everything(tmp_path) == before


@pytest.mark.parametrize("change", DISTRUSTED)
def test_one_that_was_named_and_is_not_is_refused(run, calm, filled, tmp_path, change):
    change(filled, tmp_path)
    before = everything(tmp_path)
    ran = run(*DAY, "--cache-dir", str(filled), NELL, server=calm)
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be trusted: " in ran.err
    assert everything(tmp_path) == before


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("words", [("info",), ("vacuum",), ("export", "out"), ("forget", NELL)])
def test_nobody_works_on_one_that_is_not(run, filled, tmp_path, words, named):
    holds_a_link_to_a_file(filled, tmp_path)
    ran = run("store", *words, *(("--cache-dir", str(filled)) if named else ()), program="ladder")
    assert ran.code == (2 if named else 4)
    assert "is a symbolic link" in ran.err


# -- the copy of a repository ------------------------------------------------------------------------


PLANTED = """
[core]
    repositoryformatversion = 0
    bare = true
    sshCommand = touch {mark}
    fsmonitor = touch {mark}
[http]
    proxy = http://127.0.0.1:9
    sslVerify = false
[url "http://127.0.0.1:9/"]
    insteadOf = {server}
[include]
    path = {mark}
[remote "origin"]
    proxy = http://127.0.0.1:9
"""


def test_a_copy_whose_objects_are_elsewhere_is_made_anew(run, calm, filled, tmp_path):
    (copy,) = filled.glob("*.git")
    moved(copy / "objects", tmp_path)
    for name in ("alternates", "mine"):
        (tmp_path / "elsewhere" / "info").mkdir(exist_ok=True)
        (tmp_path / "elsewhere" / "info" / name).touch(mode=0o644)
    before = everything(tmp_path / "elsewhere")
    ran = run(*DAY, NELL, server=calm)
    assert ran.code == 0
    assert not (copy / "objects").is_symlink()
    assert everything(tmp_path / "elsewhere") == before


def test_what_was_planted_in_the_copy_steers_no_fetch(run, calm, filled, tmp_path):
    (copy,) = filled.glob("*.git")
    truth = run(*DAY, NELL, server=calm).report
    (copy / "config").write_text(PLANTED.format(mark=tmp_path / "mark", server=calm.base_url), "utf-8")
    (copy / "config.worktree").write_text("[http]\n    proxy = http://127.0.0.1:9\n", "utf-8")
    (copy / "commondir").write_text("../elsewhere\n", "utf-8")
    (copy / "hooks").mkdir()
    (copy / "hooks" / "reference-transaction").write_text(f"#!/bin/sh\ntouch {tmp_path / 'mark'}\n", "utf-8")
    (copy / "hooks" / "reference-transaction").chmod(0o700)
    (copy / "objects" / "info").mkdir(exist_ok=True)
    (copy / "objects" / "info" / "alternates").write_text(f"{tmp_path}\n", "utf-8")
    inode = copy.stat().st_ino
    ran = run(*DAY, NELL, server=calm)
    assert ran.report["data"]["gaps"] == truth["data"]["gaps"]
    assert copy.stat().st_ino == inode
    assert not (tmp_path / "mark").exists()
    shown = subprocess.run(["git", f"--git-dir={copy}", "config", "--local", "--list"], capture_output=True, check=True)
    assert set(shown.stdout.decode().split()) == {"core.repositoryformatversion=0", "core.bare=true"}
    assert not list((copy / "objects" / "info").glob("*alternates"))
