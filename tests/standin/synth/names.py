"""Invented people, their companies and what they work on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

FIRST = [
    "ada",
    "bea",
    "cyr",
    "dov",
    "eli",
    "fay",
    "gus",
    "hal",
    "ida",
    "jon",
    "kay",
    "lev",
    "mia",
    "nat",
    "ora",
    "pia",
    "quy",
    "ron",
    "sol",
    "tea",
    "uma",
    "vic",
    "wes",
    "xia",
    "yan",
    "zoe",
]
LAST = [
    "oak",
    "elm",
    "ash",
    "fir",
    "yew",
    "bay",
    "fig",
    "ivy",
    "may",
    "rue",
    "sky",
    "sea",
    "fen",
    "dew",
    "fox",
    "elk",
    "owl",
    "jay",
    "doe",
    "cod",
    "ray",
    "eel",
    "ant",
    "bee",
    "cub",
    "kit",
]
COMPANIES = ["Acme Cloud", "Bolt Systems", "Copperline", "Dune Labs", "Evergreen IT", "Foxglove", None, None]
AREAS = ["apps", "auth", "cli", "node", "network", "storage", "scheduling", "testing", "docs", "release"]
DIRS = [
    "pkg/controller",
    "pkg/kubelet",
    "pkg/scheduler",
    "pkg/proxy",
    "pkg/volume",
    "cmd/tool",
    "test/e2e",
    "staging/src",
    "docs",
    "hack",
]
SIZES = [(9, "size/XS"), (29, "size/S"), (99, "size/M"), (499, "size/L"), (999, "size/XL"), (10**9, "size/XXL")]
VERBS = ["Fix", "Add", "Refactor", "Clean up", "Document", "Speed up", "Test", "Deprecate", "Remove", "Rework"]
NOUNS = [
    "the queue",
    "a flaky test",
    "retry logic",
    "status updates",
    "the cache",
    "error messages",
    "metrics",
    "the API docs",
]


@dataclass
class Person:
    login: str
    name: str
    company: str | None
    joined: datetime
    stage: int  # 0 newcomer, 1 member, 2 reviewer, 3 approver
    member_since: datetime | None = None
    areas: list[str] = field(default_factory=list)


def size_label(lines: int) -> str:
    return next(label for limit, label in SIZES if lines <= limit)
