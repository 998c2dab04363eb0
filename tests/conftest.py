"""What holds for every test: the day on which it runs, and that it does the same each time, however slow the machine.

``--hypothesis-profile full`` has each property tried on many more examples, and on others each time, which may find
something new, ``quick`` on a few; ``--damaged-stores`` has more stores damaged.
"""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest
import time_machine
from hypothesis import HealthCheck, settings

from tracker.catalog import sheet

_PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("suite", max_examples=15, derandomize=True, **_PATIENT)
settings.register_profile("quick", max_examples=5, derandomize=True, **_PATIENT)
settings.register_profile("full", max_examples=300, **_PATIENT)
settings.load_profile("suite")

#: Noon of a day after everything that the worlds tell. Reports name the day that they were made on, so two of them
#: are equal only where no midnight lies between.
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)

#: Where tests write, if there is room: a small database takes most of its time to wait for a disk, and none of them is to
#: outlive the machine. Their processes write there, too.
_MEMORY, _ROOM = Path("/dev/shm"), 4 << 30
if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)


# Where Python is told to write nothing beside the source, what it compiled is kept with what pytest keeps: of tests, which
# each worker compiles, and of processes that tests start.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    sys.dont_write_bytecode = False
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(
        Path(__file__).parents[1] / ".pytest_cache" / "compiled"
    )

# To look through all that was imported and collected, again and again, takes a fifth of a run's time and finds nothing.
gc.set_threshold(100_000, 20, 50)


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--damaged-stores", type=int, default=100, metavar="N", help="how many stores are damaged")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: for a fifth of their time tests wait, for processes, disks and clocks."""
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session", autouse=True)
def _day_of_the_suite() -> Iterator[None]:
    """A clock that goes on from noon, in this process; processes that tests start keep the machine's."""
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture(scope="session", autouse=True)
def _program_named_by_its_arguments() -> Iterator[None]:
    """Click names a program by ``sys.argv``, as it does where a script runs, also under ``python -m pytest``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["__main__"], "__package__", None, raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _rules_parsed_once() -> Iterator[None]:
    """Of a text of YAML, as the rules that come with the program are, nothing changes from one reading to the next."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet, "parse", lru_cache(maxsize=32)(sheet.parse))
        yield
