"""Requests for membership: whom they name, whether these may sponsor and have answered; and whom else to ask."""

import json
from functools import partial

import pytest
from functional.comparing import findings
from functional.running import Json
from functional.worlds import ADMIN, COMMUNITY_REPO, ORG_REPO, SmallWorld, form, groups_text, old_form
from standin import running_standin
from standin.synth import owners_file

DAY = "2026-09-01"
WORKS = "kubernetes-sigs/works"

#: Reviewers and approvers of the repository in which everybody works. Sam and Sol are of one company.
SAM, SOL, SUE, TIA = "sponsor-sam", "sponsor-sol", "sponsor-sue", "third-tia"
NILS, EMIL, BOT = "nobody-nils", "emeritus-emil", "k8s-ci-robot"
GUS, SAL, UMA, PIA = "good-gus", "same-sal", "unconfirmed-uma", "plain-pia"
WIM, DASH, NICO = "wip-wim", "dash-dana", "none-nico"
SID, GRETA, RALF, OTTO = "sigs-sid", "granted-greta", "refused-ralf", "old-otto"
NOBODY, EMERITUS, MYSELF, ROBOT = "ask-nobody", "ask-emeritus", "ask-myself", "ask-robot"
#: Who names, as the second sponsor, somebody who may not sponsor or of whom that is not known.
SECOND = {NOBODY: NILS, EMERITUS: EMIL, MYSELF: MYSELF, ROBOT: BOT}
APPLICANTS = (GUS, SAL, UMA, WIM, DASH, NICO, RALF, *SECOND)
BOTH = ((SAM, "+1"), (SUE, "Worked with them for a year.\n\n:+1: from me"))
NUMBERS = {GUS: 101, SAL: 102, UMA: 103, WIM: 104, DASH: 105, NICO: 106, GRETA: 201, RALF: 202, OTTO: 203}


def the_world() -> SmallWorld:
    world = SmallWorld()
    for login, company in {SAM: "Acme, Inc.", SOL: "@acme", SUE: "Bolt Systems", NILS: "Bolt Systems"}.items():
        world.person(login, company)
    for login in (EMIL, TIA, PIA, SID, GRETA, OTTO, *APPLICANTS):
        world.person(login)
    owners = owners_file(reviewers=[SOL, TIA], approvers=[SAM, SUE], emeritus=[EMIL])
    works = {"works": {"owners": [f"{WORKS}/main/OWNERS"]}}
    group = {"dir": "sig-works", "name": "Works", "tech_leads": {TIA: "Copperline"}, "subprojects": works}
    world.file(WORKS, "OWNERS", ("2020-01-01", owners))
    world.file(COMMUNITY_REPO, "sigs.yaml", ("2024-01-01", groups_text(sigs=[group])))
    world.turn("kubernetes", "2019-03-05", joined=[SAM, SOL, SUE])
    world.turn("kubernetes", "2019-05-20", joined=[OTTO])
    world.turn("kubernetes", "2025-03-10", joined=[GRETA])
    world.turn("kubernetes-sigs", "2026-07-06", joined=[SID])
    _work(world)
    _requests(world)
    return world


def _work(world: SmallWorld) -> None:
    for login in (SID, GRETA, OTTO, *APPLICANTS):
        world.pull(WORKS, login, "2026-05-04", reviewers=[SAM], lgtm=SUE)
    # Good Gus met, beside these two: Nils four times more, Emil and Sol three times, Sam twice, Tia and Sue once.
    for day, reviewers in {
        "2026-03-02": (NILS, EMIL, SOL, SAM, BOT),
        "2026-04-02": (NILS, EMIL, SOL, SAM, BOT),
        "2026-05-02": (NILS, EMIL, SOL, TIA),
        "2026-06-02": (NILS,),
    }.items():
        world.pull(WORKS, GUS, day, reviewers=reviewers)
    world.pull(WORKS, SUE, "2026-07-01", reviewers=[GUS])
    # Plain Pia met two, of one company.
    world.pull(WORKS, PIA, "2026-05-05", reviewers=[SOL, SAM])
    world.pull(WORKS, PIA, "2026-05-06", reviewers=[SOL])


