"""Reports published to an issue, over HTTP: what is there after each run, and what is said."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from functional.running import CANARY, WORLD_DAY, Ran
from functional.worlds import SmallWorld
from rendered import rendered
from standin import StandinServer, load_world
from standin.testing import Client, write_world
from unit.reports.hostile import FRAGMENTS

from tracker.facts.issues import LONGEST_COMMENT
from tracker.reports.markdown.parts import joined

ISSUE = "octo-org/mentoring#7"
PATH = "/repos/octo-org/mentoring/issues/7"
COMMENTS = {"path": "issues/7/comments$", "method": "POST"}
FORGED = "<!-- ladder-check report: report, part 1 -->\n\nNot yours"
OURS, THEIRS = "octo-mentor", "octo-stranger"


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


@dataclass(frozen=True)
class Desk:
    """A server with the issue, and what runs at it leave."""

    server: StandinServer
    run: partial[Ran]
    folder: Path

    def publish(self, text: str, *words: str, issue: str = ISSUE, **more: str) -> Ran:
        (self.folder / "report.md").write_text(text, encoding="utf-8")
        return self.run("publish", "--issue", issue, *words, "report.md", **more)

    def comments(self, login: str = OURS) -> dict[int, str]:
        """The comments of somebody by their ids, oldest first."""
        rows = Client(self.server).get(f"{PATH}/comments?per_page=100").json()
        return {row["id"]: row["body"] for row in rows if row["user"]["login"] == login}

    @property
    def writes(self) -> list[str]:
        log = self.server.standin.log()
        return [row["method"] for row in log if row["method"] not in {"GET", "HEAD"} and row["resource"] != "graphql"]


@pytest.fixture
def desk(serve, run, world, home, pauses):
    def opened(**options) -> Desk:
        server = serve(world, viewer=OURS, secondary_limits=False, **options)
        return Desk(server, partial(run, program="ladder", server=server), home)

    return opened


def address(number: int) -> str:
    return f"https://github.com/octo-org/mentoring/issues/7#issuecomment-{number}"


def marked(part: int, text: str, name: str = "report") -> str:
    return f"<!-- ladder-check report: {name}, part {part} -->\n\n{text}"


# -- what a run leaves ----------------------------------------------------------------------------


def test_the_first_run_adds(desk):
    at = desk()
    ran = at.publish(joined(["One\n", "Two\n"]), "--write")
    (first, one), (second, two) = at.comments().items()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"added {address(first)}\nadded {address(second)}\n"
    assert (one, two) == (marked(1, "One"), marked(2, "Two"))


def test_the_next_run_changes_the_same_comments(desk):
    at = desk()
    at.publish(joined(["One", "Two"]), "--write")
    first, second = at.comments()
    ran = at.publish(joined(["Another", "Two", "Three"]), "--write")
    third = list(at.comments())[2]
    assert ran.out == f"changed {address(first)}\nsame {address(second)}\nadded {address(third)}\n"
    assert at.comments() == {
        first: marked(1, "Another"),
        second: marked(2, "Two"),
        third: marked(3, "Three"),
    }
    assert at.writes == ["POST", "POST", "PATCH", "POST"]


def test_the_same_text_leaves_all_as_it_is(desk):
    at = desk()
    at.publish("One", "--write")
    (number,) = at.comments()
    ran = at.publish("One\n", "--write")
    assert (ran.code, ran.out) == (0, f"same {address(number)}\n")
    assert at.writes == ["POST"]


def test_a_shorter_report_empties_what_is_left_over(desk):
    at = desk()
    at.publish(joined(["One", "Two"]), "--write")
    first, second = at.comments()
    ran = at.publish("One", "--write")
    assert ran.out == f"same {address(first)}\nemptied {address(second)}\n"
    assert at.comments()[second] == marked(2, "The report is shorter now, and nothing of it is left for this comment.")
    assert at.publish("One", "--write").out == f"same {address(first)}\nsame {address(second)}\n"
    assert at.publish(joined(["One", "New"]), "--write").out == f"same {address(first)}\nchanged {address(second)}\n"
    assert at.comments() == {first: marked(1, "One"), second: marked(2, "New")}


def test_a_mark_that_somebody_else_wrote_means_nothing(desk):
    at = desk()
    before = at.comments(THEIRS)
    assert FORGED in before.values()
    at.publish("One", "--write")
    at.publish("Two", "--write")
    assert at.comments(THEIRS) == before
    assert list(at.comments().values()) == [marked(1, "Two")]


def test_several_reports_live_on_one_issue(desk):
    at = desk()
    at.publish("One", "--write")
    at.publish("Two", "--write", "--name", "mentees-2026")
    at.publish("New", "--write", "--name", "mentees-2026")
    assert list(at.comments().values()) == [marked(1, "One"), marked(1, "New", "mentees-2026")]


def test_the_issue_by_its_address(desk):
    at = desk()
    assert at.publish("One", "--write", issue=f"{at.server.base_url}/octo-org/mentoring/issues/7").code == 0
    assert len(at.comments()) == 1


def test_a_token_from_standard_input(desk):
    at = desk(tokens=(CANARY,))
    ran = at.publish("One", "--write", "--token-stdin", token=None, stdin=f"{CANARY}\n")
    assert ran.code == 0


# -- the dry run ----------------------------------------------------------------------------------


def test_without_write_nothing_is_changed_and_the_text_is_shown(desk):
    at = desk()
    at.publish(joined(["One", "Two", "Three"]), "--write")
    before = at.comments()
    first, second, third = before
    ran = at.publish(joined(["One", "New"]))
    assert ran.code == 0
    assert ran.out.splitlines()[:3] == [
        f"same {address(first)}",
        f"would change {address(second)} (49 characters)",
        f"would empty {address(third)} (116 characters)",
    ]
    assert ran.out.endswith(
        f"\n\n{marked(2, 'New')}\n\n"
        f"{marked(3, 'The report is shorter now, and nothing of it is left for this comment.')}\n"
    )
    assert "One" not in ran.out
    assert ran.err == "Nothing was written. To write it, say --write.\n"
    assert at.comments() == before
    assert at.writes == ["POST"] * 3


def test_a_dry_run_of_the_first(desk):
    at = desk()
    ran = at.publish("One", "--quiet")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"would add a comment on {ISSUE} (49 characters)\n\n{marked(1, 'One')}\n"
    assert at.comments() == {}


def test_a_dry_run_without_a_token_asks_nobody(desk):
    at = desk()
    ran = at.publish(joined(["One", "Two"]), token=None)
    assert ran.code == 0
    assert ran.out == (
        f"would add or change comment 1 of 2 on {ISSUE} (49 characters)\n"
        f"would add or change comment 2 of 2 on {ISSUE} (49 characters)\n"
        f"\n{marked(1, 'One')}\n\n{marked(2, 'Two')}\n"
    )
    assert at.server.standin.stats()["requests"] == 0


# -- what cannot be done --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "issue", "told"),
    [
        ({"locked": (ISSUE,)}, ISSUE, (f"{ISSUE} is locked", "Unlock")),
        ({"read_only_token": True}, ISSUE, ("the token may not comment", "permissions: issues: write")),
        ({"scopes": ("read:org",)}, ISSUE, ("the token may not comment", "public_repo")),
        ({}, "octo-org/mentoring#9", ("GitHub knows no issue octo-org/mentoring#9", "Check the name")),
        ({}, "octo-org/nothing#7", ("GitHub knows no issue octo-org/nothing#7", "Check the name")),
        ({}, "octo-org/mentoring#8", ("octo-org/mentoring#8 is a pull request", "an issue that is kept")),
        ({}, "octo-org/old#7", ("octo-org/old#7 is in an archived repository", "another issue")),
        ({"without_issues": ("octo-org/mentoring",)}, ISSUE, ("issues are turned off", "another issue")),
        ({"renames": {"acme": "octo-org"}}, "acme/mentoring#7", ("acme/mentoring#7 moved to https://", "where it is")),
        ({"tokens": ("another",)}, ISSUE, ("GitHub refused the token", "GH_TOKEN")),
    ],
)
def test_where_no_comment_can_be_written(desk, options, issue, told):
    at = desk(**options)
    ran = at.publish("One", "--write", issue=issue)
    error, hint = ran.err.splitlines()
    assert (ran.code, ran.out) == (4, "")
    assert told[0] in error
    assert told[1] in hint


def test_without_a_token_nothing_is_written(desk):
    at = desk()
    ran = at.publish("One", "--write", token=None)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("Error: comments cannot be written without a token\nHint: Set GH_TOKEN")
    assert at.server.standin.stats()["requests"] == 0


@pytest.mark.parametrize(
    ("text", "words", "issue", "error"),
    [
        (
            joined(["One", "x" * LONGEST_COMMENT]),
            (),
            ISSUE,
            "part 2 of the report makes a comment of 65,582 characters",
        ),
        ("\n", (), ISSUE, "there is nothing in the report"),
        ("One", ("--name", "a report"), ISSUE, "'a report' cannot name a report"),
        ("One", ("--name", ""), ISSUE, "'' cannot name a report"),
        ("One", (), "octo-org/mentoring", "names no issue"),
        ("One", (), "https://github.com/octo-org/mentoring/pull/8", "is a pull request"),
        ("One", (), "https://github.com/octo-org/mentoring/issues/7", "is on github.com, and 127.0.0.1:"),
        ("One", ("--api-url", "octo"), ISSUE, "'octo' is not an address"),
    ],
)
def test_words_that_cannot_be_meant(desk, text, words, issue, error):
    at = desk()
    ran = at.publish(text, "--write", *words, issue=issue)
    assert (ran.code, ran.out) == (2, "")
    assert error in ran.err
    assert at.server.standin.stats()["requests"] == 0


def test_a_file_that_is_none_or_no_text(desk, home):
    at = desk()
    (home / "page.png").write_bytes(b"\x89PNG\xff")
    for name, error in {"nothing.md": "No such file", "page.png": "it is no text", "cache": "Is a directory"}.items():
        (home / "cache").mkdir(exist_ok=True)
        ran = at.run("publish", "--issue", ISSUE, name)
        assert (ran.code, ran.out) == (2, "")
        assert error in ran.err


# -- faults ---------------------------------------------------------------------------------------

#: What goes wrong, and whether the comment is there all the same.
FAULTS = {
    "bad gateway": ({"kind": "http_error", "status": 502}, False),
    "internal error": ({"kind": "http_error", "status": 500, "body": "json"}, False),
    "cut connection": ({"kind": "reset"}, False),
    "half a body": ({"kind": "truncate"}, True),
}


@pytest.mark.parametrize("name", FAULTS)
def test_after_a_fault_nothing_is_repeated_and_nothing_written_twice(desk, name):
    fault, written = FAULTS[name]
    at = desk(faults=[{**fault, **COMMENTS, "after": 1, "times": 1}])
    text = joined(["One", "Two", "Three"])
    ran = at.publish(text, "--write")
    assert ran.code == 4
    assert ran.out == f"added {address(next(iter(at.comments())))}\n"
    assert ran.err.startswith(f"Error: it is not known whether a comment on {ISSUE} was written: ")
    assert ran.err.endswith("Hint: Run it again: what was written is found by its mark, and not written twice.\n")
    assert at.writes == ["POST", "POST"]
    assert len(at.comments()) == 1 + written
    assert at.publish(text, "--write").code == 0
    assert list(at.comments().values()) == [marked(1, "One"), marked(2, "Two"), marked(3, "Three")]


def test_a_limit_is_waited_for_and_then_it_is_written(desk, pauses):
    at = desk(faults=[{"kind": "secondary_limit", "retry_after": 7, **COMMENTS, "times": 1}])
    ran = at.publish(joined(["One", "Two"]), "--write")
    assert ran.code == 0
    assert sum(pauses) == 7 + 1  # and a second between two that are written
    assert len(at.comments()) == 2


def test_faults_of_reading_pass(desk):
    at = desk(
        faults=[{"kind": "http_error", "method": "GET", "times": 1}, {"kind": "reset", "path": "graphql$", "times": 1}]
    )
    assert at.publish("One", "--write").code == 0
    assert list(at.comments().values()) == [marked(1, "One")]


# -- what strangers wrote -------------------------------------------------------------------------

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
    assert shown.replace("redirect.github.com", "github.com") == marked(1, report)
