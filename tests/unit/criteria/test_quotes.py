"""Whether a document still says what a rule quotes."""

import dataclasses
import time

import pytest
from factories import case, community, criterion

from tracker.criteria.quotes import says

DOCUMENT = """\
# Rules

- Have made **multiple contributions** to the project, with at least
  one **merged** PR.
- Enabled [two-factor authentication] on their account
- Read the [guide](https://example.com/guide).
"""


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("multiple contributions to the project", True),
        ("with at least one **merged** PR", True),
        ("Enabled [two-factor authentication] on their account", True),
        ("READ THE GUIDE", True),
        ("at least two merged PRs", False),
    ],
)
def test_words_count_and_marks_do_not(quote, expected):
    assert says(DOCUMENT, quote) is expected


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        (DOCUMENT, "at least one merged PR", None),
        (DOCUMENT, None, None),
        (None, "at least two merged PRs", None),
        (DOCUMENT, "at least two merged PRs", 'rule under review: rules.md no longer says "at least two merged PRs"'),
    ],
    ids=["says it", "nothing quoted", "not read", "changed"],
)
def test_a_rule_whose_source_changed_is_under_review(text, quote, expected):
    rule = criterion("person", who="you", source={"document": "rules", "quote": quote})
    known = dataclasses.replace(community(), documents={"rules": text} if text else {})
    assert case(of=known).review(rule.source) == expected


@pytest.mark.parametrize(
    "piece", ["[", "![", "[a](", "[a][", "[a]((", "\n ", " ", "- ", "1", "1.", "*", "# ", "(", "]"]
)
def test_a_hostile_document_is_read_once(piece):
    started = time.perf_counter()
    assert not says(piece * (500_000 // len(piece)), "a sentence")
    assert time.perf_counter() - started < 2


def test_links_with_brackets_and_parentheses_in_them():
    assert says("See [the guide](https://en.example/wiki/Guide_(book)) first.", "See the guide first.")
    assert says("See [the guide][1] and ![a picture](x.png 'title').", "the guide and a picture.")
