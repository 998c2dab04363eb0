"""Addresses of GitHub's pages: what is in those copied from a browser, and short names of what they lead to."""

import re

# github.com, a host of ghe.com, or an Enterprise Server that calls itself github. Nothing is tried twice.
_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<host>(?:github\.[a-z0-9.-]+|[a-z0-9-]+\.ghe\.com)(?::\d{1,5})?)/(?P<path>[^?#\s]*)(?:[?#]\S*)?",
    re.ASCII | re.IGNORECASE,
)
#: An address of whatever host.
_ELSEWHERE = re.compile(r"https?://(?:www\.)?(?P<host>[^/?#\s@]+)/", re.IGNORECASE)
_REFERENCE = re.compile(r"https://[^/]+/([\w.-]+/[\w.-]+)/(?:pull|issues)/(\d+)(?:[#?/].*)?")


def page_parts(text: str) -> tuple[str, ...] | None:
    """What is between the slashes of a page's address, after the host; None for any other text."""
    found = _ADDRESS.fullmatch(text.strip())
    return tuple(part for part in found["path"].split("/") if part) if found else None


def page_host(text: str) -> str | None:
    """The host of an address, in lower case and without ``www``; None for any other text."""
    found = _ADDRESS.fullmatch(text.strip()) or _ELSEWHERE.match(text.strip())
    return found["host"].casefold() if found else None


def reference(url: str) -> str | None:
    """The short name of a pull request or issue, as ``kubernetes/org#12``; None for any other address."""
    found = _REFERENCE.fullmatch(url)
    return f"{found[1]}#{found[2]}" if found else None
