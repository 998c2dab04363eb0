"""Documents of the Kubernetes project: requests, org files with their history, OWNERS files, sigs.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from standin.synth.values import START, iso, oid

if TYPE_CHECKING:
    from standin.synth.values import Record


MEMBERSHIP_REQUIREMENTS = (
    "I have reviewed the [community membership guidelines](https://git.k8s.io/community/community-membership.md)",
    "I have [enabled 2FA on my GitHub account](https://github.com/settings/security)",
    "I have subscribed to the [kubernetes dev e-mail list](https://groups.google.com/a/kubernetes.io/group/dev)",
    "I am actively contributing to 1 or more Kubernetes subprojects",
    "I have two sponsors that meet the sponsor requirements listed in the community membership guidelines",
    "I have spoken to my sponsors ahead of this application, and they have agreed to sponsor my application",
    "I have verified that my sponsors are from different member companies",
    (
        "I have verified that my sponsors are a reviewer or an approver in at least one OWNERS file within one of the "
        "Kubernetes GitHub organizations (excluding the contributor-playground)"
    ),
)


def membership_form(login: str, orgs: list[str], sponsors: list[str], contributions: list[str]) -> str:
    """The body that GitHub makes of the membership request's issue form."""
    boxes = "\n".join(f"- [X] {r}" for r in MEMBERSHIP_REQUIREMENTS)
    listed = "\n".join(f"- {c}" for c in contributions)
    return (
        f"### GitHub Username\n\n{login}\n\n### Organization you are requesting membership in\n\n{', '.join(orgs)}\n\n"
        f"### Requirements\n\n{boxes}\n\n### Sponsor 1\n\n{sponsors[0]}\n\n### Sponsor 2\n\n{sponsors[1]}\n\n"
        f"### List of contributions to the Kubernetes project\n\n{listed}\n"
    )


def membership_markdown(login: str, org: str, sponsors: list[str], contributions: list[str]) -> str:
    """The body of a request from the Markdown template that came before the form."""
    boxes = "\n".join(f"- [x] {r}" for r in MEMBERSHIP_REQUIREMENTS)
    listed = "\n".join(f"- {c}" for c in contributions)
    named = "\n".join(f"- {s}" for s in sponsors)
    return (
        f"### GitHub Username\n{login}\n\n### Organization you are requesting membership in\n@{org}\n\n"
        f"### Requirements\n{boxes}\n\n### Sponsors\n{named}\n\n"
        f"### List of contributions to the Kubernetes project\n{listed}\n"
    )


@dataclass
class OrgEntry:
    """A line in org.yaml's list of members, and how it got there."""

    login: str
    added: str
    by: str
    message: str


def org_yaml(org: str, admins: list[str], members: list[OrgEntry], teams: dict[str, list[str]]) -> Record:
    """config/<org>/org.yaml with its commits and blame: one commit for each member that was added."""
    first = min([m.added for m in members], default=iso(START))
    commits: list[Record] = [
        {
            "oid": oid(org, "org.yaml"),
            "date": min(first, iso(START)),
            "login": admins[0],
            "message": f"Initial config for {org}",
        }
    ]
    lines: list[tuple[str, int]] = [("admins:", 0)]
    lines += [(f"- {a}", 0) for a in sorted(admins, key=str.lower)]
    lines += [
        ("billing_email: github@example.com", 0), ("default_repository_permission: read", 0),
        ("description: A fictional copy of an organization", 0), ("has_organization_projects: true", 0), ("members:", 0),
    ]  # fmt: skip
    index: dict[str, int] = {}
    for entry in sorted(members, key=lambda m: (m.added, m.login.lower())):
        commits.append({"oid": oid(org, entry.login), "date": entry.added, "login": entry.by, "message": entry.message})
        index[entry.login] = len(commits) - 1
    lines += [(f"- {m.login}", index[m.login]) for m in sorted(members, key=lambda m: m.login.lower())]
    lines += [(f"name: {org}", 0), ("teams:" if teams else "teams: {}", 0)]
    for team, people in teams.items():
        lines += [(f"  {team}:", 0), (f"    description: The team {team}", 0), ("    members:", 0)]
        lines += [(f"    - {p}", 0) for p in sorted(people, key=str.lower)]
        lines.append(("    privacy: closed", 0))
    blame: list[list[int]] = []
    for number, (_, commit) in enumerate(lines, 1):
        if blame and blame[-1][2] == commit:
            blame[-1][1] = number
        else:
            blame.append([number, number, commit])
    return {
        "repo": "kubernetes/org", "path": f"config/{org}/org.yaml", "text": "\n".join(t for t, _ in lines) + "\n",
        "commits": commits, "blame": blame,
    }  # fmt: skip


