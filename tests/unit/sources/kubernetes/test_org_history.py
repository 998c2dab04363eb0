"""What the history says, read from a clone on this machine."""

import os
from datetime import date
from subprocess import CalledProcessError

import pytest
from unit.sources.kubernetes.org_repo import ENVIRON, OrgRepo, git, org_file

from tracker.facts import Kind
from tracker.facts.people import UNKNOWN_SINCE, DatePrecision, Login
from tracker.sources.kubernetes import git_command
from tracker.sources.kubernetes.org_history import read_history
from tracker.sources.kubernetes.org_records import HistoryPlace, HistoryQuery

NEW, OLD, LABS = "config/octo/org.yaml", "octo/org.yaml", "config/octo-labs/org.yaml"
QUERY = HistoryQuery(repo="octo/org", paths={"octo": (NEW, OLD)}, floor=date(2018, 8, 30))
BOTH = HistoryQuery(repo="octo/org", paths={**QUERY.paths, "octo-labs": (LABS,)}, floor=QUERY.floor)


@pytest.fixture
def repo(tmp_path):
    found = OrgRepo(tmp_path / "org.git")
    found.commit("2018-06-21T15:00:00+00:00", {OLD: org_file("ada")})
    found.commit("2018-08-22T21:00:00-07:00", {OLD: None, NEW: org_file("ada")})
    return found


def read(repo, query=QUERY, clone=None):
    place = HistoryPlace(
        server_url="https://github.example",
        cache=repo.path.parent / "cache",
        environ=ENVIRON,
        clone=clone or repo.path,
    )
    return read_history(query, place)


def day(history, login, org="octo"):
    return history.since(org, Login.parse(login)).day


def reasons(history):
    assert all(gap.kind is Kind.MEMBER_SINCE and gap.effect for gap in history.gaps)
    return [gap.reason for gap in history.gaps]


def test_a_join_has_the_day_and_the_address_of_its_commit(repo):
    oid = repo.commit("2019-03-04T05:06:07+00:00", {NEW: org_file("ada", "Bob")})
    history = read(repo)

    found = history.since("octo", Login.parse("bob"))
    assert (found.day, found.precision) == (date(2019, 3, 4), DatePrecision.EXACT)
    assert found.url == f"https://github.example/octo/org/commit/{oid}"
    assert (history.tip.oid, history.tip.at.date()) == (oid, date(2019, 3, 4))
    assert reasons(history) == []


def test_moving_the_file_changes_nothing(repo):
    found = read(repo).since("octo", Login.parse("ada"))

    assert (found.day, found.precision, found.note) == (date(2018, 6, 21), DatePrecision.ON_OR_BEFORE, None)


def test_the_old_path_is_not_read_once_the_new_one_exists(repo):
    repo.commit("2019-01-01T00:00:00+00:00", {OLD: org_file("mallory")})

    assert day(read(repo), "mallory") is None


def test_from_member_to_admin_and_back_is_one_stay(repo):
    repo.commit("2019-01-01T00:00:00+00:00", {NEW: org_file("ada", "bob")})
    repo.commit("2020-01-01T00:00:00+00:00", {NEW: org_file("ada", admins=("bob", "chief"))})
    repo.commit("2021-01-01T00:00:00+00:00", {NEW: org_file("ada", "bob")})

    assert day(read(repo), "bob") == date(2019, 1, 1)


def test_order_case_quotes_and_teams_are_no_change(repo):
    repo.commit("2019-01-01T00:00:00+00:00", {NEW: org_file("ada", "bob", '"12345"')})
    repo.commit("2020-01-01T00:00:00+00:00", {NEW: org_file("'12345'", "BOB", "Ada")})
    repo.commit("2021-01-01T00:00:00+00:00", {NEW: org_file("12345", "bob", "ada", teams="t: {members: [zoe]}")})
    history = read(repo)

    assert [day(history, login) for login in ("bob", "12345", "zoe")] == [date(2019, 1, 1), date(2019, 1, 1), None]


