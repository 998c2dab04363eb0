"""Whether a document still says what a rule quotes."""

import dataclasses

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
