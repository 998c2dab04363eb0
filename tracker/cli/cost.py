"""What a run cost, for whoever waited for it."""

from tracker.facts import Cost


def cost_line(cost: Cost, seconds: float) -> str:
    """One line: ``7 requests, 9 points, 3.1 s``."""
    requests = "1 request" if cost.requests == 1 else f"{cost.requests} requests"
    points = "1 point" if cost.points == 1 else f"{cost.points} points"
    return f"{requests}, {points}, {seconds:.1f} s"
