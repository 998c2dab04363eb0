"""What all makers of worlds share."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

Record = dict[str, Any]
NOW = datetime(2026, 6, 1, 12, 0, 0, tzinfo=UTC)
START = datetime(2019, 1, 7, 9, 0, 0, tzinfo=UTC)
BOT = "k8s-ci-robot"
TRIAGE_BOT = "k8s-triage-robot"
APP_BOT = "dependabot[bot]"


def iso(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def oid(*parts: object) -> str:
    return hashlib.sha1("/".join(map(str, parts)).encode()).hexdigest()
