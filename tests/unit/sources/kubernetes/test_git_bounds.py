"""However large or strange a repository is, it is read in a bounded time and memory, or there is a gap."""

import os
import re
import shutil
import sys
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from unit.sources.kubernetes.org_repo import ENVIRON, GitServer, OrgRepo, git, org_file

from tracker.sources.kubernetes import file_history, git_cache, git_command
from tracker.sources.kubernetes.git_command import Git, GitTimeout, GitTooLarge
from tracker.sources.kubernetes.org_history import read_history
from tracker.sources.kubernetes.org_records import HistoryPlace, HistoryQuery

NEW = "config/octo/org.yaml"
QUERY = HistoryQuery(repo="octo/org", paths={"octo": (NEW,)}, floor=date(2018, 8, 30))
NOT_READ = "the history of octo/org was not read: "


@pytest.fixture
def repo(tmp_path):
    found = OrgRepo(tmp_path / "org.git")
    found.commit("2019-01-01T00:00:00+00:00", {NEW: org_file("ada")})
    found.commit("2019-02-01T00:00:00+00:00", {NEW: org_file("ada", "bob")})
    return found


def read(repo):
    place = HistoryPlace(server_url="https://github.example", cache=repo.path.parent, environ=ENVIRON, clone=repo.path)
    return read_history(QUERY, place)


def reasons(repo):
    return [gap.reason for gap in read(repo).gaps]


@contextmanager
def less_memory_than(most: int) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()


def many(repo, versions: int, text) -> None:
    """That many commits on top, each with a text of its own, in one process."""
    start = date(2020, 1, 1)
    stream = []
    for number in range(versions):
        at = int(time.mktime((start + timedelta(days=number)).timetuple()))
        content = text(number)
        parent = "from refs/heads/main^0\n" if number == 0 else ""
        stream.append(
            f"commit refs/heads/main\ncommitter C <> {at} +0000\ndata 1\nx\n{parent}"
            f"M 100644 inline {NEW}\ndata {len(content)}\n{content}\n"
        )
    repo.git("fast-import", "--quiet", "--force", stdin="".join(stream).encode())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("admins: [chief]\nmembers: [" + "ada," * 300_000 + "]\n# {}\n", id="for the slow parser"),
        pytest.param("admins:\n- chief\nmembers:\n" + "- ada\n" * 200_000 + "name: o{}\n", id="plain"),
    ],
)
def test_large_versions_are_a_gap_at_once(repo, text):
    many(repo, 20, text.format)
    started = time.perf_counter()
    with less_memory_than(1_000_000):
        assert reasons(repo) == [f"{NEW} in octo/org cannot be read as it stands since 2020-01-20"]
    assert time.perf_counter() - started < 5


def test_a_version_that_takes_the_slow_parser_long_is_not_parsed(repo):
    many(repo, 1, lambda _: "admins: [chief]\nmembers: [" + "ada," * 200_000 + "]\n")
    started = time.perf_counter()
    assert reasons(repo) == [f"{NEW} in octo/org cannot be read as it stands since 2020-01-01"]
    assert time.perf_counter() - started < 2


def test_too_much_altogether_is_a_gap(repo, monkeypatch):
    monkeypatch.setattr(file_history, "_TOGETHER", 2 * file_history._MIB)
    many(repo, 3, lambda number: org_file("ada", "bob", f"n{number}") + "#" * 900_000)
    history = read(repo)
    assert [gap.reason for gap in history.gaps] == [
        f"{NOT_READ}the versions of the files have more than 2 MiB together"
    ]
    assert history.books == {}


def test_the_same_text_counts_as_often_as_it_is_there(repo, monkeypatch):
    monkeypatch.setattr(file_history, "_TOGETHER", 2 * file_history._MIB)
    many(repo, 6, lambda number: org_file("ada", "bob", f"n{number % 2}") + "#" * 500_000)
    assert reasons(repo) == [f"{NOT_READ}the versions of the files have more than 2 MiB together"]


def test_texts_are_held_in_short_runs(repo, monkeypatch):
    monkeypatch.setattr(file_history, "_AT_ONCE", 100_000)
    many(repo, 60, lambda number: org_file("ada", "bob", f"n{number}") + "#" * 60_000)
    with less_memory_than(1_500_000):
        history = read(repo)
    assert len(history.books["octo"]) == 63
    assert history.gaps == ()


def test_too_many_versions_are_a_gap(repo, monkeypatch):
    monkeypatch.setattr(file_history, "_VERSIONS", 9)
    many(repo, 7, lambda number: org_file("ada", "bob", f"n{number}"))
    assert reasons(repo) == []
    repo.commit("2021-01-01T00:00:00+00:00", {NEW: org_file("ada")})
    assert reasons(repo) == [f"{NOT_READ}the files have more than 9 versions"]


