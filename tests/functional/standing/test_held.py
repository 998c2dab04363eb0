"""What is held, with its proof and its date, and what comes next."""

import re

import pytest
from functional.comparing import findings, place
from functional.standing.given import (
    ALMA,
    BELA,
    BRUNO,
    CLEO,
    DIGITS,
    EMIL,
    FERN,
    FINN,
    FRITZ,
    GADGET,
    HARBOR,
    K8S,
    LARS,
    LOLA,
    MO,
    NORA,
    OLGA,
    PEOPLE,
    PETRA,
    QUINN,
    RHEA,
    SIGS,
    TARA,
    TOMAS,
    WANDA,
    WORKS,
    held,
    tenure,
    the_world,
)
from functional.worlds import ADMIN, COMMUNITY_REPO, line_of, org_file

DIAL = f"{GADGET}:pkg/dial"
#: The highest tier, and what is held beside a contributor's place: tier, scope, since when, through what.
HELD = {
    NORA: ("contributor", set()),
    FINN: ("contributor", set()),
    # The history shows one login out and another in, with one commit: perhaps the same account.
    RHEA: ("member", {("member", K8S, "on_or_before 2026-07-06", None)}),
    BRUNO: ("member", {("member", K8S, "exact 2024-04-09", None)}),
    FERN: ("member", {("member", K8S, "on_or_before 2018-08-20", None)}),
    LOLA: ("member", {("member", K8S, "exact 2026-08-10", None)}),
    EMIL: ("contributor", set()),
    # The alias entered the directory's file in 2022, and she the alias in 2023.
    ALMA: (
        "approver",
        {
            ("approver", DIAL, "line_last_touched 2023-05-05", "alias dial-approvers"),
            ("member", K8S, "exact 2023-04-03", None),
            ("member", SIGS, "exact 2022-02-01", None),
        },
    ),
    # Approves files of one name only; so is no owner of the subproject whose OWNERS file it is.
    FRITZ: (
        "approver",
        {
            ("approver", HARBOR, "line_last_touched 2022-06-01", r"files matching go\.mod$"),
            ("member", K8S, "exact 2026-08-10", None),
        },
    ),
    OLGA: (
        "subproject-owner",
        {
            ("subproject-owner", "sig-ports/harbor", "unknown", None),
            ("approver", HARBOR, "line_last_touched 2022-06-01", None),
            ("reviewer", HARBOR, "line_last_touched 2022-06-01", None),
            ("member", K8S, "exact 2019-03-05", None),
        },
    ),
    LARS: (
        "subproject-lead",
        {("subproject-lead", "sig-ports/harbor", "unknown", None), ("member", K8S, "exact 2021-05-11", None)},
    ),
    CLEO: (
        "sig-chair",
        {
            ("sig-chair", "sig-ports", "unknown", None),
            ("member", K8S, "exact 2019-03-05", None),
            ("member", SIGS, "exact 2019-01-15", None),
        },
    ),
    TOMAS: (
        "sig-tech-lead",
        {("sig-tech-lead", "sig-ports", "unknown", None), ("member", K8S, "exact 2019-03-05", None)},
    ),
    # Beside the ladder: neither is a rung.
    WANDA: ("member", {("wg-chair", "wg-tides", "unknown", None), ("member", K8S, "exact 2024-04-09", None)}),
    BELA: (
        "member",
        {("committee-member", "committee-steering", "unknown", None), ("member", K8S, "exact 2024-04-09", None)},
    ),
    PETRA: ("contributor", set()),
    QUINN: ("member", {("member", K8S, "exact 2023-04-03", None)}),
    TARA: ("member", {("member", K8S, "exact 2023-04-03", None)}),
    # Stands in the file since 2020; the lines around were changed in 2022.
    DIGITS: (
        "reviewer",
        {("reviewer", DIAL, "line_last_touched 2020-01-01", None), ("member", K8S, "exact 2021-05-11", None)},
    ),
    # Small letters in one organization's file, capitals in the other's and in the alias.
    MO: (
        "reviewer",
        {
            ("reviewer", DIAL, "line_last_touched 2022-03-01", "alias dial-reviewers"),
            ("member", K8S, "exact 2021-05-11", None),
            ("member", SIGS, "exact 2026-05-04", None),
        },
    ),
}
EMERITUS = {
    EMIL: {("approver", DIAL, None), ("wg-chair", "wg-tides", "emeritus lead")},
    PETRA: {("sig-chair", "sig-ports", "emeritus lead")},
}
#: How many criteria of each tier only people can tell, where everything else is known.
PERSONS = {
    "contributor": 2,
    "member": 10,
    "reviewer": 4,
    "approver": 3,
    "subproject-lead": 9,
    "sig-tech-lead": 8,
    "sig-chair": 8,
}
IN_WORKS, IN_DIAL = ("reviewer", WORKS, "not_yet", "1 of 3"), ("reviewer", DIAL, "not_yet", "1 of 3")
#: Where readiness is looked at: tier, scope, outcome, met of what a program can check.
READINESS = {
    NORA: {("member", K8S, "not_yet", "0 of 2")},
    FINN: {("contributor", "", "not_yet", "0 of 2"), ("member", K8S, "not_yet", "0 of 3")},
    RHEA: {("reviewer", WORKS, "not_yet", "0 of 3"), ("reviewer", DIAL, "not_yet", "0 of 3")},
    BRUNO: {IN_WORKS, IN_DIAL},
    FERN: {IN_WORKS},
    LOLA: {("reviewer", WORKS, "not_yet", "0 of 3"), ("reviewer", DIAL, "not_yet", "0 of 3")},
    # The work is there; sponsors are not.
    EMIL: {("member", K8S, "not_yet", "1 of 2")},
    ALMA: {IN_WORKS},
    # Approving some files is no step beyond reviewing all of them.
    FRITZ: {("reviewer", WORKS, "not_yet", "0 of 3"), ("reviewer", HARBOR, "not_yet", "0 of 3")},
    OLGA: {IN_WORKS, ("subproject-lead", "sig-ports/harbor", "needs_person", "1 of 1")},
    LARS: {
        IN_WORKS,
        ("reviewer", HARBOR, "not_yet", "1 of 3"),
        ("sig-tech-lead", "sig-ports", "needs_person", "1 of 1"),
    },
    CLEO: {IN_WORKS},
    TOMAS: {IN_WORKS, ("sig-chair", "sig-ports", "needs_person", "1 of 1")},
    WANDA: {IN_WORKS},
    BELA: {IN_WORKS},
    PETRA: {("member", SIGS, "not_yet", "1 of 2")},
    QUINN: {IN_WORKS},
    TARA: {IN_WORKS},
    DIGITS: {IN_WORKS, ("approver", DIAL, "not_yet", "1 of 3")},
    MO: {IN_WORKS, ("approver", DIAL, "not_yet", "1 of 3")},
}


