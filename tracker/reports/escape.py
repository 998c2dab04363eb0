"""Text and links that others wrote, made harmless for the medium they are shown in.

Titles, names and companies are free text of strangers. In a terminal a control character can hide or forge lines;
in an issue a title can ping a team or break a table. Every such text passes through here, once, where it is laid out.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

from tracker.visible import NAME, SENTENCE, TITLE, plain, uncommanded

__all__ = ["NAME", "SENTENCE", "TITLE", "ascii_only", "markdown", "plain", "summary", "web_url", "whole"]

_URL = 4000
_TYPOGRAPHY = str.maketrans(
    {"\u2026": "...", "\u00b7": "-", "\u2265": ">=", "\u2264": "<=", "\u2192": "->"}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u2018\u2019", "'")
    | dict.fromkeys("\u201c\u201d", '"')
)


def ascii_only(text: str) -> str:
    """The text in ASCII: accents dropped, anything else that has no equivalent as ``?``."""
    spelled = unicodedata.normalize("NFKD", text.translate(_TYPOGRAPHY))
    letters = "".join(char for char in spelled if not unicodedata.combining(char))
    return uncommanded(letters.encode("ascii", "replace").decode("ascii"))


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


@lru_cache(maxsize=4096)  # as below
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
