"""One person: what a verdict and a full reading take, beside the loop that one writes first."""

import sys
from collections.abc import Iterator
from pathlib import Path

from measuring import COLUMNS, HERE, LATENCY_MS, Measured, ladder_check, measure, standin
from tabulate import tabulate
from worlds import AS_OF, SIZES, Size, make_world

#: The naive loop is stopped after so many pull requests; its totals are scaled up from there, and marked so.
NAIVE_LIMIT = 100


def naive(url: str, logins: str, total: int) -> tuple[Measured, str]:
    """The naive loop over ``total`` pull requests, and a note where that was scaled up."""
    limit = min(total, NAIVE_LIMIT)
    found = measure(url, sys.executable, str(HERE / "naive.py"), logins, str(limit))
    note = "" if limit == total else f", scaled up from {limit} of {total:,} pull requests"
    return found.scaled(total / limit), note


def compared(loop: Measured, own: Measured, note: str = "") -> str:
    return f"{loop.requests / own.requests:.0f} x the requests, {loop.seconds / own.seconds:.0f} x the time{note}"


def section(folder: Path, *, quick: bool) -> str:
    rows = [row for name, size in SIZES.items() for row in _rows(name, size, folder, quick=quick)]
    people = "; ".join(
        f"{name}: {size.authored} authored, {size.reviewed} reviewed, {size.comments} comments"
        for name, size in SIZES.items()
    )
    table = tabulate(rows, ["person", *COLUMNS, "compared"], tablefmt="github", disable_numparse=True)
    return f"{table}\n\nPeople: {people}."


def _rows(name: str, size: Size, folder: Path, *, quick: bool) -> Iterator[list[str]]:
    world = make_world(folder / name, size)

    def check(url: str, store: str, *more: str) -> Measured:
        return measure(url, *ladder_check(size.login, *more, "--as-of", AS_OF, store=folder / f"{name}-{store}"))

    with standin(world) as url:
        yield [f"{name}, verdict", *check(url, "verdict").cells, ""]
        if not (quick and name == "heavy"):
            yield [f"{name}, --full", *check(url, "full", "--full").cells, ""]
    with standin(world, latency=LATENCY_MS) as url:
        own = check(url, "slow")
        loop, note = naive(url, size.login, size.authored + size.reviewed)
    yield [f"{name}, verdict at {LATENCY_MS} ms", *own.cells, ""]
    yield [f"{name}, naive loop at {LATENCY_MS} ms", *loop.cells, compared(loop, own, note)]
