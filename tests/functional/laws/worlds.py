"""Generated worlds: a few people whose work overlaps, with all that makes it hard to read them one as the other.

Some have more than a page of ids, some hardly anything; conversations and lists of files are longer than what is read at
first; many pull requests were merged without ``/lgtm``, so that inline comments decide.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from standin import World, load_world
from standin.synth import OrgEntry, WorldWriter, aliases_file, iso, org_yaml, owners_file, sigs_yaml

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
ORGS = ("kubernetes", "kubernetes-sigs", "kubernetes-client", "kubernetes-csi", "etcd-io")
REPOS = ("kubernetes/kubernetes", "kubernetes-sigs/lantern", "kubernetes-csi/harbour", "etcd-io/pier")
DIRECTORIES = ("pkg/widget", "pkg/widget/queue", "pkg/gadget", "docs", "test/e2e", "cmd/lamp")
PEOPLE = ("octo-ada", "octo-ben", "octo-cho", "octo-dov")
APPROVERS = tuple(f"octo-approver-{n}" for n in range(4))


@dataclass(frozen=True)
class Shape:
    """How much there is: pull requests in all, and how likely a person is to author or review one (in hundredths)."""

    seed: int
    pulls: int = 160
    busy: tuple[int, ...] = (45, 25, 12, 3)


def make_world(folder: Path, shape: Shape) -> World:
    """The same shape gives the same world."""
    writer = WorldWriter(folder)
    _Maker(writer, shape, random.Random(shape.seed)).make()
    writer.close()
    return load_world(folder)


class _Maker:
    def __init__(self, writer: WorldWriter, shape: Shape, dice: random.Random) -> None:
        self.writer, self.shape, self.dice = writer, shape, dice
        self.numbers = dict.fromkeys(REPOS, 0)
        # Where each person works most: the newest of their work is elsewhere than most of it.
        self.homes = {who: dice.sample(REPOS, 2) for who in PEOPLE}

    def make(self) -> None:
        self.writer.head(now=iso(NOW), viewer="octo-viewer", description="a law's world")
        for login in (*PEOPLE, *APPROVERS, "k8s-ci-robot", "octo-viewer"):
            self.writer.add("users", {"login": login, "createdAt": iso(NOW - timedelta(days=3000)), "type": "User"})
        for org in ORGS:
            self.writer.add("users", {"login": org, "createdAt": "2014-06-06T00:00:00Z", "type": "Organization"})
            self.writer.add("orgs", {"login": org, "members": list(APPROVERS), "publicMembers": []})
        for repo in (*REPOS, "kubernetes/org", "kubernetes/community"):
            owner, name = repo.split("/")
            self.writer.add("repos", {"owner": owner, "name": name, "defaultBranch": "main"})
        self._files()
        for place in range(self.shape.pulls):
            self._pull(place)

    def _files(self) -> None:
        members = [OrgEntry(who, "2020-01-02T09:00:00Z", APPROVERS[0], "Add") for who in (*APPROVERS[1:], *PEOPLE[:2])]
        for org in ORGS:
            self.writer.add("files", org_yaml(org, [APPROVERS[0]], members if "sigs" in org else members[:3], {}))
        for repo in REPOS:
            self._file(repo, "OWNERS", owners_file(APPROVERS[:2], APPROVERS[:2]))
            self._file(repo, "OWNERS_ALIASES", aliases_file({"widget-approvers": [*APPROVERS[2:], PEOPLE[2]]}))
            for directory in DIRECTORIES[:4]:
                self._file(repo, f"{directory}/OWNERS", owners_file([*APPROVERS[2:], PEOPLE[0]], ["widget-approvers"]))
        lead = {"login": APPROVERS[0], "name": "Octo Approver", "company": "Acme Cloud"}
        owners = {repo.split("/")[1]: [f"{repo}/main/OWNERS"] for repo in REPOS}
        sig = {"name": "Widgets", "label": "widgets", "chairs": [lead], "tech_leads": [lead], "subprojects": owners}
        self._file("kubernetes/community", "sigs.yaml", sigs_yaml([sig]))

    def _file(self, repo: str, path: str, text: str) -> None:
        self.writer.add("files", {"repo": repo, "path": path, "text": text})

    def _pull(self, place: int) -> None:
        dice = self.dice
        active = [who for who, often in zip(PEOPLE, self.shape.busy, strict=True) if dice.randrange(100) < often]
        author = active.pop(dice.randrange(len(active))) if active and dice.random() < 0.4 else dice.choice(APPROVERS)
        late = place > self.shape.pulls * 0.7
        home = self.homes[active[0] if active else PEOPLE[0]]
        repo = home[1] if late and dice.random() < 0.8 else dice.choice([home[0], home[0], *REPOS])
        self.numbers[repo] += 1
        # Several are created within one second.
        created = NOW - timedelta(days=700) * (1 - (place - place % 3) / self.shape.pulls) - timedelta(days=2)
        merged = created + timedelta(hours=dice.randint(5, 40))
        lines = dice.choice((4, 18, 45, 80, 240, 700))
        files = [
            {"path": f"{dice.choice(DIRECTORIES)}/f{n}.go", "additions": lines // 3, "deletions": 0}
            for n in range(dice.choice((1, 3, 3, 3, 130)) if dice.random() < 0.3 else 2)
        ]
        reviewers = [*active, *dice.sample(APPROVERS, dice.randrange(2))]
        reviewers = [who for who in reviewers if who != author]
        talk = [
            {"author": who, "createdAt": iso(created + timedelta(hours=1)), "body": "Looks fine."} for who in active
        ]
        if reviewers and dice.random() < 0.6:
            talk.append(
                {
                    "author": reviewers[0],
                    "createdAt": iso(merged - timedelta(hours=1)),
                    "body": dice.choice(("/lgtm", "/approve")),
                }
            )
        if dice.random() < 0.04:
            talk += [
                {
                    "author": APPROVERS[3],
                    "createdAt": iso(merged - timedelta(minutes=30) + timedelta(seconds=n)),
                    "body": "word",
                }
                for n in range(140)
            ]
        reviews = [self._review(who, created, files) for who in reviewers if dice.random() < 0.7]
        self.writer.add("pulls", {
            "repo": repo, "number": self.numbers[repo], "author": author, "title": f"Rework part {place}", "body": "",
            "state": "MERGED", "isDraft": False, "createdAt": iso(created), "updatedAt": iso(merged),
            "closedAt": iso(merged), "mergedAt": iso(merged), "mergedBy": "k8s-ci-robot", "baseRefName": "main",
            "additions": lines, "deletions": 0, "files": files, "labels": ["lgtm", "approved"], "assignees": [],
            "reviewRequests": [], "commits": 1, "reviews": reviews, "comments": talk,
        })  # fmt: skip

    def _review(self, who: str, created: datetime, files: list[dict[str, object]]) -> dict[str, object]:
        at = created + timedelta(hours=2)
        inline = [
            {"path": files[0]["path"], "body": "Why?", "createdAt": iso(at)} for _ in range(self.dice.randrange(4))
        ]
        return {"author": who, "state": "COMMENTED", "submittedAt": iso(at), "body": "", "comments": inline}
