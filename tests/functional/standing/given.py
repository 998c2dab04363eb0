"""What is given: who holds what: each way into the files of a community, with its day, its proof, and what comes next."""

from functional.comparing import findings
from functional.running import Json
from functional.worlds import ADMIN, COMMUNITY_REPO, SmallWorld, groups_text, owners_filters
from standin.synth import aliases_file, owners_file

DAY = "2026-09-01"
NORA, FINN, RHEA, BRUNO, FERN = "new-nora", "fresh-finn", "rhea-renamed", "back-bruno", "floor-fern"
LOLA, EMIL, ALMA, FRITZ, OLGA = "late-lola", "emeritus-emil", "alias-alma", "filter-fritz", "owner-olga"
LARS, CLEO, TOMAS, WANDA, BELA = "lead-lars", "chair-cleo", "tech-tomas", "wg-wanda", "board-bela"
PETRA, QUINN, TARA, DIGITS, MO = "past-petra", "quiet-quinn", "talker-tara", "4815162342", "MixedCase-Mo"
PEOPLE = (
    NORA, FINN, RHEA, BRUNO, FERN, LOLA, EMIL, ALMA, FRITZ, OLGA,
    LARS, CLEO, TOMAS, WANDA, BELA, PETRA, QUINN, TARA, DIGITS, MO,
)  # fmt: skip
GIL, BEFORE = "gone-gil", "rhea-before"
#: A repository whose only OWNERS file has filters only; one with directories and aliases; one where everybody works.
HARBOR, GADGET, WORKS = "kubernetes-sigs/harbor", "kubernetes/gadget", "kubernetes-sigs/works"
K8S, SIGS = "kubernetes", "kubernetes-sigs"


def the_world() -> SmallWorld:
    world = SmallWorld()
    for login in (*PEOPLE, GIL):
        world.person(login)
    turn = world.turn
    turn(K8S, "2018-08-20", joined=[FERN])
    turn(K8S, "2019-03-05", joined=[BEFORE, BRUNO, CLEO, OLGA, TOMAS, GIL])
    turn(K8S, "2020-02-10", left=[BRUNO])
    turn(K8S, "2021-05-11", joined=[DIGITS, MO.lower(), LARS])
    turn(K8S, "2022-09-05", left=[GIL])
    turn(K8S, "2023-04-03", joined=[QUINN, TARA, ALMA])
    turn(K8S, "2024-04-09", joined=[BRUNO, BELA, WANDA])
    turn(K8S, "2026-07-06", joined=[RHEA], left=[BEFORE])
    turn(K8S, "2026-08-10", joined=[LOLA, FRITZ])
    turn(SIGS, "2019-01-15", joined=[CLEO])
    turn(SIGS, "2022-02-01", joined=[ALMA])
    turn(SIGS, "2026-05-04", joined=[MO.upper()])
    _work(world)
    _owners(world)
    return world


def _work(world: SmallWorld) -> None:
    world.pull(GADGET, NORA, "2026-08-20", merged=False)
    for who in (*PEOPLE[2:], GIL):
        world.pull(WORKS, who, "2024-05-02" if who in {QUINN, TARA} else "2026-06-02", reviewers=[ADMIN])
    for who in (RHEA, BRUNO, LOLA, EMIL, ALMA, DIGITS, MO):
        world.pull(GADGET, who, "2026-06-10", paths=["pkg/dial/dial.go"], reviewers=[ADMIN])
    for who in (FRITZ, OLGA, LARS):
        world.pull(HARBOR, who, "2026-06-11", paths=["go.mod"], reviewers=[ADMIN])
    world.request(900, ADMIN, "2026-08-01", "A question.", title="Teams", said=[(TARA, "I can help.")])


def _owners(world: SmallWorld) -> None:
    quoted = f'"{DIGITS}"'
    change = world.pull(GADGET, ADMIN, "2022-03-01", paths=["pkg/dial/OWNERS"])
    by_alias = owners_file(reviewers=["dial-reviewers", quoted], approvers=["dial-approvers"], emeritus=[EMIL])
    dial = [("2020-01-01", owners_file(reviewers=[quoted], approvers=[ADMIN])), ("2022-03-01", by_alias)]
    aliases = {"dial-approvers": [ADMIN], "dial-reviewers": [ADMIN, MO.upper()]}
    with_alma = aliases_file(aliases | {"dial-approvers": [ADMIN, ALMA]})
    filters = {".*": {"approvers": [OLGA], "reviewers": [OLGA]}, r"go\.mod$": {"approvers": [FRITZ]}}
    world.file(GADGET, "OWNERS", ("2019-01-01", owners_file(approvers=[ADMIN])))
    world.file(GADGET, "pkg/dial/OWNERS", *dial, pulls={"2022-03-01": change})
    world.file(GADGET, "OWNERS_ALIASES", ("2021-01-01", aliases_file(aliases)), ("2023-05-05", with_alma))
    world.file(HARBOR, "OWNERS", ("2022-06-01", owners_filters(filters)))
    world.file(WORKS, "OWNERS", ("2019-01-01", owners_file(approvers=[ADMIN])))
    ports = {
        "dir": "sig-ports",
        "name": "Ports",
        "chairs": {CLEO: "Acme"},
        "tech_leads": {TOMAS: "Bolt"},
        "emeritus_leads": {PETRA: None},
        "subprojects": {"harbor": {"owners": [f"{HARBOR}/main/OWNERS"], "leads": {LARS: None}}},
    }
    tides = {"dir": "wg-tides", "name": "Tides", "chairs": {WANDA: None}, "emeritus_leads": {EMIL: None}}
    steering = {"dir": "committee-steering", "name": "Steering", "chairs": {BELA: "Acme"}}
    text = groups_text(sigs=[ports], workinggroups=[tides], committees=[steering])
    world.file(COMMUNITY_REPO, "sigs.yaml", ("2024-01-01", text))


def held(report: Json, which: str = "held") -> list[Json]:
    return [one for one in report["standing"][which] if one["tier"] != "contributor"]


def memberships(report: Json) -> dict[str, str]:
    """By organization, since when."""
    return {
        one["scope"]["org"]: " ".join(filter(None, [one["since_is"], one["since"]]))
        for one in held(report)
        if one["tier"] == "member"
    }


def tenure(report: Json, where: str = WORKS) -> Json:
    return findings(report)["reviewer", where, "member-tenure"]
