r"""The patterns of OWNERS ``filters``, matched as Prow matches them.

Prow is written in Go: its patterns are RE2's, and anybody with a merged pull request can write one. Python's ``re``
reads some of them differently (``\z``, ``(?i)`` in the middle, ``$`` before a last line break) and can be kept busy for
years by ``(a+)+$``. RE2 itself does neither: its time grows with the text's length, whatever the pattern.
"""

from dataclasses import dataclass
from typing import Protocol

import re2  # type: ignore[import-untyped]  # google-re2 ships no types; everything used of it is in _Engine

from tracker.facts.owners_file import PathPattern

# RE2's time is the product of both lengths. The longest filter of the community has about 50 characters; git itself
# handles no path over 4,096 bytes on most systems.
MAX_PATTERN = 1000
MAX_PATH = 4096


class _Engine(Protocol):
    def search(self, text: bytes, /) -> object: ...


@dataclass(frozen=True, slots=True)
class _Re2Pattern:
    """A compiled pattern. Bytes go in, as a path may hold half a character that UTF-8 cannot write."""

    engine: _Engine

    def search(self, text: str, /) -> bool:
        path = text.encode(errors="replace")
        return len(path) <= MAX_PATH and self.engine.search(path) is not None


def compile_pattern(text: str) -> PathPattern | None:
    """The pattern in Go's syntax, searched anywhere in a path; None where RE2 does not accept it, or it is too long."""
    if len(text) > MAX_PATTERN:
        return None
    try:
        return _Re2Pattern(re2.compile(text.encode(), _options()))
    except (re2.error, UnicodeEncodeError):
        return None


def _options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False  # a faulty pattern is reported with its file, not on standard error
    options.never_capture = True
    return options
