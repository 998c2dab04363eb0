"""`ladder publish`: what cannot be done, and faults."""

import pytest
from functional.publish.given import ISSUE, address, marked

from tracker.facts.issues import LONGEST_COMMENT
from tracker.reports.markdown.parts import joined

pytestmark = pytest.mark.usefixtures("history_read_once")

COMMENTS = {"path": "issues/7/comments$", "method": "POST"}


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
    assert ran.err.startswith("Error: comments cannot be written without a token\nHint: Sign in with `gh auth login`")
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
    (home / "notes.md").write_text("## Somebody's notes\n", encoding="utf-8")
    (home / "empty.md").write_text("\n", encoding="utf-8")
    refused = {
        "nothing.md": "No such file",
        "page.png": "it is no text",
        "cache": "Is a directory",
        "notes.md": "notes.md is no report of ladder-check",
        "empty.md": "there is nothing in the report",
    }
    for name, error in refused.items():
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
