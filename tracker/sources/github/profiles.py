"""Looks accounts up by their logins, many with one request."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from tracker.errors import SourceError, TokenError
from tracker.facts.people import Contributor, Login
from tracker.sources.github import answers
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.documents import reading_accounts
from tracker.sources.github.replies import Answer, TooHeavy
from tracker.sources.store import open_store
from tracker.sources.store.people import People

#: Accounts in one request: published practice fails from a few dozen on, and halves when it does.
_AT_ONCE = 40
#: How long what an account says of itself is taken as it is: people seldom change their company.
_FRESH = timedelta(days=7)


class Profiles:
    """Accounts that were looked up: each once, also those that do not exist.

    Of those in the store the ones that were read lately are not asked for; with ``refresh`` all are.
    """

    def __init__(self, client: GitHubClient, people: People | None = None, *, refresh: bool = False) -> None:
        self._client = client
        self._people = people or People(open_store(None))
        self._refresh = refresh
        self._known: dict[Login, Contributor | None] = {}
        self._unsaid: set[Login] = set()
        self._at_once = _AT_ONCE

    def read(self, logins: Sequence[Login]) -> Mapping[Login, Contributor]:
        """The accounts by the logins that were asked for, without those that cannot be read. Never raises for these."""
        now = datetime.fromtimestamp(self._client.settings.patience.now(), tz=UTC)
        unknown = [login for login in logins if login not in self._known]
        if unknown and not self._refresh:
            self._known.update(self._people.known(unknown, now - _FRESH))
        while chunk := self._missing(logins):
            try:
                looked_up = self._look_up(chunk)
                self._known.update(looked_up)
                self._people.keep({login: looked_up[login] for login in looked_up if login not in self._unsaid}, now)
            except TooHeavy:
                if len(chunk) == 1:
                    self._known[chunk[0]] = None
                self._at_once = max(1, len(chunk) // 2)
            except (SourceError, TokenError):
                break
        return {login: found for login in logins if (found := self._known.get(login))}

    def _missing(self, logins: Sequence[Login]) -> Sequence[Login]:
        """The next of them to ask for."""
        return [login for login in dict.fromkeys(logins) if login not in self._known][: self._at_once]

    def _look_up(self, logins: Sequence[Login]) -> dict[Login, Contributor | None]:
        aliases = {f"u{index}": login for index, login in enumerate(logins)}
        question = reading_accounts(aliases)
        variables: dict[str, object] = {alias: login.name for alias, login in aliases.items()}
        answer = self._client.graphql(question, variables)
        if any(problem.passing for problem in answer.errors):
            answer = self._client.graphql(question, variables)
        found = {
            login: answers.understood(lambda alias=alias: answers.contributor(answer, alias))  # type: ignore[misc]
            for alias, login in aliases.items()
        }
        # Only what GitHub says does not exist is known not to.
        self._unsaid |= {login for alias, login in aliases.items() if not found[login] and not _absent(answer, alias)}
        return found


def _absent(answer: Answer, alias: str) -> bool:
    own = [problem for problem in answer.errors if problem.touches((alias,))]
    return bool(own) and all(problem.type == "NOT_FOUND" for problem in own)
