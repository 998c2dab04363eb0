"""Measures requests, points, time and memory at the stand-in: ``python bench/run.py [--quick] [--only SECTION...]``.

Each row is one run of the command in its own process, or the sum of several. RESULTS.md keeps what was not measured anew.
"""

import argparse
import compileall
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import admins
import cohorts
import index
import leads
import peers
import people
import published
from measuring import HERE
from tabulate import tabulate

RESULTS = HERE / "RESULTS.md"
ABOUT = (
    "Made by `python bench/run.py`, Python {version}, at the stand-in for GitHub in `tests/standin`. Requests (of the API; "
    "git's are not limited) and points are counted by the stand-in; `own` is the processor time of the command itself, "
    "`seconds` is wall clock, the start and the stand-in's own work included. Compare rows of one section only."
)


def starts(folder: Path, *, quick: bool) -> str:
    del folder, quick
    command = str(Path(sys.executable).parent / "ladder-check")
    words = [["--version"], ["--help"], ["--demo", "newcomer-nell"]]
    base = _best_of_ten(sys.executable, "-c", "pass")
    rows = [["python -c pass", f"{base:.3f}", "1.0", ""]]
    for said in words:
        own = _best_of_ten(command, *said)
        rows.append([f"ladder-check {' '.join(said)}", f"{own:.3f}", f"{own / base:.1f}", _modules(command, *said)])
    return tabulate(rows, ["start", "own", "x python", "own modules"], tablefmt="github", disable_numparse=True)


def _best_of_ten(*command: str) -> float:
    """Seconds of processor time."""

    def once() -> float:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
        return usage.ru_utime + usage.ru_stime

    return min(once() for _ in range(10))


def _modules(*command: str) -> int:
    """How many modules of the program a run imports."""
    told = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=True)
    return len(re.findall(r"\| +tracker\b", done.stderr))


SECTIONS: Mapping[str, tuple[str, Callable[..., str]]] = {
    "people": ("One person", people.section),
    "index": ("Index of roles", index.section),
    "published": ("With GitHub's latency", published.section),
    "cohorts": ("Several people", cohorts.growth),
    "admins": ("Requests and audits", admins.section),
    "leads": ("Leads", leads.section),
    "peers": ("Peers", peers.section),
    "compared": ("Twenty people, in other ways", cohorts.compare),
    "formats": ("Formats", cohorts.formats),
    "starts": ("Start", starts),
}


def known() -> dict[str, str]:
    """The sections of the last results, by their headings."""
    text = RESULTS.read_text("utf-8") if RESULTS.exists() else ""
    _, *parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    return {heading: body.strip() for heading, body in zip(parts[::2], parts[1::2], strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave the largest runs out")
    parser.add_argument("--only", nargs="+", choices=list(SECTIONS), default=list(SECTIONS), help="measure these alone")
    given = parser.parse_args()
    found = known()
    # As pip does when it installs: where Python is told to write no bytecode, each run would compile all modules anew.
    compileall.compile_dir(HERE.parent / "tracker", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        for name in given.only:
            heading, measure = SECTIONS[name]
            found[heading] = measure(Path(folder), quick=given.quick)
            print(f"## {heading}\n\n{found[heading]}\n", flush=True)
    parts = [f"## {heading}\n\n{found[heading]}" for heading, _ in SECTIONS.values() if heading in found]
    text = "\n\n".join(["# Benchmark", ABOUT.format(version=sys.version.split()[0]), *parts])
    RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
