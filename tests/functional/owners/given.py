"""What is given: OWNERS and their aliases in every form that real repositories have, or that Prow rejects."""

from functional.running import Json
from functional.worlds import ADMIN, SmallWorld, owners_filters

DAY = "2026-09-01"
CORA, QUIM, NORA = "csi-cora", "quoted-quim", "number-nora"
DRIVER, LOOP, QUOTED = "kubernetes-csi/driver", "kubernetes-csi/loop", "kubernetes-sigs/quoted"
NUMBERS, MODULE, LINKED = "kubernetes-sigs/numbers", "kubernetes-csi/module", "kubernetes-csi/linked"
FILTERED, WEBSITE, PAGE = "kubernetes-sigs/filtered", "kubernetes/website", "content/en/a.md"
FAY, DORA, GIL = "filter-fay", "docs-dora", "go-gil"
ALIAS = "octo-approvers"
_SHARED = f"aliases:\n  {ALIAS}:\n  - {CORA}\n"
_BY_ALIAS = f"approvers:\n- {ALIAS}\n"


def the_world() -> SmallWorld:
    world = SmallWorld()
    for login in (CORA, QUIM, NORA, FAY, DORA, GIL, ALIAS):
        world.person(login)
    world.turn("kubernetes-csi", "2024-04-03", joined=[CORA, QUIM, NORA])
    for repo in (DRIVER, LOOP, QUOTED, NUMBERS, MODULE, LINKED):
        for who in (CORA, QUIM, NORA):
            world.pull(repo, who, "2026-06-02", paths=["pkg/a.go"], reviewers=[ADMIN])
    _linked(world)
    _rejected(world)
    _filtered(world)
    return world


def _linked(world: SmallWorld) -> None:
    world.file(DRIVER, "OWNERS", ("2022-01-01", _BY_ALIAS))
    world.file(DRIVER, "OWNERS_ALIASES", ("2020-01-01", "release-tools/SHARED"), mode="120000")
    world.file(DRIVER, "release-tools/SHARED", ("2023-03-03", _SHARED))
    world.file(LOOP, "OWNERS", ("2022-01-01", f"{_BY_ALIAS}- {CORA}\n"))
    world.file(LOOP, "OWNERS_ALIASES", ("2022-01-01", "OWNERS_ALIASES"), mode="120000")
    world.file(LINKED, "elsewhere", ("2022-01-01", f"approvers: [{CORA}]\n"))
    world.file(LINKED, "OWNERS", ("2022-01-01", "elsewhere"), mode="120000")
    world.file(MODULE, "OWNERS", ("2022-01-01", f"{_BY_ALIAS}"))
    world.file(MODULE, "OWNERS_ALIASES/a", ("2022-01-01", "a directory in the place of the file\n"))


def _rejected(world: SmallWorld) -> None:
    options = "options: {no_parent_owners: 'true'}\n"
    world.file(QUOTED, "OWNERS", ("2022-01-01", f"approvers: [{QUIM}]\n{options}"))
    world.file(NUMBERS, "OWNERS", ("2022-01-01", "approvers: [octo-team]\n"))
    world.file(NUMBERS, "OWNERS_ALIASES", ("2022-01-01", f"aliases: {{octo-team: [{NORA}, 12345]}}\n"))


def _filtered(world: SmallWorld) -> None:
    filters = {
        ".*": {"reviewers": [ADMIN]},
        "^pkg/": {"approvers": [FAY, FAY.upper()]},
        "^docs/": {"approvers": [DORA]},
        r"\.go$": {"reviewers": [GIL]},
    }
    world.file(FILTERED, "OWNERS", ("2022-01-01", owners_filters(filters)))
    for path in ("pkg/a.go", "docs/en/a.md", "cmd/main.go"):
        world.file(FILTERED, path, ("2022-01-01", "a file, so that its directory exists\n"))
    for day in ("2026-06-03", "2026-06-04"):
        world.pull(FILTERED, CORA, day, paths=["pkg/a.go", "pkg/b/b.go"], reviewers=[FAY, DORA])
    world.file(WEBSITE, PAGE, ("2022-01-01", f"---\ntitle: A\nreviewers:\n- {CORA}\n---\n# A\n"))
    world.pull(WEBSITE, CORA, "2026-06-02", paths=[PAGE], reviewers=[ADMIN])


def approves(report: Json) -> dict[str, str | None]:
    """Where the person approves, and through what."""
    return {one["scope"]["repo"]: one["via"] for one in report["standing"]["held"] if one["tier"] == "approver"}


def reasons(report: Json) -> str:
    return "\n".join(gap["reason"] for gap in report["data"]["gaps"])