def test_leaving_and_coming_back(repo):
    repo.commit("2019-01-01T00:00:00+00:00", {NEW: org_file("ada", "bob")})
    repo.commit("2020-01-01T00:00:00+00:00", {NEW: org_file("ada")})
    repo.commit("2021-01-01T00:00:00+00:00", {NEW: org_file("ada", "bob", "cleo")})
    history = read(repo)

    assert [(stay.joined.year, stay.left and stay.left.year) for stay in history.books["octo"]["bob"]] == [
        (2019, 2020),
        (2021, None),
    ]
    assert history.since("octo", Login.parse("bob")).note == "also listed from 2019-01-01 to 2020-01-01"


def test_a_rename_is_hinted_at(repo):
    repo.commit("2019-01-01T00:00:00+00:00", {NEW: org_file("ada", "bob")})
    repo.commit("2020-01-01T00:00:00+00:00", {NEW: org_file("ada", "robert")})

    assert "renamed from bob" in read(repo).since("octo", Login.parse("robert")).note


def test_a_merge_counts_and_not_the_commit_that_waited_in_it(repo):
    for at in ("2019-01-10T00:00:00+00:00", "2019-01-11T00:00:00+00:00"):
        repo.commit(at, {NEW: org_file("ada", "bob", at[8:10])}, branch="pull", start="main")
    repo.commit("2019-02-01T00:00:00+00:00", {"README.md": "x"})
    repo.commit(
        "2019-02-07T23:30:00-05:00",
        {NEW: org_file("ada", "bob")},
        merge="pull",
        authored="2019-01-10T00:00:00+00:00",
    )
    history = read(repo)

    assert day(history, "bob") == date(2019, 2, 8)
    assert "10" not in history.books["octo"]


def test_an_organization_without_a_file_is_a_gap_and_the_others_are_read(repo):
    history = read(repo, BOTH)

    assert reasons(history) == [f"{LABS} in octo/org does not exist"]
    assert set(history.books) == {"octo"}
    assert history.since("octo-labs", Login.parse("ada")) == UNKNOWN_SINCE


def test_a_repository_without_any_of_the_files_is_a_gap(repo):
    query = HistoryQuery(repo="octo/org", paths={"octo-labs": (LABS,)}, floor=QUERY.floor)
    history = read(repo, query)

    assert reasons(history) == [f"{LABS} in octo/org does not exist"]
    assert history.books == {}


def test_a_file_that_is_taken_away_says_nothing_about_who_left(repo):
    repo.commit("2019-01-01T00:00:00+00:00", {NEW: None})
    gone = read(repo)
    repo.commit("2019-05-01T00:00:00+00:00", {NEW: org_file("ada", "bob")})
    back = read(repo)

    assert reasons(gone) == [f"{NEW} in octo/org no longer exists since 2019-01-01"]
    assert day(gone, "ada") == day(back, "ada") == date(2018, 6, 21)
    assert back.since("octo", Login.parse("bob")).precision is DatePrecision.ON_OR_BEFORE
    assert reasons(back) == []


@pytest.mark.parametrize("text", ["members: [", "just words", b"\xff\xfe", "#" * 5_000_000])
def test_a_version_that_cannot_be_read_says_nothing(repo, text):
    repo.commit("2019-01-01T00:00:00+00:00", {NEW: text})
    broken = read(repo)
    repo.commit("2019-01-02T00:00:00+00:00", {NEW: org_file("ada", "bob")})
    mended = read(repo)

    assert reasons(broken) == [f"{NEW} in octo/org cannot be read as it stands since 2019-01-01"]
    assert mended.since("octo", Login.parse("bob")).precision is DatePrecision.ON_OR_BEFORE
    assert day(mended, "ada") == date(2018, 6, 21)
    assert reasons(mended) == []


