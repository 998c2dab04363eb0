"""The copy that is kept between runs, taken from a server on the loopback address."""

import os
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from unit.sources.kubernetes.org_repo import ENVIRON, GIT, GitServer, OrgRepo, git, org_file

from tracker.facts.people import Login
from tracker.sources.kubernetes import org_history
from tracker.sources.kubernetes.git_cache import GitCache, Remote
from tracker.sources.kubernetes.git_command import Git, GitError, GitTimeout
from tracker.sources.kubernetes.org_history import read_history
from tracker.sources.kubernetes.org_records import HistoryPlace, HistoryQuery

NEW = "config/octo/org.yaml"
QUERY = HistoryQuery(repo="octo/org", paths={"octo": (NEW,)}, floor=date(2018, 8, 30))
BOB = Login.parse("bob")

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def repo(tmp_path):
    (tmp_path / "served" / "octo").mkdir(parents=True)
    found = OrgRepo(tmp_path / "served" / "octo" / "org.git")
    found.commit("2019-01-01T00:00:00+00:00", {NEW: org_file("ada")})
    return found


@pytest.fixture
def server(repo, tmp_path):
    with GitServer(tmp_path / "served") as found:
        found.publish()
        yield found


@pytest.fixture
def place(server, tmp_path):
    return HistoryPlace(server_url=server.url, cache=tmp_path / "a" / "cache", environ=ENVIRON, timeout=20)


@pytest.fixture
def read(place):
    return lambda: read_history(QUERY, place)


def kept(place):
    (found,) = place.cache.glob("*.git")
    return found


def join(repo, server):
    repo.commit("2020-01-01T00:00:00+00:00", {NEW: org_file("ada", "bob")})
    server.publish()


def test_the_first_run_copies_and_later_ones_fetch(repo, server, place, read):
    first = read()
    made = kept(place).stat().st_ino
    join(repo, server)
    second = read()

    assert (first.gaps, second.gaps) == ((), ())
    assert set(first.books["octo"]) == {"ada", "chief"}
    assert second.since("octo", BOB).day == date(2020, 1, 1)
    assert second.since("octo", BOB).url.startswith(f"{server.url}/octo/org/commit/")
    assert kept(place).stat().st_ino == made


def test_the_cache_may_be_named_from_where_one_is(server, place, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    here = replace(place, cache=Path("here"))

    assert [read_history(QUERY, here).gaps for _ in range(2)] == [(), ()]
    assert list((tmp_path / "here").glob("*.git"))


def test_rewritten_history_replaces_the_old(repo, server, read):
    join(repo, server)
    assert read().since("octo", BOB).day
    repo.git("update-ref", "refs/heads/main", repo.git("rev-parse", "main^"))
    server.publish()

    assert read().since("octo", BOB).day is None


def test_without_the_server_the_last_state_is_read_and_the_gap_says_so(repo, place, read):
    read()
    shutil.rmtree(repo.path)
    history = read()

    assert set(history.books["octo"]) == {"ada", "chief"}
    assert len(history.gaps) == 1
    assert history.gaps[0].reason.startswith("the history of octo/org was read up to 2019-01-01 only: git fetch: ")


def test_a_server_that_is_too_slow_is_not_asked_twice(place, read):
    read()

    class Slow(Git):
        def run(self, git_dir, *words, **more):
            if "fetch" in words:
                raise GitTimeout("git fetch did not end")
            assert "init" not in words
            return super().run(git_dir, *words, **more)

    slow = Slow(program=GIT, environ=ENVIRON, timeout=20)
    copy = GitCache(git=slow, directory=place.cache).fresh(Remote.of(place.server_url, "octo/org"))

    assert copy.stale == "git fetch did not end"


def test_nothing_to_copy_is_a_gap_and_leaves_nothing(repo, place, read):
    shutil.rmtree(repo.path)
    history = read()

    assert history.gaps[0].reason.startswith("the history of octo/org was not read: git fetch: ")
    assert list(place.cache.glob("*.git")) == []


def _empty(copy):
    shutil.rmtree(copy)
    copy.mkdir()


def _file(copy):
    shutil.rmtree(copy)
    copy.write_text("not a repository")


def _locked(copy):
    (copy / "refs" / "heads" / "tip.lock").touch()


def _no_packs(copy):
    shutil.rmtree(copy / "objects" / "pack")


def _garbled(copy):
    for pack in copy.glob("objects/pack/*.pack"):
        pack.chmod(0o600)
        content = bytearray(pack.read_bytes())
        content[12:-20] = bytes(len(content) - 32)
        pack.write_bytes(content)


@pytest.mark.parametrize("damage", [_empty, _file, _locked, _no_packs, _garbled])
def test_a_broken_copy_is_made_anew(repo, server, place, read, damage):
    read()
    damage(kept(place))
    join(repo, server)
    history = read()

    assert history.gaps == ()
    assert history.since("octo", BOB).day == date(2020, 1, 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.replace(b"2019-01-01", b"2018-01-01"),
        lambda content: content.replace(b"ada", b"eve"),
        lambda content: content[:-20],
        lambda content: content.partition(b"\n")[2],
        lambda content: b"",
    ],
)
def test_what_the_history_was_found_to_say_is_read_again_where_it_is_damaged(place, read, change):
    first = read()
    (books,) = place.cache.glob("org-books-*.json")
    content = books.read_bytes()
    assert change(content) != content
    books.write_bytes(change(content))

    assert read() == first
    assert books.read_bytes() == content


