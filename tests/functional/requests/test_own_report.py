"""A membership request in the applicant's own report, and whom to ask."""

import pytest
from functional.comparing import findings
from functional.requests.given import (
    APPLICANTS,
    DASH,
    DAY,
    EMERITUS,
    GRETA,
    GUS,
    MYSELF,
    NAMED,
    NICO,
    NOBODY,
    PIA,
    RALF,
    ROBOT,
    SAL,
    SAM,
    SID,
    SOL,
    SUE,
    TIA,
    UMA,
    WIM,
    WORKS,
    as_named,
)
from functional.running import Json
from functional.worlds import ORG_REPO

#: What is asked of a request, in this order; a person judges how close applicant and sponsors are.
PARTS = ("sponsors-named", "sponsors-eligible", "sponsors-companies", "sponsors-confirmed", "request-opened")
GOOD = ("met", "met", "met", "met", "met")
UNREAD = ("unknown", "unknown", "unknown", "unknown", "met")
#: Outcome of the tier, and of each part.
OUTCOMES = {
    GUS: ("needs_person", GOOD),
    SAL: ("not_yet", ("met", "met", "not_yet", "met", "met")),
    UMA: ("not_yet", ("met", "met", "met", "not_yet", "met")),
    WIM: ("unknown", UNREAD),
    DASH: ("unknown", UNREAD),
    NICO: ("unknown", UNREAD),
    # Not all OWNERS files were read: the second sponsor may be in another one.
    NOBODY: ("unknown", ("met", "unknown", "met", "met", "met")),
    EMERITUS: ("unknown", ("met", "unknown", "unknown", "met", "met")),
    # Neither may sponsor wherever they are entered, and what they say does not count.
    MYSELF: ("not_yet", ("met", "not_yet", "unknown", "not_yet", "met")),
    ROBOT: ("not_yet", ("met", "not_yet", "unknown", "not_yet", "met")),
    RALF: ("not_yet", ("met", "unknown", "met", "not_yet", "not_yet")),
}
MISSING = {
    SAL: "a sponsor of another company (sponsor-sam: Acme, Inc., sponsor-sol: @acme)",
    UMA: "1 more sponsor with a +1 in the request",
    MYSELF: "1 more sponsor eligible; 1 more sponsor with a +1 in the request",
    ROBOT: "1 more sponsor eligible; 1 more sponsor with a +1 in the request",
    RALF: (
        "2 sponsors with a +1 in the request; a new request: the last one was closed, and no organization lists you"
    ),
}


def criteria(report: Json, *above: str) -> dict[str, Json]:
    """The criteria of membership right below some others, by name."""
    (member,) = (one for one in report["readiness"] if one["tier"] == "member")
    place = ("member", member["scope"]["org"], *above)
    found = findings(report).items()
    return {key[-1]: one for key, one in found if key[: len(place)] == place and len(key) == len(place) + 1}


# -- in the applicant's own report -------------------------------------------------------------------


@pytest.mark.parametrize("who", APPLICANTS)
def test_what_a_request_still_needs(reports, who):
    report = reports[who]
    tier, parts = OUTCOMES[who]
    (member,) = (one for one in report["readiness"] if one["tier"] == "member")
    assert member["outcome"] == tier
    # An open request's organization, though most of the work is in another.
    is_open = report["sponsors"]["request"]["state"] == "open"
    assert member["scope"]["org"] == ("kubernetes" if is_open else "kubernetes-sigs")
    assert criteria(report)["merged-pull-request"]["outcome"] == "met"
    assert criteria(report, "sponsorship")["member-elsewhere"]["outcome"] == "not_yet"
    two = criteria(report, "sponsorship", "two-sponsors")
    assert {name: two[name]["outcome"] for name in PARTS} == dict(zip(PARTS, parts, strict=True))
    assert two["sponsors-interaction"]["outcome"] == "needs_person"
    joined = criteria(report, "sponsorship")["two-sponsors"]
    assert (joined["outcome"], joined["missing"]) == (tier, MISSING.get(who))
    # Everything that only people can tell, the sponsorship among it where nothing else is open.
    assert member["needs_person"] == (11 if tier == "needs_person" else 10)


