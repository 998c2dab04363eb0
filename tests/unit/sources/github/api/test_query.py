"""Every question is one that GitHub understands: checked against its schema."""

from importlib import resources

import pytest
from graphql import parse, validate
from standin.schema import github_schema

from tracker.sources.github.api.query import document
from tracker.sources.github.api.question import document_of, search_question
from tracker.sources.github.searches import PLAIN

NAMES = sorted(
    path.name.removesuffix(".graphql")
    for path in (resources.files("tracker.sources.github") / "queries").iterdir()
    if path.name != "fragments.graphql"
)

SEVERAL, _ = document_of("Several", [search_question("is:pr", None, PLAIN)])


@pytest.fixture(scope="module")
def schema():
    return github_schema()


def test_there_are_questions():
    assert "thread" in NAMES


@pytest.mark.parametrize(
    "text",
    [document(name) for name in NAMES] + [SEVERAL],
    ids=[*NAMES, "a search"],
)
def test_github_understands(schema, text):
    assert [error.message for error in validate(schema, parse(text))] == []


def test_only_what_is_used_is_sent():
    assert SEVERAL.count("fragment") == 2
    assert "#" not in document("thread")
