"""Keeps tokens out of every text that a person or a file may get to see."""

import re

HIDDEN = "[token hidden]"

#: GitHub's own prefixes (https://docs.github.com/authentication, "About authentication to GitHub"), and the header.
_TOKENS = re.compile(
    r"gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|(?<=\b[Bb]earer )\S{8,}|(?<=\b[Tt]oken )[A-Za-z0-9_.~+/=-]{20,}"
)


def redact(text: str, *secrets: str | None) -> str:
    """The text without anything that looks like a token, and without the given secrets."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, HIDDEN)
    return _TOKENS.sub(HIDDEN, text)
