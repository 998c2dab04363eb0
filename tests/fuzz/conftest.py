"""How many answers are bent: some, or with ``pytest tests/fuzz --fuzz 20000`` as many as one likes."""

import pytest

A_FEW = 120


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fuzz", type=int, default=A_FEW, metavar="N", help="how many bent answers are tried")
    parser.addoption("--fuzz-from", type=int, default=0, metavar="N", help="the number of the first of them")


@pytest.fixture(scope="session")
def cases(request) -> range:
    """The numbers of the cases, each of which is the same each time."""
    first = request.config.getoption("--fuzz-from", 0)
    return range(first, first + request.config.getoption("--fuzz", A_FEW))
