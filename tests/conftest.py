"""What holds for every test: the day on which it runs."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

#: Noon of a day after everything that the worlds tell. Reports name the day that they were made on, so two of them
#: are equal only where no midnight lies between.
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def _day_of_the_suite() -> Iterator[None]:
    """A clock that goes on from noon, in this process; processes that tests start keep the machine's."""
    with time_machine.travel(NOON, tick=True):
        yield
