"""Measures requests, points, time and memory at the stand-in: ``python bench/run.py [--quick]``.

Each row is one run of the command in its own process. Time is wall clock on a noisy machine: compare rows of one run.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]

from standin.synth import generate  # noqa: E402 - after the path is set
from tabulate import tabulate  # noqa: E402 - after the path is set
from worlds import AS_OF, SIZES, Size, make_world  # noqa: E402 - after the path is set

LATENCY_MS = 100
#: The naive loop is stopped after so many pull requests; its totals are scaled up from there, and marked so.
NAIVE_LIMIT = 100


@dataclass(frozen=True)
class Measured:
    requests: int
    points: int
    seconds: float
    own: float
    megabytes: float


@contextmanager
def standin(world: Path, latency: float, *more: str) -> Iterator[str]:
    """A stand-in in a process of its own, so that its time and memory are not counted as the tool's."""
    port_file = world / f"port-{latency}"
    port_file.unlink(missing_ok=True)
    command = [
        *(sys.executable, "-m", "standin", "--world", str(world), "--port", "0", "--port-file", str(port_file)),
        *("--latency-ms", str(latency), "--core-limit", "10000000", "--graphql-limit", "10000000"),
        *("--search-limit", "10000000", "--no-secondary-limits", *more),
    ]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent / "tests")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            while not (port_file.exists() and port_file.read_text().strip()):
                if server.poll() is not None:
                    raise SystemExit("the stand-in did not start")
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port_file.read_text().strip()}"
        finally:
            server.terminate()


def measure(url: str, *command: str) -> Measured:
    """Run a command against a stand-in."""
    _control(url, "reset", post=True)
    environment = {
        **os.environ, "GITHUB_API_URL": f"{url}/api/v3", "GITHUB_GRAPHQL_URL": f"{url}/api/graphql",
        "GITHUB_SERVER_URL": url, "GH_TOKEN": "bench",
    }  # fmt: skip
    started = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = child.stderr.read() if child.stderr else b""
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if child.returncode:
        raise SystemExit(f"{command} ended with {child.returncode}: {error.decode()}")
    stats = json.loads(_control(url, "stats"))
    return Measured(
        stats["requests"], stats["graphql_points"], seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    )


def _control(url: str, what: str, *, post: bool = False) -> bytes:
    with urllib.request.urlopen(
        urllib.request.Request(f"{url}/_standin/{what}", method="POST" if post else "GET")
    ) as r:
        return r.read()


def ladder_check(*arguments: str) -> tuple[str, ...]:
    return (str(Path(sys.executable).parent / "ladder-check"), *arguments, "--as-of", AS_OF)


def startup(*command: str) -> float:
    """The best of ten starts, in seconds."""

    def once() -> float:
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started

    return min(once() for _ in range(10))


def rows_for(name: str, size: Size, folder: Path, *, quick: bool) -> Iterator[list[object]]:
    world = make_world(folder / name, size)
    with standin(world, 0) as url:
        for label, extra in (("verdict", ()), ("--full", ("--full",))):
            if quick and label == "--full" and name == "heavy":
                continue
            m = measure(url, *ladder_check(size.login, *extra))
            yield [
                f"{name}, {label}",
                m.requests,
                m.points,
                f"{m.seconds:.2f}",
                f"{m.own:.2f}",
                f"{m.megabytes:.0f}",
                "",
            ]
    yield from naive_rows(name, size, world)


def naive_rows(name: str, size: Size, world: Path) -> Iterator[list[object]]:
    """The naive loop and the command side by side, with the latency of a real network."""
    total = size.authored + size.reviewed
    limit = min(total, NAIVE_LIMIT)
    with standin(world, LATENCY_MS) as url:
        own = measure(url, *ladder_check(size.login))
        naive = measure(url, sys.executable, str(HERE / "naive.py"), size.login, str(limit))
    scale = total / limit
    requests, seconds = naive.requests * scale, naive.seconds * scale
    note = "" if scale == 1 else f", scaled up from {limit} of {total} pull requests"
    ratio = f"{requests / own.requests:.0f} x the requests, {seconds / own.seconds:.0f} x the time{note}"
    yield [
        f"{name}, verdict at {LATENCY_MS} ms",
        own.requests,
        own.points,
        f"{own.seconds:.2f}",
        f"{own.megabytes:.0f}",
        "",
    ]
    yield [
        f"{name}, naive loop at {LATENCY_MS} ms",
        f"{requests:.0f}",
        "",
        f"{seconds:.1f}",
        f"{naive.megabytes:.0f}",
        ratio,
    ]


def cohort_rows(folder: Path) -> Iterator[list[object]]:
    """Several people of one community in one run: what is the same for all of them is read once."""
    world = folder / "community"
    generate(world, users=300, pulls=3000, reviews_per_pull=3, seed=1)
    authors = Counter(json.loads(line)["author"] for line in (world / "pulls.jsonl").read_text().splitlines())
    busiest = [login for login, _ in authors.most_common() if login and "bot" not in login]
    drawn = random.Random(1).sample(busiest, 20)
    people = {"1 person": drawn[:1], "20 people drawn by lot": drawn, "its 20 busiest people": busiest[:20]}
    with standin(world, 0, "--git") as url:
        for name, logins in people.items():
            m = measure(url, *ladder_check(*logins, "--no-openings"))
            what = f"{name} of a community of 300"
            yield [what, m.requests, m.points, f"{m.seconds:.2f}", f"{m.own:.2f}", f"{m.megabytes:.0f}", ""]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave the largest full run out")
    quick = parser.parse_args().quick
    base = startup(sys.executable, "-c", "pass")
    starts = [[w, f"{s:.3f}", f"{s / base:.1f}"] for w, s in (
        ("python -c pass", base),
        ("ladder-check --version", startup(str(Path(sys.executable).parent / "ladder-check"), "--version")),
        ("ladder-check --help", startup(str(Path(sys.executable).parent / "ladder-check"), "--help")),
    )]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for name, size in SIZES.items() for row in rows_for(name, size, Path(folder), quick=quick)]
        rows += cohort_rows(Path(folder))
    text = "\n\n".join([
        "# Benchmark",
        (
            f"Made by `python bench/run.py{' --quick' if quick else ''}`, Python {sys.version.split()[0]}, at the stand-in for "
            "GitHub in `tests/standin`. Requests and points are counted by the stand-in; time is wall clock, the process's "
            "start included, and `own` the processor time of the process itself, in seconds; compare rows of one run only."
        ),
        tabulate(rows, ["person", "requests", "points", "seconds", "own", "MiB", "compared"], tablefmt="github"),
        "People: " + "; ".join(f"{n}: {s.authored} authored, {s.reviewed} reviewed, {s.comments} comments"
                               for n, s in SIZES.items()) + ".",
        tabulate(starts, ["start", "seconds", "x python"], tablefmt="github"),
    ])  # fmt: skip
    (HERE / "RESULTS.md").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
