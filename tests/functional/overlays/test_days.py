"""The rules of the day that is asked about."""

import pytest
from functional.comparing import findings, held
from functional.overlays.given import ETCD, K8S, MAX, OLA, ORA, PROXY, SUE, by_id

FIRST = {"two-factor", "dev-mailing-list", "contributor-guide", "ongoing-contributions", "sponsorship"}
FIRST |= {"two-sponsors", "sponsors-named"}
SPONSORS = {"sponsors-eligible", "sponsors-companies", "sponsors-interaction"}
BY_ISSUE = {"member-elsewhere", "sponsors-confirmed", "request-opened", "admin-review"}
BY_ISSUE |= {"sponsors-mentioned", "contributions-representative"}
WORK = {"other-contributions", "active-in-subproject"}
#: What is asked of a member on a day, and the document that asks for contributions.
IN_FORCE = {
    "2017-05-25": (FIRST | {"merged-or-assigned"}, "community-membership.md of 2017-05-18"),
    "2017-06-01": (FIRST | {"other-contributions"}, "community-membership.md of 2017-05-26, Member"),
    "2017-06-20": (FIRST | WORK | {"sponsors-interaction"}, "community-membership.md of 2017-06-14, Member"),
    "2017-11-26": (
        FIRST | WORK | SPONSORS - {"sponsors-companies"},
        "community-membership.md of 2017-06-14, Member",
    ),
    "2018-01-15": (FIRST | WORK | SPONSORS, "community-membership.md of 2017-06-14, Member"),
    "2019-06-01": (FIRST | WORK | SPONSORS | BY_ISSUE, "community-membership.md of 2017-06-14, Member"),
    "2021-01-01": (FIRST | WORK | SPONSORS | BY_ISSUE, "community-membership.md of 2017-06-14, Member"),
    "2021-10-12": (FIRST | WORK | SPONSORS | BY_ISSUE, "community-membership.md of 2017-06-14, Member"),
    "2022-06-01": (
        FIRST | WORK | SPONSORS | BY_ISSUE | {"merged-pull-request"},
        "community-membership.md of 2017-06-14, Member",
    ),
    "2024-04-03": (
        FIRST | WORK | SPONSORS | BY_ISSUE | {"merged-pull-request", "gitdm-affiliation", "openprofile-affiliation"},
        "community-membership.md, Member",
    ),
}


@pytest.mark.parametrize("day", IN_FORCE)
def test_what_was_asked_of_a_member_on_a_day(ask, day):
    expected, source = IN_FORCE[day]
    report = ask(OLA, "--tier", "member", "--scope", K8S, day=day)
    found = {key[-1]: one for key, one in findings(report).items()}
    assert set(found) == expected
    assert found["ongoing-contributions"]["source"]["title"] == source


@pytest.mark.parametrize(
    ("day", "primary", "both", "approver"),
    [("2017-05-25", 3, 20, (10, 30)), ("2017-05-26", 5, 20, (10, 30)), ("2022-06-01", 5, 20, (10, 30))],
)
def test_what_was_asked_of_reviewers_and_approvers_on_a_day(judged, day, primary, both, approver):
    reviewer = by_id(judged(OLA, "reviewer", PROXY, day=day))
    assert (reviewer["primary-reviewer"]["required"], reviewer["reviewed-or-merged"]["required"]) == (primary, both)
    above = by_id(judged(OLA, "approver", PROXY, day=day))
    assert (above["primary-reviewer"]["required"], above["reviewed-or-merged"]["required"]) == approver
    # "Substantial" came into the rules with the second version, in other places for the two tiers.
    later = day > "2017-05-25"
    assert ("substantial" in reviewer["reviewed-or-merged"]["title"]) is later
    assert ("substantial" in above["primary-reviewer"]["title"]) is later
    assert "substantial" not in above["reviewed-or-merged"]["title"]


@pytest.mark.parametrize(
    ("day", "merged"), [("2016-05-01", 0), ("2017-06-01", 2), ("2019-11-30", 2), ("2019-12-01", 3), ("2022-06-01", 3)]
)
def test_only_work_until_the_day_counts(ask, day, merged):
    assert ask(OLA, day=day)["counts"]["authored_merged"]["total"] == merged


@pytest.mark.parametrize(
    ("who", "org", "day", "outcome"),
    [
        # Until 2022-01-17 only members of kubernetes itself needed no sponsors elsewhere.
        (SUE, "kubernetes", "2022-01-17", "not_yet"),
        (SUE, "kubernetes", "2022-01-18", "met"),
        (OLA, "kubernetes-sigs", "2022-01-17", "met"),
        (OLA, "kubernetes-sigs", "2019-03-04", "not_yet"),
    ],
)
def test_members_of_other_organizations_on_a_day(judged, who, org, day, outcome):
    (sponsorship,) = (
        one for one in judged(who, "member", f"{org}/any", day=day)["criteria"] if one["id"] == "sponsorship"
    )
    assert {one["id"]: one["outcome"] for one in sponsorship["parts"]}["member-elsewhere"] == outcome
    assert (sponsorship["outcome"] == "met") is (outcome == "met")


@pytest.mark.parametrize(
    ("who", "day", "inactive", "on"),
    [
        # No rule at first; then eighteen months, then twelve.
        (OLA, "2020-07-09", "unknown", None),
        (OLA, "2020-07-10", "no", "2021-06-01"),
        (OLA, "2021-05-31", "no", "2021-06-01"),
        (OLA, "2021-06-02", "yes", None),
        (ORA, "2023-07-09", "no", "2024-02-01"),
        (ORA, "2023-07-10", "no", "2023-08-01"),
        (ORA, "2023-08-02", "yes", None),
    ],
)
def test_inactivity_by_the_rule_of_the_day(ask, who, day, inactive, on):
    activity = ask(who, day=day)["standing"]["activity"]
    assert (activity["inactive"], activity["inactive_on"]) == (inactive, on)
    assert (activity["reason"] == "these rules have no word on inactivity") is (day == "2020-07-09")


def test_an_entry_whose_line_is_younger_than_the_day_is_shown_as_what_is_not_known(ask):
    """The line may have been touched; the role may be older. That files are read as they are now is said."""
    report = ask(MAX, "--scope", ETCD, day="2023-05-31")
    assert held(report)["approver", ETCD]["since_is"] == "line_last_touched"
    assert report["standing"]["unknown"][0].startswith("which roles were given or taken since 2023-05-31; they are")
