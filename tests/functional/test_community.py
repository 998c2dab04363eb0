"""A community of forty at once: how little it takes, and what a run says that ended before its time."""

import pytest
from functional.comparing import findings
from functional.running import WORLD_DAY
from standin import load_world, running_standin
from standin.synth import generate

DAY = ("--format", "json", "--no-openings", "--as-of", WORLD_DAY)


@pytest.fixture(scope="module")
def community(tmp_path_factory):
    folder = tmp_path_factory.mktemp("community")
    generate(folder, users=40, pulls=450, reviews_per_pull=3, members=1.0, reviewing=0.4)
    return load_world(folder)


@pytest.fixture
def everybody(community):
    return [user.login for user in community.users.values() if user.type == "User" and "robot" not in user.login]


@pytest.fixture(scope="module")
def shared(community):
    """One stand-in for all, since its repositories and its large documents take a while."""
    with running_standin(community, git=True, secondary_limits=False) as server:
        yield server


@pytest.fixture
def server(shared):
    shared.standin.reset()
    return shared


def test_it_takes_fewer_requests_than_there_are_people_and_goes_on_where_it_was(run, server, everybody):
    whole = run(*DAY, "--cache-dir", "whole", *everybody, server=server).report
    spent = server.standin.stats()["graphql_requests"]
    assert len(whole["reports"]) == 40
    assert spent <= 27
    half = run(*DAY, "--max-requests", str(spent // 2), *everybody, server=server).report
    rest = run(*DAY, *everybody, server=server).report
    assert server.standin.stats()["graphql_requests"] <= 2.3 * spent  # what changed in between is asked for, too
    assert _unknown(half) > _unknown(whole) == _unknown(rest)
    for report, other in zip(rest["reports"], whole["reports"], strict=True):
        one, another = findings(report), findings(other)
        assert all(one[key]["outcome"] == another[key]["outcome"] for key in one.keys() & another.keys())


@pytest.mark.parametrize("most", [19])
def test_where_requests_run_out_the_communitys_files_were_read_before_more_of_the_work(run, server, everybody, most):
    reports = run(*DAY, "--max-requests", str(most), *everybody, server=server).report["reports"]
    # With one search in REST: somebody of the community is found nowhere.
    assert [row["resource"] for row in server.standin.log()].count("git") + most == len(server.standin.log())
    gaps = [
        gap
        for report in reports
        for gap in report["data"]["gaps"]
        if f"limit of {most} requests is used up" in gap["reason"]
    ]
    assert {"reviewed"} <= {gap["kind"] for gap in gaps}
    assert {"members", "owners", "groups"}.isdisjoint(gap["kind"] for gap in gaps)


def _unknown(document):
    """How many outcomes are not known."""
    return sum(one["outcome"] == "unknown" for report in document["reports"] for one in findings(report).values())


def test_where_requests_run_out_early_everybody_has_come_equally_far(run, server, everybody):
    """Two of them are for small documents at first, as nobody knows how quick this GitHub is."""
    reports = run(*DAY, "--max-requests", "15", *everybody, server=server).report["reports"]
    nothing = [
        report["contributor"]["login"]
        for report in reports
        if not (report["counts"]["authored_merged"]["total"] or report["counts"]["reviewed"]["total"])
    ]
    assert len(nothing) <= 3
