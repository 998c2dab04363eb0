"""Text and links that others wrote, made harmless for the medium they are shown in.

Titles, names and companies are free text of strangers. In a terminal a control character can hide or forge lines;
in an issue a title can ping a team or break a table. Every such text passes through here, once, where it is laid out.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

TITLE = 160
SENTENCE = 600
NAME = 60
_URL = 4000

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
_TYPOGRAPHY = str.maketrans(
    {"\u2026": "...", "\u00b7": "-", "\u2265": ">=", "\u2264": "<=", "\u2192": "->"}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u2018\u2019", "'")
    | dict.fromkeys("\u201c\u201d", '"')
)


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


def ascii_only(text: str) -> str:
    """The text in ASCII: accents dropped, anything else that has no equivalent as ``?``."""
    spelled = unicodedata.normalize("NFKD", text.translate(_TYPOGRAPHY))
    letters = "".join(char for char in spelled if not unicodedata.combining(char))
    return letters.encode("ascii", "replace").decode("ascii")


def whole(text: str) -> str:
    """The text itself, but with lone surrogates replaced: those cannot be encoded."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_APART = "\0"  # cannot be in a text that is plain
# Entities where a backslash would depend on who reads the line first: table cells are split before escapes are seen.
_MARKDOWN = str.maketrans(
    {_APART: "&#8203;", "\\": "&#92;", "|": "&#124;", "<": "&lt;", ">": "&gt;", "&": "&amp;", "$": "&#36;"}
    | {char: f"\\{char}" for char in "`*_[]~"}
)
# What GitHub would turn into a mention, a cross-reference or a link. Escapes do not stop it, as it looks at the
# rendered text; a zero-width space does, and written as an entity it can be seen. Dependabot and Renovate do the same.
_AUTOLINK = re.compile(r"(?<![A-Za-z0-9])@|#(?=\d)|\bGH-(?=\d)|:(?=//)|\bwww(?=\.)", re.IGNORECASE)
_BLOCK_START = re.compile(r"^(?=[-+=#:]|\d+[.)])")


def markdown(text: str, limit: int = TITLE) -> str:
    """The text for a paragraph, a table cell or a link's words in GitHub's Markdown.

    It shows what ``plain`` shows, formats nothing, mentions nobody and refers to no issue.
    """
    apart = _AUTOLINK.sub(lambda found: found[0] + _APART, plain(text, limit))
    return _BLOCK_START.sub(_APART, apart).translate(_MARKDOWN)


_SUMMARY = str.maketrans({_APART: "&#8203;", "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "$": "&#36;"})


def summary(text: str, limit: int = TITLE) -> str:
    """The text for a line of HTML in GitHub's Markdown, where backslashes would be seen. It mentions nobody either."""
    return _AUTOLINK.sub(lambda found: found[0] + _APART, plain(text, limit)).translate(_SUMMARY)


@lru_cache(maxsize=4096)  # one report shows the same pull request at many places
def web_url(text: str | None) -> str | None:
    """The address, safe inside Markdown links, HTML attributes and terminal sequences; None unless http or https.

    Control characters are dropped; spaces, parentheses, quotes and everything outside ASCII are percent-encoded.
    An address with a user part is refused, as it can pass for another host's.
    """
    address = "".join(char for char in text or "" if char.isprintable() or char == " ").strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or not host.isascii() or "@" in parts.netloc:
        return None
    safe = quote(address, safe="%/:=&?~#+!,;@$-._", errors="replace")
    return safe if len(safe) <= _URL else None
