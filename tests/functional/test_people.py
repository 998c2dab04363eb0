"""Each of the sample world's people, as of the day on which it stands still: what they hold, and what is missing."""

import pytest
from functional import counting
from functional.comparing import place
from functional.running import (
    AKI,
    ANDERS,
    CORNERS,
    IVO,
    K8S,
    LANTERN,
    LUMI,
    MIRA,
    NELL,
    PEOPLE,
    ROBIN,
    ROSA,
    WIDGET,
    WORLD_DAY,
    Json,
)

ORG_FILE = "kubernetes/org/blob/main/config/{}/org.yaml"
OWNERS = {
    K8S: "kubernetes/kubernetes/blob/master/OWNERS",
    WIDGET: "kubernetes/kubernetes/blob/master/pkg/widget/OWNERS",
    CORNERS: "kubernetes/kubernetes/blob/master/pkg/widget/testing/OWNERS",
    LANTERN: "kubernetes-sigs/lantern/blob/main/OWNERS",
}
BY_REVIEWERS, BY_APPROVERS = "alias widget-reviewers", "alias widget-approvers"

#: Headline, and what is held: tier, scope, since when, through what. Written down from the sample world's files.
STANDING = {
    NELL: ("contributor", set()),
    ROBIN: ("contributor", set()),
    MIRA: ("member", {("member", "kubernetes-sigs", "exact 2025-11-10", None)}),
    ANDERS: ("member", {("member", "kubernetes", "exact 2025-01-14", None)}),
    # Out from September 2022 to November 2023, so the second joining counts.
    IVO: ("member", {("member", "kubernetes", "exact 2023-11-13", None)}),
    ROSA: (
        "reviewer",
        {
            ("reviewer", WIDGET, "line_last_touched 2021-05-10", BY_REVIEWERS),
            ("reviewer", CORNERS, "line_last_touched 2021-05-10", None),
            ("reviewer", LANTERN, "line_last_touched 2026-04-20", None),
            # The line of kubernetes was moved in 2024, by a sort.
            ("member", "kubernetes", "exact 2020-02-02", None),
            ("member", "kubernetes-sigs", "exact 2020-02-02", None),
        },
    ),
    AKI: (
        "sig-tech-lead",
        {
            ("sig-tech-lead", "sig-widgets", "unknown", None),
            ("subproject-owner", "sig-widgets/lantern", "unknown", None),
            ("subproject-owner", "sig-widgets/widget", "unknown", None),
            ("approver", WIDGET, "line_last_touched 2019-07-01", BY_APPROVERS),
            ("approver", CORNERS, "line_last_touched 2021-05-10", None),
            ("approver", LANTERN, "line_last_touched 2019-09-03", None),
            ("reviewer", WIDGET, "line_last_touched 2019-07-01", BY_REVIEWERS),
            ("reviewer", LANTERN, "line_last_touched 2019-09-03", None),
            # A member since 2018 under another login, which the history of the file cannot tell.
            ("member", "kubernetes", "on_or_before 2019-05-20", None),
            ("member", "kubernetes-sigs", "on_or_before 2019-05-20", None),
        },
    ),
    LUMI: (
        "sig-chair",
        {
            ("sig-chair", "sig-widgets", "unknown", None),
            ("subproject-owner", "sig-widgets/widget", "unknown", None),
            ("approver", K8S, "line_last_touched 2017-03-06", None),
            ("approver", WIDGET, "line_last_touched 2017-03-06", BY_APPROVERS),
            ("reviewer", K8S, "line_last_touched 2017-03-06", None),
            ("reviewer", WIDGET, "line_last_touched 2017-03-06", BY_REVIEWERS),
            ("member", "kubernetes", "on_or_before 2018-01-03", "admins"),
            ("member", "kubernetes-sigs", "on_or_before 2018-01-03", "admins"),
            ("member", "kubernetes-client", "on_or_before 2019-10-07", "admins"),
            ("member", "kubernetes-csi", "on_or_before 2019-10-07", "admins"),
            ("member", "etcd-io", "on_or_before 2019-10-07", "admins"),
        },
    ),
}

