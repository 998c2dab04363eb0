"""What admins run: the desk of membership requests, and the audit of all members."""

import sys
from collections.abc import Iterator
from pathlib import Path

from measuring import COLUMNS, TESTS, Measured, measure, standin
from tabulate import tabulate

sys.path[:0] = [str(TESTS)]

from functional.audits.given import DAY, Drawn  # noqa: E402 - after the path is set
from functional.requests.generated import make  # noqa: E402 - see above

#: Open requests, and repositories that sigs.yaml names.
REQUESTS, REPOSITORIES = 50, 326
#: Members, as many as are in the five organizations; about two in five of these did nothing in the last year.
MEMBERS = 1_509
#: What each may take at most, and where a run of the audit is interrupted.
OF_DESK, OF_AUDIT, HALF = 60, 600, 300


def section(folder: Path, *, quick: bool) -> str:
    rows = [*_desk(folder), *([] if quick else _audit(folder))]
    table = tabulate(rows, ["command", *COLUMNS, "bound"], tablefmt="github", disable_numparse=True)
    about = (
        f"{REQUESTS} open requests of every kind, and OWNERS in {REPOSITORIES} repositories; {MEMBERS:,} members, about two "
        "in five of whom did nothing in the last year."
    )
    return f"{about}\n\n{table}"


def _desk(folder: Path) -> Iterator[list[str]]:
    world, _ = make(folder / "desk", 1, REQUESTS, REPOSITORIES)
    with standin(world, "--git") as url:
        command = _command("requests", "--as-of", "2026-09-01", store=folder / "desk-store")
        yield ["ladder requests", *_row(measure(url, *command), OF_DESK)]
        yield ["again", *measure(url, *command).cells, ""]


def _audit(folder: Path) -> Iterator[list[str]]:
    world = Drawn(1).make(folder / "members", MEMBERS)
    audit = ("audit", "members", "--as-of", DAY)
    with standin(world, "--git") as url:
        yield ["ladder audit members", *_row(measure(url, *_command(*audit, store=folder / "audit-store")), OF_AUDIT)]
        runs = []
        for number in (1, 2, 3):
            command = _command(*audit, "--max-requests", str(HALF), store=folder / "audit-halves")
            runs.append(measure(url, *command))
            yield [f"run {number} with --max-requests {HALF}", *runs[-1].cells, ""]
            if runs[-1].requests < HALF:
                break


def _row(found: Measured, most: int) -> list[str]:
    """What a run took; what is over the bound ends the benchmark."""
    if found.requests > most:
        raise SystemExit(f"it took {found.requests} requests, and {most} are the most that it may")
    return [*found.cells, f"≤ {most} requests"]


def _command(*arguments: str, store: Path) -> tuple[str, ...]:
    return (str(Path(sys.executable).parent / "ladder"), *arguments, "--cache-dir", str(store))
