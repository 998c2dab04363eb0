"""A repository that nobody vouches for runs nothing, and asks for nothing."""

import os
import stat
from datetime import date
from subprocess import CalledProcessError

import pytest
from unit.sources.kubernetes.org_repo import ENVIRON, OrgRepo, git, org_file

from tracker.sources.kubernetes.git_command import Git, GitError, GitTimeout
from tracker.sources.kubernetes.org_history import read_history
from tracker.sources.kubernetes.org_records import HistoryPlace, HistoryQuery

NEW = "config/octo/org.yaml"
QUERY = HistoryQuery(repo="octo/org", paths={"octo": (NEW,)}, floor=date(2018, 8, 30))


def script(path, body):
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def mark(tmp_path):
    return tmp_path / "somebody-was-here"


@pytest.fixture
def repo(tmp_path):
    found = OrgRepo(tmp_path / "org.git")
    found.commit("2019-01-01T00:00:00+00:00", {NEW: org_file("ada"), ".gitattributes": "* diff=evil filter=evil\n"})
    found.commit("2019-02-01T00:00:00+00:00", {NEW: org_file("ada", "bob")})
    return found


@pytest.fixture
def traps(repo, tmp_path, mark):
    """Everything in a repository's configuration that names a program, and every hook."""
    program = script(tmp_path / "trap", f"touch '{mark}'; exit 1")
    names = (
        "core.fsmonitor core.sshCommand core.gitProxy core.pager core.editor core.askPass core.alternateRefsCommand "
        "diff.external diff.evil.textconv diff.evil.command filter.evil.smudge filter.evil.clean filter.evil.process "
        "gpg.program gpg.ssh.program credential.helper uploadpack.packObjectsHook alias.rev-list pager.rev-list "
        "remote.origin.uploadpack remote.origin.vcs"
    )
    for name in names.split():
        repo.git("config", name, str(program))
    for name, value in {"log.showSignature": "true", "core.hooksPath": str(repo.path / "hooks")}.items():
        repo.git("config", name, value)
    hooks = repo.path / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "reference-transaction", "pre-auto-gc", "post-index-change", "fsmonitor-watchman"):
        script(hooks / name, f"touch '{mark}'")
    return program


def read(clone, cache):
    place = HistoryPlace(server_url="https://github.example", cache=cache, environ=ENVIRON, clone=clone)
    return read_history(QUERY, place)


def test_a_clone_full_of_traps_is_read_and_none_goes_off(repo, traps, mark, tmp_path):
    history = read(repo.path, tmp_path / "cache")

    assert history.gaps == ()
    assert set(history.books["octo"]) == {"ada", "bob", "chief"}
    assert not mark.exists()


def test_the_traps_would_go_off(repo, traps, mark):
    with pytest.raises(CalledProcessError):
        repo.git("diff", "main^", "main")

    assert mark.exists()


@pytest.fixture(params=["blob:none", "tree:0"])
def partial(request, repo, traps, tmp_path):
    """A clone without old versions, whose configuration says to run a program to get them."""
    repo.git("config", "--unset", "uploadpack.packObjectsHook")
    repo.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git("clone", "--quiet", "--bare", f"--filter={request.param}", f"file://{repo.path}", str(clone))
    settings = {"protocol.allow": "always", "protocol.ext.allow": "always", "core.sshCommand": str(traps)}
    for name, value in settings.items():
        git(f"--git-dir={clone}", "config", name, value)
    return clone


@pytest.mark.parametrize("url", ["ext::{trap}", "ssh://host/{trap}", "trap::anything"])
def test_what_a_partial_clone_lacks_is_not_asked_for(partial, traps, mark, tmp_path, url):
    git(f"--git-dir={partial}", "config", "remote.origin.url", url.format(trap=traps))
    history = read(partial, tmp_path / "cache")

    assert [gap.reason for gap in history.gaps] == [
        "the history of octo/org was not read: the clone is partial: it lacks old versions of files"
    ]
    assert history.books == {}
    assert not mark.exists()


def test_the_partial_clone_would_ask(partial, traps, mark):
    git(f"--git-dir={partial}", "config", "remote.origin.url", f"ext::{traps}")
    with pytest.raises(CalledProcessError):
        git(f"--git-dir={partial}", "cat-file", "-p", f"main:{NEW}")

    assert mark.exists()


def test_refs_that_replace_history_are_not_followed(repo, tmp_path):
    forged = repo.commit("2010-01-01T00:00:00+00:00", {NEW: org_file("ada", "bob", "mallory")}, branch="forged")
    repo.git("replace", repo.git("rev-parse", "main"), forged)

    assert "mallory" not in read(repo.path, tmp_path / "cache").books["octo"]


def test_git_gets_nothing_of_the_environment_that_it_does_not_need(tmp_path):
    script(tmp_path / "git", "env")
    environ = {"PATH": f"{tmp_path}:{os.defpath}", "GH_TOKEN": "secret", "HOME": "/home/ada", "https_proxy": "http://p"}
    shown = Git.find(environ, timeout=10).run(tmp_path / "x").decode()

    assert "https_proxy=http://p" in shown
    assert "secret" not in shown
    assert "HOME" not in shown
    assert "GIT_ALLOW_PROTOCOL=none\n" in shown


@pytest.mark.parametrize(
    ("body", "error", "reason"),
    [
        pytest.param("exec sleep 60", GitTimeout, "git rev-list did not end within 0.2 seconds", id="slow"),
        pytest.param("exit 3", GitError, "git rev-list: failed without a word", id="silent"),
        pytest.param(
            r"printf 'remote: hi\nfatal: no \033[31mred\n' >&2; exit 1",
            GitError,
            "git rev-list: no  [31mred",
            id="rude",
        ),
        pytest.param("echo plain >&2; exit 1", GitError, "git rev-list: plain", id="plain"),
    ],
)
def test_a_failure_has_a_reason_that_can_be_shown(tmp_path, body, error, reason):
    script(tmp_path / "git", body)
    with pytest.raises(error) as raised:
        Git(program=str(tmp_path / "git"), environ=ENVIRON, timeout=0.2).run(tmp_path / "x", "rev-list")

    assert raised.value.message == reason


def test_a_program_that_cannot_be_started_is_a_failure(tmp_path):
    with pytest.raises(GitError, match="git could not be started"):
        Git(program=str(tmp_path / "none"), environ={}, timeout=1).run(tmp_path / "x", "init")
