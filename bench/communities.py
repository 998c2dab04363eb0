"""The community for cohorts, as it was a week ago and as it is now: ``python bench/communities.py FOLDER``.

Made by the stand-in's generator, with as many people as are in the five organizations. Everybody is a member, two in
five review what others do, and in the week between everybody opened a pull request.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tests")]

from standin.synth import NOW, START, Person, Record, Synth, WorldWriter, iso, org_yaml  # noqa: E402 - after the path is set

PEOPLE = 1_509
PULLS = 40_000
REVIEWS_EACH = 3
WEEK = timedelta(days=7)
NOW_DAY, WEEK_AGO_DAY = f"{NOW:%Y-%m-%d}", f"{NOW - WEEK:%Y-%m-%d}"
_CUT = iso(NOW - WEEK)


#: Organizations that are there and have no repositories here.
_OTHERS = ("kubernetes-client", "kubernetes-csi", "etcd-io")


class _Community(Synth):
    def _accounts(self, out: WorldWriter) -> None:
        super()._accounts(out)
        admins = [self.people[0].login]
        for org in _OTHERS:
            out.add("users", {"login": org, "createdAt": iso(START), "type": "Organization"})
            out.add("orgs", {"login": org, "members": admins, "publicMembers": []})
            out.add("files", org_yaml(org, admins, [], {}))

    def _schedule(self) -> list[tuple[datetime, Person, tuple[str, str, str]]]:
        rng = self.rng
        fresh = [
            (NOW - timedelta(seconds=rng.randint(1, int(WEEK.total_seconds()))), person, repo)
            for person, repo in zip(
                self.people, rng.choices(self.repos, self.repo_weights, k=len(self.people)), strict=True
            )
        ]
        return sorted([*super()._schedule(), *fresh], key=lambda row: (row[0], row[1].login))


def make(folder: Path, people: int = PEOPLE, pulls: int = PULLS, seed: int = 1) -> None:
    """Write both worlds, ``now`` and ``week-ago``; the same arguments give the same worlds."""
    out = WorldWriter(folder / "now")
    _Community(people, pulls, REVIEWS_EACH, seed, members=1.0, reviewing=0.4).write(out)
    out.close()
    _copy_week_ago(folder / "now", folder / "week-ago")


def _copy_week_ago(now: Path, then: Path) -> None:
    then.mkdir(parents=True, exist_ok=True)
    for source in now.glob("*.json*"):
        lines = source.read_text("utf-8").splitlines(keepends=True)
        if source.name == "pulls.jsonl":
            records = [json.loads(line) for line in lines]
            kept = [_week_ago(record) for record in records if record["createdAt"] <= _CUT]
            lines = [json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n" for record in kept]
        (then / source.name).write_text("".join(lines), "utf-8")


def _week_ago(record: Record) -> Record:
    """A pull request before the last week. What was said later stays, so that ids are the same; the day leaves it out."""
    if record["updatedAt"] <= _CUT:
        return record
    said = [one["submittedAt"] for one in record["reviews"]] + [one["createdAt"] for one in record["comments"]]
    last = max([record["createdAt"], *(at for at in said if at <= _CUT)])
    return record | {"state": "OPEN", "updatedAt": last, "closedAt": None, "mergedAt": None, "mergedBy": None}


class Drawn:
    """People of a community: some drawn by lot, or those with most pull requests."""

    def __init__(self, world: Path) -> None:
        self._pulls = world / "pulls.jsonl"
        users = [json.loads(line) for line in (world / "users.jsonl").read_text("utf-8").splitlines()]
        self.everybody = [one["login"] for one in users if one["type"] == "User" and "robot" not in one["login"]]

    def by_lot(self, number: int) -> Sequence[str]:
        return random.Random(1).sample(self.everybody, number)

    def busiest(self, number: int) -> Sequence[str]:
        with self._pulls.open(encoding="utf-8") as lines:
            authors = Counter(json.loads(line)["author"] for line in lines)
        known = set(self.everybody)
        return [login for login, _ in authors.most_common() if login in known][:number]

    def work_of(self, logins: Sequence[str]) -> int:
        """How many pull requests these people wrote or reviewed, one counted for each of them."""
        wanted, found = set(logins), 0
        with self._pulls.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                reviewers = {one["author"] for one in record["reviews"]} - {record["author"]}
                found += (record["author"] in wanted) + len(reviewers & wanted)
        return found


if __name__ == "__main__":
    make(Path(sys.argv[1]))
