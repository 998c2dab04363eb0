"""What people wait for where GitHub takes as long as published figures say: mostly its searches, files and blame."""

from collections.abc import Iterator
from pathlib import Path

from cohorts import Community
from measuring import Measured, ladder_check, measure, standin
from tabulate import tabulate
from worlds import AS_OF, SIZES, make_world

#: The stand-in really takes as long as GitHub would: how much is asked for at once depends on it.
_MODEL = ("--published-latency",)
_COLUMNS = ("person", "requests", "rounds", "GitHub's seconds", "the slowest", "timed out")


def section(folder: Path, *, quick: bool) -> str:
    """Each size of person, new and again; and twenty people."""
    rows = [_row(what, found) for what, found in _runs(folder, quick=quick)]
    return (
        "Seconds that GitHub takes by published figures (`tests/standin/latency.py`), one request after the other; it "
        f"gives up at 10.\n\n{tabulate(rows, _COLUMNS, tablefmt='github', disable_numparse=True)}"
    )


def _runs(folder: Path, *, quick: bool) -> Iterator[tuple[str, Measured]]:
    for name, size in SIZES.items():
        words = ladder_check(size.login, "--as-of", AS_OF, store=folder / f"{name}-published")
        with standin(make_world(folder / f"{name}-published-world", size), *_MODEL) as url:
            yield f"{name}, new", measure(url, *words)
            yield f"{name}, again", measure(url, *words)
    if not quick:
        community = Community(folder)
        with standin(community.now, *_MODEL) as url:
            for when in ("new", "again"):
                yield f"20 drawn by lot, {when}", community.check(url, community.twenty, "published")


def _row(what: str, found: Measured) -> list[str]:
    return [
        what,
        f"{found.requests:.0f}",
        f"{found.rounds}",
        f"{found.simulated:.1f}",
        f"{found.slowest:.1f}",
        f"{found.timed_out}",
    ]
