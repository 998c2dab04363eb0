"""What all records of a world share: dates, object ids, ranges of database ids."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

EPOCH = "2014-06-06T22:00:00Z"

# Database ids: each kind has its own range, so an id is decoded by subtraction.
PULL_BASE = 900_000_000
ISSUE_BASE = 1_500_000_000
REVIEW_BASE = 1_200_000_000
COMMENT_BASE = 1_700_000_000
REVIEW_COMMENT_BASE = 1_900_000_000

_NORMAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")


class WorldError(Exception):
    """The world directory is unusable; the message names the file and line."""


def normal_date(value: str | None, what: str = "date") -> str | None:
    """An ISO-8601 date as ``YYYY-MM-DDTHH:MM:SSZ``, or None."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"{what} must be an ISO-8601 string, not {value!r}")
    if _NORMAL.match(value):
        return value
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{what} {value!r} is not an ISO-8601 date") from None
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=UTC)
    return parsed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sha1(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()


def git_oid(kind: str, data: bytes) -> str:
    """The object id git gives to a blob, tree or commit with this content."""
    return hashlib.sha1(f"{kind} {len(data)}\0".encode() + data).hexdigest()
