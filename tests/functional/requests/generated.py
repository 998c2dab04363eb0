"""Worlds with requests of every kind, drawn by lot, and what is true of each request, worked out from the draw alone."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from functional.worlds import COMMUNITY_REPO, SmallWorld, form, groups_text
from standin.synth import owners_file

DAY = "2026-09-01"
ORGS = ("kubernetes", "kubernetes-sigs")
#: Companies: who is with Acme under any of its names is with one company; Hexa and Bolt are others.
COMPANIES = {
    "Acme": "acme",
    "@acme": "acme",
    "Acme, Inc.": "acme",
    "Hexa Works": "hexa",
    "Bolt Systems": "bolt",
    None: None,
}
SAID = {
    "+1": "yes",
    "/lgtm": "yes",
    ":+1: welcome": "yes",
    "You have my +1 for this": "perhaps",
    "> +1": "no",
    "": "no",
}


@dataclass(frozen=True)
class Drawn:
    """A request, and what is true of it: certainly missing, perhaps missing, neither (ready), or a member already."""

    number: int
    applicant: str
    truth: str


@dataclass(frozen=True)
class Sponsor:
    login: str
    #: yes: in OWNERS that count; unknown: in none, or only emeritus or outside of the organizations; no: a bot.
    eligible: str
    company: str | None


def sponsors(random: Random, number: int) -> list[Sponsor]:
    kinds = ["yes"] * 5 + ["unknown", "emeritus", "outside", "no"]
    found = []
    for place in range(number):
        kind = random.choice(kinds)
        login = "k8s-ci-robot" if kind == "no" else f"{kind}-sponsor-{place}"
        found.append(Sponsor(login, kind if kind in {"yes", "no"} else f"unknown {kind}", random.choice([*COMPANIES])))
    return found


def make(directory: Path, seed: int, number: int = 50, repositories: int = 3) -> tuple[Path, list[Drawn]]:
    random = Random(seed)
    world, pool = SmallWorld(), sponsors(random, 24)
    for one in pool:
        if one.eligible != "no":
            world.person(one.login, one.company)
    repos = [f"kubernetes-sigs/works-{place}" for place in range(repositories)]
    roles: dict[str, dict[str, list[str]]] = {
        repo: {"reviewers": [], "approvers": [], "emeritus": []} for repo in repos
    }
    for one in pool:
        if one.eligible == "yes":
            roles[random.choice(repos)][random.choice(["reviewers", "approvers"])].append(one.login)
        elif one.eligible == "unknown emeritus":
            roles[random.choice(repos)]["emeritus"].append(one.login)
    for repo, people in roles.items():
        world.file(repo, "OWNERS", ("2020-01-01", owners_file(**people)))
    outside = [one.login for one in pool if one.eligible == "unknown outside"]
    world.file("octo-retired/old", "OWNERS", ("2020-01-01", owners_file(approvers=outside)))
    links = [f"{repo}/main/OWNERS" for repo in (*repos, "octo-retired/old")]
    group = {"dir": "sig-works", "name": "Works", "subprojects": {"works": {"owners": links}}}
    world.file(COMMUNITY_REPO, "sigs.yaml", ("2024-01-01", groups_text(sigs=[group])))
    world.turn("kubernetes", "2019-03-05", joined=sorted({one.login for one in pool if one.eligible != "no"}))
    drawn = [request(world, random, pool, 1000 + place) for place in range(number)]
    world.request(2000, "teams-tom", "2026-08-01", "Who looks after our teams?", title="Teams")
    return world.write(directory), drawn


def request(world: SmallWorld, random: Random, pool: list[Sponsor], number: int) -> Drawn:
    applicant = world.person(f"applicant-{number}")
    named = random.sample(pool, random.choice([1, 2, 2, 2, 2, 2, 3]))
    said = {one.login: random.choice(["+1"] * 4 + [*SAID]) for one in named}
    orgs = random.sample(ORGS, random.choice([1, 1, 2]))
    unticked = random.choice([0] * 6 + [1, 3])
    author = applicant if random.random() < 0.9 else world.person(f"friend-of-{number}")
    member = random.random() < 0.1
    if member:
        for org in orgs:
            world.turn(org, "2026-07-01", joined=[applicant])
    lines = [f"@{one.login}" for one in named] + ["-"] * (2 - len(named))
    body = form(applicant, *lines[:2], orgs=orgs, unticked=unticked)
    if len(named) > 2:
        body = body.replace(f"@{named[1].login}", f"@{named[1].login} and @{named[2].login}")
    comments = [(login, text) for login, text in said.items() if text]
    world.request(number, author, "2026-08-03", body, said=comments, title=f"REQUEST: New membership for {applicant}")
    return Drawn(number, applicant, "member" if member else truth(named, said, unticked, own=author == applicant))


def truth(named: list[Sponsor], said: dict[str, str], unticked: int, *, own: bool) -> str:
    """By the rules as they are written: the shortest way to say them, over every pair of sponsors."""
    pairs = [(a, b) for place, a in enumerate(named) for b in named[place + 1 :]]
    good = [pair for pair in pairs if all(one.eligible == "yes" and SAID[said[one.login]] == "yes" for one in pair)]
    if good and not unticked and own and any(different(*pair) is True for pair in good):
        return "ready"
    possible = [pair for pair in pairs if all(one.eligible != "no" and SAID[said[one.login]] != "no" for one in pair)]
    if unticked or not any(different(*pair) is not False for pair in possible):
        return "missing"
    return "perhaps"


def different(one: Sponsor, other: Sponsor) -> bool | None:
    companies = COMPANIES[one.company], COMPANIES[other.company]
    return None if None in companies else companies[0] != companies[1]
