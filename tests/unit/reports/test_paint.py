import sys

import wcwidth

from tracker.reports.text.paint import _LETTERS, width


def test_what_needs_no_table_of_widths_is_one_column_wide():
    letters = [chr(code) for code in range(sys.maxunicode + 1) if _LETTERS.fullmatch(chr(code))]
    assert len(letters) > 600
    assert [one for one in letters if wcwidth.wcwidth(one) != 1] == []


def test_wide_and_empty_characters_are_measured():
    assert [width(text) for text in ("plain", "größe …", "漢字", "e\N{COMBINING ACUTE ACCENT}", "")] == [5, 7, 4, 1, 0]
