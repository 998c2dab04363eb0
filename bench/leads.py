"""What leads ask for: a repository of the size of a busy subproject, cold, a week later, and its directories."""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cohorts import Bound
from measuring import COLUMNS, Measured, measure, port_of, standin
from standin.synth import OrgEntry, WorldWriter, aliases_file, iso, org_yaml, owners_file, sigs_yaml
from tabulate import tabulate

REPO, OTHER = "kubernetes-sigs/lantern", "kubernetes-csi/harbour"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
WEEK_AGO = NOW - timedelta(days=7)
ORGS = ("kubernetes", "kubernetes-sigs", "kubernetes-client", "kubernetes-csi", "etcd-io")
APPROVERS = tuple(f"octo-approver-{n}" for n in range(6))
PEOPLE = tuple(f"octo-person-{n}" for n in range(140))
#: How much each does; those who do most are reviewers.
WEIGHTS = tuple(1 / (1 + n) ** 1.9 for n in range(len(PEOPLE)))
REVIEWERS = PEOPLE[:8]
DIRECTORIES = tuple(f"pkg/part-{n}" for n in range(10))
#: Pull requests in all, over this many years.
PULLS, YEARS = 6_000, 2.4
BOUND = Bound(requests=120, own=15, megabytes=300)


class Maker:
    """Writes the world as it was at a moment: what came later is not there yet."""

    def __init__(self, folder: Path, until: datetime) -> None:
        self.writer, self.until, self.dice = WorldWriter(folder), until, random.Random(7)

    def make(self) -> None:
        self.writer.head(now=iso(self.until), viewer="octo-viewer", description="a lead's repository")
        for login in (*PEOPLE, *APPROVERS, "k8s-ci-robot", "octo-viewer"):
            self.writer.add("users", {"login": login, "createdAt": iso(NOW - timedelta(days=3000)), "type": "User"})
        for org in ORGS:
            self.writer.add("users", {"login": org, "createdAt": "2014-06-06T00:00:00Z", "type": "Organization"})
            self.writer.add("orgs", {"login": org, "members": list(APPROVERS), "publicMembers": []})
            members = [
                OrgEntry(one, "2021-01-02T09:00:00Z", APPROVERS[0], f"Add {one}") for one in (*APPROVERS[1:], *PEOPLE)
            ]
            self.writer.add("files", org_yaml(org, [APPROVERS[0]], members, {}))
        for repo in (REPO, OTHER, "kubernetes/org", "kubernetes/community"):
            owner, name = repo.split("/")
            self.writer.add("repos", {"owner": owner, "name": name, "defaultBranch": "main"})
        self._files()
        for place in range(PULLS):
            self._pull(place)
        self.writer.close()

    def _files(self) -> None:
        files = {"OWNERS": owners_file(["lantern-reviewers"], ["lantern-leads"])}
        files["OWNERS_ALIASES"] = aliases_file({"lantern-leads": list(APPROVERS), "lantern-reviewers": list(REVIEWERS)})
        files |= {f"{path}/OWNERS": owners_file([PEOPLE[n]], [APPROVERS[n % 6]]) for n, path in enumerate(DIRECTORIES)}
        for path, text in files.items():
            self.writer.add("files", {"repo": REPO, "path": path, "text": text})
        lead = {"login": APPROVERS[0], "name": "Octo Approver", "company": "Acme Cloud"}
        sig = {"name": "Lanterns", "label": "lanterns", "chairs": [lead], "tech_leads": [lead],
               "subprojects": {"lantern": [f"{REPO}/main/OWNERS"]}}  # fmt: skip
        self.writer.add("files", {"repo": "kubernetes/community", "path": "sigs.yaml", "text": sigs_yaml([sig])})

    def _pull(self, place: int) -> None:
        dice = self.dice
        created = NOW - timedelta(days=365 * YEARS) * (1 - place / PULLS) - timedelta(hours=1)
        merged = created + timedelta(hours=dice.randint(3, 90))
        # A few do most of the work, and many a little of it.
        author, reviewer, other = dice.choices(PEOPLE, WEIGHTS, k=3)
        giver = dice.choice((reviewer, dice.choice(APPROVERS)))
        files = [{"path": f"{dice.choice(DIRECTORIES)}/f{n}.go", "additions": dice.choice((8, 40, 200)), "deletions": 1}
                 for n in range(3)]  # fmt: skip
        if created > self.until:
            return
        talk = (
            [{"author": giver, "createdAt": iso(merged - timedelta(hours=1)), "body": "/lgtm"}]
            if merged <= self.until
            else []
        )
        reviews = [
            {"author": one, "state": "COMMENTED", "submittedAt": iso(created + timedelta(hours=1)), "body": "",
             "comments": [{"path": files[0]["path"], "body": "Why?", "createdAt": iso(created)}]}
            for one in (reviewer, other) if one != author and created + timedelta(hours=1) <= self.until
        ]  # fmt: skip
        done = merged <= self.until
        self.writer.add("pulls", {
            "repo": OTHER if place % 25 == 0 else REPO, "number": place + 1, "author": author, "title": f"Rework part {place}", "body": "",
            "state": "MERGED" if done else "OPEN", "isDraft": False, "createdAt": iso(created),
            "updatedAt": iso(merged if done else created + timedelta(hours=1)), "closedAt": iso(merged) if done else None,
            "mergedAt": iso(merged) if done else None, "mergedBy": "k8s-ci-robot" if done else None,
            "baseRefName": "main", "additions": 60, "deletions": 3, "files": files, "labels": ["cncf-cla: yes"],
            "assignees": [], "reviewRequests": [], "commits": 1, "reviews": reviews, "comments": talk,
        })  # fmt: skip


