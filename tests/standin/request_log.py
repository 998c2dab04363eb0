"""What the access log keeps of a request."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass
class Record:
    """What the access log keeps of a request."""

    method: str
    path: str
    host: str
    time: float = field(default_factory=time.time)
    query: str = ""
    operation: str | None = None
    variables: str | None = None
    status: int = 0
    cost: int = 0
    nodes: int = 0
    width: int = 0
    characters: int = 0
    ms: float = 0.0
    #: Seconds that GitHub would take by what was set, slept or not.
    simulated: float = 0.0
    etag_hit: bool = False
    authorization: str | None = None
    token_kind: str | None = None
    api_version: str | None = None
    resource: str | None = None
    bytes: int = 0
    errors: list[str] = field(default_factory=list)
    fault: str | None = None
