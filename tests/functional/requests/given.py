"""What is given: requests for membership: whom they name, whether these may sponsor and have answered; and whom else to ask."""

from functools import partial

from functional.running import Json
from functional.worlds import ADMIN, COMMUNITY_REPO, SmallWorld, form, groups_text, old_form
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


def as_named(sponsors: list[Json]) -> Json:
    return {
        one["login"]: (one["eligible"], tuple(one["why"]), one["company"], one["company_from"], one["confirmed"])
        for one in sponsors
    }
