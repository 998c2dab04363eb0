"""Keeps tokens out of every text that a person or a file may get to see."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterable

HIDDEN = "[token hidden]"

#: GitHub's own prefixes (docs.github.com, "About authentication to GitHub"; since 2026-04-27 a JWT may follow), a JWT,
#: an app's old token, headers, and who logs in with an address.
_TOKENS = re.compile(
    r"""
      (?<![A-Z0-9])(?:gh[a-z]|github_pat)_[A-Z0-9_.-]{19,}[A-Z0-9_-]
    | (?<![A-Z0-9_-])eyJ[A-Z0-9_-]{8,}(?:\.[A-Z0-9_-]{8,}){1,2}
    | \bv1\.[0-9a-f]{16,}
    | (?<=\bbearer\ )\S{8,}
    | (?<=\bbasic\ )[A-Z0-9+/_=-]{8,}
    | (?<=\btoken\ )[A-Z0-9_.~+/=-]{20,}
    | (?<=://)[^/\s@]+(?=@)
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: What may be a token in base64: its last characters and what stands before it are unknown.
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{24,}")
_PREFIXED = re.compile(r"(?:gh[a-z]|github_pat)_[A-Za-z0-9_.-]{16,}")


def redact(text: str, *secrets: str | None) -> str:
    """The text without anything that looks like a token, also in base64, and without the given secrets."""
    known = [secret for secret in secrets if secret]
    for secret in known:
        text = text.replace(secret, HIDDEN)
    shown = _TOKENS.sub(HIDDEN, text)
    return _BASE64.sub(lambda found: HIDDEN if _holds_token(found[0], known) else found[0], shown)


def _holds_token(run: str, secrets: Iterable[str]) -> bool:
    """Whether some characters are base64 of a text with a token in it, wherever in them that text begins."""
    return any(_PREFIXED.search(text) or any(secret in text for secret in secrets) for text in _decoded(run))


def _decoded(run: str) -> Iterable[str]:
    plain = run.replace("+", "-").replace("/", "_")
    for start in range(4):
        whole = plain[start : start + (len(plain) - start) // 4 * 4]
        yield urlsafe_b64decode(whole).decode("latin-1")
