"""What GitHub did not show when it was asked: a run that a limit ends is not to ask for it again and again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta

from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import Question, Result
from tracker.sources.store import Store
from tracker.sources.store.host_checks import HostChecks
from tracker.sources.store.values import moment

_NAME = "not shown"
#: How long runs with few requests go on elsewhere.
_FRESH = timedelta(days=1)
#: With fewer points than these a run may well end before its time.
_FEW_POINTS = 500
#: As ``Batch.ask`` does.
Ask = Callable[[Mapping[str, Question]], Iterator[dict[str, Result]]]
_NOT_AGAIN = Result(failed="it was not asked again, as requests are limited")


class Failures:
    """Asks about pull requests, and keeps which of them failed, by what was asked.

    A run whose requests or points are limited does not ask for these again: each for a day from when it failed, or
    until a run without a limit was done with everybody.
    """

    def __init__(self, client: GitHubClient, store: Store) -> None:
        self._client = client
        self._checks = HostChecks(store)
        found = self._checks.found(_NAME, self._client.settings.now - _FRESH)
        parts = (entry.partition(" ") for entry in found)
        #: When what failed, as texts that are in the order of time.
        self._kept = {what: at for at, _, what in parts}

    def ask(self, what: str, ask: Ask, questions: Mapping[str, Question]) -> Iterator[dict[str, Result]]:
        """The results by id, as ``Batch.ask`` gives them; ``what`` tells one thing asked of a pull request from others.

        Raises:
            SourceError, TokenError: from the client.
        """
        fresh = self._fresh() if self._limited else {}
        known = {id_ for id_ in questions if f"{what} {id_}" in fresh}
        if known:
            yield dict.fromkeys(known, _NOT_AGAIN)
        for results in ask({id_: one for id_, one in questions.items() if id_ not in known}):
            self.note(what, results, (id_ for id_, one in results.items() if not (one.whole or one.untried)))
            yield results

    def note(self, what: str, asked: Iterable[str], failed: Iterable[str]) -> None:
        """Of these that were asked for, some failed."""
        before, now = dict(self._kept), moment(self._client.settings.now)
        for id_ in asked:
            self._kept.pop(f"{what} {id_}", None)
        self._kept |= dict.fromkeys((f"{what} {id_}" for id_ in failed), now)
        if before != self._kept:
            self._keep()

    def forget(self) -> None:
        """Whatever failed may be asked for again."""
        if self._kept:
            self._kept.clear()
            self._keep()

    @property
    def _limited(self) -> bool:
        client = self._client
        few = client.points_left is not None and client.points_left < _FEW_POINTS
        return client.requests_left is not None or few

    def _fresh(self) -> dict[str, str]:
        """What failed less than a day ago, and when."""
        now = self._client.settings.now
        first, last = moment(now - _FRESH), moment(now)
        return {what: at for what, at in self._kept.items() if first <= at <= last}

    def _keep(self) -> None:
        found = [f"{at} {what}" for what, at in self._fresh().items()]
        self._checks.keep(_NAME, found, self._client.settings.now)