def _requests(world: SmallWorld) -> None:
    ask = partial(world.request, day="2026-08-03")
    denied = "> +1\n\nI cannot give my +1 before we talked."
    ask(101, GUS, body=form(GUS, f"@{SAM}", f"https://github.com/{SUE}"), said=BOTH)
    ask(102, SAL, body=form(SAL, f"@{SAM}", f"{SOL} (Sol Sun)"), said=[(SAM, "+1"), (SOL, "/lgtm")])
    ask(103, UMA, body=form(UMA, f"@{SAM}", f"@{SUE}"), said=[(SAM, "+1"), (SUE, denied)])
    ask(104, WIM, body=form(WIM, f"@{SAM}", "WIP"), said=BOTH)
    ask(105, DASH, body=form(DASH, f"@{SAM}", "-"), said=BOTH[:1])
    ask(106, NICO, body=form(NICO, "-", "TBD"))
    for number, (login, second) in enumerate(SECOND.items(), start=111):
        ask(number, login, body=form(login, f"@{SAM}", f"@{second}"), said=[(SAM, "+1"), (second, "+1")])
    ask(190, ADMIN, body="Could somebody look at our teams?", title="Teams of SIG Works")
    world.request(201, GRETA, "2025-03-03", form(GRETA, f"@{SAM}", f"@{SUE}"), said=BOTH, closed="2025-03-10")
    body = form(RALF, f"@{SAM}", f"@{NILS}", unticked=2)
    said = [(TIA, "+1, I can step in"), (RALF, "+1"), (BOT, "+1")]
    world.request(202, RALF, "2025-03-03", body, said=said, closed="2025-06-30")
    body = old_form(OTTO, SAM, SUE)
    world.request(203, OTTO, "2019-05-06", body, said=[(SAM, "/lgtm"), (SUE, "👍 👍")], closed="2019-05-20")


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

