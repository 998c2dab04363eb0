"""Where what reports say is kept for the next run: see ``tracker.entry.past``."""

from tracker.entry.past import past_of

__all__ = ["past_of"]
