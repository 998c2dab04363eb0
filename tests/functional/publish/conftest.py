"""Fixtures: reports published to an issue, over HTTP: what is there after each run, and what is said."""

from functools import partial

import pytest
from functional.publish.given import FORGED, OURS, THEIRS, Desk
from standin import load_world
from standin.testing import write_world


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """An issue with two comments of somebody else's, a pull request, and an issue in an archived repository."""
    said = [
        {"author": THEIRS, "createdAt": f"2025-12-01T10:0{n}:00Z", "body": body}
        for n, body in enumerate(("Hi", FORGED))
    ]
    common = {"author": OURS, "title": "Reports", "state": "OPEN", "createdAt": "2025-11-01T09:00:00Z"}
    issue = {**common, "repo": "octo-org/mentoring", "number": 7}
    return load_world(
        write_world(
            tmp_path_factory.mktemp("world"),
            users=[{"login": login} for login in ("vera", OURS, THEIRS)],
            repos=[
                {"owner": "octo-org", "name": "mentoring"},
                {"owner": "octo-org", "name": "old", "isArchived": True},
            ],
            issues=[{**issue, "comments": said}, {**issue, "repo": "octo-org/old"}],
            pulls=[{**issue, "number": 8}],
        )
    )


@pytest.fixture
def desk(serve, run, world, home, pauses):
    def opened(**options) -> Desk:
        server = serve(world, viewer=OURS, secondary_limits=False, **options)
        return Desk(server, partial(run, program="ladder", server=server), home)

    return opened