#: Where readiness is looked at up to approver: tier, scope, outcome.
READINESS = {
    NELL: {("member", "kubernetes-sigs", "not_yet")},
    # Reviews only in pkg/widget.
    ROBIN: {("member", "kubernetes-sigs", "needs_person"), ("reviewer", WIDGET, "not_yet")},
    MIRA: {("reviewer", LANTERN, "not_yet"), ("reviewer", WIDGET, "not_yet")},
    ANDERS: {("reviewer", WIDGET, "needs_person")},
    IVO: {("reviewer", LANTERN, "not_yet"), ("reviewer", WIDGET, "not_yet")},
    ROSA: {("approver", WIDGET, "needs_person"), ("approver", CORNERS, "not_yet"), ("approver", LANTERN, "not_yet")},
    AKI: set(),
    LUMI: set(),
}
#: The last contribution that the world's records show, and since when (or until when) somebody is active.
ACTIVITY = {
    NELL: ("2026-05-25T09:00:00Z", "no", "2027-05-25"),
    ROBIN: ("2026-05-11T12:00:00Z", "no", "2027-05-11"),
    MIRA: ("2026-05-11T09:00:00Z", "no", "2027-05-11"),
    ANDERS: ("2026-05-12T05:00:00Z", "no", "2027-05-12"),
    ROSA: ("2026-05-12T11:00:00Z", "no", "2027-05-12"),
    AKI: ("2026-05-12T07:00:00Z", "no", "2027-05-12"),
    IVO: ("2024-10-15T11:00:00Z", "yes", None),
    LUMI: ("2025-12-02T07:00:00Z", "no", "2026-12-02"),
}


def _both(who: str) -> list[Json]:
    return counting.reviewed(who) + counting.authored(who)


