"""Synthetic worlds: ``python -m standin.synth --out DIR --users N --pulls M --reviews-per-pull K --seed S``.

Activity is heavy-tailed, files have the shapes of the Kubernetes project (OWNERS, OWNERS_ALIASES, org.yaml with
blame, sigs.yaml, membership requests), and the same arguments give the same world, byte for byte.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from itertools import accumulate
from pathlib import Path
from typing import Any, TextIO

Record = dict[str, Any]
NOW = datetime(2026, 6, 1, 12, 0, 0, tzinfo=UTC)
START = datetime(2019, 1, 7, 9, 0, 0, tzinfo=UTC)
BOT = "k8s-ci-robot"
TRIAGE_BOT = "k8s-triage-robot"
APP_BOT = "dependabot[bot]"

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


def iso(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def oid(*parts: object) -> str:
    return hashlib.sha1("/".join(map(str, parts)).encode()).hexdigest()


# -- documents of the Kubernetes project ---------------------------------------------------------------


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


# -- writing -------------------------------------------------------------------------------------------


class WorldWriter:
    """Writes the files of a world directory."""

    def __init__(self, directory: Path, compress: bool = False) -> None:
        self.directory = directory
        self.compress = compress
        self._open: dict[str, TextIO] = {}
        directory.mkdir(parents=True, exist_ok=True)
        for old in directory.glob("*.json*"):
            old.unlink()

    def head(self, **fields: Any) -> None:
        (self.directory / "world.json").write_text(json.dumps(fields, indent=2) + "\n", "utf-8")

    def add(self, kind: str, record: Record) -> None:
        stream = self._open.get(kind)
        if stream is None:
            path = self.directory / f"{kind}.jsonl{'.gz' if self.compress else ''}"
            stream = (
                gzip.open(path, "wt", encoding="utf-8", compresslevel=4)
                if self.compress
                else path.open("w", encoding="utf-8")
            )
            self._open[kind] = stream
        stream.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")

    def close(self) -> None:
        for stream in self._open.values():
            stream.close()


# -- the synthetic world -------------------------------------------------------------------------------

_FIRST = [
    "ada",
    "bea",
    "cyr",
    "dov",
    "eli",
    "fay",
    "gus",
    "hal",
    "ida",
    "jon",
    "kay",
    "lev",
    "mia",
    "nat",
    "ora",
    "pia",
    "quy",
    "ron",
    "sol",
    "tea",
    "uma",
    "vic",
    "wes",
    "xia",
    "yan",
    "zoe",
]
_LAST = [
    "oak",
    "elm",
    "ash",
    "fir",
    "yew",
    "bay",
    "fig",
    "ivy",
    "may",
    "rue",
    "sky",
    "sea",
    "fen",
    "dew",
    "fox",
    "elk",
    "owl",
    "jay",
    "doe",
    "cod",
    "ray",
    "eel",
    "ant",
    "bee",
    "cub",
    "kit",
]
_COMPANIES = ["Acme Cloud", "Bolt Systems", "Copperline", "Dune Labs", "Evergreen IT", "Foxglove", None, None]
_AREAS = ["apps", "auth", "cli", "node", "network", "storage", "scheduling", "testing", "docs", "release"]
_DIRS = [
    "pkg/controller",
    "pkg/kubelet",
    "pkg/scheduler",
    "pkg/proxy",
    "pkg/volume",
    "cmd/tool",
    "test/e2e",
    "staging/src",
    "docs",
    "hack",
]
_SIZES = [(9, "size/XS"), (29, "size/S"), (99, "size/M"), (499, "size/L"), (999, "size/XL"), (10**9, "size/XXL")]
_VERBS = ["Fix", "Add", "Refactor", "Clean up", "Document", "Speed up", "Test", "Deprecate", "Remove", "Rework"]
_NOUNS = [
    "the queue",
    "a flaky test",
    "retry logic",
    "status updates",
    "the cache",
    "error messages",
    "metrics",
    "the API docs",
]


@dataclass
class Person:
    login: str
    name: str
    company: str | None
    joined: datetime
    stage: int  # 0 newcomer, 1 member, 2 reviewer, 3 approver
    member_since: datetime | None = None
    areas: list[str] = field(default_factory=list)


def size_label(lines: int) -> str:
    return next(label for limit, label in _SIZES if lines <= limit)


class Synth:
    def __init__(
        self,
        users: int,
        pulls: int,
        reviews_per_pull: float,
        seed: int,
        *,
        members: float = 0.3,
        reviewing: float = 0.06,
    ) -> None:
        self.rng = random.Random(seed)
        self.members = members
        self.pull_count = pulls
        self.reviews_per_pull = reviews_per_pull
        self.seed = seed
        self.people = [self._person(n, users) for n in range(users)]
        # A login's place in the list is its rank: activity falls off with it, as in the real project.
        self.author_weights = list(accumulate(1 / (n + 1) ** 0.9 for n in range(users)))
        self.owners = [p for p in self.people if p.stage >= 2] or self.people[:2]
        self.regulars = self.people[: max(int(users * reviewing), len(self.owners))]
        self.reviewer_weights = list(accumulate(1 / (n + 1) ** 0.8 for n in range(len(self.regulars))))
        extra = max(2, min(40, pulls // 500))
        self.repos = [
            ("kubernetes", "kubernetes", "master"),
            ("kubernetes", "website", "main"),
            ("kubernetes", "test-infra", "master"),
        ]
        self.repos += [("kubernetes-sigs", f"project-{n:02d}", "main") for n in range(extra)]
        self.repo_weights = [1 / (n + 1) for n in range(len(self.repos))]
        self.numbers: dict[str, int] = {}

    def _person(self, n: int, users: int) -> Person:
        rng = self.rng
        login = f"{_FIRST[n % 26]}-{_LAST[(n // 26) % 26]}-{n}" if n >= 26 else f"{_FIRST[n]}-{_LAST[n]}"
        if n % 3 == 0:
            login = login.title().replace("-", "")
        share = n / max(1, users)
        stage = 3 if share < 0.02 or n < 4 else 2 if share < 0.06 or n < 10 else 1 if share < self.members else 0
        joined = START + timedelta(days=rng.randint(0, 2200 if stage == 0 else 900), minutes=rng.randint(0, 1440))
        person = Person(login, login.replace("-", " ").title(), rng.choice(_COMPANIES), joined, stage)
        if stage:
            person.member_since = joined + timedelta(days=rng.randint(60, 500))
        person.areas = rng.sample(_AREAS, 2)
        return person

    def _number(self, repo: str) -> int:
        self.numbers[repo] = self.numbers.get(repo, 0) + 1
        return self.numbers[repo]

    def _after(self, when: datetime, days: float) -> datetime:
        return min(when + timedelta(seconds=60 + int(self.rng.expovariate(1 / (days * 86400)))), NOW)

    def write(self, out: WorldWriter) -> None:
        out.head(now=iso(NOW), viewer=self.people[0].login, description=f"synthetic, seed {self.seed}")
        self._accounts(out)
        self._files(out)
        self._memberships(out)
        for created, author, repo in self._schedule():
            out.add("pulls", self._pull(created, author, repo))

    def _schedule(self) -> list[tuple[datetime, Person, tuple[str, str, str]]]:
        """When, by whom and where pull requests are opened, oldest first, so that numbers rise with time."""
        rng = self.rng
        plan = []
        for _ in range(self.pull_count):
            author = rng.choices(self.people, cum_weights=self.author_weights)[0]
            span = (NOW - author.joined).total_seconds()
            created = author.joined + timedelta(seconds=int(span * rng.random() ** 0.7))
            plan.append((created, author, rng.choices(self.repos, self.repo_weights)[0]))
        return sorted(plan, key=lambda row: (row[0], row[1].login))

    def _accounts(self, out: WorldWriter) -> None:
        for person in self.people:
            out.add(
                "users",
                {
                    "login": person.login, "name": person.name, "company": person.company, "createdAt": iso(person.joined),
                    "type": "User", "bio": None, "location": None,
                },
            )  # fmt: skip
        for bot in (BOT, TRIAGE_BOT):
            out.add("users", {"login": bot, "name": "Kubernetes robot", "createdAt": iso(START), "type": "User"})
        out.add("users", {"login": APP_BOT, "createdAt": iso(START), "type": "Bot"})
        members = [p.login for p in self.people if p.stage]
        for org in ("kubernetes", "kubernetes-sigs"):
            out.add("users", {"login": org, "name": org.title(), "createdAt": iso(START), "type": "Organization"})
            chosen = [*(m for n, m in enumerate(members) if org == "kubernetes-sigs" or n % 3), BOT]
            out.add("orgs", {"login": org, "members": chosen, "publicMembers": chosen[: max(1, len(chosen) // 5)]})
        labels = [
            "lgtm",
            "approved",
            "area/github-membership",
            *(s for _, s in _SIZES),
            *(f"sig/{a}" for a in _AREAS),
            "wg/batch",
        ]
        rows = [
            *self.repos,
            ("kubernetes", "org", "main"),
            ("kubernetes", "community", "master"),
            ("kubernetes-sigs", "attic", "main"),
        ]
        for owner, name, branch in rows:
            out.add(
                "repos",
                {
                    "owner": owner, "name": name, "defaultBranch": branch, "isArchived": name == "attic",
                    "isFork": False, "labels": labels, "topics": ["k8s-sig-testing"] if owner == "kubernetes-sigs" else [],
                },
            )  # fmt: skip

    def _owners(self, area: str) -> tuple[list[str], list[str]]:
        reviewers = [p.login for p in self.people if p.stage >= 2 and area in p.areas]
        approvers = [p.login for p in self.people if p.stage == 3 and area in p.areas]
        return reviewers or [self.owners[0].login], approvers or [self.owners[0].login]

    def _files(self, out: WorldWriter) -> None:
        aliases = {
            f"sig-{a}-{kind}": people
            for a in _AREAS
            for kind, people in zip(("reviewers", "approvers"), self._owners(a), strict=True)
        }
        for owner, name, _ in self.repos:
            full = f"{owner}/{name}"
            out.add("files", {"repo": full, "path": "OWNERS_ALIASES", "text": aliases_file(aliases)})
            top = [p.login for p in self.people if p.stage == 3][:3]
            out.add("files", {"repo": full, "path": "OWNERS", "text": owners_file(top, top, ["sig/architecture"])})
            for n, (directory, area) in enumerate(zip(_DIRS, _AREAS, strict=True)):
                reviewers, approvers = [f"sig-{area}-reviewers"], [f"sig-{area}-approvers"]
                plain = self._owners(area)
                text = owners_file(reviewers, approvers, [f"sig/{area}"])
                if n % 4 == 1:
                    text = owners_file(*plain, labels=[f"sig/{area}"], options={"no_parent_owners": True})
                elif n % 4 == 2:
                    text = owners_file(
                        filters={
                            ".*": {"reviewers": reviewers, "approvers": approvers},
                            r"\\.md$": {"reviewers": plain[0][:2], "labels": ["kind/documentation"]},
                        }
                    )
                out.add("files", {"repo": full, "path": f"{directory}/OWNERS", "text": text})
                out.add("files", {"repo": full, "path": f"{directory}/main.go", "text": f"package {area}\n"})
        sigs = []
        for area in _AREAS:
            leads = [p for p in self.people if p.stage == 3 and area in p.areas][:2] or self.people[:1]
            people = [{"login": p.login, "name": p.name, "company": p.company or "Independent"} for p in leads]
            first = self.repos[min(3, len(self.repos) - 1)]
            sigs.append(
                {
                    "name": area.title(), "label": area, "chairs": people[:1], "tech_leads": people[-1:],
                    "subprojects": {area: [f"{first[0]}/{first[1]}/{first[2]}/OWNERS"]},
                }
            )  # fmt: skip
        out.add("files", {"repo": "kubernetes/community", "path": "sigs.yaml", "text": sigs_yaml(sigs)})

    def _memberships(self, out: WorldWriter) -> None:
        entries: dict[str, list[OrgEntry]] = {"kubernetes": [], "kubernetes-sigs": []}
        admins = [self.people[0].login, self.people[1].login, BOT]
        members = [p for p in self.people if p.stage]
        for n, person in enumerate(members):
            assert person.member_since
            since = iso(person.member_since)
            for org, joined in entries.items():
                if org == "kubernetes-sigs" or n % 3:
                    joined.append(OrgEntry(person.login, since, admins[0], f"Add {person.login} to {org}"))
        waiting = [p for p in self.people if not p.stage][: max(1, len(self.people) // 50)]
        requests = sorted(
            [(p.member_since or NOW, p, True) for p in members]
            + [(NOW - timedelta(days=9), p, False) for p in waiting],
            key=lambda r: (r[0], r[1].login),
        )
        for when, person, done in requests:
            out.add("issues", self._request(when, person, done, admins[0]))
        for org, listed in entries.items():
            team = {f"{org}-maintainers": [p.login for p in self.people if p.stage == 3][:5]}
            out.add("files", org_yaml(org, admins, listed, team))

    def _request(self, when: datetime, person: Person, done: bool, admin: str) -> Record:
        rng = self.rng
        opened = when - timedelta(days=rng.randint(2, 14))
        sponsors = [p.login for p in rng.sample(self.owners, min(2, len(self.owners)))]
        sponsors = (sponsors * 2)[:2]
        listed = [f"kubernetes/kubernetes#{rng.randint(1, 999)}", "Reviews in kubernetes/website"]
        form = opened.year >= 2023
        handles = [f"@{s}" for s in sponsors] if rng.random() < 0.8 else sponsors
        login = f"@{person.login}" if rng.random() < 0.5 else person.login
        body = (
            membership_form(login, ["kubernetes", "kubernetes-sigs"][: rng.randint(1, 2)], handles, listed)
            if form
            else membership_markdown(login, "kubernetes", handles, listed)
        )
        comments = [
            {
                "author": s,
                "createdAt": iso(self._after(opened, 1)),
                "body": rng.choice(["+1", "+1 from me, thanks!", ":+1:", "+1\n\nGood work."]),
            }
            for s in sponsors[: 2 if done or rng.random() < 0.5 else 1]
        ]
        if done:
            comments.append(
                {"author": admin, "createdAt": iso(when), "body": "The pull request that adds you is merged. Welcome!"}
            )
        return {
            "repo": "kubernetes/org", "number": self._number("kubernetes/org"), "author": person.login,
            "title": f"REQUEST: New membership for {person.login}", "body": body, "state": "CLOSED" if done else "OPEN",
            "stateReason": "COMPLETED" if done else None, "createdAt": iso(opened),
            "updatedAt": iso(when), "closedAt": iso(when) if done else None, "labels": ["area/github-membership"],
            "assignees": [], "comments": comments,
        }  # fmt: skip

    def _pull(self, created: datetime, author: Person, repo: tuple[str, str, str]) -> Record:
        rng = self.rng
        owner, name, branch = repo
        full = f"{owner}/{name}"
        directory = rng.choices(_DIRS, range(len(_DIRS), 0, -1))[0]
        area = _AREAS[_DIRS.index(directory)]
        count = min(60, 1 + int(rng.paretovariate(1.3)))
        files: list[Record] = []
        for n in range(count):
            extension = "md" if directory == "docs" else "go"
            added = min(4000, int(rng.paretovariate(0.9) * 4))
            path = f"{directory}/{_NOUNS[(n + count) % len(_NOUNS)].replace(' ', '_')}_{n}.{extension}"
            files.append(
                {
                    "path": path,
                    "additions": added,
                    "deletions": added // 3,
                    "changeType": "ADDED" if n % 5 == 4 else "MODIFIED",
                }
            )
        additions, deletions = (sum(f[key] for f in files) for key in ("additions", "deletions"))
        state = rng.choices(["MERGED", "CLOSED", "OPEN"], [0.74, 0.17, 0.09])[0]
        labels = [size_label(additions + deletions), f"sig/{area}", "cncf-cla: yes"]
        if rng.random() < 0.05:
            labels.append("wg/batch")
        comments = [
            {
                "author": BOT,
                "createdAt": iso(created + timedelta(seconds=20)),
                "body": f"Hi @{author.login}. Thanks for your PR.\n\nI'm waiting for a member to verify that this patch is reasonable to test.",
            }
        ]
        reviews: list[Record] = []
        last = created
        lead = rng.choices(self.regulars, cum_weights=self.reviewer_weights)[0].login
        for _ in range(self._review_count()):
            reviewer = (
                rng.choices(self.regulars, cum_weights=self.reviewer_weights)[0].login if rng.random() < 0.5 else lead
            )
            if reviewer == author.login:
                continue
            last = self._after(last, 1.5)
            kind = rng.choices(["COMMENTED", "APPROVED", "CHANGES_REQUESTED", "DISMISSED"], [0.72, 0.2, 0.07, 0.01])[0]
            review: Record = {
                "author": reviewer,
                "state": kind,
                "submittedAt": iso(last),
                "body": rng.choice(["", "", "nit", "/lgtm", "Looks good."]),
            }
            if rng.random() < 0.6:
                review["comments"] = [
                    {"path": files[0]["path"], "body": "Could this be simpler?", "createdAt": iso(last)}
                ]
            reviews.append(review)
        if state == "MERGED":
            comments.append(
                {"author": lead, "createdAt": iso(last), "body": "/lgtm\n/approve" if rng.random() < 0.6 else "/lgtm"}
            )
            comments.append(
                {
                    "author": BOT,
                    "createdAt": iso(last),
                    "body": f"[APPROVALNOTIFIER] This PR is **APPROVED**\n\nThis pull-request has been approved by: *{author.login}*, *{lead}*",
                }
            )
            labels += ["lgtm", "approved"]
        done = self._after(last, 1.0) if state != "OPEN" else None
        return {
            "repo": full, "number": self._number(full), "author": APP_BOT if rng.random() < 0.02 else author.login,
            "title": f"{rng.choice(_VERBS)} {rng.choice(_NOUNS)} in {directory}", "body": f"**What this PR does**: see the title.\n\n/cc @{lead}\n",
            "state": state, "isDraft": state == "OPEN" and rng.random() < 0.1, "createdAt": iso(created),
            "updatedAt": iso(done or last), "closedAt": iso(done) if done else None,
            "mergedAt": iso(done) if done and state == "MERGED" else None, "mergedBy": BOT if state == "MERGED" else None,
            "baseRefName": branch, "additions": additions, "deletions": deletions, "files": files, "labels": labels,
            "assignees": [lead] if rng.random() < 0.7 else [], "reviewRequests": [lead] if state == "OPEN" else [],
            "commits": 1 + int(rng.random() * 4), "reviews": reviews, "comments": comments,
        }  # fmt: skip

    def _review_count(self) -> int:
        mean = self.reviews_per_pull
        return 0 if mean <= 0 else min(200, int(self.rng.expovariate(1 / (mean + 0.5))))


def generate(
    directory: str | Path,
    *,
    users: int,
    pulls: int,
    reviews_per_pull: float,
    seed: int = 1,
    compress: bool = False,
    members: float = 0.3,
    reviewing: float = 0.06,
) -> None:
    """Write a synthetic world into a directory; ``members`` and ``reviewing`` are the shares of people who are, and do."""
    if users < 4:
        raise ValueError("a synthetic world needs at least 4 users")
    out = WorldWriter(Path(directory), compress)
    try:
        Synth(users, pulls, reviews_per_pull, seed, members=members, reviewing=reviewing).write(out)
    finally:
        out.close()


def main(argv: list[str] | None = None, clock: Callable[[], float] = time.perf_counter) -> int:
    p = argparse.ArgumentParser(prog="python -m standin.synth", description="Write a synthetic world.")
    p.add_argument("--out", required=True)
    p.add_argument("--users", type=int, default=1000)
    p.add_argument("--pulls", type=int, default=5000)
    p.add_argument("--reviews-per-pull", type=float, default=4)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--gzip", action="store_true")
    args = p.parse_args(argv)
    started = clock()
    generate(
        args.out,
        users=args.users,
        pulls=args.pulls,
        reviews_per_pull=args.reviews_per_pull,
        seed=args.seed,
        compress=args.gzip,
    )
    print(f"wrote {args.pulls} pull requests in {clock() - started:.1f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
