"""How fast a GitHub answers questions of each kind."""

import math

#: Milliseconds that a document should take GitHub, which gives up after ten seconds; more where it
#: turns out to be fast.
GOAL = 4_500
#: The same with what is asked along: so that it stays below half of GitHub's time, which a document
#: takes a little of itself.
FULL = 4_800
#: Milliseconds of weight from which on an answer tells how fast GitHub is; or half of what is asked for at once.
_TELLING = 1_000
#: What is answered sooner says more of the way there and of this machine than of GitHub.
_SECOND = 1.0


class Pace:
    """How long answers took, by how long they should: of each kind of document the last one that told."""

    def __init__(self) -> None:
        self._by_kind: dict[str, float] = {}

    @property
    def is_known(self) -> bool:
        """Whether any answer told."""
        return bool(self._by_kind)

    def in_time(self, kind: str) -> float:
        """The weight that takes as long as a document should; of a kind that never told, at the pace of the slowest."""
        slowest = max(self._by_kind.values(), default=0.0)
        pace = self._by_kind.get(kind, slowest)
        return GOAL / pace if pace else math.inf

    def answered(self, kind: str, weight: int, seconds: float) -> None:
        """So much was answered, or given up, after so long."""
        if weight >= min(_TELLING, self.in_time(kind) / 2):
            self._by_kind[kind] = seconds * 1000 / weight if seconds >= _SECOND else 0.0
