"""What holds for every test: the day on which it runs, and that it does the same each time, however slow the machine.

``--hypothesis-profile default`` has the properties tried on other examples, which may find something new;
``--damaged-stores`` has more stores damaged.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from hypothesis import HealthCheck, settings

settings.register_profile("suite", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

#: Noon of a day after everything that the worlds tell. Reports name the day that they were made on, so two of them
#: are equal only where no midnight lies between.
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--damaged-stores", type=int, default=200, metavar="N", help="how many stores are damaged")


@pytest.fixture(scope="session", autouse=True)
def _day_of_the_suite() -> Iterator[None]:
    """A clock that goes on from noon, in this process; processes that tests start keep the machine's."""
    with time_machine.travel(NOON, tick=True):
        yield
