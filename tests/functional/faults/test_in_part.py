"""Answers in part, or whole and not what they should be."""

import pytest
from functional.comparing import held
from functional.faults.given import GRAPHQL, kinds, reasons, said
from functional.running import AKI, ANDERS, IVO, LUMI, MIRA, ROBIN, ROSA

pytestmark = pytest.mark.usefixtures("history_read_once")

# -- answers in part --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "field"),
    [
        *((ROBIN, field) for field in ("participation0", "requests", "everywhere", "f", "u", "s")),
        *((IVO, field) for field in ("authored0", "involved0", "authored_part0")),
        (AKI, "s"),
    ],
)
def test_a_field_left_out_is_had_another_way_or_missing(check, who, field):
    """Search by organization, pages of ids and single questions stand in for much."""
    assert check(who, "--full", faults=[{"kind": "graphql_error", "field": field, **GRAPHQL}]).code in {0, 5}


def test_a_field_left_out_once_is_asked_for_again(check, usual, questions):
    for after in range(len(questions(ROBIN))):
        ran = check(ROBIN, faults=[{"kind": "graphql_error", "after": after, "times": 1, **GRAPHQL}])
        assert ran.code == 0
        assert said(ran.report) == said(usual(ROBIN))


def test_the_account_left_out_is_not_taken_for_nobody(check):
    ran = check(ROBIN, faults=[{"kind": "graphql_error", "field": "user", **GRAPHQL}])
    assert ran.code == 4
    assert "did not say who" in ran.err
    assert "no account" not in ran.err


def test_inactivity_is_not_guessed(check, truth):
    assert truth(IVO)["standing"]["activity"]["inactive"] == "yes"
    ran = check(IVO, faults=[{"kind": "graphql_error", "field": "involved0", **GRAPHQL}])
    assert ran.report["standing"]["activity"]["inactive"] == "unknown"


@pytest.mark.parametrize("body", ["html", "json"])
@pytest.mark.parametrize("nodes", [10, 50, 200])
def test_questions_that_time_out(check, nodes, body):
    ran = check(ROSA, timeout_nodes=nodes, timeout_body=body)
    assert ran.code in {0, 5}
    assert ran.report["counts"]["reviewed"]["total"] or nodes == 10


@pytest.mark.parametrize("nodes", [10, 50, 200])
def test_questions_beyond_the_limit_of_resources(check, nodes):
    ran = check(ROSA, resource_limit_nodes=nodes)
    assert ran.code in {0, 5}
    assert ran.report["counts"]["reviewed"]["total"] or nodes == 10


# -- answers that are whole, and not what they should be --------------------------------------------


@pytest.mark.parametrize("by", [-1, 1])
@pytest.mark.parametrize("who", [ROSA, AKI])
def test_pages_that_shift_while_they_are_read(check, who, by):
    """All ids are on one page here; test_gathering.py has what happens between two of them."""
    ran = check(who, "--full", faults=[{"kind": "page_shift", "by": by}])
    assert ran.code == 0


@pytest.mark.parametrize(("who", "ghosts"), [(ANDERS, [AKI, ROSA, LUMI]), (ROSA, [ANDERS, LUMI, ROBIN]), (MIRA, [AKI])])
def test_work_for_and_with_deleted_accounts_still_counts(check, truth, who, ghosts):
    ran = check(who, "--full", faults=[{"kind": "deleted_user", "logins": ghosts}])
    assert ran.code == 0
    assert ran.report["counts"] == truth(who)["counts"]


def test_a_deleted_account_is_nobodys(check):
    ran = check(ANDERS, faults=[{"kind": "deleted_user", "logins": [ANDERS]}])
    assert ran.code == 4
    assert f"GitHub has no account {ANDERS}" in ran.err


@pytest.mark.parametrize(
    "case",
    [
        (ANDERS, r"kubernetes/org\.yaml", "members", ("member", "kubernetes")),
        (ROSA, "OWNERS_ALIASES$", "owners", ("reviewer", "kubernetes/kubernetes:pkg/widget")),
        (ROSA, "pkg/widget/OWNERS$", "owners", ("reviewer", "kubernetes/kubernetes:pkg/widget")),
        (LUMI, r"sigs\.yaml", "groups", ("sig-chair", "sig-widgets")),
    ],
    ids=lambda case: f"{case[0]} without {case[1]}",
)
def test_a_broken_file_takes_a_role_away_and_says_so(check, truth, case):
    who, files, kind, lost = case
    ran = check(who, faults=[{"kind": "malformed_yaml", "files": files}])
    assert ran.code == 5
    assert lost in held(truth(who))
    assert lost not in held(ran.report)
    assert kind in kinds(ran.report)
    assert "is no YAML: line" in reasons(ran.report)


@pytest.mark.parametrize("who", [ROBIN, MIRA, ANDERS, ROSA, IVO, LUMI])
def test_all_files_broken(check, who):
    ran = check(who, faults=[{"kind": "malformed_yaml"}])
    assert ran.code == 5
    assert {"members", "groups"} <= kinds(ran.report)
    assert "member" not in {tier for tier, _ in held(ran.report)}


def test_lists_of_members_that_the_token_may_not_see_are_not_needed(check, usual):
    ran = check(ANDERS, forbidden_orgs=("kubernetes", "kubernetes-sigs"))
    assert ran.code == 0
    assert said(ran.report) == said(usual(ANDERS))