def section(folder: Path, *, quick: bool) -> str:
    """Cold, a week later, and directory by directory from one store."""
    del quick  # it is short enough
    now, then = folder / "leads" / "now", folder / "leads" / "week-ago"
    for world, until in ((now, NOW), (then, WEEK_AGO)):
        if not world.is_dir():
            Maker(world, until).make()
    rows = list(_rows(now, then, folder / "leads" / "stores"))
    about = (
        f"A repository of {PULLS / YEARS:,.0f} pull requests a year by {len(PEOPLE)} people, made by the stand-in's "
        "generator; `new` begins with an empty store a week ago, and the directories are asked about one after the other."
    )
    return f"{about}\n\n{tabulate(rows, ['asked', *COLUMNS, 'bound'], tablefmt='github', disable_numparse=True)}"


def _rows(now: Path, then: Path, stores: Path) -> Iterator[list[str]]:
    with standin(then, "--git") as url:
        port = port_of(url)
        for what in ("candidates", "area"):
            found = _ask(url, what, REPO, WEEK_AGO, stores / what)
            yield [f"{what}, new", *found.cells, f"{BOUND.said(found)}; {_points(found)}"]
    with standin(now, "--git", port=port) as url:
        for what in ("candidates", "area"):
            found = _ask(url, what, REPO, NOW, stores / what)
            yield [f"{what}, a week later", *found.cells, Bound(requests=8).said(found)]
        every = [_ask(url, "candidates", f"{REPO}:{path}", NOW, stores / "candidates") for path in DIRECTORIES]
        yield [f"candidates of {len(DIRECTORIES)} directories", *sum(every[1:], every[0]).cells, ""]


def _points(found: Measured) -> str:
    return f"{'≤' if found.points <= 400 else 'NOT ≤'} 400 points"


def _ask(url: str, what: str, place: str, at: datetime, store: Path) -> Measured:
    command = (str(Path(sys.executable).parent / "ladder"), what, place, "--as-of", at.date().isoformat())
    return measure(url, *command, "-f", "json", "--cache-dir", str(store))
