"""Where a link leads, in a few words: nobody has to open it to know."""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from tracker.facts.addresses import reference
from tracker.reports.escape import web_url

_FILE: Final = re.compile(r"/([^/]+/[^/]+)/(?:blob|tree)/[^/]+/(.+)")
_REPOSITORY: Final = re.compile(r"/([^/]+/[^/]+)")
_LONGEST: Final = 60


def destination(url: str | None) -> str:
    """``kubernetes/org#12``, ``OWNERS in kubernetes-sigs/kueue``, ``a search on github.com``, else host and path."""
    address = web_url(url)
    if not address:
        return ""
    if named := reference(address):
        return named
    parts = urlsplit(address)
    path = unquote(parts.path).rstrip("/")
    if file := _FILE.fullmatch(path):
        return _short(f"{file[2]} in {file[1]}")
    if parts.path.endswith(("/search", "/issues", "/pulls")) and parts.query:
        repository = _REPOSITORY.match(path.rpartition("/")[0])
        return f"a search in {repository[1]}" if repository else f"a search on {parts.hostname}"
    return _short(f"{(parts.hostname or '').removeprefix('www.')}{path}")


def _short(text: str) -> str:
    """The end says more than the beginning."""
    return text if len(text) <= _LONGEST else f"…{text[1 - _LONGEST :]}"
