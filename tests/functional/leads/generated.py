"""Generated repositories with everybody's work in them, and what brute force over the world's own records says of it."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from functional.running import Json
from functional.worlds import SmallWorld
from standin import World, load_world
from standin.synth import aliases_file, owners_file

REPO = "kubernetes-sigs/lantern"
AS_OF, SINCE = "2026-06-01", "2025-06-01"
#: Options of a run in that time.
WORDS = ("--as-of", AS_OF, "--since", SINCE, "-f", "json")
DIRECTORIES = ("pkg/queue", "pkg/queue", "pkg/queue/cache", "pkg/lamp", "docs", "")
PEOPLE = tuple(f"octo-{name}" for name in ("ada", "ben", "cho", "dov", "eli", "fay", "gil", "hua", "ivy", "jon"))
NEW = ("octo-kim", "octo-lee")
#: Who is a member since when; the others are none. The newest is one for less than three months.
MEMBERS = dict.fromkeys(PEOPLE[:-1], "2020-03-02") | {"octo-jon": "2026-04-10"}
ROOT, QUEUE = ("octo-root", "octo-old"), ("octo-queue", "octo-ada")
ROBOT = "k8s-ci-robot"
_LINES = (12, 29, 30, 45, 200, 200)


@dataclass(frozen=True)
class Numbers:
    """What somebody did in a directory: pull requests as the primary reviewer, and substantial ones of any kind."""

    primary: int
    substantial: int

    def reach(self, primary: int, substantial: int) -> bool:
        return self.primary >= primary and self.substantial >= substantial


class Generated:
    """A repository; the same seed gives the same."""

    def __init__(self, seed: int, pulls: int = 420) -> None:
        self.dice = random.Random(seed)
        self.rows: list[Json] = []
        self.small = SmallWorld()
        for login in (*PEOPLE, *NEW, *ROOT, *QUEUE, ROBOT):
            self.small.person(login)
        self._files()
        # The busy and the quiet, so that some reach everything, some half of it, some nothing.
        self.busy = {login: self.dice.choice((0.1, 0.4, 1.0, 2.0)) for login in (*PEOPLE, *ROOT, *QUEUE)}
        self.busy |= dict.fromkeys(NEW, 0.05)
        for number in range(1, pulls + 1):
            self.rows.append(self._pull(number))

    def write(self, folder: Path) -> World:
        self.small.repo(REPO)
        self.small.pulls += self.rows
        return load_world(self.small.write(folder))

    def _files(self) -> None:
        small = self.small
        for day in sorted({*MEMBERS.values()}):
            small.turn("kubernetes-sigs", day, joined=[login for login, since in MEMBERS.items() if since == day])
        small.turn("kubernetes-sigs", "2026-04-11", joined=sorted({*ROOT, *QUEUE} - MEMBERS.keys()))
        small.file(REPO, "OWNERS", ("2021-01-05", owners_file(["lantern-leads"], ["octo-root"])))
        small.file(REPO, "OWNERS_ALIASES", ("2021-01-05", aliases_file({"lantern-leads": ["octo-old"]})))
        small.file(REPO, "pkg/queue/OWNERS", ("2022-01-05", owners_file([], list(QUEUE))))
        for path in ("pkg/queue/cache/a.go", "pkg/lamp/a.go", "docs/a.md"):
            small.file(REPO, path, ("2021-01-05", "package lantern\n"))

    def _somebody(self, *but: str) -> str:
        people = [login for login in self.busy if login not in but]
        return self.dice.choices(people, [self.busy[login] for login in people])[0]

    def _pull(self, number: int) -> Json:
        dice = self.dice
        opened = datetime(2026, 5, 28, 8, tzinfo=UTC) - timedelta(days=dice.randint(0, 900), minutes=number)
        merged = opened + timedelta(days=dice.choice((0, 1, 3, 40)), hours=9) if dice.random() < 0.85 else None
        if merged and merged > datetime(2026, 6, 1, tzinfo=UTC):
            merged = opened + timedelta(hours=9)
        author = self._somebody() if dice.random() < 0.9 else ROBOT
        reviewers = list(dict.fromkeys(self._somebody(author) for _ in range(dice.randint(0, 3))))
        reviews = [self._review(login, opened + timedelta(hours=1 + place)) for place, login in enumerate(reviewers)]
        said = []
        if merged and dice.random() < 0.6 and (giver := self._somebody(author)) in MEMBERS.keys() | {*ROOT, *QUEUE}:
            said.append({"author": giver, "createdAt": _iso(merged - timedelta(hours=1)), "body": "/lgtm"})
        directory, lines = dice.choice(DIRECTORIES), dice.choice(_LINES)
        path = f"{directory}/f{number}.go".lstrip("/")
        return {
            "repo": REPO,
            "number": number,
            "author": author,
            "title": dice.choice(("Improve {}", "Improve {}", 'Revert "Improve {}"')).format(number),
            "state": "MERGED" if merged else "OPEN",
            "createdAt": _iso(opened),
            "mergedAt": _iso(merged) if merged else None,
            "updatedAt": _iso(max([opened, *([merged] if merged else []), *map(_at, reviews)])),
            "files": [{"path": path, "additions": lines, "deletions": 0}],
            "labels": ["cncf-cla: yes"],
            "reviews": reviews,
            "comments": said,
        }

    def _review(self, login: str, at: datetime) -> Json:
        inline = [{"path": "a.go", "body": "Why?", "createdAt": _iso(at)} for _ in range(self.dice.randint(0, 3))]
        return {"author": login, "state": "COMMENTED", "submittedAt": _iso(at), "body": "A look.", "comments": inline}


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _at(review: Json) -> datetime:
    return datetime.fromisoformat(review["submittedAt"])


# -- brute force -----------------------------------------------------------------------------------------


def everybody(rows: list[Json], path: str, since: str = "") -> dict[str, Numbers]:
    """What each did in a directory, of the work since a day; whoever only opened something has nothing of it."""
    primary, substantial = Counter[str](), defaultdict[str, set[int]](set)
    took_part: set[str] = set()
    for row in (row for row in rows if _inside(row, path)):
        for login, at in _did(row):
            if at < since or login == ROBOT:
                continue
            took_part.add(login)
            if _counts_for(row, login) and _is_substantial(row):
                substantial[login].add(row["number"])
            if login in _primary(row):
                primary[login] += 1
    return {login: Numbers(primary[login], len(substantial[login])) for login in took_part}


def until(rows: list[Json], day: str) -> list[Json]:
    """The pull requests as they stood at the end of a day."""
    end = f"{day}T23:59:59Z"
    return [
        {
            **row,
            "mergedAt": row["mergedAt"] if (row["mergedAt"] or "9") <= end else None,
            "reviews": [one for one in row["reviews"] if one["submittedAt"] <= end],
            "comments": [one for one in row["comments"] if one["createdAt"] <= end],
        }
        for row in rows
        if row["createdAt"] <= end
    ]


def _inside(row: Json, path: str) -> bool:
    return any(not path or file["path"].startswith(f"{path}/") for file in row["files"])


def _did(row: Json) -> Iterator[tuple[str, str]]:
    """Who did something, and when last: the author opened or merged it, a reviewer reviewed or gave /lgtm."""
    yield row["author"], row["mergedAt"] or row["createdAt"]
    last: dict[str, str] = {}
    for login, at in [(one["author"], one["submittedAt"]) for one in row["reviews"]] + [
        (one["author"], one["createdAt"]) for one in row["comments"]
    ]:
        last[login] = max(last.get(login, ""), at)
    yield from last.items()


def _counts_for(row: Json, login: str) -> bool:
    return login != row["author"] or bool(row["mergedAt"])


def _is_substantial(row: Json) -> bool:
    ours = row["author"] != ROBOT and not row["title"].startswith("Revert")
    return ours and sum(file["additions"] for file in row["files"]) >= 30


def _primary(row: Json) -> set[str]:
    if not row["mergedAt"] or row["author"] == ROBOT:
        return set()
    if row["comments"]:
        return {row["comments"][-1]["author"]}
    comments = Counter({one["author"]: len(one["comments"]) for one in row["reviews"]})
    most = max(comments.values(), default=0)
    return {login for login, number in comments.items() if number == most and most}
