"""Plain words of YAML as Go reads them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.facts.yaml_scalars import TAG, resolved, scalar, spelled


@pytest.mark.parametrize(
    ("word", "value"),
    [
        *((word, True) for word in ("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON")),
        *((word, False) for word in ("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF")),
        *((word, None) for word in ("", "~", "null", "Null", "NULL")),
        *(
            (word, word)
            for word in ("yEs", "tRUE", "oN", "nULL", "octo-one", "true1", "-", "+", ".", "-a", "1-2", "0b2")
        ),
        ("249043822", 249043822),
        ("0", 0),
        ("-7", -7),
        ("+7", 7),
        ("010", 8),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b101", 5),
        ("1_000", 1000),
        ("089", 89.0),
        ("1e5", 100000.0),
        (".5", 0.5),
        ("1.", 1.0),
        ("18446744073709551615", 2**64 - 1),
        ("18446744073709551616", float(2**64)),
        ("1e999", "1e999"),
        ("9" * 5000, "9" * 5000),
        ("2026-08-25", "2026-08-25"),
        ("9:00", "9:00"),
        ("-.INF", -math.inf),
        ("<<", "<<"),
    ],
)
def test_a_plain_word(word, value):
    found = resolved(word)
    assert (found, type(found)) == (value, type(value))


def test_no_number_is_a_float():
    assert math.isnan(resolved(".NaN"))
    assert resolved(".Nan") == ".Nan"


@pytest.mark.parametrize(
    ("word", "tag", "value"),
    [
        ("12", f"{TAG}str", "12"),
        ("12", "!octo", "12"),
        ("12", f"{TAG}float", 12),
        ("12", f"{TAG}int", 12),
        ("yes", f"{TAG}bool", True),
        ("~", f"{TAG}null", None),
        ("12", None, "12"),
    ],
)
def test_a_tag_and_quotes_decide(word, tag, value):
    assert scalar(word, tag, plain=False) == value


@pytest.mark.parametrize(("word", "tag"), [("x", "int"), ("1", "bool"), ("yes", "int"), ("1.5", "int"), ("1", "null")])
def test_a_tag_that_is_not_so_is_refused(word, tag):
    with pytest.raises(ValueError, match=word):
        scalar(word, f"{TAG}{tag}", plain=False)


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "true"), (False, "false"), (83, "83"), (100000.0, "100000"), (1e6, "1.000000e+06"), ("x", "x")],
)
def test_values_become_texts_as_in_go(value, text):
    assert spelled(value) == text


@given(st.text(max_size=12) | st.from_regex(r"[-+.0-9xobeE_]{1,12}", fullmatch=True))
def test_any_word_has_a_value_that_can_be_spelled(word):
    value = resolved(word)
    assert value is None or isinstance(spelled(value), str)
