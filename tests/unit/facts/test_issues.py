"""An issue by its name or its address."""

import pytest

from tracker.errors import UsageError
from tracker.facts.issues import IssueRef


@pytest.mark.parametrize(
    ("text", "repo", "number", "host"),
    [
        ("octo-org/mentoring#7", "octo-org/mentoring", 7, None),
        ("octo_corp/.github#123456", "octo_corp/.github", 123456, None),
        ("https://github.com/octo-org/app.js/issues/7", "octo-org/app.js", 7, "github.com"),
        ("https://www.GitHub.com/Octo-Org/App/issues/7/", "Octo-Org/App", 7, "github.com"),
        ("https://github.com/octo-org/app/issues/7?x=y#issuecomment-1", "octo-org/app", 7, "github.com"),
        ("http://127.0.0.1:8080/octo-org/app/issues/7", "octo-org/app", 7, "127.0.0.1:8080"),
    ],
)
def test_names_of_an_issue(text, repo, number, host):
    issue = IssueRef.parse(text)
    assert (issue.repo, issue.number, issue.host) == (repo, number, host)
    assert str(issue) == f"{repo}#{number}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        "#7",
        "octo-org#7",
        "octo-org/app",
        "octo-org/app#0",
        "octo-org/app#07",
        "octo-org/app#-7",
        "octo-org/app#7x",
        "octo-org/app#" + "9" * 30,
        "octo-org/..#7",
        "octo-org/.#7",
        "octo-org/app/more#7",
        "octo-org/a pp#7",
        "octo-org/äpp#7",
        "octo-org/app#\u0667",
        "octo-org/app#7\n",
        "https://github.com/octo-org/app/issues",
        "https://github.com/octo-org/../issues/7",
        "https://github.com@evil.example/octo-org/app/issues/7",
        "https://github.com/octo-org/app/issues/7 8",
        "ftp://github.com/octo-org/app/issues/7",
        "github.com/octo-org/app/issues/7",
    ],
)
def test_what_names_none(text):
    with pytest.raises(UsageError, match="names no issue") as caught:
        IssueRef.parse(text)
    assert "OWNER/REPO#N" in caught.value.hint


def test_the_address_of_a_pull_request():
    with pytest.raises(UsageError, match="is a pull request"):
        IssueRef.parse("https://github.com/octo-org/app/pull/7/files")
