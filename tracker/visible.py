"""Text that others wrote, made harmless for whatever shows it: nothing but characters that can be seen.

A control character can hide or forge lines in a terminal, and a line that begins with ``::`` is a command to the runner
of GitHub Actions. Reports, errors and messages are all made of texts that passed through here.
"""

import re
import unicodedata

TITLE = 160
SENTENCE = 600
NAME = 60

# Whole terminal sequences go, so that no "[31m" stays behind. Anything unterminated is left to the
# character rules below, which take its control characters only.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, SOS, PM, APC
    r"|\x1b[ -/]*[0-~]"  # everything shorter
)
# Letters by category, but nothing to see: fillers that can pad a name or make it look empty.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_COMBINING_RUN = 3


def plain(text: str, limit: int = TITLE) -> str:
    """One line of visible characters, at most ``limit`` of them.

    Control characters, terminal sequences, bidirectional marks and zero-width characters are dropped; line breaks
    become spaces; lone surrogates become the replacement character; piles of combining marks are thinned out.
    """
    shown = text[: limit * 8]
    if not (shown.isascii() and shown.isprintable()):  # most texts are, and need not be looked at letter by letter
        shown = "".join(_visible(unicodedata.normalize("NFC", _SEQUENCE.sub("", shown))))
    line = " ".join(shown.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _visible(text: str) -> list[str]:
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
