"""Who holds what: each way into the files of a community, with the day, the proof, and what comes next."""

import re

import pytest
from functional.comparing import place
from functional.running import Json
from functional.worlds import ADMIN, COMMUNITY_REPO, ORG_REPO, SmallWorld, groups_text, line_of, org_file, owners_filters
from standin import running_standin
from standin.synth import aliases_file, owners_file

DAY = "2026-09-01"

NORA, FINN = "new-nora", "fresh-finn"
RHEA, BRUNO, FERN, LATE = "rhea-renamed", "back-bruno", "floor-fern", "late-lola"
EMIL, ALMA, FRITZ, OLGA = "emeritus-emil", "alias-alma", "filter-fritz", "owner-olga"
LARS, CLEO, TOMAS, WANDA, BELA, PETRA = (
    "lead-lars",
    "chair-cleo",
    "tech-tomas",
    "wg-wanda",
    "board-bela",
    "past-petra",
)
QUINN, TARA, DIGITS, MO = "quiet-quinn", "talker-tara", "4815162342", "MixedCase-Mo"
PEOPLE = (
    NORA, FINN, RHEA, BRUNO, FERN, LATE, EMIL, ALMA, FRITZ, OLGA,
    LARS, CLEO, TOMAS, WANDA, BELA, PETRA, QUINN, TARA, DIGITS, MO,
)  # fmt: skip

#: A repository whose root OWNERS has filters only, and one with directories and aliases.
HARBOR, GADGET = "kubernetes-sigs/harbor", "kubernetes/gadget"
DIAL = f"{GADGET}:pkg/dial"
WORKS = "kubernetes-sigs/works"


def the_world() -> SmallWorld:
    world = SmallWorld()
    for login in PEOPLE:
        world.person(login)
    turn = world.turn
    turn("kubernetes", "2018-08-20", joined=[FERN])
    turn("kubernetes", "2019-03-05", joined=["rhea-before", BRUNO, CLEO, OLGA, TOMAS])
    turn("kubernetes", "2020-02-10", left=[BRUNO])
    turn("kubernetes", "2021-05-11", joined=[DIGITS, MO.lower(), LARS])
    turn("kubernetes", "2023-04-03", joined=[QUINN, TARA, ALMA])
    turn("kubernetes", "2024-04-09", joined=[BRUNO, BELA, WANDA])
    turn("kubernetes", "2026-07-20", joined=[RHEA], left=["rhea-before"])
    turn("kubernetes", "2026-08-10", joined=[LATE, FRITZ])
    turn("kubernetes-sigs", "2019-01-15", joined=[CLEO])
    turn("kubernetes-sigs", "2022-02-01", joined=[ALMA])
    turn("kubernetes-sigs", "2026-05-04", joined=[MO.upper()])

    world.pull(GADGET, NORA, "2026-08-20", merged=False)
    for who in PEOPLE[2:]:
        world.pull(WORKS, who, "2024-05-02" if who in {QUINN, TARA} else "2026-06-02", reviewers=[ADMIN])
    for who in (RHEA, BRUNO, LATE, EMIL, ALMA, DIGITS, MO):
        world.pull(GADGET, who, "2026-06-10", paths=["pkg/dial/dial.go"], reviewers=[ADMIN])
    for who in (FRITZ, OLGA, LARS):
        world.pull(HARBOR, who, "2026-06-11", paths=["go.mod"], reviewers=[ADMIN])
    world.request(900, ADMIN, "2026-08-01", "A question about teams.", title="Teams", said=[(TARA, "I can help.")])

    by_alias = owners_file(reviewers=["dial-reviewers", DIGITS], approvers=["dial-approvers"], emeritus=[EMIL])
    change = world.pull(GADGET, ADMIN, "2022-03-01", paths=["pkg/dial/OWNERS"])
    world.file(GADGET, "OWNERS", ("2019-01-01", owners_file(approvers=[ADMIN])))
    world.file(
        GADGET,
        "pkg/dial/OWNERS",
        ("2020-01-01", owners_file(reviewers=[DIGITS.join('""')], approvers=[ADMIN])),
        ("2022-03-01", by_alias.replace(DIGITS, DIGITS.join('""'))),
        pulls={"2022-03-01": change},
    )
    aliases = {"dial-approvers": [ADMIN], "dial-reviewers": [ADMIN, MO.upper()]}
    world.file(
        GADGET,
        "OWNERS_ALIASES",
        ("2021-01-01", aliases_file(aliases)),
        ("2023-05-05", aliases_file(aliases | {"dial-approvers": [ADMIN, ALMA]})),
    )
    world.file(
        HARBOR,
        "OWNERS",
        (
            "2022-06-01",
            owners_filters({".*": {"approvers": [OLGA], "reviewers": [OLGA]}, r"go\.mod$": {"approvers": [FRITZ]}}),
        ),
    )
    world.file(WORKS, "OWNERS", ("2019-01-01", owners_file(approvers=[ADMIN])))
    world.file(COMMUNITY_REPO, "sigs.yaml", ("2024-01-01", sigs()))
    return world


def sigs() -> str:
    harbor = {"owners": [f"{HARBOR}/main/OWNERS"], "leads": {LARS: None}}
    ports = {
        "dir": "sig-ports",
        "name": "Ports",
        "chairs": {CLEO: "Acme"},
        "tech_leads": {TOMAS: "Bolt"},
        "emeritus_leads": {PETRA: None},
        "subprojects": {"harbor": harbor},
    }
    tides = {"dir": "wg-tides", "name": "Tides", "chairs": {WANDA: None}, "emeritus_leads": {EMIL: None}}
    return groups_text(
        sigs=[ports],
        workinggroups=[tides],
        committees=[{"dir": "committee-steering", "name": "Steering", "chairs": {BELA: "Acme"}}],
    )