APPROVER, REVIEWER = f"approver in {WORKS}", f"reviewer in {WORKS}"
ELSEWHERE = "is in none of the OWNERS files that were read, and not all were"
#: A sponsor: eligible, why, company, where it is stated, confirmed.
THE_SAM = ("yes", (APPROVER,), "Acme, Inc.", "GitHub profile")
THE_SUE = ("yes", (APPROVER,), "Bolt Systems", "GitHub profile")
THE_TIA = ("yes", (REVIEWER,), "Copperline", "sigs.yaml")
#: Of each request: its sponsors, others who said +1, whether of different companies, lines that name nobody.
NAMED = {
    GUS: ({SAM: (*THE_SAM, True), SUE: (*THE_SUE, True)}, {}, "yes", []),
    SAL: ({SAM: (*THE_SAM, True), SOL: ("yes", (REVIEWER,), "@acme", "GitHub profile", True)}, {}, "no", []),
    UMA: ({SAM: (*THE_SAM, True), SUE: (*THE_SUE, False)}, {}, "yes", []),
    WIM: ({SAM: (*THE_SAM, True)}, {SUE: (*THE_SUE, True)}, "unknown", ["WIP"]),
    DASH: ({SAM: (*THE_SAM, True)}, {}, "unknown", ["-"]),
    NICO: ({}, {}, "unknown", ["-", "TBD"]),
    NOBODY: (
        {SAM: (*THE_SAM, True), NILS: ("unknown", (ELSEWHERE,), "Bolt Systems", "GitHub profile", True)},
        {},
        "yes",
        [],
    ),
    EMERITUS: (
        {
            SAM: (*THE_SAM, True),
            EMIL: (
                "unknown",
                (f"is only emeritus in {WORKS}", ELSEWHERE.replace("none", "no other")),
                None,
                None,
                True,
            ),
        },
        {},
        "unknown",
        [],
    ),
    MYSELF: ({SAM: (*THE_SAM, True), MYSELF: ("no", ("is the applicant",), None, None, False)}, {}, "unknown", []),
    ROBOT: ({SAM: (*THE_SAM, True), BOT: ("no", ("is a bot",), None, None, False)}, {}, "unknown", []),
    RALF: (
        {SAM: (*THE_SAM, False), NILS: ("unknown", (ELSEWHERE,), "Bolt Systems", "GitHub profile", False)},
        {TIA: (*THE_TIA, True)},
        "yes",
        [],
    ),
    GRETA: ({SAM: (*THE_SAM, True), SUE: (*THE_SUE, True)}, {}, "yes", []),
    OTTO: ({SAM: (*THE_SAM, True), SUE: (*THE_SUE, True)}, {}, "yes", []),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    directory = the_world().write(tmp_path_factory.mktemp("world"))
    with running_standin(directory, git=True, secondary_limits=False) as server:
        yield server


@pytest.fixture(scope="module")
def known() -> dict[str, Json]:
    """What was asked for already."""
    return {}


@pytest.fixture
def reports(server, run, known) -> dict[str, Json]:
    """The reports of everybody who asked for membership, or could."""
    if "reports" not in known:
        ran = run(*APPLICANTS, PIA, SID, GRETA, "--format", "json", "--as-of", DAY, server=server)
        assert ran.code == 0
        known["reports"] = {report["contributor"]["login"]: report for report in ran.report["reports"]}
    return known["reports"]


@pytest.fixture
def look(server, run):
    """Runs ``ladder request``."""
    return partial(run, "request", program="ladder", server=server)


@pytest.fixture
def audited(look, known):
    """The audit of somebody's request, as JSON."""

    def of(who: str) -> Json:
        if who not in known:
            ran = look(str(NUMBERS[who]), "--format", "json", "--as-of", DAY)
            assert ran.code == 0
            assert ran.report["schema"] == "ladder-check.request/v1"
            known[who] = ran.report["request"]
        return known[who]

    return of


def criteria(report: Json, *above: str) -> dict[str, Json]:
    """The criteria of membership right below some others, by name."""
    (member,) = (one for one in report["readiness"] if one["tier"] == "member")
    place = ("member", member["scope"]["org"], *above)
    found = findings(report).items()
    return {key[-1]: one for key, one in found if key[: len(place)] == place and len(key) == len(place) + 1}


def as_named(sponsors: list[Json]) -> Json:
    return {
        one["login"]: (one["eligible"], tuple(one["why"]), one["company"], one["company_from"], one["confirmed"])
        for one in sponsors
    }


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
    assert member["needs_person"] == (10 if tier == "needs_person" else 9)


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


# -- ladder request ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "state", "granted", "granted_on"),
    [
        (GUS, "open", "no", None),
        (NICO, "open", "no", None),
        (GRETA, "closed", "yes", "2025-03-10"),
        (RALF, "closed", "no", None),
        (OTTO, "closed", "yes", "2019-05-20"),
    ],
)
def test_a_request_by_its_number(audited, who, state, granted, granted_on):
    """Of whoever's it is, also of years ago; granted is who entered the organization's file then."""
    request = audited(who)
    sponsors, others, different, unread = NAMED[who]
    assert as_named(request["sponsors"]) == sponsors
    assert as_named(request["also"]) == others
    assert (request["different_companies"], request["unread"]) == (different, unread)
    assert (request["number"], request["applicant"], request["orgs"]) == (NUMBERS[who], who, ["kubernetes"])
    assert (request["state"], request["granted"], request["granted_on"]) == (state, granted, granted_on)
    assert request["title"] == f"REQUEST: New membership for {who}"


def test_it_says_what_the_applicants_report_says(audited, reports):
    assert audited(GUS) == reports[GUS]["sponsors"]["request"]


@pytest.mark.parametrize(
    "words", ["#101", "https://github.com/{}/issues/101#issuecomment-1", "{base}/{}/issues/101?a=b"]
)
def test_a_request_by_its_address(look, audited, server, words):
    ran = look(words.format(ORG_REPO, base=server.base_url), "--format", "json", "--as-of", DAY)
    assert (ran.code, ran.err) == (0, "")
    assert ran.report["request"] == audited(GUS)