# -- what is held, and its proof ---------------------------------------------------------------------


@pytest.mark.parametrize("who", PEOPLE)
def test_what_is_held(everybody, who):
    report = everybody[who]
    headline, expected = HELD[who]
    since = {id(one): " ".join(filter(None, [one["since_is"], one["since"]])) for one in held(report)}
    assert {(one["tier"], place(one["scope"]), since[id(one)], one["via"]) for one in held(report)} == expected
    assert len(held(report)) == len(expected)
    assert report["standing"]["headline"] == headline
    emeritus = held(report, "emeritus")
    assert {(one["tier"], place(one["scope"]), one["via"]) for one in emeritus} == EMERITUS.get(who, set())
    assert [gap["kind"] for gap in report["data"]["gaps"]] == ["roles"]


@pytest.mark.parametrize("who", PEOPLE)
def test_what_is_held_is_proved(everybody, server, world, who):
    files = f"{server.base_url}/{{}}/blob/main/{{}}"
    for one in (*held(everybody[who]), *held(everybody[who], "emeritus")):
        scope, urls = one["scope"], [proof["url"] for proof in one["proof"]]
        if one["tier"] == "member":
            line = line_of(world.roster(scope["org"]), who)
            assert urls == [files.format("kubernetes/org", f"{org_file(scope['org'])}#L{line}")]
        elif one["tier"] in {"reviewer", "approver"}:
            assert urls == [files.format(scope["repo"], f"{scope['path']}/OWNERS".lstrip("/"))]
        elif one["tier"] == "subproject-owner":
            assert urls == ["https://raw.githubusercontent.com/kubernetes-sigs/harbor/main/OWNERS"]
        else:
            assert urls[0] == files.format(COMMUNITY_REPO, "sigs.yaml")