def file_history(repo: str, path: str, versions: list[tuple[Record, str]]) -> Record:
    """A file with its commits, its blame and the lines that are gone, from its text in each of the commits."""
    woven: list[list[Any]] = []  # the line, and the commits that added and removed it
    for now, (_, text) in enumerate(versions):
        alive = [entry for entry in woven if entry[2] is None]
        lines = text.splitlines()
        matcher = SequenceMatcher(None, [entry[0] for entry in alive], lines, autojunk=False)
        for _, first, last, start, end in [o for o in matcher.get_opcodes() if o[0] != "equal"]:
            for entry in alive[first:last]:
                entry[2] = now
            before = alive[last - 1] if last else None
            place = next((n + 1 for n, entry in enumerate(woven) if entry is before), 0)
            woven[place:place] = [[line, now, None] for line in lines[start:end]]
    blame: list[list[int]] = []
    gone: list[list[Any]] = []
    number = 1
    for line, added, removed in woven:
        if removed is not None:
            gone.append([number, added, removed, line])
            continue
        if blame and blame[-1][2] == added:
            blame[-1][1] = number
        else:
            blame.append([number, number, added])
        number += 1
    commits = [commit for commit, _ in versions]
    return {"repo": repo, "path": path, "text": versions[-1][1], "commits": commits, "blame": blame, "gone": gone}


def owners_file(
    reviewers: Iterable[str] = (), approvers: Iterable[str] = (), labels: Iterable[str] = (),
    options: dict[str, bool] | None = None, filters: dict[str, dict[str, list[str]]] | None = None,
    emeritus: Iterable[str] = (),
) -> str:  # fmt: skip
    """An OWNERS file; with filters instead of the plain lists if there are any."""
    out = ["# See the OWNERS docs at https://go.k8s.io/owners", ""]

    def block(name: str, values: Iterable[str], indent: str) -> None:
        listed = list(values)
        if listed:
            out.append(f"{indent}{name}:")
            out.extend(f"{indent}  - {v}" for v in listed)

    if options:
        out.append("options:")
        out.extend(f"  {k}: {str(v).lower()}" for k, v in options.items())
    if filters:
        out.append("filters:")
        for pattern, roles in filters.items():
            out.append(f'  "{pattern}":')
            for role, values in roles.items():
                block(role, values, "    ")
    block("reviewers", reviewers, "")
    block("approvers", approvers, "")
    block("emeritus_approvers", emeritus, "")
    block("labels", labels, "")
    return "\n".join(out) + "\n"


def aliases_file(aliases: dict[str, list[str]]) -> str:
    out = ["# See the OWNERS docs at https://go.k8s.io/owners#owners_aliases", "", "aliases:"]
    for name, people in aliases.items():
        out.append(f"  {name}:")
        out.extend(f"    - {p}" for p in people)
    return "\n".join(out) + "\n"


def sigs_yaml(sigs: list[Record]) -> str:
    """sigs.yaml: one group for each record of name, label, chairs, leads and subprojects."""
    out = ["sigs:"]
    for sig in sigs:
        out += [
            f"  - dir: sig-{sig['label']}", f"    name: {sig['name']}", "    mission_statement: >",
            f"      Covers {sig['name']}.", "", "    charter_link: charter.md", f"    label: {sig['label']}",
            "    leadership:",
        ]  # fmt: skip
        for role in ("chairs", "tech_leads"):
            out.append(f"      {role}:")
            for person in sig[role]:
                out += [
                    f"        - github: {person['login']}",
                    f"          name: {person['name']}",
                    f"          company: {person['company']}",
                ]
        out += ["    contact:", f"      slack: sig-{sig['label']}", "    subprojects:"]
        for name, owners in sig["subprojects"].items():
            out += [f"      - name: {name}", "        owners:"]
            out += [f"          - https://raw.githubusercontent.com/{path}" for path in owners]
    return "\n".join(out) + "\n"