def test_old_versions_that_got_lost_are_copied_again(repo, place, read):
    read()
    text = repo.git("rev-parse", f"main:{NEW}")
    copy = kept(place)
    for pack in copy.glob("objects/pack/*.pack"):
        content = pack.read_bytes()
        shutil.rmtree(copy / "objects" / "pack")
        git(f"--git-dir={copy}", "unpack-objects", "-q", stdin=content)
    (copy / "objects" / text[:2] / text[2:]).unlink()

    assert read().gaps == ()
    assert set(read().books["octo"]) == {"ada", "chief"}


def test_a_copy_that_is_new_and_cannot_be_read_is_not_made_twice(place, read, monkeypatch):
    made = []
    anew = GitCache.anew
    monkeypatch.setattr(GitCache, "anew", lambda *words: made.append(1) or anew(*words))

    def unreadable(*_):
        raise GitError("unreadable")

    monkeypatch.setattr(org_history, "_read", unreadable)

    assert "unreadable" in read().gaps[0].reason
    assert made == [1]


def test_what_an_ended_run_left_is_cleared_away(place, read):
    read()
    part = kept(place).with_suffix(".part")
    kept(place).rename(part)

    assert read().gaps == ()
    assert not part.exists()
    assert kept(place)


def test_a_copy_that_is_a_link_is_not_followed_when_it_is_replaced(place, read, tmp_path):
    read()
    copy = kept(place)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "letter").touch()
    shutil.rmtree(copy)
    copy.symlink_to(elsewhere)

    assert read().gaps == ()
    assert (elsewhere / "letter").exists()


def test_two_at_once_are_both_answered(read):
    with ThreadPoolExecutor(2) as pool:
        answers = [future.result() for future in [pool.submit(read), pool.submit(read)]]

    assert [history.gaps for history in answers] == [(), ()]
    assert answers[0].books == answers[1].books


def test_a_cache_that_is_held_for_too_long_is_a_gap(place, read):
    read()
    with closing(sqlite3.connect(place.cache / "lock.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        cache = GitCache(git=Git(program=GIT, environ=ENVIRON, timeout=0.1), directory=place.cache)
        with pytest.raises(GitError, match="the cache cannot be used: database is locked"), cache.holding():
            pass


def test_a_cache_that_is_no_directory_is_a_gap(place, read):
    place.cache.parent.mkdir()
    place.cache.write_text("a file")

    assert "the cache cannot be used" in read().gaps[0].reason


@pytest.mark.parametrize(
    ("server_url", "repo"),
    [
        ("ext::sh -c touch", "octo/org"),
        ("file:///srv", "octo/org"),
        ("ssh://github.example", "octo/org"),
        ("https://ada:secret@github.example", "octo/org"),
        ("https://", "octo/org"),
        ("http://[::1", "octo/org"),
        ("https://github.example", "--upload-pack=x/y"),
        ("https://github.example", "octo/../../org"),
        ("https://github.example", "octo"),
    ],
)
def test_only_an_address_without_a_user_is_cloned_from(tmp_path, server_url, repo):
    place = HistoryPlace(server_url=server_url, cache=tmp_path / "cache", environ=ENVIRON)
    query = HistoryQuery(repo=repo, paths=QUERY.paths, floor=QUERY.floor)
    (gap,) = read_history(query, place).gaps

    assert "an http or https address without a user is needed" in gap.reason
    assert "secret" not in gap.reason
    assert not (tmp_path / "cache").exists()


def test_repositories_of_the_same_name_have_copies_of_their_own():
    addresses = [
        ("https://a.example", "octo/org"),
        ("https://a.example:8443", "octo/org"),
        ("https://a.example", "x/org"),
    ]
    remotes = [Remote.of(*address) for address in addresses]

    assert len({remote.folder for remote in remotes}) == len(remotes)
    assert remotes[0].folder.startswith("org-")
    assert remotes[0].protocols == "https"


def test_a_copy_with_a_pipe_in_it_is_made_anew(place, read):
    read()
    head = kept(place) / "HEAD"
    head.unlink()
    os.mkfifo(head)
    history = read()

    assert history.gaps == ()
    assert head.is_file()
