"""A project's own check beside ours, in the same world: what they take, and whether they are right about people."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from communities import Drawn, make
from measuring import COLUMNS, HERE, Measured, ladder_check, measure, standin
from tabulate import tabulate

#: As many as kubernetes-sigs/kueue had merged when such a check was looked at, and people who make them.
PULLS, PEOPLE = 2_548, 60
ORGS = ("kubernetes", "kubernetes-sigs")
#: Than the other check, of its own time.
TIMES = 5
#: A run differs from the next by what else the machine does: the quickest of so many is taken.
RUNS = 3
#: Who has how many merged pull requests, and whether it may be more.
Counts = Mapping[str, tuple[int, bool]]


def section(folder: Path, *, quick: bool) -> str:
    del quick
    world = folder / "peers"
    make(world, PEOPLE, PULLS)
    logins, true = Drawn(world / "now").busiest(4), _merged(world / "now")
    rows = []
    with standin(world / "now") as url:
        peer = _quickest(
            lambda _: measure(url, sys.executable, str(HERE / "peer.py"), ",".join(logins), *ORGS, keep=True)
        )
        rows.append(["the newest 1,000", *peer.cells, "", _right(_of_peer(peer.printed), true)])
        for what, more in (("ladder-check", ()), ("ladder-check --full", ("--full",))):
            words = (*logins, "--no-openings", "--format", "json", *more)

            def check(n: int, what: str = what, words: tuple[str, ...] = words) -> Measured:
                store = folder / f"peers-{what}-{n}"
                return measure(url, *ladder_check(*words, store=store), ends=(0, 5), keep=True)

            own = _quickest(check)
            rows.append([what, *own.cells, f"{own.own / peer.own:.1f}", _right(_of_report(own.printed), true)])
    table = tabulate(rows, ["check", *COLUMNS, "x own", "right"], tablefmt="github", disable_numparse=True)
    return (
        f"{len(logins)} people in a world of {PULLS:,} pull requests, each time from an empty store: a loop over the newest "
        "1,000 (`bench/peer.py`), where search ends, and ours. Right is who is said to have as many merged pull requests "
        "as the world has, or at least so many where that is what is said; without --full "
        f"ours is to be right within {TIMES} times the loop's own time.\n\n{table}"
    )


def _quickest(run: Callable[[int], Measured]) -> Measured:
    return min((run(n) for n in range(RUNS)), key=lambda found: found.own)


def _merged(world: Path) -> Counter[str]:
    with (world / "pulls.jsonl").open(encoding="utf-8") as lines:
        records = map(json.loads, lines)
        return Counter(record["author"] for record in records if record["mergedAt"])


def _of_peer(printed: bytes) -> Counts:
    return {login: (merged, False) for login, (merged, _) in json.loads(printed).items()}


def _of_report(printed: bytes) -> Counts:
    merged = {one["contributor"]["login"]: one["counts"]["authored_merged"] for one in json.loads(printed)["reports"]}
    return {login: (found["total"], found["at_least"]) for login, found in merged.items()}


def _right(said: Counts, true: Counter[str]) -> str:
    right = [total == true[login] or (at_least and total < true[login]) for login, (total, at_least) in said.items()]
    return f"{sum(right)} of {len(right)}"
