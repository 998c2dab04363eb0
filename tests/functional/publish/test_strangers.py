"""`ladder publish`: what strangers wrote."""

from pathlib import Path

import pytest
from functional.publish.given import OURS, marked
from functional.running import WORLD_DAY
from functional.worlds import SmallWorld
from rendered import rendered
from standin import load_world
from standin.testing import Client
from unit.reports.hostile import FRAGMENTS

pytestmark = pytest.mark.usefixtures("history_read_once")

HOSTILE = [text for text in FRAGMENTS if len(text) < 100 and text.isprintable()]


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory):
    """Somebody whose pull requests have titles that would act, and reviewers with companies that would."""
    world = SmallWorld()
    for login in ("good-gus", "sponsor-sam", OURS):
        world.person(login, "@kubernetes/steering #12 /close")
    for place, title in enumerate([*HOSTILE, "/close", "fixes kubernetes/kubernetes#1 @octo-mentor", "".join(HOSTILE)]):
        day = f"2026-{1 + place // 28:02}-{1 + place % 28:02}"
        world.pull("kubernetes/kubernetes", "good-gus", day, title=title, reviewers=["sponsor-sam"], lgtm="sponsor-sam")
    world.request(7, "good-gus", "2026-08-03", "Reports")
    return load_world(world.write(tmp_path_factory.mktemp("poisoned")))


@pytest.mark.parametrize("people", [("good-gus",), ("good-gus", "sponsor-sam")])
def test_a_report_with_hostile_titles_mentions_nobody_and_leaves_no_trace(serve, run, poisoned, pauses, people):
    server = serve(poisoned, viewer=OURS, secondary_limits=False)
    hub = {"server": server, "GITHUB_SERVER_URL": "https://github.com"}
    day = "2026-09-01"
    written = run(*people, "--full", "-v", "--format", "markdown", "--output", "report.md", "--as-of", day, **hub)
    assert written.code == 0
    report = Path("report.md").read_text("utf-8")
    assert rendered(report).backlinks
    ran = run("publish", "--issue", "kubernetes/org#7", "--write", "report.md", program="ladder", **hub)
    assert ran.code == 0
    rows = Client(server).get("/repos/kubernetes/org/issues/7/comments").json()
    (body,) = [row["body"] for row in rows]
    assert rendered(body).acts == []
    assert sum("redirect.github.com/kubernetes/kubernetes/pull/" in link for link in rendered(body).links) > 10


def test_an_ordinary_report_is_published_as_it_is_but_for_its_links(serve, run, sample_world, pauses):
    server = serve(sample_world)
    hub = {"server": server, "GITHUB_SERVER_URL": "https://github.com"}
    run("almost-anders", "--format", "markdown", "--output", "report.md", "--as-of", WORLD_DAY, **hub)
    ran = run(
        "publish", "--issue", "https://github.com/kubernetes/org/issues/105", "report.md", program="ladder", **hub
    )
    (shown,) = ran.out.partition("\n\n")[2:]
    report = Path("report.md").read_text("utf-8")
    assert ran.code == 0
    assert "https://redirect.github.com/" in shown
    assert shown.replace("redirect.github.com", "github.com") == marked(1, report, end="")
