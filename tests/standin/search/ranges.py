"""Dates and numbers in qualifiers."""

from __future__ import annotations

import re
from collections.abc import Callable

from standin.search.query import SearchError
from standin.world import normal_date

_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_YEAR_MONTH = re.compile(r"\d{4}(-\d\d)?\Z")


def _bounds(text: str) -> tuple[str, str]:
    """The first and last second that a date in a query stands for."""
    if _DATE.match(text):
        normal_date(text)
        return f"{text}T00:00:00Z", f"{text}T23:59:59Z"
    if _YEAR_MONTH.match(text):
        low = text + "-01" * (3 - len(text.split("-")))
        return f"{low}T00:00:00Z", f"{text}-31T23:59:59Z" if len(text) == 7 else f"{text}-12-31T23:59:59Z"
    value = normal_date(text.replace(" ", "+"))
    assert value
    return value, value


def date_range(text: str) -> tuple[str, str]:
    """The inclusive bounds of a date qualifier's value."""
    low, high = "0000", "9999"
    try:
        if ".." in text:
            first, last = text.split("..", 1)
            if first not in ("*", ""):
                low = _bounds(first)[0]
            if last not in ("*", ""):
                high = _bounds(last)[1]
        elif text.startswith(">="):
            low = _bounds(text[2:])[0]
        elif text.startswith("<="):
            high = _bounds(text[2:])[1]
        elif text.startswith(">"):
            low = _bounds(text[1:])[1] + "~"
        elif text.startswith("<"):
            high = _bounds(text[1:])[0][:-1]
        else:
            low, high = _bounds(text)
    except (ValueError, AssertionError):
        raise SearchError(
            f"'{text}' is not a recognized date/time format. Please provide an ISO 8601 date/time value, such as YYYY-MM-DD."
        ) from None
    return low, high


def number_test(text: str) -> Callable[[int], bool]:
    match = re.fullmatch(r"(>=|<=|>|<)?(\d+)|(\d+|\*)\.\.(\d+|\*)", text)
    if not match:
        raise SearchError(f"'{text}' is not a number.")
    if match[2] is None:
        low = 0 if match[3] == "*" else int(match[3])
        high = 10**9 if match[4] == "*" else int(match[4])
        return lambda n: low <= n <= high
    bound = int(match[2])
    sign = match[1]
    if sign == ">=":
        return lambda n: n >= bound
    if sign == "<=":
        return lambda n: n <= bound
    if sign == ">":
        return lambda n: n > bound
    if sign == "<":
        return lambda n: n < bound
    return lambda n: n == bound
