"""Where a contributor stands on a project's contributor ladder, and what comes next."""

__version__ = "0.1.0"
