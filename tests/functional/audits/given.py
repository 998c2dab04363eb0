"""Worlds of members drawn by lot, and what each of them did, worked out from the draw alone."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from functional.running import Json
from functional.worlds import COMMUNITY_REPO, ORGS, SmallWorld, groups_text
from standin.synth import owners_file

DAY = "2026-09-01"
#: Twelve months before.
SINCE = "2025-09-01"
REPOS = (
    "kubernetes/kubernetes",
    "kubernetes-sigs/works",
    "kubernetes-csi/driver",
    "etcd-io/etcd",
    "kubernetes-client/go",
)
PLAYGROUND = "kubernetes-sigs/contributor-playground"
ELSEWHERE = "octo-else/app"
ROBOT = "k8s-ci-robot"


@dataclass
class Member:
    """A member: their contributions by day, whether search knows them, and since when they are a member."""

    login: str
    joined: str
    did: list[str] = field(default_factory=list)
    known: bool = False
    role: bool = False

    def within(self, since: str, until: str) -> int:
        """How many contributions there are from a day to a day."""
        return sum(since <= day <= until for day in self.did)


class Drawn:
    """A world in the making, with its members."""

    def __init__(self, seed: int) -> None:
        self.random, self.world = Random(seed), SmallWorld()
        self.members: list[Member] = []
        self._numbers = 5000
        for repo in (*REPOS, PLAYGROUND, ELSEWHERE):
            self.world.repo(repo)

    def day(self, first: str = "2023-01-01", last: str = DAY) -> str:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        return str(start + timedelta(days=self.random.randrange((end - start).days + 1)))

    def issue(self, author: str | None, day: str, repo: str | None = None, **more: object) -> Json:
        self._numbers += 1
        made: Json = {
            "repo": repo or self.random.choice(REPOS),
            "number": self._numbers,
            "author": author,
            "title": f"Look at {self._numbers}",
            "body": "",
            "state": "OPEN",
            "createdAt": f"{day}T09:00:00Z",
            "comments": [],
            **more,
        }
        self.world.issues.append(made)
        return made

    def comment(self, thread: Json, author: str, day: str) -> None:
        thread["comments"].append({"author": author, "createdAt": f"{day}T15:00:00Z", "body": "I see the same."})

    # -- what people do

    def opens_issue(self, one: Member, day: str) -> None:
        self.issue(one.login, day)
        one.did.append(day)

    def opens_pull(self, one: Member, day: str) -> None:
        self.world.pull(self.random.choice(REPOS), one.login, day, merged=self.random.random() < 0.7)
        one.did.append(day)

    def comments(self, one: Member, day: str) -> None:
        """In a thread that is older, or as old, and in which others may go on afterwards."""
        thread = self.issue("others-olga", self.day("2022-01-01", day))
        self.comment(thread, one.login, day)
        if self.random.random() < 0.5:
            self.comment(thread, "others-otto", self.day(day))
        one.did.append(day)

    def reviews(self, one: Member, day: str) -> None:
        self.world.pull(self.random.choice(REPOS), "others-olga", day, reviewers=[one.login])
        one.did.append(day)

    def is_named(self, one: Member, day: str) -> None:
        """Mentioned and assigned: nothing of their own."""
        self.issue("others-olga", day, body=f"What does @{one.login} think?", assignees=[one.login])

    def talked_once(self, one: Member, day: str) -> None:
        """An old thread of theirs that others woke up."""
        old = self.day("2022-01-01", "2024-06-30")
        thread = self.issue(one.login, old)
        self.comment(thread, one.login, old)
        self.comment(thread, "others-otto", day)
        one.did.append(old)

    def plays(self, one: Member, day: str) -> None:
        self.world.pull(PLAYGROUND, one.login, day)

    def works_elsewhere(self, one: Member, day: str) -> None:
        self.world.pull(ELSEWHERE, one.login, day)

    def make(self, directory: Path, number: int) -> Path:
        for place in range(number):
            self._member(place)
        leader = next(one for one in self.members if not one.within(SINCE, DAY) and one.known)
        owner = next(one for one in self.members if not one.within(SINCE, DAY) and one.known and one is not leader)
        leader.role = owner.role = True
        self.world.file(REPOS[1], "OWNERS", ("2020-01-01", owners_file(approvers=[owner.login])))
        group = {"dir": "sig-works", "name": "Works", "chairs": {leader.login: None}}
        group["subprojects"] = {"works": {"owners": [f"{REPOS[1]}/main/OWNERS"]}}
        self.world.file(COMMUNITY_REPO, "sigs.yaml", ("2024-01-01", groups_text(sigs=[group])))
        joins: dict[tuple[str, str], list[str]] = {}
        for one in self.members:
            for org in self.random.sample(ORGS, self.random.choice([1, 1, 2])):
                joins.setdefault((one.joined, org), []).append(one.login)
        joins.setdefault(("2019-01-01", "kubernetes"), []).append(ROBOT)
        for (day, org), logins in sorted(joins.items()):
            self.world.turn(org, day, joined=logins)
        return self.world.write(directory)

    def _member(self, place: int) -> None:
        one = Member(self.world.person(f"member-{place:03}"), self.day("2019-01-01", "2025-06-30"))
        self.members.append(one)
        acts = [self.opens_issue, self.opens_pull, self.comments, self.reviews]
        quiet = [self.is_named, self.talked_once, self.plays, self.works_elsewhere]
        kind = self.random.choice(["busy", "busy", "one deed", "quiet", "quiet", "before", "never"])
        if kind == "busy":
            for _ in range(self.random.randrange(2, 8)):
                self.random.choice(acts)(one, self.day())
        elif kind == "one deed":
            self.random.choice(acts)(one, self.day(SINCE))
        elif kind in {"quiet", "before"}:
            self.random.choice(acts)(one, self.day(last="2025-08-31"))
        if kind in {"quiet", "one deed"}:
            for act in self.random.sample(quiet, 2):
                act(one, self.day(SINCE))
        one.known = kind != "never"


def moment(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