def test_reading_ends_in_time(repo, monkeypatch):
    many(repo, 3, lambda number: org_file("ada", "bob", f"n{number}"))
    monkeypatch.setattr(file_history, "_SECONDS", 0.0)
    assert reasons(repo) == [f"{NOT_READ}it took too long"]


def test_time_that_passes_between_commands_counts(monkeypatch):
    clock = iter([0.0, 10.0, 31.0])
    monkeypatch.setattr(git_command, "monotonic", lambda: next(clock))
    timed = Git(program="git", environ={}, timeout=120).within(30)
    assert timed.seconds_left() == 20
    with pytest.raises(GitTimeout):
        timed.seconds_left()


def writing(folder, script):
    """A program in git's place."""
    path = folder / "not-git"
    path.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    path.chmod(0o700)
    return Git(program=str(path), environ={}, timeout=20)


ENDLESS = """
import sys, pathlib
where = pathlib.Path(next(word for word in sys.argv if word.startswith("--git-dir=")).partition("=")[2])
with open({place}, "wb", buffering=0) as file:
    while True:
        file.write(bytes(1 << 16))
"""


@pytest.mark.parametrize("place", ["where / 'pack'", "2"], ids=["to the disk", "to say"])
def test_what_writes_without_end_is_ended(tmp_path, place):
    folder = tmp_path / "x.git"
    folder.mkdir()
    started = time.perf_counter()
    with less_memory_than(1_000_000), pytest.raises(GitTooLarge, match="the copy would have more than 1 MiB"):
        writing(tmp_path, ENDLESS.format(place=place)).run(folder, "fetch", most=1 << 20)
    assert time.perf_counter() - started < 10
    written = sum(path.stat().st_size for path in folder.rglob("*"))
    time.sleep(0.1)
    assert sum(path.stat().st_size for path in folder.rglob("*")) == written


def test_what_a_command_is_told_and_prints_is_whole_however_long_it_takes(tmp_path):
    slow = "import sys, time\nsaid = sys.stdin.buffer.read()\ntime.sleep(0.5)\nsys.stdout.buffer.write(said * 2)"
    assert writing(tmp_path, slow).run(tmp_path / "x", "cat", stdin=b"a" * 300_000) == b"a" * 600_000


def test_a_repository_that_is_too_large_is_not_copied(repo, tmp_path, monkeypatch):
    served = tmp_path / "served" / "octo"
    served.mkdir(parents=True)
    repo.path.rename(served / "org.git")
    with GitServer(tmp_path / "served") as server:
        server.publish()
        place = HistoryPlace(server_url=server.url, cache=tmp_path / "cache", environ=ENVIRON, timeout=20)
        assert read_history(QUERY, place).gaps == ()
        larger = OrgRepo(tmp_path / "larger.git")
        larger.git("fetch", "--quiet", str(served / "org.git"), "main:main")
        larger.commit("2020-01-01T00:00:00+00:00", {NEW: org_file("ada"), "blob": os.urandom(1_500_000).hex()})
        shutil.rmtree(served / "org.git")
        larger.path.rename(served / "org.git")
        server.publish()
        monkeypatch.setattr(git_cache, "_MOST", 1 << 20)
        kept = read_history(QUERY, place)
        (gap,) = kept.gaps  # it may have been there when its size was seen
        assert re.fullmatch(r".* up to (2019-02-01|2020-01-01) only: the copy would have more than 1 MiB", gap.reason)
        anew = read_history(QUERY, replace(place, cache=tmp_path / "other"))
    assert [gap.reason for gap in anew.gaps] == [f"{NOT_READ}the copy would have more than 1 MiB"]
    assert not [path for path in (tmp_path / "other").rglob("*") if path.is_file() and path.stat().st_size > 100_000]


@pytest.mark.parametrize(
    "name",
    ["HEAD", "config", "packed-refs", "shallow", "refs/heads/main", "objects/info/alternates", "objects/pack/x.idx"],
)
@pytest.mark.parametrize("kind", ["pipe", "link to a pipe", "device"])
def test_a_pipe_in_place_of_a_file_holds_nobody_up(repo, tmp_path, name, kind):
    path = repo.path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    pipe = tmp_path / "pipe" if kind == "link to a pipe" else path
    if kind != "device":
        os.mkfifo(pipe)
    if pipe != path or kind == "device":
        path.symlink_to(pipe if pipe != path else "/dev/zero")
    started = time.perf_counter()
    assert reasons(repo) == [f"{NOT_READ}{path} is no file"]
    assert time.perf_counter() - started < 2


def test_links_that_git_itself_makes_are_files(repo, tmp_path):
    (repo.path / "HEAD").unlink()
    (repo.path / "HEAD").symlink_to("refs/heads/main")
    (repo.path / "gone").symlink_to(tmp_path / "nowhere")
    assert git(f"--git-dir={repo.path}", "rev-parse", "HEAD")
    assert read(repo).gaps == ()
