"""What was read, remembered on this machine: a SQLite database for each GitHub, in the user's cache directory.

It holds parsed public records and how far they were read; never a token, never a private repository. Losing it costs
requests, never a report.
"""

from tracker.sources.store.database import Store, open_store

__all__ = ["Store", "open_store"]
