"""Which files give a role: links are followed or passed over as Prow does, and what Prow rejects gives nothing."""

import pytest
from functional.owners.given import (
    ALIAS,
    CORA,
    DRIVER,
    LINKED,
    LOOP,
    MODULE,
    NORA,
    NUMBERS,
    QUIM,
    QUOTED,
    approves,
    reasons,
)


@pytest.mark.parametrize("words", [(), ("--full",)])
def test_linked_aliases_give_the_role_that_they_give_prow(ask, words):
    report = ask(CORA, *words, "--scope", DRIVER)
    assert approves(report)[DRIVER] == f"alias {ALIAS}"
    (held,) = [one for one in report["standing"]["held"] if one["scope"]["repo"] == DRIVER]
    assert (held["since"], held["since_is"]) == ("2023-03-03", "line_last_touched")


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
