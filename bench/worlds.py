"""Worlds for the benchmark: invented people of known size in the shapes of the Kubernetes project."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from standin.synth import OrgEntry, WorldWriter, aliases_file, iso, org_yaml, owners_file, sigs_yaml

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
AS_OF = "2026-06-01"
REPOS = ("kubernetes/kubernetes", "kubernetes-sigs/lantern", "kubernetes-sigs/harbour")
DIRECTORIES = ("pkg/widget", "pkg/widget/queue", "pkg/gadget", "docs", "test/e2e")
APPROVERS = tuple(f"octo-approver-{n}" for n in range(6))


@dataclass(frozen=True)
class Size:
    """One person: pull requests authored and reviewed, comments beside the reviews, years of activity."""

    login: str
    authored: int
    reviewed: int
    comments: int
    years: float
    member: bool


SIZES = {
    "newcomer": Size("octo-newcomer", 10, 5, 60, 0.5, member=False),
    "medium": Size("octo-medium", 300, 500, 3_000, 4, member=True),
    "heavy": Size("octo-heavy", 5_000, 10_000, 40_000, 11, member=True),
}


def make_world(folder: Path, size: Size, seed: int = 1) -> Path:
    """Write the world of one person; the same arguments give the same world."""
    writer = WorldWriter(folder)
    Maker(writer, size, random.Random(seed)).make()
    writer.close()
    return folder


class Maker:
    """Writes the world of one person."""

    def __init__(self, writer: WorldWriter, size: Size, dice: random.Random) -> None:
        self.writer, self.size, self.dice = writer, size, dice
        self.numbers = dict.fromkeys(REPOS, 0)

    def make(self) -> None:
        self.writer.head(now=iso(NOW), viewer="octo-viewer", description=f"The benchmark's {self.size.login}")
        for login in (self.size.login, *APPROVERS, "k8s-ci-robot", "octo-viewer"):
            created = iso(NOW - timedelta(days=365 * 12))
            self.writer.add("users", {"login": login, "name": None, "createdAt": created, "type": "User"})
        for org in ("kubernetes", "kubernetes-sigs", "kubernetes-client", "kubernetes-csi", "etcd-io"):
            self.writer.add("users", {"login": org, "createdAt": "2014-06-06T00:00:00Z", "type": "Organization"})
            self.writer.add("orgs", {"login": org, "members": list(APPROVERS), "publicMembers": []})
        for repo in (*REPOS, "kubernetes/org", "kubernetes/community"):
            owner, name = repo.split("/")
            self.writer.add("repos", {"owner": owner, "name": name, "defaultBranch": "main"})
        self._files()
        authored, reviewed = self.size.authored, self.size.reviewed
        extra = max(0, self.size.comments - reviewed)
        for place in range(authored + reviewed):
            # Spread evenly, so that the newest page has both kinds in the person's proportion.
            mine = (place * authored) // (authored + reviewed) != ((place + 1) * authored) // (authored + reviewed)
            self._pull(place, authored + reviewed, mine=mine, chatter=extra // reviewed if not mine else 0)

    def _files(self) -> None:
        members = [OrgEntry(login, "2020-01-02T09:00:00Z", APPROVERS[0], f"Add {login}") for login in APPROVERS[1:]]
        if self.size.member:
            members.append(OrgEntry(self.size.login, "2021-03-01T09:00:00Z", APPROVERS[0], "Add a member"))
        for org in ("kubernetes", "kubernetes-sigs", "kubernetes-client", "kubernetes-csi", "etcd-io"):
            self.writer.add("files", org_yaml(org, [APPROVERS[0]], members if "sigs" in org else members[:5], {}))
        for repo in REPOS:
            self._file(repo, "OWNERS", owners_file(APPROVERS[:2], APPROVERS[:2]))
            self._file(repo, "OWNERS_ALIASES", aliases_file({"widget-approvers": list(APPROVERS[2:4])}))
            for directory in DIRECTORIES[:3]:
                self._file(repo, f"{directory}/OWNERS", owners_file(APPROVERS[2:], ["widget-approvers"]))
        self._file("kubernetes/community", "sigs.yaml", self._groups())

    def _groups(self) -> str:
        lead = {"login": APPROVERS[0], "name": "Octo Approver", "company": "Acme Cloud"}
        owners = {repo.split("/")[1]: [f"{repo}/main/OWNERS"] for repo in REPOS}
        sig = {"name": "Widgets", "label": "widgets", "chairs": [lead], "tech_leads": [lead], "subprojects": owners}
        return sigs_yaml([sig])

    def _file(self, repo: str, path: str, text: str) -> None:
        self.writer.add("files", {"repo": repo, "path": path, "text": text})

    def _pull(self, place: int, total: int, *, mine: bool, chatter: int) -> None:
        repo = self.dice.choices(REPOS, (6, 3, 1))[0]
        self.numbers[repo] += 1
        age = timedelta(days=365 * self.size.years) * (1 - place / total)
        created = NOW - age - timedelta(days=2)
        merged = created + timedelta(hours=self.dice.randint(5, 40))
        lines = self.dice.choice((4, 18, 45, 80, 240, 700))
        author = self.size.login if mine else self.dice.choice(APPROVERS)
        reviewer = self.dice.choice(APPROVERS) if mine else self.size.login
        directory = self.dice.choices(DIRECTORIES, (5, 3, 2, 1, 1))[0]
        files = [{"path": f"{directory}/f{n}.go", "additions": lines // 3, "deletions": 0} for n in range(3)]
        talk = [{"author": reviewer, "createdAt": iso(created + timedelta(hours=n % 4)), "body": "Looks fine to me."}
                for n in range(chatter)]  # fmt: skip
        talk.append({"author": reviewer, "createdAt": iso(merged - timedelta(hours=1)), "body": "/lgtm"})
        review = {"author": reviewer, "state": "COMMENTED", "submittedAt": iso(created + timedelta(hours=2)), "body": "",
                  "comments": [{"path": files[0]["path"], "body": "Why?", "createdAt": iso(created)}]}  # fmt: skip
        self.writer.add("pulls", {
            "repo": repo, "number": self.numbers[repo], "author": author, "title": f"Rework part {place}", "body": "",
            "state": "MERGED", "isDraft": False, "createdAt": iso(created), "updatedAt": iso(merged),
            "closedAt": iso(merged), "mergedAt": iso(merged), "mergedBy": "k8s-ci-robot", "baseRefName": "main",
            "additions": lines, "deletions": 0, "files": files, "labels": ["lgtm", "approved", "cncf-cla: yes"],
            "assignees": [], "reviewRequests": [], "commits": 1, "reviews": [review], "comments": talk,
        })  # fmt: skip
