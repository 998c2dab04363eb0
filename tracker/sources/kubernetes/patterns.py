r"""The patterns of OWNERS ``filters``, matched as Prow matches them.

Prow is written in Go: its patterns are RE2's, and anybody with a merged pull request can write one. Python's ``re``
reads some of them differently (``\z``, ``(?i)`` in the middle, ``$`` before a last line break) and can be kept busy for
years by ``(a+)+$``. RE2 itself does neither: its time grows with the text's length, whatever the pattern.

RE2 does not tell whether a pattern may match in a path that begins with a directory. ``regex`` does (a partial match),
and is asked for a bounded time, and only about patterns that RE2 accepts.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from tracker.facts.owners_file import PathPattern
from tracker.later import Later
from tracker.record import positional_record

if TYPE_CHECKING:
    import re2  # type: ignore[import-untyped]  # google-re2 ships no types; everything used of it is in _Engine
    import regex
else:
    re2, regex = Later("re2"), Later("regex")  # most OWNERS have no filters

# RE2's time is the product of both lengths. The longest filter of the community has about 50 characters; git itself
# handles no path over 4,096 bytes on most systems.
MAX_PATTERN = 1000
MAX_PATH = 4096
#: Bytes for one compiled pattern: with RE2's own 8 MiB, ``\pL{1000}`` alone takes 50 ms.
MAX_MEMORY = 1024 * 1024
#: Seconds for the question whether a pattern may match below a directory; a usual one takes microseconds.
_PATIENCE = 0.5
_TOO_LARGE = "pattern too large"
# Groups that capture, but not where a bracket is escaped or in a class: ``regex`` takes an anchor in one for a match.
_GROUP = re.compile(r"(\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\])|\((?:\?P?<\w+>|(?!\?))", re.DOTALL)


class _Engine(Protocol):
    def search(self, text: bytes, /) -> object: ...


@positional_record
class _Re2Pattern:
    """A compiled pattern. Bytes go in, as a path may hold half a character that UTF-8 cannot write."""

    text: str
    engine: _Engine

    def search(self, text: str, /) -> bool:
        path = text.encode(errors="replace")
        return len(path) <= MAX_PATH and self.engine.search(path) is not None

    def reaches(self, directory: str, /) -> bool:
        """Whether it may match for some file in a directory; also where that cannot be told."""
        # ``regex`` looks for a word's end as if the text ended there.
        return not directory or "\\b" in self.text.lower() or _may_match(self.text, f"{directory}/")


def compile_pattern(text: str) -> PathPattern | None:
    """The pattern in Go's syntax, searched anywhere in a path; None where RE2 does not accept it or it is too large."""
    return _compiled(text)[0]


def is_too_large(text: str) -> bool:
    """Whether a pattern is not used for its size, so that nobody knows whether Prow would use it."""
    return _compiled(text)[1]


@lru_cache(maxsize=4096)
def _compiled(text: str) -> tuple[PathPattern | None, bool]:
    if len(text) > MAX_PATTERN:
        return None, True
    try:
        return _Re2Pattern(text, re2.compile(text.encode(), _options())), False
    except UnicodeEncodeError:
        return None, False
    except re2.error as error:
        return None, _TOO_LARGE in str(error)


def _options() -> "re2.Options":
    options = re2.Options()
    options.log_errors = False  # a faulty pattern is reported with its file, not on standard error
    options.never_capture = True
    options.max_mem = MAX_MEMORY
    return options


@lru_cache(maxsize=4096)
def _may_match(text: str, beginning: str) -> bool:
    """Whether a pattern may match somewhere in a text that begins so."""
    try:
        pattern = regex.compile(_GROUP.sub(lambda found: found[1] or "(?:", text))
        return pattern.search(beginning, partial=True, timeout=_PATIENCE) is not None
    except (regex.error, TimeoutError, RecursionError):
        return True
