"""Text that others wrote, made harmless for whatever shows it: nothing but characters that can be seen.

A control character can hide or forge lines in a terminal, and a line that begins with ``::`` is a command to the runner
of GitHub Actions. Reports, errors and messages are all made of texts that passed through here.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Self

TITLE = 160
SENTENCE = 600
NAME = 60
LINE = 4000

# Whole terminal sequences go, so that no "[31m" stays behind. Anything unterminated is left to the
# character rules below, which take its control characters only.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, SOS, PM, APC
    r"|\x1b[ -/]*[0-~]"  # everything shorter
)
# Letters by category, but nothing to see: fillers that can pad a name or make it look empty.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_COMBINING_RUN = 3
# Commands to the runner of GitHub Actions: "::name …::" at a line's beginning, wherever a line may come to be broken,
# and its older form, "##[name …]", anywhere in a line. Azure Pipelines and TeamCity know "##vso[" and "##teamcity[".
# Source: ActionCommand.cs of actions/runner; the names are those that its ActionCommandManager.cs registers.
_COMMAND = re.compile(
    r"^\s*:(?=:)"
    r"|:(?=:(?:add-mask|add-matcher|add-path|debug|echo|endgroup|error|group|internal-set-repo-path|notice"
    r"|remove-matcher|save-state|set-env|set-output|stop-commands|warning)(?:\s|::))"
    r"|\#(?=\#\w{0,20}\[)",
    re.IGNORECASE,
)


class Message(str):
    """A line for a terminal or a log, made from any text: what takes one is never given what others wrote as it came.

    It shows what ``plain`` shows, with its blanks as they are, since paths may have several in a row.
    """

    __slots__ = ()

    def __new__(cls, text: str, *, indent: int = 0) -> Self:
        return super().__new__(cls, " " * indent + _cut(uncommanded(_seen(text[: LINE * 8])).strip(), LINE))

    @classmethod
    def block(cls, text: str) -> Self:
        """Several lines, laid out as they are."""
        return super().__new__(cls, "\n".join(uncommanded(_seen(line)) for line in text.split("\n")))


def plain(text: str, limit: int = TITLE) -> str:
    """One line of visible characters, at most ``limit`` of them.

    Control characters, terminal sequences, bidirectional marks and zero-width characters are dropped; line breaks
    become spaces; lone surrogates become the replacement character; piles of combining marks are thinned out;
    commands to a runner of workflows get a blank inside.
    """
    return _cut(uncommanded(" ".join(_seen(text[: limit * 8]).split())), limit)


def uncommanded(text: str) -> str:
    """The text with a blank in whatever a runner of workflows would take for a command."""
    return _COMMAND.sub(lambda found: f"{found[0]} ", text) if "::" in text or "##" in text else text


def _cut(line: str, limit: int) -> str:
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _seen(text: str) -> str:
    if text.isascii() and text.isprintable():  # most texts are, and need not be looked at letter by letter
        return text
    return _visible(text)


@lru_cache(maxsize=256)  # one text is shown at many places
def _visible(text: str) -> str:
    return "".join(_shown_of(unicodedata.normalize("NFC", _SEQUENCE.sub("", text))))


def _shown_of(text: str) -> list[str]:
    kept: list[str] = []
    marks = _COMBINING_RUN  # a mark without a letter before it would sit on our own text
    for char in text:
        category = unicodedata.category(char)
        marks = marks + 1 if category in {"Mn", "Me"} else 0 if category[0] not in "CZ" else _COMBINING_RUN
        kept.append("" if marks > _COMBINING_RUN else _shown(char, category))
    return kept


def _shown(char: str, category: str) -> str:
    if char.isspace():
        return " "
    if category == "Cs":
        return "\ufffd"
    # Variation selectors change the width of the character before them, and terminals disagree on how much.
    if category in {"Cc", "Cf"} or char in _BLANK or "\ufe00" <= char <= "\ufe0f":
        return ""
    return char
