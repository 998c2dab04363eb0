"""Whether a document still says what a rule quotes of it."""

import re
import unicodedata

# Each begins where none before it can end, and takes nothing back: a document is read once, whatever it holds.
_LINK = re.compile(r"!?\[([^\[\]]*+)\](?:\((?:[^()]|\([^()]*+\))*+\)|\[[^\[\]]*+\])?")
_MARKS = re.compile(r"[*_`>#|~]++|^[^\S\n]*+(?:[-+]|\d++\.)\s++", re.MULTILINE)
_TYPOGRAPHY = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})


def says(document: str, quote: str) -> bool:
    """Whether the words of a quote stand in a document: links, emphasis, line breaks and case aside."""
    return plain(quote) in plain(document)


def plain(text: str) -> str:
    """The words of a Markdown or YAML text, with single spaces, in lower case."""
    words = _MARKS.sub(" ", _LINK.sub(r"\1", unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)))
    return " ".join(words.split()).casefold()
