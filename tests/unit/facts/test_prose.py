"""Numbers with their nouns."""

import pytest

from tracker.facts.prose import counted


@pytest.mark.parametrize(
    ("number", "nouns", "said"),
    [
        (0, ("pull request",), "0 pull requests"),
        (1, ("pull request",), "1 pull request"),
        (11, ("pull request",), "11 pull requests"),
        (1200, ("pull request",), "1,200 pull requests"),
        (1, ("box", "boxes"), "1 box"),
        (2, ("box", "boxes"), "2 boxes"),
    ],
)
def test_a_number_with_its_noun(number, nouns, said):
    assert counted(number, *nouns) == said
