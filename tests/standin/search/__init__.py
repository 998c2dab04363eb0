"""GitHub's search syntax for issues and pull requests: parsing, validation, execution.

Two dialects exist. The legacy one has no parentheses and ORs several ``repo:``/``org:``/``user:`` qualifiers;
the advanced one (``ISSUE_ADVANCED``, ``advanced_search=true``) has AND, OR, NOT and parentheses, and there a
space between such qualifiers means AND, so that two of them find nothing.
"""

from standin.search.issues import MAX_RESULTS, IssueSearch
from standin.search.query import SearchError, TooManyOperators

__all__ = ["MAX_RESULTS", "IssueSearch", "SearchError", "TooManyOperators"]
