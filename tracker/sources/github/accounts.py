"""Looks accounts up by their logins, many with one request."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from tracker.errors import SourceError, TokenError
from tracker.facts.people import Contributor, Login
from tracker.sources.github.api import answers
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import LOOKUP, Question, Result
from tracker.sources.store import Store, open_store
from tracker.sources.store.people import People

#: Accounts in one request: published practice fails from a few dozen on, and halves when it does.
_AT_ONCE = 40
#: How long what an account says of itself is taken as it is: people seldom change their company.
FRESH = timedelta(days=7)


class Accounts:
    """Accounts that were looked up: each once, also those that do not exist.

    Of those in the store the ones that were read lately are not asked for; with ``refresh`` all are.
    """

    def __init__(self, client: GitHubClient, store: Store | None = None, *, refresh: bool = False) -> None:
        self._client = client
        self._batch = Batch(client, _AT_ONCE * LOOKUP, "Accounts")
        self._people = People(store or open_store(None))
        self._refresh = refresh
        self._known: dict[Login, Contributor | None] = {}
        self._absent: set[Login] = set()

    def expect(self, logins: Sequence[Login]) -> None:
        """These are probably read soon: ask for them along with others."""
        for login in self._unread(logins, self._client.settings.now):
            self._batch.expect(_question(login))

    def read(self, logins: Sequence[Login]) -> Mapping[Login, Contributor]:
        """The accounts by the logins that were asked for, without those that cannot be read. Never raises for these."""
        now = self._client.settings.now
        questions = {login: _question(login) for login in self._unread(logins, now)}
        with suppress(SourceError, TokenError):
            for results in self._batch.ask(questions):
                self._take(results, now)
        return {login: found for login in logins if (found := self._known.get(login))}

    def unread(self, logins: Sequence[Login]) -> list[Login]:
        """Those of these that were looked up, and of which GitHub did not say whether they exist."""
        return [login for login in logins if self._known.get(login) is None and login not in self._absent]

    def _unread(self, logins: Sequence[Login], now: datetime) -> list[Login]:
        """Those of these that GitHub has to be asked about."""
        missing = [login for login in dict.fromkeys(logins) if login not in self._known]
        if missing and not self._refresh:
            stored = self._people.known(missing, now - FRESH)
            self._known.update(stored)
            self._absent |= {login for login, found in stored.items() if found is None}
        return [login for login in missing if login not in self._known]

    def _take(self, results: Mapping[Login, Result], now: datetime) -> None:
        """Keep what GitHub said; only what it says does not exist is known not to."""
        found = {login: _account(one) for login, one in results.items()}
        self._known.update(found)
        self._absent |= {login for login in found if results[login].absent}
        self._people.keep({login: one for login, one in found.items() if one or results[login].absent}, now)


def _question(login: Login) -> Question:
    return Question(field="user(login: $login) { ...Account }", values={"login": login.name}, weight=LOOKUP, name="u")


def _account(result: Result) -> Contributor | None:
    return answers.understood(lambda: answers.account(result.data)) if result.whole and result.data else None