COUNTS = {
    "authored_merged": counting.authored,
    "reviewed": counting.reviewed,
    "lgtm_given": counting.lgtm_given,
    "primary_reviewer": counting.primary,
    "substantial": lambda who: counting.substantial(_both(who)),
    "reviewed_or_merged": _both,
}
#: For a criterion of a tier: how many pull requests are asked for, and which count.
NUMBERS = {
    ("member", "merged-pull-request"): (1, counting.authored),
    ("reviewer", "primary-reviewer"): (5, counting.primary),
    ("reviewer", "reviewed-or-merged"): (20, COUNTS["substantial"]),
    ("approver", "primary-reviewer"): (10, lambda who: counting.substantial(counting.primary(who))),
    ("approver", "reviewed-or-merged"): (30, COUNTS["reviewed_or_merged"]),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_what_is_held(usual, who):
    report = usual(who)
    headline, expected = STANDING[who]
    held = [held for held in report["standing"]["held"] if held["tier"] != "contributor"]
    assert report["standing"]["headline"] == headline
    assert {
        (h["tier"], place(h["scope"]), " ".join(filter(None, [h["since_is"], h["since"]])), h["via"]) for h in held
    } == expected
    assert len(held) == len(expected)
    assert report["standing"]["emeritus"] == []
    assert report["contributor"]["login"] == who
    assert report["contributor"]["bot"] is False


@pytest.mark.parametrize("who", [MIRA, ROSA, AKI, LUMI])
def test_each_role_is_proved_by_the_line_or_the_file_that_gives_it(usual, who):
    for held in usual(who)["standing"]["held"]:
        shown = [proof["url"].split("/", 3)[3] for proof in held["proof"]]
        if held["tier"] == "member":
            org = held["scope"]["org"]
            line = counting.line_of(f"config/{org}/org.yaml", who)
            assert shown == [f"{ORG_FILE.format(org)}#L{line}"]
        elif held["tier"] in {"reviewer", "approver"}:
            assert shown == [OWNERS[place(held["scope"])]]
        else:
            assert shown


@pytest.mark.parametrize("who", PEOPLE)
def test_counts_are_those_of_the_world(usual, who):
    counts = usual(who, "--full")["counts"]
    for name, count in COUNTS.items():
        by_repo: dict[str, int] = {}
        for pull in count(who):
            by_repo[pull["repo"]] = by_repo.get(pull["repo"], 0) + 1
        assert counts[name] == {"total": sum(by_repo.values()), "at_least": False, "by_repo": by_repo}, name


@pytest.mark.parametrize("who", PEOPLE)
def test_an_early_stop_shows_less_only_as_a_lower_bound(usual, who):
    report = usual(who)
    for name, count in COUNTS.items():
        shown, true = report["counts"][name], len(count(who))
        assert shown["total"] == true or (shown["at_least"] and shown["total"] < true), name
    unread = {gap["kind"] for gap in report["data"]["gaps"]} - {"roles"}
    assert bool(unread) is any(count["at_least"] for count in report["counts"].values())
    assert report["data"]["cost"]["requests"] <= (5 if who == NELL else 15)


@pytest.mark.parametrize("who", PEOPLE)
def test_what_is_missing(usual, who):
    report = usual(who)
    tiers = [tier for tier in report["readiness"] if tier["tier"] in {"member", "reviewer", "approver"}]
    assert {(tier["tier"], place(tier["scope"]), tier["outcome"]) for tier in tiers} == READINESS[who]
    for tier in tiers:
        scope = tier["scope"]
        numbers = [c for c in tier["criteria"] if c["required"] is not None]
        assert {c["id"] for c in numbers} == {id_ for name, id_ in NUMBERS if name == tier["tier"]}
        for criterion in numbers:
            required, count = NUMBERS[tier["tier"], criterion["id"]]
            true = len(counting.within(count(who), scope["repo"], scope["path"]))
            assert (criterion["required"], criterion["observed"]) == (required, true)
            assert criterion["outcome"] == ("met" if true >= required else "not_yet")
            assert (criterion["missing"] or "").startswith(f"{required - true} " if true < required else "")
            assert bool(criterion["missing"]) is (true < required)
            assert len(criterion["evidence"]) == min(true, 30)


@pytest.mark.parametrize(
    ("who", "outcome", "words"),
    [
        (ROBIN, "not_yet", "not a member yet"),
        (MIRA, "met", "member since 2025-11-10 (kubernetes-sigs)"),
        (ANDERS, "met", "member since 2025-01-14 (kubernetes)"),
        (IVO, "met", "member since 2023-11-13 (kubernetes); also listed from 2021-03-08 to 2022-09-05"),
    ],
)
def test_time_as_a_member(usual, who, outcome, words):
    (tier,) = [tier for tier in usual(who)["readiness"] if (tier["tier"], place(tier["scope"])) == ("reviewer", WIDGET)]
    (tenure,) = [criterion for criterion in tier["criteria"] if criterion["id"] == "member-tenure"]
    assert (tenure["outcome"], tenure["reason"]) == (outcome, words)


def test_who_joined_lately_is_told_the_day(usual):
    (tier,) = usual(MIRA, "--as-of", "2026-01-05", "--scope", LANTERN, "--tier", "reviewer")["readiness"]
    (tenure,) = [criterion for criterion in tier["criteria"] if criterion["id"] == "member-tenure"]
    assert (tenure["outcome"], tenure["ready_on"]) == ("not_yet", "2026-02-10")
    assert tenure["missing"] == "3 months as member on 2026-02-10"


def test_a_line_that_changed_lately_does_not_tell_since_when(usual):
    """Somebody may have reviewed for years before the line was touched."""
    tenures = {
        place(tier["scope"]): criterion["outcome"]
        for tier in usual(ROSA)["readiness"]
        for criterion in tier["criteria"]
        if criterion["id"] == "reviewer-tenure"
    }
    assert tenures == {WIDGET: "met", CORNERS: "met", LANTERN: "unknown"}


@pytest.mark.parametrize("who", PEOPLE)
def test_who_is_active(usual, who):
    activity = usual(who)["standing"]["activity"]
    assert (activity["last_at"], activity["inactive"], activity["inactive_on"]) == ACTIVITY[who]


def test_a_day_in_the_past_sees_the_past(usual):
    report = usual(ANDERS, "--as-of", "2025-05-01")
    assert report["as_of"] == "2025-05-01T23:59:59Z"
    merged = [pull for pull in counting.authored(ANDERS) if pull["mergedAt"] < "2025-05-02"]
    reviewed = [pull for pull in counting.reviewed(ANDERS) if pull["createdAt"] < "2025-04-29"]
    assert (len(merged), len(reviewed)) == (0, 12)
    assert report["counts"]["authored_merged"]["total"] == 0
    assert report["counts"]["reviewed"]["total"] == 12


@pytest.mark.parametrize(
    ("who", "day", "number", "confirmed"),
    [
        (ROBIN, WORLD_DAY, 105, {AKI: True, ROSA: True}),
        (ROBIN, "2026-05-20", 105, {AKI: True, ROSA: False}),  # the other answered on the next morning
        (ANDERS, "2025-01-08", 103, {AKI: True, ROSA: True}),
        (MIRA, "2024-03-01", 102, {AKI: False}),
    ],
)
def test_an_open_membership_request(usual, who, day, number, confirmed):
    request = usual(who, "--as-of", day)["sponsors"]["request"]
    assert (request["number"], request["state"]) == (number, "open")
    sponsors = {sponsor["login"].lower(): sponsor for sponsor in request["sponsors"]}
    assert {login: sponsor["confirmed"] for login, sponsor in sponsors.items()} == {
        login.lower(): answer for login, answer in confirmed.items()
    }
    # Whoever has not worked anywhere yet has no OWNERS files in which to look for sponsors.
    assert {sponsor["eligible"] for sponsor in sponsors.values()} == ({"yes"} if who == ROBIN else {"unknown"})


def test_before_somebody_joined_they_were_no_member(usual):
    report = usual(ANDERS, "--as-of", "2025-01-13")
    assert report["standing"]["headline"] == "contributor"
    assert usual(ANDERS, "--as-of", "2025-01-14")["standing"]["headline"] == "member"


def test_who_never_asked_for_membership_has_no_request(usual):
    report = usual(NELL)
    assert report["sponsors"]["request"] is None
    (sponsorship,) = [c for c in report["readiness"][0]["criteria"] if c["id"] == "sponsorship"]
    assert sponsorship["outcome"] == "not_yet"
