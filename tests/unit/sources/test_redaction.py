"""What looks like a token is shown to nobody."""

import pytest

from tracker.sources.redaction import HIDDEN, redact


@pytest.mark.parametrize(
    "text",
    [
        "ghp_" + "a" * 36,
        "gho_" + "A1" * 18,
        "ghu_" + "b" * 20,
        "ghs_" + "c" * 40,
        "ghr_" + "d" * 76,
        "github_pat_" + "11ABCDEFG0_" + "x" * 59,
        "v1.0123456789abcdef0123",
    ],
)
def test_tokens_are_hidden(text):
    assert text not in redact(f"the header was Bearer {text} and so on")
    assert text not in redact(f"Authorization: token {text}")
    assert HIDDEN in redact(f"Authorization: token {text}")
    assert redact(f"it was {text}!", text) == f"it was {HIDDEN}!"


def test_other_words_stay():
    text = "a token from GH_TOKEN, bearer of news, gh auth token, ghp_short, the tokens"
    assert redact(text, None, "") == text
