"""What an answer may take, wherever it is read."""

from tracker.record import record


@record
class Limits:
    """``size`` in bytes, of the body as it is sent and as it is unpacked; ``seconds`` for the whole of an answer.

    The defaults are several times what GitHub gives: a tree of 7 MB, and a query ten seconds.
    """

    size: int = 32 * 1024 * 1024
    seconds: float = 60.0


DEFAULT = Limits()
