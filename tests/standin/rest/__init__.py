"""REST: each module registers its routes. Bodies are made by the Shaper."""

from standin.rest import accounts, comments, git, repositories, search

__all__ = ["accounts", "comments", "git", "repositories", "search"]
