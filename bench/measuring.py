"""A stand-in and the command, each in a process of its own, and what a run took."""

import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"
#: Milliseconds of each request, where a run is compared with another program's on a real network.
LATENCY_MS = 100
COLUMNS = ("requests", "points", "own", "seconds", "MiB")


@dataclass(frozen=True)
class Measured:
    """What a run took: requests of the API, points, processor time and wall clock in seconds, most memory at once.

    ``rounds`` are documents of one kind after those of another, which wait for them; ``simulated`` the seconds that
    GitHub would take for all answers, ``slowest`` for one; ``timed_out`` how many it gave up on. ``printed`` is what it wrote, where that was to be kept.
    """

    requests: float
    points: float
    own: float
    seconds: float
    megabytes: float
    written: int = 0
    rounds: int = 0
    simulated: float = 0.0
    slowest: float = 0.0
    timed_out: int = 0
    printed: bytes = b""

    def __add__(self, other: "Measured") -> "Measured":
        """Both, one after the other."""
        return Measured(
            self.requests + other.requests,
            self.points + other.points,
            self.own + other.own,
            self.seconds + other.seconds,
            max(self.megabytes, other.megabytes),
            self.written + other.written,
            self.rounds + other.rounds,
        )

    def scaled(self, factor: float) -> "Measured":
        """So many times as much, in the same memory."""
        return Measured(
            self.requests * factor, self.points * factor, self.own * factor, self.seconds * factor, self.megabytes
        )

    @property
    def cells(self) -> list[str]:
        numbers = (f"{self.requests:.0f}", f"{self.points:.0f}", f"{self.own:.2f}", f"{self.seconds:.2f}")
        return [*numbers, "" if math.isnan(self.megabytes) else f"{self.megabytes:.0f}"]


@contextmanager
def standin(world: Path, *more: str, latency: float = 0, port: int = 0) -> Iterator[str]:
    """A stand-in in a process of its own, so that its time and memory are not counted as the tool's."""
    port_file = world / "port"
    port_file.unlink(missing_ok=True)
    command = [
        *(sys.executable, "-m", "standin", "--world", str(world), "--port", str(port), "--port-file", str(port_file)),
        *("--latency-ms", str(latency), "--core-limit", "10000000", "--graphql-limit", "10000000"),
        *("--search-limit", "10000000", "--no-secondary-limits", *more),
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(TESTS)}, **quiet) as server:
        try:
            while not (port_file.exists() and port_file.read_text().strip()):
                if server.poll() is not None:
                    raise SystemExit("the stand-in did not start")
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port_file.read_text().strip()}"
        finally:
            server.terminate()


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2])


def measure(url: str, *command: str, ends: Sequence[int] = (0,), keep: bool = False) -> Measured:
    """Run a command against a stand-in; ``ends`` are the exit codes that are no failure, ``keep`` what it prints."""
    _control(url, "reset", post=True)
    environment = {
        **os.environ, "GITHUB_API_URL": f"{url}/api/v3", "GITHUB_GRAPHQL_URL": f"{url}/api/graphql",
        "GITHUB_SERVER_URL": url, "GH_TOKEN": "bench",
    }  # fmt: skip
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        child = subprocess.Popen(command, env=environment, stdout=out, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        if child.returncode not in ends:
            err.seek(0)
            raise SystemExit(f"{command[:4]} … ended with {child.returncode}: {err.read().decode()}")
        written = out.seek(0, os.SEEK_END)
        out.seek(0)
        printed = out.read() if keep else b""
    # A child's memory begins with what its parent had: of one that stays smaller than this process nothing is known.
    known = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < usage.ru_maxrss
    stats = json.loads(_control(url, "stats"))
    return Measured(
        requests=stats["requests"] - stats["git_requests"],
        points=stats["graphql_points"],
        own=usage.ru_utime + usage.ru_stime,
        seconds=seconds,
        megabytes=usage.ru_maxrss / 1024 if known else math.nan,
        written=written,
        printed=printed,
        rounds=_rounds(json.loads(_control(url, "log"))),
        simulated=stats["simulated_seconds"],
        slowest=stats["slowest_seconds"],
        timed_out=stats["by_status"].get("502", 0),
    )


def _rounds(log: Sequence[dict[str, object]]) -> int:
    """How often a document of another kind follows; git's requests are made beside them."""
    asked = (row["operation"] or row["path"] for row in log if row["resource"] != "git")
    return sum(1 for _ in groupby(asked))


def _control(url: str, what: str, *, post: bool = False) -> bytes:
    with urllib.request.urlopen(
        urllib.request.Request(f"{url}/_standin/{what}", method="POST" if post else "GET")
    ) as r:
        return r.read()


def ladder_check(*arguments: str, store: Path) -> tuple[str, ...]:
    """The command, with a store of its own: an empty folder is a machine on which it never ran."""
    return (str(Path(sys.executable).parent / "ladder-check"), *arguments, "--cache-dir", str(store))
