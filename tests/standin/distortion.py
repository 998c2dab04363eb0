"""How one answer's content differs from the world: what the faults that hit a request do to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Where a field is in an answer: ``search.nodes.reviews`` as it is named there, or ``PullRequest.reviews`` by its type.
Places = tuple[str, ...]


@dataclass(frozen=True)
class Failure:
    """Fields that fail; an error without a path tells of no field."""

    at: str
    kind: str | None
    message: str
    record: int | None = None
    pathless: bool = False

    def hits(self, places: Places, record: int | None) -> bool:
        return self.record in (None, record) and any(re.fullmatch(self.at, place) for place in places)


@dataclass(frozen=True)
class Withheld:
    """Connections that hold no more than so many records, by their counts too."""

    at: str
    keep: int


@dataclass(frozen=True)
class Barred:
    """Organizations whose records this token may not see, by login in lower case.

    With ``silent`` searches leave them out, and their counts with them, without an error.
    """

    orgs: frozenset[str]
    message: str
    saml: bool
    silent: bool = False


@dataclass(frozen=True)
class Distortion:
    """How one answer's content differs from the world."""

    ghosts: frozenset[str] = frozenset()
    malformed: str | None = None
    shift: int = 0
    incomplete: bool = False
    lag: int = 0
    hidden: frozenset[str] = frozenset()
    without_totals: frozenset[str] = frozenset()
    barred: Barred | None = None
    failures: tuple[Failure, ...] = ()
    withheld: tuple[Withheld, ...] = ()

    def text(self, path: str, text: str) -> str:
        if self.malformed and re.search(self.malformed, path):
            return text[: max(1, len(text) * 2 // 3)] + "\n\t- [unclosed: {\n  :\n"
        return text

    def login(self, login: str | None) -> str | None:
        return None if login is None or login.lower() in self.ghosts else login

    @property
    def unsearchable(self) -> frozenset[str]:
        """Whom no search finds."""
        return self.ghosts | self.hidden

    def failure(self, places: Places, record: int | None) -> Failure | None:
        return next((f for f in self.failures if f.hits(places, record)), None)

    def keeps(self, places: Places) -> int | None:
        """How many records a connection may hold; None for all of them."""
        return next((w.keep for w in self.withheld if any(re.fullmatch(w.at, place) for place in places)), None)


PLAIN = Distortion()
