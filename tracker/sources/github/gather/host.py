"""What this GitHub does with questions of ours, checked at first contact and taken as it is for seven days.

Search joins at most so many organizations and people with operators; a server that takes fewer may say so, or find
nothing at all without a word. So the parts of a joined search are counted along with it, until they agreed for somebody
who works in several organizations; until then they are for everybody. And with the first pull requests that are read
many at once another one is read, the canary: a public one in which nothing happens any more; and it is read alone as
well.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.searches import ADVANCED, Dialect, Family
from tracker.sources.store import Store
from tracker.sources.store.host_checks import HostChecks

#: How long what was found is taken as it is.
_FRESH = timedelta(days=7)
_OPERATORS, _DIALECT, _AT_ONCE = "search operators", "search dialect", "pull requests at once"
_SIZES = "weights of documents"
_CANARY = "canary"


class Host:
    """How to ask this GitHub.

    ``dialect`` is how its search wants to be asked; ``at_once`` how many pull requests it answers whole in one
    document, None as long as that is not known; ``canary`` is the id of a pull request to find it out with, None where
    none is known. With ``refresh`` all is checked anew.
    """

    def __init__(self, client: GitHubClient, store: Store, *, refresh: bool = False) -> None:
        self._client = client
        self._checks = HostChecks(store)
        since = datetime.max.replace(tzinfo=UTC) if refresh else self._client.settings.now - _FRESH
        self._proven = {family for family in Family if self._checks.found(_operators(family), since)}
        self.dialect = _dialect(self._checks.found(_DIALECT, since))
        found = self._checks.found(_AT_ONCE, since)
        self.at_once = int(found[0]) if found and found[0].isdigit() and int(found[0]) else None
        self._sizes = _sizes(self._checks.found(_SIZES, since))
        client.sizes.update(self._sizes)
        self.canary = next(iter(self._checks.found(_CANARY, since)), None)

    @property
    def wants_canary(self) -> bool:
        """Whether a canary is still to be found."""
        return self.at_once is None and self.canary is None

    def know_canary(self, id_: str | None) -> None:
        """This is a settled public pull request, if any."""
        if id_ and self.wants_canary:
            self.canary = id_
            self._keep(_CANARY, [id_])

    def to_prove(self, families: Iterable[Family]) -> frozenset[Family]:
        """The families whose joined searches are still to be counted by parts."""
        return frozenset(families) - self._proven

    def prove(self, families: Iterable[Family]) -> None:
        """Joined searches of these families found what their parts found; each is kept with a date of its own."""
        for family in self.to_prove(families):
            self._proven.add(family)
            self._keep(_operators(family), [family.value])

    def speak(self, dialect: Dialect, *, sure: bool = True) -> None:
        """Ask its search in this way; in later runs, too, where it is ``sure`` that it was answered so."""
        changed, self.dialect = dialect != self.dialect, dialect
        if changed and sure:
            self._keep(_DIALECT, [dialect.type, "joined" if dialect.operators else "plain"])

    def answers_whole(self, at_once: int) -> None:
        """So many pull requests at once are answered whole."""
        self.at_once = max(1, at_once)
        self._keep(_AT_ONCE, [str(self.at_once)])

    def keep_sizes(self) -> None:
        """How much of each kind is answered at once, for the next run to begin with."""
        if self._client.sizes != self._sizes:
            self._sizes = dict(self._client.sizes)
            found = [f"{name}={size}" for name, size in sorted(self._sizes.items())]
            self._keep(_SIZES, found)

    def _keep(self, name: str, found: Sequence[str]) -> None:
        self._checks.keep(name, found, self._client.settings.now)


def _sizes(found: Iterable[str]) -> dict[str, int]:
    pairs = (one.partition("=") for one in found)
    return {name: int(size) for name, _, size in pairs if size.isdigit() and int(size)}


def _operators(family: Family) -> str:
    return f"{_OPERATORS}: {family}"


def _dialect(found: Iterable[str]) -> Dialect:
    match list(found):
        case [str(type_), "plain" | "joined" as words]:
            return replace(ADVANCED, type=type_, operators=words == "joined")
        case _:
            return ADVANCED
