"""What this GitHub does with questions of ours, checked at first contact and taken as it is for seven days.

Search joins at most so many organizations and people with operators; a server that takes fewer may say so, or find
nothing at all without a word. So the parts of a joined search are counted along with it, until they agreed for somebody
who works in several organizations; until then they are for everybody.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tracker.sources.github.client import GitHubClient
from tracker.sources.github.searches import ADVANCED, Dialect, Family
from tracker.sources.store import Store
from tracker.sources.store.host_checks import HostChecks

#: How long what was found is taken as it is.
_FRESH = timedelta(days=7)
_OPERATORS, _DIALECT = "search operators", "search dialect"


class Host:
    """How to ask this GitHub. ``dialect`` is how its search wants to be asked; with ``refresh`` all is checked anew."""

    def __init__(self, client: GitHubClient, store: Store, *, refresh: bool = False) -> None:
        self._client = client
        self._checks = HostChecks(store)
        since = datetime.max.replace(tzinfo=UTC) if refresh else self._now() - _FRESH
        self._proven = frozenset(self._checks.found(_OPERATORS, since))
        self.dialect = _dialect(self._checks.found(_DIALECT, since))

    def to_prove(self, families: Iterable[Family]) -> frozenset[Family]:
        """The families whose joined searches are still to be counted by parts."""
        return frozenset(family for family in families if family.value not in self._proven)

    def prove(self, families: Iterable[Family]) -> None:
        """Joined searches of these families found what their parts found."""
        proven = self._proven | {family.value for family in families}
        if proven != self._proven:
            self._proven = proven
            self._checks.keep(_OPERATORS, sorted(proven), self._now())

    def speak(self, dialect: Dialect) -> None:
        """This is how its search wants to be asked."""
        if dialect != self.dialect:
            self.dialect = dialect
            self._checks.keep(_DIALECT, [dialect.type, "joined" if dialect.operators else "plain"], self._now())

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._client.settings.patience.now(), tz=UTC)


def _dialect(found: Iterable[str]) -> Dialect:
    match list(found):
        case [str(type_), "plain" | "joined" as words]:
            return replace(ADVANCED, type=type_, operators=words == "joined")
        case _:
            return ADVANCED
