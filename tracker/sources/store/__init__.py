"""What was read, kept on this machine: a SQLite database for each GitHub, in the user's cache directory.

It holds parsed public records and how far they were read; never a token, never a private repository. Losing it costs
requests, never a report: each record carries a checksum, and one that is damaged is dropped and read again.
"""

from tracker.sources.store.store import Store, open_store

__all__ = ["Store", "open_store"]
