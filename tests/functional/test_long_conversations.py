"""A conversation of more pages than a run may ask for: each run keeps what it read, and the next goes on from there."""

import pytest
from functional.comparing import assert_nothing_wrong, findings
from functional.running import K8S, WORLD_DAY
from functional.worlds import SmallWorld
from standin import load_world

DAY = ("--format", "json", "--no-openings", "--as-of", WORLD_DAY)
REVIEWER, AUTHOR, TALKER = "octo-reviewer", "octo-author", "octo-talker"
#: Comments in 21 pages from the beginning, and the last hundred.
COMMENTS = 2_150


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Somebody's ``/lgtm`` before very many comments, and pull requests of theirs and of others beside it."""
    small = SmallWorld()
    for login in (REVIEWER, AUTHOR, TALKER):
        small.person(login)
    small.turn("kubernetes", "2024-01-02", joined=[REVIEWER, AUTHOR])
    for day in range(1, 13):
        small.pull(K8S, AUTHOR, f"2026-03-{day:02}", reviewers=[REVIEWER])
        small.pull(K8S, REVIEWER, f"2026-04-{day:02}", reviewers=[AUTHOR])
    small.pull(K8S, AUTHOR, "2026-03-20", reviewers=[AUTHOR], lgtm=REVIEWER)
    small.pulls[-1]["comments"] += [
        {"author": TALKER, "createdAt": f"2026-03-20T11:{n // 60:02}:{n % 60:02}Z", "body": "a word"}
        for n in range(1, COMMENTS)
    ]
    return load_world(small.write(tmp_path_factory.mktemp("conversation")))


@pytest.fixture
def server(serve, world):
    return serve(world, git=True, git_root=None, secondary_limits=False)


@pytest.fixture
def undisturbed(run, server):
    """What a run says that nothing ends."""
    reports = {}

    def report(*words):
        if words not in reports:
            reports[words] = run(*DAY, "--cache-dir", "elsewhere", *words, server=server).report
        return reports[words]

    return report


@pytest.mark.parametrize("most", [1, 4])
def test_it_is_read_from_run_to_run(run, server, undisturbed, most):
    whole = undisturbed(REVIEWER)
    asked = server.standin.stats()["graphql_requests"]
    assert (asked > 22, "long conversations" in str(whole["data"]["gaps"])) == (True, False)
    for _ in range(asked // most + 3):
        report = run(*DAY, "--max-requests", str(most), REVIEWER, server=server).report
        assert_nothing_wrong(report, REVIEWER, undisturbed)
        if _said(report) == _said(whole):
            return
    pytest.fail("the runs did not get to the end")


def test_what_stands_beside_it_is_known_at_once(run, server, undisturbed):
    beside = run(*DAY, "--max-requests", "8", REVIEWER, server=server).report
    whole = undisturbed(REVIEWER)
    assert beside["counts"]["authored_merged"]["total"] == whole["counts"]["authored_merged"]["total"] == 12
    assert beside["counts"]["reviewed"]["total"] == whole["counts"]["reviewed"]["total"] == 13
    assert "only the newest part of long conversations was read" in {gap["reason"] for gap in beside["data"]["gaps"]}


def _said(report):
    return report["counts"], {key: one["outcome"] for key, one in findings(report).items()}
