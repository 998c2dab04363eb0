"""Where dates of membership come from, and what it all costs."""

import shutil
import subprocess

import pytest
from functional.running import Json
from functional.standing.given import BRUNO, FERN, K8S, LOLA, PEOPLE, RHEA, memberships, tenure

AT_MOST = 60


def gaps(report: Json) -> list[str]:
    """Of all but the roles in places that nobody looks at unasked."""
    return [gap["reason"] for gap in report["data"]["gaps"] if gap["kind"] != "roles"]


# -- where dates of membership come from -------------------------------------------------------------


def clone(server, target, *words: str) -> str:
    git = shutil.which("git") or "git"
    address = f"{server.base_url}/kubernetes/org.git"
    subprocess.run([git, "clone", "--quiet", *words, address, str(target)], check=True, env={"PATH": "/usr/bin:/bin"})
    return str(target)


def test_of_somebodys_own_clone(ask, everybody, server, home):
    path = clone(server, home / "own")
    server.standin.reset()
    for who in (RHEA, BRUNO, FERN):
        report = ask(who, "--org-repo", path)
        assert report["standing"]["held"] == everybody[who]["standing"]["held"]
        assert gaps(report) == []
    assert not [one for one in server.standin.log() if "kubernetes/org.git" in one["path"]]


def test_of_a_clone_without_its_past(ask, server, home):
    path = clone(server, home / "own", "--depth=1", "--no-single-branch")
    report = ask(BRUNO, "--org-repo", path)
    assert memberships(report) == {K8S: "on_or_before 2026-08-10"}
    assert gaps(report) == ["the clone of kubernetes/org is shallow: it begins on 2026-08-10"]
    assert tenure(report)["outcome"] == "unknown"


@pytest.mark.parametrize(("what", "words"), [("nothing", "cannot be used: No such file"), ("empty", "not a git repo")])
def test_of_a_clone_that_is_none(ask, home, what, words):
    path = home / "own"
    if what == "empty":
        path.mkdir()
    report = ask(BRUNO, "--org-repo", str(path))
    assert memberships(report) == {K8S: "line_last_touched 2024-04-09"}
    assert len(gaps(report)) == 1
    assert gaps(report)[0].startswith("the history of kubernetes/org was not read: ")
    assert words in gaps(report)[0]


@pytest.mark.parametrize(
    ("who", "since", "outcome"),
    [
        (BRUNO, "line_last_touched 2024-04-09", "met"),
        (FERN, "line_last_touched 2018-08-20", "met"),
        # The line says when it was changed; for how long before that somebody was a member it does not tell.
        (LOLA, "line_last_touched 2026-08-10", "unknown"),
        (RHEA, "line_last_touched 2026-07-06", "unknown"),
    ],
)
def test_without_git(ask, home, who, since, outcome):
    (home / "empty").mkdir()
    report = ask(who, PATH=str(home / "empty"))
    assert memberships(report) == {K8S: since}
    assert gaps(report) == ["the history of kubernetes/org was not read: git is not installed"]
    assert tenure(report)["outcome"] == outcome


def test_without_git_and_without_blame(ask, server, home):
    (home / "empty").mkdir()
    try:
        server.standin.faults.add([{"kind": "graphql_error", "field": "f", "path": "graphql$"}])
        report = ask(BRUNO, PATH=str(home / "empty"))
    finally:
        server.standin.reset()
    assert memberships(report) == {K8S: "unknown"}
    git, blame = (reason for reason in gaps(report) if "kubernetes/org" in reason)
    assert git == "the history of kubernetes/org was not read: git is not installed"
    assert blame.startswith("kubernetes/org:config/kubernetes/org.yaml could not be dated: ")
    assert tenure(report)["outcome"] == "unknown"


# -- what it costs -----------------------------------------------------------------------------------


def test_twenty_people_cost_few_requests(everybody):
    log = everybody["log"]
    assert len(PEOPLE) == len(everybody["cohort"]["reports"]) == 20
    assert len(log) <= AT_MOST
    asked = [one for one in log if one["path"].endswith(("/graphql", "/search/issues"))]
    assert everybody["cohort"]["data"]["cost"]["requests"] == len(asked)
    # What is read for several at once is nobody's own.
    assert sum(report["data"]["cost"]["requests"] for report in everybody["cohort"]["reports"]) < len(asked)
    assert len([one for one in log if one["path"].endswith("kubernetes/org.git/info/refs")]) == 1
