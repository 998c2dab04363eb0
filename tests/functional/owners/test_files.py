"""Which files give a role: links are followed or passed over as Prow does, and what Prow rejects gives nothing."""

import pytest
from functional.owners.given import (
    ALIAS,
    CORA,
    DORA,
    DRIVER,
    FAY,
    FILTERED,
    GIL,
    LINKED,
    LOOP,
    MODULE,
    NORA,
    NUMBERS,
    PAGE,
    QUIM,
    QUOTED,
    WEBSITE,
    approves,
    reasons,
)
from functional.worlds import ADMIN


@pytest.mark.parametrize("words", [(), ("--full",)])
def test_linked_aliases_give_the_role_that_they_give_prow(ask, words):
    report = ask(CORA, *words, "--scope", DRIVER)
    assert approves(report)[DRIVER] == f"alias {ALIAS}"
    (held,) = [one for one in report["standing"]["held"] if one["scope"]["repo"] == DRIVER]
    assert (held["since"], held["since_is"]) == ("2023-03-03", "line_last_touched")


def test_linked_aliases_are_remembered(ask):
    online = approves(ask(CORA, "--scope", DRIVER))
    assert online[DRIVER] == f"alias {ALIAS}"
    assert approves(ask(CORA, "--scope", DRIVER, "--offline")) == online


@pytest.mark.parametrize("repo", [DRIVER, LOOP, MODULE])
def test_an_alias_is_nobodys_login(ask, repo):
    assert approves(ask(ALIAS, "--scope", repo)) == {}


def test_a_circle_of_links_is_a_gap_and_members_named_by_login_keep_their_role(ask):
    report = ask(CORA, "--scope", LOOP)
    assert approves(report)[LOOP] is None
    assert f"{LOOP}:OWNERS_ALIASES could not be read: it is a symbolic link that leads over too many" in reasons(report)


def test_a_directory_in_the_place_of_the_aliases_is_a_gap(ask):
    assert f"{MODULE}:OWNERS_ALIASES could not be read: it is a directory" in reasons(ask(CORA, "--scope", MODULE))


@pytest.mark.parametrize("words", [(), ("--full",)])
def test_linked_owners_give_nothing(ask, words):
    assert LINKED not in approves(ask(CORA, *words, "--scope", LINKED))


@pytest.mark.parametrize(
    ("who", "repo", "why"),
    [
        (QUIM, QUOTED, f"Prow rejects {QUOTED}:OWNERS, or a part of it: no_parent_owners is neither true nor false"),
        (NORA, NUMBERS, f"Prow rejects {NUMBERS}:OWNERS_ALIASES, or a part of it: the alias 'octo-team' is no list"),
    ],
)
def test_what_prow_rejects_gives_nothing_and_the_report_says_why(ask, who, repo, why):
    report = ask(who, "--scope", repo)
    assert approves(report) == {}
    assert why in reasons(report)


def test_a_cohort_lists_the_people_behind_linked_aliases(ask, home):
    (home / "cohort.yaml").write_text(
        f"name: csi\nmembers:\n- owners: {DRIVER}\n- owners: {LOOP}\n- owners: {MODULE}\n", encoding="utf-8"
    )
    cohort = ask("--cohort", "cohort.yaml")
    assert [report["contributor"]["login"] for report in cohort["reports"]] == [CORA]
    assert {failure["login"] for failure in cohort["failures"]} == {f"OWNERS of {LOOP}", f"OWNERS of {MODULE}"}


@pytest.mark.parametrize(
    ("place", "people"),
    [
        (f"{FILTERED}:pkg", {FAY, GIL}),
        (f"{FILTERED}:docs/en", {DORA, GIL}),
        (f"{FILTERED}:cmd", {GIL}),
        (FILTERED, {FAY, DORA, GIL}),
    ],
)
def test_a_cohort_lists_those_whose_filter_may_match_in_the_directory(ask, home, place, people):
    (home / "cohort.yaml").write_text(f"name: filtered\nmembers:\n- owners: {place}\n", encoding="utf-8")
    cohort = ask("--cohort", "cohort.yaml")
    assert {report["contributor"]["login"] for report in cohort["reports"]} - {ADMIN} == people


def test_an_approver_by_a_matching_filter_is_suggested_once_for_each_place(ask):
    report = ask(CORA, "--scope", f"{FILTERED}:pkg", "--scope", f"{FILTERED}:pkg/b")
    suggested = {one["login"]: one["owners"] for one in report["sponsors"]["suggested"]}
    assert suggested[FAY] == [{"repo": FILTERED, "path": "", "role": "approver"}]
    assert DORA not in suggested


@pytest.mark.parametrize("words", [(), ("--full",)])
def test_a_role_by_front_matter_is_shown(ask, words):
    report = ask(CORA, *words, "--scope", f"{WEBSITE}:{PAGE}")
    held = {(one["tier"], one["scope"]["repo"], one["scope"]["path"]) for one in report["standing"]["held"]}
    assert ("reviewer", WEBSITE, PAGE) in held
