"""What is given: repositories with directories, one that was renamed, and people with roles where they do not work."""

from functional.worlds import ADMIN, COMMUNITY_REPO, SmallWorld, groups_text
from standin.synth import aliases_file, owners_file

#: Reviews in several directories; works where the repository had another name; approves by an alias, and works elsewhere;
#: works where rules are easier.
RIA, LENNY, ALBA, BEA = "reviewing-ria", "lamp-lenny", "alias-alba", "builder-bea"
KUEUE, BEACON, LAMP, QUIET = (
    "kubernetes-sigs/kueue",
    "kubernetes-sigs/beacon",
    "kubernetes-sigs/lamp",
    "kubernetes-sigs/quiet",
)
#: Its rules speak of it by its former name.
WORKSHOP, KUBEBUILDER = "kubernetes-sigs/workshop", "kubernetes-sigs/kubebuilder"
SCHEDULER, CMD = f"{KUEUE}:pkg/scheduler", f"{KUEUE}:cmd"


def the_world() -> SmallWorld:
    world = SmallWorld()
    for login in (RIA, LENNY, ALBA, BEA):
        world.person(login)
    world.turn("kubernetes", "2020-02-03", joined=[RIA, LENNY, ALBA, BEA])
    world.repo(BEACON, LAMP)
    world.repo(WORKSHOP, KUBEBUILDER)
    world.repo("octo-org/kiosk", "kubernetes-sigs/kiosk")
    world.file("octo-org/kiosk", "cmd/OWNERS", ("2020-01-01", owners_file(approvers=[ADMIN])))
    world.pull("octo-org/kiosk", ADMIN, "2026-05-20", paths=["cmd/a.go"], reviewers=[RIA], lgtm=RIA)
    world.file(WORKSHOP, "OWNERS", ("2020-01-01", owners_file(approvers=[ADMIN])))
    world.pull(WORKSHOP, ADMIN, "2026-05-20", paths=["cmd/a.go"], reviewers=[BEA])
    for number in range(6):
        for directory in ("pkg/scheduler", "cmd"):
            world.pull(KUEUE, ADMIN, f"2026-05-0{number + 1}", paths=[f"{directory}/a.go"], reviewers=[RIA], lgtm=RIA)
        world.pull(BEACON, ADMIN, f"2026-05-1{number}", paths=["lens/glass.go"], reviewers=[LENNY], lgtm=LENNY)
    world.pull(KUEUE, ALBA, "2026-05-20", paths=["cmd/a.go"], reviewers=[ADMIN])
    world.file(KUEUE, "OWNERS", ("2020-01-01", owners_file(approvers=[ADMIN])))
    world.file(KUEUE, "pkg/scheduler/OWNERS", ("2020-01-01", owners_file(approvers=[ADMIN])))
    for path in ("pkg/scheduler/a.go", "cmd/a.go"):
        world.file(KUEUE, path, ("2020-01-01", "package a\n"))
    world.file(BEACON, "OWNERS", ("2020-01-01", owners_file(approvers=[ADMIN], reviewers=[LENNY])))
    world.file(BEACON, "lens/glass.go", ("2020-01-01", "package lens\n"))
    world.file(QUIET, "OWNERS", ("2020-01-01", owners_file(approvers=["quiet-approvers"])))
    world.file(QUIET, "OWNERS_ALIASES", ("2020-01-01", aliases_file({"quiet-approvers": [ALBA]})))
    world.file(COMMUNITY_REPO, "sigs.yaml", ("2024-01-01", sigs()))
    return world


def sigs() -> str:
    owners = {
        "queue": [f"{KUEUE}/main/OWNERS"],
        "lamp": [f"{LAMP}/main/OWNERS"],
        "quiet": [f"{QUIET}/main/OWNERS"],
        "gone": ["kubernetes-sigs/gone/main/OWNERS"],
    }
    subprojects = {name: {"owners": paths} for name, paths in owners.items()}
    return groups_text(
        sigs=[{"dir": "sig-light", "name": "Light", "chairs": {ADMIN: "Acme"}, "subprojects": subprojects}]
    )
