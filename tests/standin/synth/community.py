"""A community of any size: its accounts, files and membership requests."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from standin.synth.documents import (
    OrgEntry,
    aliases_file,
    membership_form,
    membership_markdown,
    org_yaml,
    owners_file,
    sigs_yaml,
)
from standin.synth.names import AREAS, COMPANIES, DIRS, FIRST, LAST, SIZES, Person
from standin.synth.values import APP_BOT, BOT, NOW, START, TRIAGE_BOT, iso

if TYPE_CHECKING:
    from standin.synth.values import Record
    from standin.synth.writing import WorldWriter


class Community:
    """Who takes part, and what stands in the organisations' files about them."""

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
        login = f"{FIRST[n % 26]}-{LAST[(n // 26) % 26]}-{n}" if n >= 26 else f"{FIRST[n]}-{LAST[n]}"
        if n % 3 == 0:
            login = login.title().replace("-", "")
        share = n / max(1, users)
        stage = 3 if share < 0.02 or n < 4 else 2 if share < 0.06 or n < 10 else 1 if share < self.members else 0
        joined = START + timedelta(days=rng.randint(0, 2200 if stage == 0 else 900), minutes=rng.randint(0, 1440))
        person = Person(login, login.replace("-", " ").title(), rng.choice(COMPANIES), joined, stage)
        if stage:
            person.member_since = joined + timedelta(days=rng.randint(60, 500))
        person.areas = rng.sample(AREAS, 2)
        return person

    def _number(self, repo: str) -> int:
        self.numbers[repo] = self.numbers.get(repo, 0) + 1
        return self.numbers[repo]

    def _after(self, when: datetime, days: float) -> datetime:
        return min(when + timedelta(seconds=60 + int(self.rng.expovariate(1 / (days * 86400)))), NOW)

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
            *(s for _, s in SIZES),
            *(f"sig/{a}" for a in AREAS),
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
            for a in AREAS
            for kind, people in zip(("reviewers", "approvers"), self._owners(a), strict=True)
        }
        for owner, name, _ in self.repos:
            full = f"{owner}/{name}"
            out.add("files", {"repo": full, "path": "OWNERS_ALIASES", "text": aliases_file(aliases)})
            top = [p.login for p in self.people if p.stage == 3][:3]
            out.add("files", {"repo": full, "path": "OWNERS", "text": owners_file(top, top, ["sig/architecture"])})
            for n, (directory, area) in enumerate(zip(DIRS, AREAS, strict=True)):
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
        for area in AREAS:
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
