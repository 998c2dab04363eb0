"""A message is one line of characters that can be seen, and no command to whatever reads a log."""

import re
import time

import pytest
from hypothesis import given
from unit.reports.hostile import HOSTILE_TEXT

from tracker.errors import ConfigError, LadderCheckError
from tracker.visible import Message, plain

HARMFUL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
COMMAND = re.compile(
    r"^\s*::|::(set-output|add-mask|set-env|error|stop-commands|group)(\s|::)|##(vso|teamcity)?\[",
    re.MULTILINE | re.IGNORECASE,
)
ATTACKS = [
    "\x1b]0;PWNED\x07\x1b[2J",
    "\x9b2J\x9d0;PWNED\x9c\x85\x84",
    "user\u202etxt.exe\u2066\u2069",
    "no\nerror: forged\r\nHint: Run this.\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
    "\n::set-output name=a::b\n::add-mask::e",
    "::stop-commands::x",
    "  ::error file=a:b::c",
    ":::set-env name=PATH::/tmp",
    "x\x1b::ERROR::y",
    ":\u200b:warning::z",
    "##[add-path]/tmp ###[set-env name=a;]b",
    "##vso[task.setvariable variable=a]b",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_a_message_shows_and_commands_nothing(text):
    for message in (Message(text), Message(f"Error: {text}"), Message(text, indent=2)):
        assert "\n" not in message
        assert not HARMFUL.search(message)
        assert not COMMAND.search(message)
    assert not HARMFUL.search(Message.block(text))
    assert not COMMAND.search(Message.block(text))


@given(HOSTILE_TEXT)
def test_a_message_of_a_message_is_the_same(text):
    message = Message(text)
    assert Message(message) == message
    assert " ".join(message.split()) == plain(text, 4000)
    assert Message.block(Message.block(text)) == Message.block(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("use std::string::String", "use std::string::String"),
        ("kubernetes/kubernetes: no such path", "kubernetes/kubernetes: no such path"),
        ("## heading [link]", "## heading [link]"),
        ("::ffff:10.0.0.1", ": :ffff:10.0.0.1"),
        ("a ::group::b", "a : :group::b"),
    ],
)
def test_nothing_else_is_changed(text, shown):
    assert Message(text) == shown


def test_a_block_keeps_its_layout():
    assert Message.block("a   b\n  ::c\n\td\x1b[31m") == "a   b\n  : :c\n d"


def test_an_error_can_be_shown_as_it_is():
    error = LadderCheckError(ATTACKS[0] + "really\nno", hint="a\x1b[2J\nb")
    assert (str(error), error.message, error.hint) == ("really no", "really no", "a b")
    assert ConfigError("x", mistakes=("a\n::error::b",)).mistakes == ("a : :error::b",)


@pytest.mark.parametrize("piece", ["\x9d", "\x1b]", "\x9b0", "::", "##", "\x1b ", "#\u200b#"])
def test_the_time_grows_with_the_length(piece):
    started = time.perf_counter()
    Message(piece * 500_000)
    Message.block(piece * 50_000)
    assert time.perf_counter() - started < 2
