"""What is given: rules that differ: by place and by role, by the day that is asked for, and by what their documents say today."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml
from functional.running import Json
from functional.worlds import ADMIN, COMMUNITY_REPO, SmallWorld
from standin.synth import owners_file

DAY = "2026-09-01"
RULES = Path(__file__).parents[3] / "config" / "kubernetes.yaml"
DORA, DAN, NIA, EVE, MAX = "docs-dora", "docs-dan", "node-nia", "etcd-eve", "etcd-max"
SHAY, BO, OLA, ORA, SUE = "shadow-shay", "builder-bo", "old-ola", "once-ora", "sigs-sue"
WEBSITE, K8S, ETCD = "kubernetes/website", "kubernetes/kubernetes", "etcd-io/etcd"
BUILDER, WORKS = "kubernetes-sigs/kubebuilder", "kubernetes-sigs/works"
KUBELET, PROXY = f"{K8S}:pkg/kubelet", f"{K8S}:pkg/proxy"
#: A sentence of today's rules that the world's document says otherwise.
QUOTED, SAID = "Member for at least 3 months", "Member for at least 6 months"


def the_world() -> SmallWorld:
    world = SmallWorld()
    for login in (DORA, DAN, NIA, EVE, MAX, SHAY, BO, OLA, ORA, SUE):
        world.person(login)
    world.turn("kubernetes", "2019-03-05", joined=[NIA, OLA])
    world.turn("kubernetes", "2026-08-10", joined=[BO])
    world.turn("kubernetes-sigs", "2019-01-15", joined=[SUE])
    for month in range(1, 7):
        world.pull(WEBSITE, DORA, f"2026-0{month}-02", paths=["content/en/a.md"], lines=40 if month <= 3 else 5)
        world.pull(WEBSITE, DAN, f"2026-0{month}-03", paths=["content/en/b.md"], lines=40 if month <= 5 else 5)
    # Nia reviewed 21 changes of both directories; two of them were never merged, and five she gave /lgtm.
    both = ["pkg/kubelet/kubelet.go", "pkg/proxy/proxy.go"]
    for number in range(21):
        day, last = f"2022-05-{number + 1:02}", NIA if number < 5 else ADMIN
        world.pull(K8S, EVE, day, paths=both, reviewers=[NIA], merged=number < 19, lgtm=last)
    for repo in (BUILDER, WORKS):
        for number in range(5):
            world.pull(repo, EVE, f"2026-07-0{number + 1}", lines=40 if number < 3 else 5, reviewers=[BO])
    world.pull(ETCD, EVE, "2026-06-01", reviewers=[MAX])
    world.pull(ETCD, EVE, "2026-06-02", reviewers=[MAX])
    world.pull(ETCD, MAX, "2026-06-03")
    world.pull(WORKS, SUE, "2019-02-01", reviewers=[ADMIN])
    for day in ("2016-05-02", "2017-04-03", "2019-12-01"):
        world.pull(K8S, OLA, day, paths=["pkg/proxy/a.go"], reviewers=[ADMIN])
    world.pull(WORKS, ORA, "2022-08-01", reviewers=[ADMIN])
    for repo in (K8S, BUILDER, WORKS):
        world.file(repo, "OWNERS", ("2016-01-01", owners_file(approvers=[ADMIN])))
    for directory in ("pkg/kubelet", "pkg/proxy"):
        world.file(K8S, f"{directory}/OWNERS", ("2016-01-01", owners_file(approvers=[ADMIN])))
    maintainers = f"# MAINTAINERS\nMax Made-Up (@{MAX}) <max@example.com> pkg:*\n\n# REVIEWERS\nAda (@{ADMIN}) pkg:*\n"
    world.file(ETCD, "MAINTAINERS", ("2023-06-01", maintainers))
    for path, text in documents(COMMUNITY_REPO).items():
        world.file(COMMUNITY_REPO, path, ("2026-08-21", text.replace(QUOTED, SAID)))
    return world


@cache
def rules() -> Json:
    return yaml.safe_load(RULES.read_text("utf-8"))


def sources(part) -> Iterator[Json]:
    """Every source that the rules give for something, from the YAML as it stands."""
    if isinstance(part, dict):
        if isinstance(part.get("document"), str):
            yield part
        for below in part.values():
            yield from sources(below)
    for below in part if isinstance(part, list) else ():
        yield from sources(below)


def documents(repo: str) -> dict[str, str]:
    """Documents that say all that the rules quote of a repository today, by path."""
    texts: dict[str, str] = {}
    for source in sources(rules()):
        document = rules()["documents"][source["document"]]
        if document["repository"] == repo and document["commit"] not in document["url"] and "quote" in source:
            texts[document["path"]] = texts.get(document["path"], "# Rules\n") + f"\n{source['quote']}.\n"
    return texts


def by_id(tier: Json) -> dict[str, Json]:
    return {one["id"]: one for one in tier["criteria"]}