@pytest.mark.parametrize("who", PEOPLE)
def test_a_contributor_is_who_opened_something(everybody, who):
    shown = [one for one in everybody[who]["standing"]["held"] if one["tier"] == "contributor"]
    assert [bool(re.search(r"/pull/\d+$", one["proof"][0]["url"])) for one in shown] == ([] if who == FINN else [True])


def test_since_when_is_shown_by_the_commit_or_the_pull_request(everybody, server):
    (bruno,) = held(everybody[BRUNO])
    assert re.fullmatch(rf"{server.base_url}/kubernetes/org/commit/[0-9a-f]{{40}}", bruno["since_url"])
    (mo,) = (one for one in held(everybody[MO]) if one["tier"] == "reviewer")
    change = max(p["number"] for p in the_world().pulls if (p["repo"], p["author"]) == (GADGET, ADMIN))
    assert mo["since_url"].endswith(f"/{GADGET}/pull/{change}")
    (alma,) = (one for one in held(everybody[ALMA]) if one["tier"] == "approver")
    assert f"/{GADGET}/commit/" in alma["since_url"]


@pytest.mark.parametrize(
    ("who", "note"),
    [
        (RHEA, "perhaps renamed from rhea-before (listed since 2019-03-05) on 2026-07-06: tenure may be longer"),
        (BRUNO, "also listed from 2019-03-05 to 2020-02-10"),
        (FERN, None),
        (QUINN, None),
    ],
)
def test_what_else_the_history_tells(everybody, who, note):
    (one,) = held(everybody[who])
    assert one["since_note"] == note


@pytest.mark.parametrize("spelling", ["mixedcase-mo", "@MIXEDCASE-MO"])
def test_spelling_of_the_login_does_not_matter(ask, everybody, spelling):
    report = ask(spelling)
    assert report["contributor"]["login"] == MO
    assert report["standing"] == everybody[MO]["standing"]


# -- what comes next ---------------------------------------------------------------------------------


@pytest.mark.parametrize("who", PEOPLE)
def test_what_comes_next(everybody, who):
    tiers = everybody[who]["readiness"]
    found = {
        (one["tier"], place(one["scope"]), one["outcome"], f"{one['machine']['met']} of {one['machine']['of']}")
        for one in tiers
    }
    assert found == READINESS[who]
    for one in tiers:
        # Who has done nothing yet is told so, where otherwise a person would judge what they did.
        assert one["needs_person"] == PERSONS[one["tier"]] - (who == FINN and one["tier"] == "member")


@pytest.mark.parametrize(
    ("who", "outcome", "reason"),
    [
        (RHEA, "unknown", "member since 2026-07-06 (kubernetes), on or before; perhaps renamed from rhea-before"),
        (BRUNO, "met", "member since 2024-04-09 (kubernetes); also listed from 2019-03-05 to 2020-02-10"),
        (FERN, "met", "member since 2018-08-20 (kubernetes), on or before"),
        (LOLA, "not_yet", "member since 2026-08-10 (kubernetes)"),
        (ALMA, "met", "member since 2022-02-01 (kubernetes-sigs)"),
        (CLEO, "met", "member since 2019-01-15 (kubernetes-sigs)"),
    ],
)
def test_three_months_as_a_member(everybody, who, outcome, reason):
    """Unknown where the account may be older than the login; of several memberships the earliest counts."""
    found = tenure(everybody[who])
    assert found["outcome"] == outcome
    assert found["reason"].startswith(reason)
    assert found["ready_on"] == ("2026-11-10" if who == LOLA else None)


@pytest.mark.parametrize(("who", "outcome"), [(OLGA, "met"), (FRITZ, "not_yet")])
def test_approver_of_some_files_is_none_of_the_directory(ask, who, outcome):
    report = ask(who, "--tier", "approver", "--scope", HARBOR)
    assert findings(report)["approver", HARBOR, "reviewer-tenure"]["outcome"] == outcome
    where = ask(who, "--scope", HARBOR)["readiness"]
    assert ("reviewer" in {one["tier"] for one in where}) is (who == FRITZ)