@pytest.mark.parametrize("who", APPLICANTS)
def test_the_request_in_the_report(reports, who):
    request = reports[who]["sponsors"]["request"]
    sponsors, others, different, unread = NAMED[who]
    assert as_named(request["sponsors"]) == sponsors
    assert as_named(request["also"]) == others
    assert (request["different_companies"], request["unread"]) == (different, unread)
    assert (request["applicant"], request["orgs"], request["complete"]) == (who, ["kubernetes"], True)
    assert (request["state"], request["granted"]) == ("closed" if who == RALF else "open", "no")
    assert len(request["unticked"]) == (2 if who == RALF else 0)


@pytest.mark.parametrize("who", APPLICANTS)
def test_answers_and_places_in_owners_are_proved(reports, server, who):
    for one in (*reports[who]["sponsors"]["request"]["sponsors"], *reports[who]["sponsors"]["request"]["also"]):
        owners = [f"{server.base_url}/{WORKS}/blob/main/OWNERS"] if one["eligible"] == "yes" else []
        assert [proof["url"] for proof in one["proof"]] == owners
        number = reports[who]["sponsors"]["request"]["number"]
        assert (f"/{ORG_REPO}/issues/{number}#issuecomment-" in (one["confirmed_url"] or "")) is one["confirmed"]


def test_a_refusal_is_known_today_as_well(run, server):
    request = run(RALF, "--format", "json", server=server).report["sponsors"]["request"]
    assert (request["state"], request["granted"]) == ("closed", "no")


@pytest.mark.parametrize("who", [SID, GRETA])
def test_a_member_has_no_request_to_see_to(reports, who):
    """Greta's was granted."""
    assert reports[who]["sponsors"]["request"] is None
    assert "member" not in {one["tier"] for one in reports[who]["readiness"]}


def test_a_member_needs_no_sponsors_elsewhere(run, server):
    words = ("--tier", "member", "--scope", "kubernetes/kubernetes", "--format", "json", "--as-of", DAY)
    found = findings(run(SID, *words, server=server).report)
    above = ("member", "kubernetes", "sponsorship")
    assert (found[above]["outcome"], found[above]["missing"]) == ("met", None)
    assert found[*above, "member-elsewhere"]["outcome"] == "met"
    assert found[*above, "member-elsewhere"]["evidence"][0]["title"] == "kubernetes-sigs's org.yaml"
    assert found[*above, "two-sponsors"]["outcome"] == "not_yet"
    missing = findings(run(GUS, *words, server=server).report)[*above, "member-elsewhere"]
    assert missing["outcome"] == "not_yet"


# -- whom to ask -------------------------------------------------------------------------------------


def test_whom_to_ask(reports):
    """The best known first, but at the top a pair of different companies; nobody who may not sponsor."""
    suggested = reports[GUS]["sponsors"]["suggested"]
    assert [(one["login"], one["interactions"], one["company"]) for one in suggested] == [
        (SAM, 3, "Acme, Inc."),
        (SUE, 2, "Bolt Systems"),
        (SOL, 3, "@acme"),
        (TIA, 1, "Copperline"),
    ]
    assert suggested[0]["owners"] == [{"repo": WORKS, "path": "", "role": "approver"}]
    assert [one["note"] for one in suggested[1]["evidence"]] == [
        "you reviewed their pull request",
        "gave /lgtm on your pull request",
    ]
    assert [one["at"][:10] for one in suggested[2]["evidence"]] == ["2026-05-02", "2026-04-02", "2026-03-02"]


def test_where_no_pair_is_of_different_companies_the_number_decides(reports):
    suggested = reports[PIA]["sponsors"]["suggested"]
    assert [(one["login"], one["interactions"]) for one in suggested] == [(SOL, 2), (SAM, 1)]


def test_of_equally_well_known_the_one_met_last_comes_first(reports):
    """Sue's word on their pull request came an hour after Sam's review."""
    assert [one["login"] for one in reports[SAL]["sponsors"]["suggested"]] == [SUE, SAM]
