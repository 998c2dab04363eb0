"""The fields of GitHub's schema that the stand-in knows: each module registers those of its types."""

from standin.resolvers import accounts, commits, items, nodes, queries, remarks, repositories, trees
from standin.resolvers.values import type_name

__all__ = ["accounts", "commits", "items", "nodes", "queries", "remarks", "repositories", "trees", "type_name"]
