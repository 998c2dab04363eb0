"""What a run cost, for whoever waited for it."""

from tracker.facts import Cost
from tracker.facts.prose import counted


def cost_line(cost: Cost, seconds: float) -> str:
    """One line: ``7 requests, 9 points, 3.1 s``."""
    return f"{counted(cost.requests, 'request')}, {counted(cost.points, 'point')}, {seconds:.1f} s"
