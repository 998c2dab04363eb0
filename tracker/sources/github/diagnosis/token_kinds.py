"""Kinds of tokens, told by their shape alone.

Source: docs.github.com, "About authentication to GitHub", token formats; ``ghs_`` tokens have a new form since 2026-04-27.
"""

import re

_KINDS = (
    (r"github_pat_", "fine-grained personal access token"),
    (r"ghp_", "classic personal access token"),
    (r"gho_", "OAuth token, as gh auth login makes them"),
    (r"ghu_", "token of a GitHub App for a person"),
    (r"ghs_", "installation token of a GitHub App, as in GitHub Actions"),
    (r"ghr_", "refresh token, which gives no access"),
    (r"[0-9a-f]{40}$", "personal access token of the form before 2021"),
)


def kind_of(token: str) -> str:
    """What a person calls a token of this shape; nothing of the token is in it."""
    return next((kind for shape, kind in _KINDS if re.match(shape, token)), "token of a form that is not known")
