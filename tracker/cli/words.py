"""Names that have to be among some: see ``tracker.entry.words``."""

from tracker.entry.words import one_of

__all__ = ["one_of"]
