"""Reports in which every text that a stranger could have written is hostile."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import lru_cache

from hypothesis import strategies as st
from unit.reports import invented

from tracker.facts.people import Login
from tracker.findings.report import LadderRef

#: Longer than any text that is read, or shown, may be.
LONG = 4_200
FRAGMENTS = [
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\x1b]0;title",
    "\x9b2J",
    "\r\n",
    "\x00",
    "\x7f",
    "\u0085",
    "\u2028",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u200d",
    "\ufeff",
    "\U000e0041",
    "\ud800",
    "\ufe0f",
    "e" + "\u0301" * 50,
    "山田太郎",
    "👩🏽‍🚀",
    "🇨🇭",
    "مرحبا",
    "\u3164",
    "|",
    "\\|",
    "\\",
    "`code`",
    "[a](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "<img src=x onerror=alert(1)>",
    "</details>",
    "<!-- ",
    "@kubernetes/steering",
    "@octo-mentor",
    "#123",
    "kubernetes/kubernetes#123",
    "GH-123",
    "https://evil.example/a_(b)",
    "www.evil.example",
    "$x$",
    "# heading",
    "- item",
    "---",
    "1. item",
    "a" * LONG,
    "山" * LONG,
    "a/" * 100,
]
#: All in one text. What is long is tried alone.
TOGETHER = "".join(fragment[:200] for fragment in FRAGMENTS)
HOSTILE_TEXT = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.text(st.characters(codec=None)), st.text(" \t\n|\\@`*_#<>[]()~$ab1")),
    max_size=6,
).map("".join)

# An address is made by our own sources, and is hostile in tests of its own.
_ADDRESSES = {
    "url",
    "check_url",
    "last_url",
    "confirmed_url",
    "next_step_url",
    "slack_url",
    "meetings_url",
    "issues_url",
}


@lru_cache(maxsize=256)
def hostile_report(text):
    """A report with a text wherever a stranger could have written it: one for all formats."""
    return poisoned(invented.almost_reviewer(), text)


def poisoned(record, text):
    """The record with every free text in it replaced."""
    changes = {field.name: _poisoned(field.name, getattr(record, field.name), text) for field in fields(record)}
    return replace(record, **changes)


def _poisoned(name, value, text):
    if isinstance(value, (Enum, Login, LadderRef)) or name in _ADDRESSES:
        return value
    if is_dataclass(value):
        return poisoned(value, text)
    if isinstance(value, tuple):
        return tuple(_poisoned(name, item, text) for item in value)
    return text if isinstance(value, str) else value
