import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.reports.hostile import HOSTILE_TEXT

from tracker.reports import escape


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Fix the scheduler", "Fix the scheduler"),
        ("  two\r\nlines\tand\u2028three ", "two lines and three"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x07", "click"),
        ("\x1b]0;never closed", "0;never closed"),
        ("\x9b31mred", "red"),
        ("\x1bcreset", "reset"),
        ("a\x00\x7fb\x85c", "ab c"),
        ("user\u202etxt.exe", "usertxt.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("filler\u3164\uffa0", "filler"),
        ("lone \ud800", "lone \ufffd"),
        ("\u0301leading mark", "leading mark"),
        ("z" + "\u0300\u0301\u0302\u0303\u0304\u0305", "z\u0300\u0301\u0302"),
        ("e\u0301", "é"),
        ("heart \u2764\ufe0f", "heart \u2764"),
        ("山田太郎 🚀", "山田太郎 🚀"),
        ("", ""),
    ],
)
def test_plain_keeps_what_can_be_seen(text, shown):
    assert escape.plain(text) == shown


def test_plain_cuts():
    assert escape.plain("a" * 10_000, 10) == "a" * 9 + "…"
    assert escape.plain("a b " * 10, 4) == "a b…"
    assert escape.plain("abcd", 4) == "abcd"


@given(HOSTILE_TEXT, st.integers(1, 300))
def test_plain_is_one_line_no_longer_than_asked_and_already_plain(text, limit):
    shown = escape.plain(text, limit)
    assert len(shown) <= limit
    assert len(shown.splitlines()) <= 1
    assert escape.plain(shown, limit) == shown


@pytest.mark.parametrize(
    ("text", "spelled"),
    [("Zoë \u2013 “Ö” …", 'Zoe - "O" ...'), ("山田", "??"), ("≥ 3", ">= 3"), ("ﬁne", "fine")],
)
def test_ascii(text, spelled):
    assert escape.ascii_only(text) == spelled


def test_whole_texts_can_be_encoded():
    assert escape.whole("a\ud83d\ude00b\udc00") == "a😀b\ufffd"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Fix `foo_bar` | *baz*", r"Fix \`foo\_bar\` &#124; \*baz\*"),
        (r"a\|b", "a&#92;&#124;b"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("[x](y) ~~z~~ $1$", r"\[x\](y) \~\~z\~\~ &#36;1&#36;"),
        ("thanks @octo-mentor", "thanks @&#8203;octo-mentor"),
        ("@@kubernetes/steering", "@&#8203;@&#8203;kubernetes/steering"),
        ("mail dev@example.com", "mail dev@example.com"),
        ("é@octo", "é@&#8203;octo"),
        ("fixes #12, a/b#3, GH-4", "fixes #&#8203;12, a/b#&#8203;3, GH-&#8203;4"),
        ("see https://a.example www.b.example", "see https:&#8203;//a.example www&#8203;.b.example"),
        ("# no heading", "&#8203;# no heading"),
        ("- no list", "&#8203;- no list"),
        ("12. no list", "&#8203;12. no list"),
        ("v1.2 is fine", "v1.2 is fine"),
    ],
)
def test_markdown_shows_the_text_and_does_nothing(text, escaped):
    assert escape.markdown(text) == escaped


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://github.com/a/b/pull/1#issuecomment-2", "https://github.com/a/b/pull/1#issuecomment-2"),
        ("https://github.com/search?q=is%3Apr+a&type=b", "https://github.com/search?q=is%3Apr+a&type=b"),
        ("http://localhost:8080/x", "http://localhost:8080/x"),
        ("https://a.example/b_(c) d", "https://a.example/b_%28c%29%20d"),
        ('https://a.example/"><b>|', "https://a.example/%22%3E%3Cb%3E%7C"),
        ("https://a.example/山", "https://a.example/%E5%B1%B1"),
        ("https://a.example/\x1b]\x07\n\u202e", "https://a.example/%5D"),
        ("https://a.example/\ud800", "https://a.example/"),
        ("https://a.example/*_`", "https://a.example/%2A_%60"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example", None),
        ("https:///x", None),
        ("https://[x", None),
        ("https://github.com@evil.example", None),
        ("https://git\u0456ub.com", None),
        ("https://a.example/" + "x" * 4_000, None),
        ("", None),
        (None, None),
    ],
)
def test_only_addresses_of_the_web_are_linked(text, address):
    assert escape.web_url(text) == address


@given(HOSTILE_TEXT)
def test_an_address_cannot_leave_its_place(text):
    address = escape.web_url(f"https://a.example/{text}")
    assert address is None or not set(address) & set(" \t\n\"'<>()[]|`\\*\x1b\x07")