def test_a_file_that_never_could_be_read_has_no_book(tmp_path):
    repo = OrgRepo(tmp_path / "org.git")
    repo.commit("2019-01-01T00:00:00+00:00", {NEW: "just words"})

    assert read(repo).books == {}


def test_a_date_that_is_none_is_a_gap(repo):
    tip = repo.git("rev-parse", "main")
    lines = [f"tree {repo.git('rev-parse', 'main^{tree}')}", f"parent {tip}", "author A <> 1 +0000"]
    text = "\n".join([*lines, "committer C <> 999999999999999 +0000", "", "x"])
    oid = repo.git("hash-object", "-w", "-t", "commit", "--literally", "--stdin", stdin=text.encode())
    repo.git("update-ref", "refs/heads/main", oid)

    assert reasons(read(repo)) == [f"the history of octo/org was not read: commit {oid[:10]} has a date that is none"]


def test_a_shallow_clone_has_upper_bounds_and_a_gap(repo, tmp_path):
    repo.commit("2019-01-01T00:00:00+00:00", {NEW: org_file("ada", "bob")})
    repo.commit("2020-01-01T00:00:00+00:00", {NEW: org_file("ada", "bob", "cleo")})
    git("clone", "--quiet", "--depth=2", f"file://{repo.path}", str(tmp_path / "clone"))
    history = read(repo, clone=tmp_path / "clone")

    assert reasons(history) == ["the clone of octo/org is shallow: it begins on 2019-01-01"]
    assert history.since("octo", Login.parse("bob")).precision is DatePrecision.ON_OR_BEFORE
    assert history.since("octo", Login.parse("cleo")).precision is DatePrecision.EXACT


def test_a_clone_is_read_as_published_and_not_as_it_is_worked_on(repo, tmp_path):
    clone = tmp_path / "clone"
    git("clone", "--quiet", "--no-checkout", str(repo.path), str(clone))
    OrgRepo(clone / ".git").commit("2019-01-01T00:00:00+00:00", {NEW: org_file("ada", "mallory")})

    assert day(read(repo, clone=clone), "mallory") is None
    assert day(read(repo, clone=clone), "ada") == date(2018, 6, 21)


def test_a_clone_is_never_written_to(repo):
    def state():
        return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(repo.path.rglob("*"))}

    before = state()
    read(repo)

    assert state() == before
    assert not (repo.path.parent / "cache").exists()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere", "nowhere cannot be used: No such file or directory"),
        ("x" * 300, "cannot be used: File name too long"),
        ("empty", "not a git repository"),
        ("file", "invalid gitfile format"),
    ],
)
def test_no_clone_is_a_gap(repo, tmp_path, name, reason):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    history = read(repo, clone=tmp_path / name)

    assert len(history.gaps) == 1
    assert reason in reasons(history)[0]
    assert (history.books, history.tip) == ({}, None)


def test_a_repository_without_commits_is_a_gap(tmp_path):
    history = read(OrgRepo(tmp_path / "bare.git"))

    assert reasons(history) == ["the history of octo/org was not read: the repository has no commits"]


def test_somebody_elses_clone_may_be_read(repo, monkeypatch):
    someone_else = {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
    with pytest.raises(CalledProcessError):
        git("-C", str(repo.path), "rev-parse", "main", **someone_else)
    for name, value in someone_else.items():
        monkeypatch.setitem(git_command._SETTINGS, name, value)

    assert day(read(repo), "ada") == date(2018, 6, 21)


@pytest.mark.parametrize("path", [{}, {"PATH": ""}, {"PATH": "."}, {"PATH": os.devnull}])
def test_without_git_there_is_a_gap(repo, path):
    place = HistoryPlace(server_url="https://github.example", cache=repo.path, environ=path, clone=repo.path)
    history = read_history(QUERY, place)

    assert reasons(history) == ["the history of octo/org was not read: git is not installed"]
