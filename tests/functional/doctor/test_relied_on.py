"""What ``ladder doctor`` finds out about search, large questions, the schema, files, names and the clock."""

import pytest

from tracker.sources.github.diagnosis import survey
from tracker.sources.github.diagnosis.observations import BeyondLimit

# -- search and large questions ---------------------------------------------------------------------


def test_more_operators_than_five_find_nothing_without_a_word(examine):
    found = examine(count_minus=True, over_operators="zero")
    assert found.outcome("operator-limit")[0] == "warning"
    assert found.outcome("operators")[0] == "ok"  # no search of ours has more than three
    assert found.code == 0


def test_more_operators_than_five_are_refused(examine):
    found = examine(count_minus=True)
    assert found.outcome("operator-limit") == ("ok", "six are refused with an error, as documented")
    assert found.outcome("operators")[0] == "ok"


def test_connections_that_shrink_in_large_questions(examine):
    found = examine(faults=[{"kind": "shrunk_connections", "width": 20}])
    outcome, seen = found.outcome("canary")
    assert (found.code, outcome) == (4, "problem")
    assert "reviews 0 instead of " in seen


@pytest.mark.parametrize("connection", ["reviews", "comments", "files"])
def test_one_connection_that_shrinks(examine, connection):
    fault = {"kind": "shrunk_connections", "width": 20, "at": rf"PullRequest\.{connection}"}
    outcome, seen = examine(faults=[fault]).outcome("canary")
    assert outcome == "problem"
    assert f"{connection} 0 instead of " in seen


def test_a_world_without_pull_requests_proves_nothing(examine, tmp_path):
    from functional.worlds import SmallWorld
    from standin import load_world

    found = examine(world=load_world(SmallWorld().write(tmp_path / "world")))
    assert {found.outcomes[id_] for id_ in ("canary", "operators", "operator-limit")} == {"not_checked"}


# -- the schema -------------------------------------------------------------------------------------


def test_a_deprecated_field(examine):
    found = examine(deprecated={"PullRequest.reviews": "Use `opinions` instead."})
    assert found.code == 0
    assert found.outcome("schema")[0] == "warning"
    assert "PullRequest.reviews is deprecated (Use `opinions` instead.)" in found.outcome("schema")[1]


def test_a_field_that_is_gone(examine):
    found = examine(dropped=("PullRequest.files",))
    assert found.code == 4
    assert found.outcome("schema") == ("problem", "not known here: PullRequest.files")
    assert found.outcomes["tree"] == "ok"


def test_a_search_without_operators(examine):
    found = examine(dropped=("SearchType.ISSUE_ADVANCED",))
    assert found.code == 0
    assert found.outcome("schema")[0] == "warning"
    assert found.outcomes["operators"] == "not_checked"
    assert found.outcomes["canary"] == "ok"


# -- files, names, clock ----------------------------------------------------------------------------


def test_a_tree_that_is_refused(examine):
    found = examine(faults=[{"kind": "http_error", "status": 403, "body": "json", "path": "git/trees"}])
    assert found.code == 4
    assert found.outcome("tree")[0] == "problem"
    assert found.outcomes["blame"] == "ok"


def test_a_blame_that_fails(examine):
    message = "Something went wrong here."
    found = examine(faults=[{"kind": "field_error", "at": r".*\.blame", "message": message}])
    assert found.outcome("blame")[0] == "problem"
    assert message in found.outcome("blame")[1]
    assert "sigs.yaml" not in found.outcome("names")[1]


def test_repositories_of_the_ladder_that_were_renamed(examine):
    found = examine(renames={"kubernetes/website": "kubernetes-sigs/lantern"})
    assert found.code == 0
    assert "kubernetes/website is now kubernetes-sigs/lantern" in found.outcome("names")[1]


def test_without_a_token_a_renamed_repository_is_seen_too(examine):
    found = examine(token=None, renames={"kubernetes/website": "kubernetes-sigs/lantern"})
    assert "kubernetes/website is now kubernetes-sigs/lantern" in found.outcome("names")[1]


def test_a_repository_of_the_cohort_that_is_not_there(examine, home):
    (home / "cohort.yaml").write_text("- login: octo-gus\n  scope: kubernetes/nowhere:pkg\n", encoding="utf-8")
    found = examine("--cohort", "cohort.yaml")
    assert found.code == 4
    assert found.outcome("names")[0] == "problem"
    assert "kubernetes/nowhere is not there" in found.outcome("names")[1]
    assert "octo-gus" not in str(found.document)


def test_a_repository_of_the_cohort_that_cannot_be_read(examine, home):
    (home / "cohort.yaml").write_text("- login: octo-gus\n  scope: kubernetes-sigs/lantern:pkg\n", encoding="utf-8")
    message = "Although you appear to have the correct authorization credentials, no."
    fault = {"kind": "field_error", "at": r"r\d+", "type": "FORBIDDEN", "message": message}
    found = examine("--cohort", "cohort.yaml", faults=[fault])
    assert found.code == 4
    assert found.outcome("names")[0] == "problem"
    assert f"kubernetes-sigs/lantern: {message}" in found.outcome("names")[1]


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "malformed_yaml", "files": r"sigs\.yaml$"},
        {"kind": "field_error", "at": r"groups.*\.file", "message": "Something went wrong here."},
    ],
)
def test_a_file_of_groups_that_cannot_be_used(examine, fault):
    found = examine(faults=[fault])
    assert found.code == 4
    assert found.outcome("names")[0] == "problem"
    assert "sigs.yaml" in found.outcome("names")[1]
    assert found.outcomes["blame"] == "ok"


def test_the_limit_is_asked_about_where_there_are_pull_requests(examine, tmp_path, monkeypatch):
    """Six operators over an organization that has none would find nothing in any case."""
    from functional.worlds import SmallWorld
    from standin import load_world

    asked = []
    monkeypatch.setattr(survey, "check_limit", lambda _, org: asked.append(org) or BeyondLimit.ANSWERED)
    small = SmallWorld()
    for number in range(3):
        small.pull("etcd-io/pier", small.person(f"octo-{number}"), "2026-01-05", lgtm="vera", reviewers=("vera",))
        small.pulls[-1]["comments"] *= 2
    found = examine(world=load_world(small.write(tmp_path / "world")))
    assert found.outcome("organizations")[1].startswith("1 organization shows its pull requests; search finds none in")
    assert asked == ["etcd-io"]


def test_whose_a_repository_is_is_not_said(examine, home):
    (home / "cohort.yaml").write_text("- login: octo-gus\n  scope: octo-gus/tools:pkg\n", encoding="utf-8")
    found = examine("--cohort", "cohort.yaml")
    assert "tools of another owner is not there" in found.outcome("names")[1]
    assert "octo-gus" not in str(found.document)


@pytest.mark.parametrize(
    ("seconds", "outcome", "words"),
    [(0, "ok", "agrees"), (600, "warning", "10 minutes behind"), (-7300, "problem", "2 hours ahead of")],
)
def test_a_clock_that_is_off(examine, seconds, outcome, words):
    found = examine(clock_skew=seconds)
    assert found.outcome("clock")[0] == outcome
    assert words in found.outcome("clock")[1]
