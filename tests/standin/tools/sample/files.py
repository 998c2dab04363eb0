"""The files of the sample world's community, with their history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standin.synth import BOT, aliases_file, file_history, iso, oid, owners_file, sigs_yaml
from standin.tools.sample.people import (
    AKI,
    AKI_BEFORE,
    ANDERS,
    IVO,
    K8S,
    LANTERN,
    LUMI,
    MIRA,
    QUIET_ORGS,
    RENE,
    ROSA,
    day,
)

if TYPE_CHECKING:
    from standin.tools.sample.people import Record


def org_text(org: str, members: list[str], team: list[str]) -> str:
    """config/<org>/org.yaml with its members in this order."""
    lines = ["admins:", f"- {BOT}", f"- {LUMI}", "billing_email: github@example.com"]
    lines += ["default_repository_permission: read", "description: A fictional copy of an organization"]
    lines += ["has_organization_projects: true", "members:", *(f"- {m}" for m in members), f"name: {org}"]
    lines += ["teams:" if team else "teams: {}"]
    if team:
        lines += ["  lantern-maintainers:", "    description: The team lantern-maintainers", "    members:"]
        lines += [*(f"    - {t}" for t in team), "    privacy: closed"]
    return "\n".join(lines) + "\n"


def org_files() -> list[Record]:
    """Each org.yaml with all that happened to it; what concerns several is one commit."""
    k8s, sigs = "kubernetes", "kubernetes-sigs"
    both = f"{k8s} and {sigs}"
    members: dict[str, list[str]] = {org: [] for org in (k8s, sigs, *QUIET_ORGS)}
    team: list[str] = []
    versions: dict[str, list[tuple[Record, str]]] = {org: [] for org in members}
    by_case = {k8s}  # at first the members of kubernetes are sorted with capitals before small letters

    def commit(date: str, message: str, *orgs: str) -> None:
        record = {"oid": oid("org", date, message), "date": iso(day(date)), "login": LUMI, "message": message}
        for org in orgs:
            members[org].sort(key=None if org in by_case else str.lower)
            versions[org].append((record, org_text(org, members[org], team if org == sigs else [])))

    def join(date: str, login: str, *orgs: str, again: str = "") -> None:
        for org in orgs:
            members[org].append(login)
        commit(date, f"Add {login}{again} to {' and '.join(orgs)}", *orgs)

    commit("2018-01-03", f"Initial config for {both}", k8s, sigs)
    join("2018-01-10", AKI_BEFORE, k8s, sigs)
    join("2018-06-04", RENE, k8s)
    for org in (k8s, sigs):
        members[org][members[org].index(AKI_BEFORE)] = AKI
    commit("2019-05-20", f"Rename {AKI_BEFORE} to {AKI}", k8s, sigs)
    team.append(AKI)
    commit("2019-09-02", "Add the team lantern-maintainers", sigs)
    commit("2019-10-07", f"Initial config for {', '.join(QUIET_ORGS)}", *QUIET_ORGS)
    join("2020-02-02", ROSA, k8s, sigs)
    join("2021-03-08", IVO, k8s)
    members[k8s] = [m for m in members[k8s] if m not in (IVO, RENE)]
    commit("2022-09-05", f"Remove inactive members from {k8s}", k8s)
    join("2023-11-13", IVO, k8s, again=" back")
    by_case.clear()
    commit("2024-08-27", f"Sort the members of {k8s} without regard to case", k8s)
    join("2025-01-14", ANDERS, k8s)
    join("2025-11-10", MIRA, sigs)
    return [file_history("kubernetes/org", f"config/{org}/org.yaml", v) for org, v in versions.items()]


def history(repo: str, path: str, *versions: tuple[str, str, str]) -> Record:
    """A file with its texts, the day and the message of each."""
    commits = [
        {"oid": oid(repo, date, message), "date": iso(day(date)), "login": LUMI, "message": message}
        for date, message, _ in versions
    ]
    return file_history(repo, path, [(commit, text) for commit, (_, _, text) in zip(commits, versions, strict=True)])


def owners_files() -> list[Record]:
    """OWNERS, with the days on which somebody entered; what concerns several files of a repository is one commit."""
    rosa = ROSA.lower()
    first = ("2017-03-06", "Let SIG Widgets own its directories")
    aki = ("2019-07-01", f"Make {AKI} an approver")
    new_rosa = ("2021-05-10", f"Make {rosa} a reviewer of widgets")
    retired = ("2022-09-06", f"Thank {RENE}")

    def aliases(*more: str, approvers: tuple[str, ...]) -> str:
        return aliases_file({"widget-approvers": [*approvers, LUMI], "widget-reviewers": [*more, LUMI]})

    gadgets = {
        ".*": {"reviewers": [LUMI], "approvers": [LUMI]},
        r"\\.md$": {"reviewers": [rosa], "labels": ["kind/documentation"]},
    }
    return [
        history(
            K8S,
            "OWNERS_ALIASES",
            (*first, aliases(approvers=())),
            (*aki, aliases(AKI, approvers=(AKI,))),
            (*new_rosa, aliases(AKI, rosa, approvers=(AKI,))),
        ),
        history(
            K8S,
            "OWNERS",
            (*first, owners_file([LUMI], [LUMI, RENE])),
            (*retired, owners_file([LUMI], [LUMI], emeritus=[RENE])),
        ),
        history(
            K8S,
            "pkg/widget/OWNERS",
            (*first, owners_file(["widget-reviewers"], ["widget-approvers"], ["sig/widgets"])),
        ),
        history(
            K8S,
            "pkg/widget/testing/OWNERS",
            (*new_rosa, owners_file([rosa], [AKI], options={"no_parent_owners": True})),
        ),
        history(
            K8S, "pkg/gadget/OWNERS", ("2023-02-01", "Share the gadgets' documentation", owners_file(filters=gadgets))
        ),
        history(
            LANTERN,
            "OWNERS",
            ("2019-09-03", "Start the lantern", owners_file([AKI], [AKI])),
            ("2026-04-20", f"Make {rosa} a reviewer", owners_file([AKI, rosa], [AKI])),
        ),
    ]


def files() -> list[Record]:
    out = [
        (K8S, "pkg/widget/queue.go", "package widget\n"),
        (LANTERN, "README.md", "# Lantern\n\nA fictional subproject of SIG Widgets.\n"),
        ("kubernetes/community", "sigs.yaml", sigs_yaml([{
            "name": "Widgets", "label": "widgets",
            "chairs": [{"login": LUMI, "name": "Lumi Lead", "company": "Foxglove"}],
            "tech_leads": [{"login": AKI, "name": "Aki Approver", "company": "Acme Cloud"}],
            "subprojects": {
                "lantern": ["kubernetes-sigs/lantern/main/OWNERS"],
                "widget": ["kubernetes/kubernetes/master/pkg/widget/OWNERS"],
            },
        }])),
    ]  # fmt: skip
    return [*owners_files(), *({"repo": r, "path": p, "text": t} for r, p, t in out)]
