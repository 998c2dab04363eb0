"""Counts a person's work straight from the records of the sample world, without a line of the program's code.

Only what those records hold is handled: nobody takes a command back there, no file is generated, no label tells the
size, and no pull request goes to a release branch.
"""

import json
import re
from functools import cache

from functional.running import Json
from standin import SAMPLE_WORLD

SUBSTANTIAL_LINES = 30

LGTM = re.compile(r"^/lgtm\s*$", re.MULTILINE)
LGTM_OR_APPROVE = re.compile(r"^/(lgtm|approve)\s*$", re.MULTILINE)


@cache
def records(name: str) -> tuple[Json, ...]:
    """A file of the sample world: pulls, issues, files, users, orgs or repos."""
    lines = (SAMPLE_WORLD / f"{name}.jsonl").read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def authored(who: str) -> list[Json]:
    return [pull for pull in records("pulls") if pull["author"] == who and pull["mergedAt"]]


def reviewed(who: str) -> list[Json]:
    """What others opened, and this person reviewed, or gave ``/lgtm`` or ``/approve`` to."""
    return [
        pull
        for pull in records("pulls")
        if pull["author"] != who
        and (any(review["author"] == who for review in pull["reviews"]) or _says(pull, who, LGTM_OR_APPROVE))
    ]


def lgtm_given(who: str) -> list[Json]:
    return [pull for pull in reviewed(who) if _says(pull, who, LGTM)]


def primary(who: str) -> list[Json]:
    """Merged by the /lgtm of this person; no pull request of the world was merged by comments alone."""
    return [pull for pull in lgtm_given(who) if pull["mergedAt"] and _last_lgtm(pull) == who and not _by_bot(pull)]


def substantial(pulls: list[Json]) -> list[Json]:
    return [pull for pull in pulls if not _by_bot(pull) and _changed_lines(pull) >= SUBSTANTIAL_LINES]


def within(pulls: list[Json], repo: str | None, path: str | None) -> list[Json]:
    """Those that change a file of a directory; all of them without one."""
    if repo is None:
        return pulls
    below = f"{path}/" if path else ""
    return [
        pull for pull in pulls if pull["repo"] == repo and any(file["path"].startswith(below) for file in pull["files"])
    ]


def line_of(path: str, login: str) -> int:
    """Which line of a file of kubernetes/org lists a login."""
    (text,) = (file["text"] for file in records("files") if file["path"] == path)
    return text.lower().splitlines().index(f"- {login.lower()}") + 1


def _says(pull: Json, who: str, command: re.Pattern[str]) -> bool:
    return any(comment["author"] == who and command.search(comment["body"]) for comment in pull["comments"])


def _last_lgtm(pull: Json) -> str:
    said = [comment for comment in pull["comments"] if LGTM.search(comment["body"])]
    author: str = max(said, key=lambda comment: comment["createdAt"])["author"]
    return author


def _by_bot(pull: Json) -> bool:
    return bool(pull["author"]) and pull["author"].endswith("[bot]")


def _changed_lines(pull: Json) -> int:
    return sum(file["additions"] + file["deletions"] for file in pull["files"])


def spent(server, act):
    """What came of something that was done, and how many questions GitHub was asked for it."""
    before = server.standin.stats()["graphql_requests"]
    ran = act()
    return ran, server.standin.stats()["graphql_requests"] - before
