"""Short names of what GitHub's addresses lead to."""

import re

_REFERENCE = re.compile(r"https://[^/]+/([\w.-]+/[\w.-]+)/(?:pull|issues)/(\d+)(?:[#?/].*)?")


def reference(url: str) -> str | None:
    """The short name of a pull request or issue, as ``kubernetes/org#12``; None for any other address."""
    found = _REFERENCE.fullmatch(url)
    return f"{found[1]}#{found[2]}" if found else None
