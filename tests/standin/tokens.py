"""Kinds of tokens, by their shape, and what GitHub's answers tell of each."""

from __future__ import annotations

import re

#: ``ghs_`` tokens are ``ghs_<id>_<JWT>`` since 2026-04-27; the older ones have no dots.
_SHAPES = {
    "fine-grained": r"github_pat_\w+",
    "classic": r"ghp_\w+",
    "oauth": r"gho_\w+",
    "app-user": r"ghu_\w+",
    "installation": r"ghs_\w+(?:\.[\w-]+)*",
    "refresh": r"ghr_\w+",
}
#: Kinds whose answers have X-OAuth-Scopes; a token without a known shape is like a classic one of old.
_SCOPED = {"classic", "oauth", "unknown"}
#: Kinds whose answers tell when the token expires, if it does.
_EXPIRING = {"classic", "fine-grained", "unknown"}


def token_kind(token: str) -> str:
    return next((kind for kind, shape in _SHAPES.items() if re.fullmatch(shape, token, re.ASCII)), "unknown")


def token_headers(token: str, scopes: tuple[str, ...], expires: str | None, accepted: str) -> dict[str, str]:
    """What an answer tells of the token that was sent."""
    kind = token_kind(token)
    headers = {}
    if kind in _SCOPED:
        headers = {"X-OAuth-Scopes": ", ".join(scopes), "X-Accepted-OAuth-Scopes": accepted}
    if expires and kind in _EXPIRING:
        headers["GitHub-Authentication-Token-Expiration"] = expires
    return headers
