"""Fixtures: requests for membership: whom they name, whether these may sponsor and have answered; and whom else to ask."""

import pytest
from functional.requests.given import APPLICANTS, DAY, GRETA, PIA, SID, the_world
from functional.running import Json


@pytest.fixture(scope="module")
def server(serve_small):
    return serve_small(the_world())


@pytest.fixture(scope="module")
def known() -> dict[str, Json]:
    """What was asked for already."""
    return {}


@pytest.fixture
def reports(server, run, known) -> dict[str, Json]:
    """The reports of everybody who asked for membership, or could."""
    if "reports" not in known:
        ran = run(*APPLICANTS, PIA, SID, GRETA, "--format", "json", "--as-of", DAY, server=server)
        assert ran.code == 0
        known["reports"] = {report["contributor"]["login"]: report for report in ran.report["reports"]}
    return known["reports"]