LINES = {
    GUS: ["#101 for kubernetes: open, made on 2026-08-03.", "From different companies: yes."],
    SAL: ["From different companies: no."],
    GRETA: ["#201 for kubernetes: closed, made on 2025-03-03, granted on 2025-03-10."],
    RALF: [
        "#202 for kubernetes: closed, made on 2025-03-03, not granted.",
        f"Confirmed too, without being named (eligible): {TIA} (yes).",
        "Boxes not ticked: I have reviewed the",
    ],
    OTTO: ["#203 for kubernetes: closed, made on 2019-05-06, granted on 2019-05-20."],
    WIM: ["A sponsor's line that names nobody who can be read: WIP."],
    NICO: ["A sponsor's line that names nobody who can be read: -; TBD.", "From different companies: unknown."],
}


@pytest.mark.parametrize("format_", ["text", "markdown"])
@pytest.mark.parametrize("who", LINES)
def test_a_request_in_words(look, who, format_):
    ran = look(str(NUMBERS[who]), "--format", format_, "--as-of", DAY)
    assert (ran.code, ran.err) == (0, "")
    out = ran.out.replace("&#8203;", "").replace("\\", "")  # so that nobody is called by what is quoted
    said = " ".join(out.split())
    assert all(line in said for line in LINES[who])
    answers = {True: "yes", False: "not yet"}
    for login, (eligible, why, company, _, confirmed) in NAMED[who][0].items():
        (row,) = (line for line in out.splitlines() if line.strip("| ").startswith(f"{login} "))
        assert [cell for cell in (eligible, answers[confirmed], company or "not stated") if cell not in row] == []
        assert all(text in said for text in why)


def test_a_request_into_a_file(look, home):
    ran = look("101", "--format", "json", "--output", "request.json", "--as-of", DAY)
    assert (ran.code, ran.out) == (0, "")
    assert json.loads((home / "request.json").read_text("utf-8"))["request"]["applicant"] == GUS


def test_a_request_on_an_earlier_day(look):
    """One sponsor had answered by nine, both by ten; the merge of a week later is not known yet."""
    first = look("201", "--format", "json", "--as-of", "2025-03-03T10:30:00").report["request"]
    then = look("201", "--format", "json", "--as-of", "2025-03-09").report["request"]
    assert [one["confirmed"] for one in first["sponsors"]] == [True, False]
    assert [one["confirmed"] for one in then["sponsors"]] == [True, True]
    for request in (first, then):
        assert (request["state"], request["granted"], request["granted_on"]) == ("open", "no", None)


@pytest.mark.parametrize("who", [GRETA, RALF])
def test_without_a_history_nobody_knows_whether_it_was_granted(look, home, who):
    (home / "empty").mkdir()
    request = look(str(NUMBERS[who]), "--format", "json", "--as-of", DAY, PATH=str(home / "empty")).report["request"]
    assert (request["state"], request["granted"], request["granted_on"]) == ("closed", "unknown", None)


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (["999"], 4, f"there is no issue {ORG_REPO}#999"),
        (["190"], 4, "issue 190 is no membership request"),
        (["201", "--as-of", "2025-03-02"], 4, "request 201 was made on 2025-03-03, after 2025-03-02"),
        (["https://github.com/kubernetes/community/issues/101"], 2, "is not a request"),
        (["a-hundred-and-one"], 2, "'a-hundred-and-one' is not a request"),
    ],
)
def test_what_cannot_be_looked_at(look, words, code, error):
    ran = look(*words)
    assert (ran.code, ran.out) == (code, "")
    message, hint = ran.err.splitlines()
    assert message.startswith("Error: ")
    assert error in message
    assert hint.startswith("Hint: ")


def test_without_a_token_nothing_is_looked_at(look, server):
    server.standin.reset()
    ran = look("101", token=None)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("Error: a request cannot be read without a token\nHint: Set GH_TOKEN")
    assert server.standin.stats()["requests"] == 0
