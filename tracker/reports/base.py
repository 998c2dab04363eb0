"""What every format is: a function from what is finished to a string, and the style that it may use."""

from datetime import tzinfo
from typing import TYPE_CHECKING, Protocol

from tracker.record import record

if TYPE_CHECKING:
    from tracker.findings.diagnosis import Diagnosis
    from tracker.findings.results import Page, Result

# What the text format draws with. A stream that cannot encode these gets ASCII instead.
DRAWING = "█░├┤─═◆◇✓≈○·…←"


@record
class Style:
    """How a report may look; what it says never depends on it.

    ``width`` is in terminal columns and bounds everything but URLs. ``color`` allows ANSI colours, ``links`` allows
    clickable words (OSC 8). Where ``unicode`` is False the text format writes nothing but ASCII. ``verbose`` 1 and
    above shows all evidence, every rule and every link. ``limit`` in characters and ``limit_bytes`` in bytes of UTF-8
    bound what Markdown writes, which then says what it left out; both are at least 1,000. ``zone`` is the reader's own,
    in which the text format repeats times; without one there is UTC alone.
    """

    width: int = 80
    color: bool = False
    links: bool = False
    unicode: bool = True
    verbose: int = 0
    limit: int | None = None
    limit_bytes: int | None = None
    zone: tzinfo | None = None


class Format(Protocol):
    """Lays out a report, a cohort or the audit of a request.

    What it returns ends with a newline. Counts, order and verdicts are the report's.
    """

    def __call__(self, result: "Result", style: Style, /) -> str: ...


class PageFormat(Protocol):
    """Lays out anything that is read from top to bottom; ends with a newline."""

    def __call__(self, result: "Page", style: Style, /) -> str: ...


class DiagnosisFormat(Protocol):
    """Lays out what was found out about a GitHub; ends with a newline."""

    def __call__(self, diagnosis: "Diagnosis", style: Style, /) -> str: ...


def can_draw(encoding: str | None) -> bool:
    """Whether a stream of this encoding takes the characters that reports draw with."""
    try:
        DRAWING.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
