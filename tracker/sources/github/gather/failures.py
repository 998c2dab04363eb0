"""What GitHub did not show when it was asked: a run that a limit ends is not to ask for it again and again."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import Question, Result
from tracker.sources.store import Store
from tracker.sources.store.host_checks import HostChecks

_NAME = "not shown"
#: How long runs with few requests go on elsewhere.
_FRESH = timedelta(days=1)
#: With fewer points than these a run may well end before its time.
_FEW_POINTS = 500
_NOT_AGAIN = Result(failed="it was not asked again, as requests are limited")


class Failures:
    """Asks about pull requests, and keeps which of them failed, by what was asked.

    A run whose requests or points are limited does not ask for these again, for a day or until one without a limit was
    done with everybody.
    """

    def __init__(self, client: GitHubClient, store: Store) -> None:
        self._client = client
        self._checks = HostChecks(store)
        self._kept = dict.fromkeys(self._checks.found(_NAME, self._client.settings.retry_policy.moment - _FRESH))

    def ask(self, what: str, batch: Batch, questions: Mapping[str, Question]) -> Iterator[dict[str, Result]]:
        """The results by id, as ``Batch.ask`` gives them; ``what`` tells what is asked of a pull request from other things.

        Raises:
            SourceError, TokenError: from the client.
        """
        known = {id_ for id_ in questions if self._limited and f"{what} {id_}" in self._kept}
        if known:
            yield dict.fromkeys(known, _NOT_AGAIN)
        for results in batch.ask({id_: one for id_, one in questions.items() if id_ not in known}):
            self.note(what, results, (id_ for id_, one in results.items() if not (one.whole or one.untried)))
            yield results

    def note(self, what: str, asked: Iterable[str], failed: Iterable[str]) -> None:
        """Of these that were asked for, some failed."""
        before = list(self._kept)
        for id_ in asked:
            self._kept.pop(f"{what} {id_}", None)
        self._kept |= dict.fromkeys(f"{what} {id_}" for id_ in failed)
        if before != list(self._kept):
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

    def _keep(self) -> None:
        self._checks.keep(_NAME, list(self._kept), self._client.settings.retry_policy.moment)
