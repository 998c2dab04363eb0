"""How long to wait for GitHub, and how a person is told."""

import random
import time
from collections.abc import Callable

from tracker.errors import LimitReached
from tracker.record import record


def _silent(_remaining: float, _reason: str) -> None:
    """Nobody is watching."""


@record
class RetryPolicy:
    """The policy of waiting; times are seconds, ``now`` is Unix time.

    All waits and pauses of a run together may take ``max_wait``. ``announce`` gets what remains of
    a wait every second, with the reason, and 0 at its end; one that would take too long raises.
    ``jitter`` spreads retries, so that clients do not come back in step.
    """

    max_wait: float = 60.0
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time
    announce: Callable[[float, str], None] = _silent
    jitter: Callable[[], float] = lambda: random.uniform(0.5, 1.5)  # noqa: S311 - spreads retries, guards nothing

    def wait(self, seconds: float, reason: str, waited: float = 0.0) -> None:
        """Sleep until a limit is over; ``waited`` is what the run's waits took before.

        Raises:
            LimitReached: it would take too long.
        """
        if waited + seconds > self.max_wait:
            raise LimitReached(reason, wait=seconds, hint=f"Try again in {_spoken(seconds)}.")
        remaining = seconds
        while remaining > 0:
            self.announce(remaining, reason)
            self.sleep(min(1.0, remaining))
            remaining -= 1.0
        self.announce(0.0, reason)

    def back_off(self, attempt: int, waited: float = 0.0) -> float:
        """Pause before trying again after a failed request: 1, 2, 4 … seconds, give or take half; returned is how long.

        No longer than what is left once the run's pauses took ``waited`` before.
        """
        seconds = max(0.0, min(2.0**attempt * self.jitter(), self.max_wait - waited))
        if seconds:
            self.sleep(seconds)
        return seconds


def _spoken(seconds: float) -> str:
    minutes = int(seconds // 60) + 1
    return f"{int(seconds) + 1} seconds" if seconds < 2 * 60 else f"{minutes} minutes"
