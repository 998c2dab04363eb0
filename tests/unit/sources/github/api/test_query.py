"""What is asked for is what GitHub understands: checked against its schema."""

from graphql import parse, validate
from standin.schema import github_schema

from tracker.sources.github.api.question import document_of, search_question
from tracker.sources.github.issue_comments import VIEWER
from tracker.sources.github.searches import PLAIN

SEVERAL, _ = document_of("Several", [search_question("is:pr", None, PLAIN), VIEWER])


def test_github_understands():
    assert [error.message for error in validate(github_schema(), parse(SEVERAL))] == []


def test_only_what_is_used_is_sent():
    assert SEVERAL.count("fragment") == 2
    assert "#" not in SEVERAL
