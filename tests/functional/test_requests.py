"""Requests for membership: whom they name, whether these may sponsor and have answered; and whom else to ask."""

import pytest
from functional.worlds import ADMIN, COMMUNITY_REPO, ORG_REPO, SmallWorld, form, groups_text, old_form
from standin import running_standin
from standin.synth import owners_file

DAY = "2026-09-01"
WORKS = "kubernetes-sigs/works"
#: Reviewers and approvers of the repository in which everybody works: two of one company, one of another.
SAM, SOL, SUE = "sponsor-sam", "sponsor-sol", "sponsor-sue"
NILS, EMIL, TIA, BOT = "nobody-nils", "emeritus-emil", "third-tia", "k8s-ci-robot"
GUS, SAL, UMA = "good-gus", "same-sal", "unconfirmed-uma"
WIM, DASH = "wip-wim", "dash-dana"
SID, GRETA, RALF, OTTO = "sigs-sid", "granted-greta", "refused-ralf", "old-otto"
#: Who names somebody who may not sponsor, or may not be known to, as the second sponsor.
INELIGIBLE = {"ask-nobody": NILS, "ask-emeritus": EMIL, "ask-myself": "ask-myself", "ask-robot": BOT}
BOTH = ((SAM, "+1"), (SUE, "Worked with them for a year.\n\n:+1: from me"))


def the_world() -> SmallWorld:
    world = SmallWorld()
    for login, company in {SAM: "Acme, Inc.", SOL: "@acme", SUE: "Bolt Systems", NILS: "Bolt Systems"}.items():
        world.person(login, company)
    applicants = (GUS, SAL, UMA, WIM, DASH, SID, GRETA, RALF, OTTO, *INELIGIBLE)
    for login in (EMIL, TIA, *applicants):
        world.person(login)
    world.file(
        WORKS,
        "OWNERS",
        ("2020-01-01", owners_file(reviewers=[SOL, TIA], approvers=[SAM, SUE], emeritus=[EMIL])),
    )
    world.turn("kubernetes", "2019-03-05", joined=[SAM, SOL, SUE])
    world.turn("kubernetes", "2025-03-10", joined=[GRETA])
    world.turn("kubernetes-sigs", "2026-07-06", joined=[SID])
    for login in applicants:
        world.pull(WORKS, login, "2026-05-04", reviewers=[SAM], lgtm=SUE)
    # Good Gus met, beside these two: Nils and Emil most often, Sol three times more, Sam twice more.
    for month, reviewers in enumerate([(NILS, EMIL, SOL, SAM), (NILS, EMIL, SOL, SAM), (NILS, EMIL, SOL), (NILS,)]):
        world.pull(WORKS, GUS, f"2026-0{month + 3}-02", reviewers=reviewers)
    world.pull(WORKS, SUE, "2026-07-01", reviewers=[GUS])
    world.file(
        COMMUNITY_REPO,
        "sigs.yaml",
        ("2024-01-01", groups_text(sigs=[{"dir": "sig-works", "name": "Works",
                                           "subprojects": {"works": {"owners": [f"{WORKS}/main/OWNERS"]}}}])),
    )
    world.request(101, GUS, "2026-08-03", form(GUS, f"@{SAM}", f"https://github.com/{SUE}"), said=BOTH)
    world.request(102, SAL, "2026-08-03", form(SAL, f"@{SAM}", f"{SOL} (Sol Sun)"), said=[(SAM, "+1"), (SOL, "/lgtm")])
    world.request(103, UMA, "2026-08-03", form(UMA, f"@{SAM}", f"@{SUE}"),
                  said=[(SAM, "+1"), (SUE, "> +1\n\nI cannot give my +1 before we talked.")])
    world.request(104, WIM, "2026-08-03", form(WIM, f"@{SAM}", "WIP"), said=BOTH)
    world.request(105, DASH, "2026-08-03", form(DASH, f"@{SAM}", "-"), said=BOTH[:1])
    for number, (login, sponsor) in enumerate(INELIGIBLE.items(), start=111):
        world.request(number, login, "2026-08-03", form(login, f"@{SAM}", f"@{sponsor}"), said=[(SAM, "+1"), (sponsor, "+1")])
    world.request(201, GRETA, "2025-03-03", form(GRETA, f"@{SAM}", f"@{SUE}"), said=BOTH, closed="2025-03-10")
    world.request(202, RALF, "2025-03-03", form(RALF, f"@{SAM}", f"@{NILS}", unticked=2),
                  said=[(TIA, "+1, I can step in"), (RALF, "+1"), (BOT, "+1")], closed="2025-06-30")
    world.request(203, OTTO, "2019-05-06", old_form(OTTO, SAM, SUE), said=[(SAM, "/lgtm"), (SUE, "👍")], closed="2019-05-20")
    return world
