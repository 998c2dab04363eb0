"""How much somebody did over all of a project lately, by search: for people who seem to do little in one place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Literal
from urllib.parse import urlencode

from tracker.errors import SourceError, TokenError
from tracker.facts.people import Login
from tracker.facts.repository_work import ProjectCount
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import SEARCH, Question, Result, search_question
from tracker.sources.github.searches import PLAIN, Dialect, any_of, everywhere
from tracker.sources.github.witness import unconfirmed

#: Counts in one document.
_AT_ONCE = 20
_Kind = Literal["contributions", "comments"]
_KINDS: tuple[_Kind, ...] = ("contributions", "comments")
_Searches = Mapping[_Kind, Sequence[str]]


class ProjectCounts:
    """Counts issues and pull requests of organizations, as a GitHub wants to be asked; each once in a run."""

    def __init__(self, client: GitHubClient, dialect: Callable[[], Dialect]) -> None:
        self._client = client
        self._dialect = dialect
        self._batch = Batch(client, _AT_ONCE * SEARCH, "Counts")
        self._known: dict[str, int | None] = {}

    def expect(self, logins: Sequence[Login], orgs: Sequence[str], since: datetime) -> None:
        """These people are asked about soon: count along with other questions, and once more where nothing is found."""
        for login in logins:
            look_again = partial(self._look_again, self._second_look(login, orgs, since))
            for text in _all(self._searches(login, orgs, since, self._dialect())):
                if text not in self._known:
                    self._batch.expect(self._question(text), look_again)

    def _look_again(self, texts: Iterable[str], result: Result) -> None:
        for text in texts if result.count == 0 else ():
            self._batch.expect(self._question(text))

    def read(self, logins: Sequence[Login], orgs: Sequence[str], since: datetime) -> dict[Login, ProjectCount]:
        """The counts of each of these people. Never raises: what is not known has a reason.

        Nothing at all is only said of somebody whom search is known to know, and where each organization alone shows
        nothing either: search may find nothing, without a word, where it does not take the operators.
        """
        day = since.date().isoformat()
        searches = {login: self._searches(login, orgs, since, self._dialect()) for login in logins}
        try:
            found = self._sums(searches)
            doubtful = [login for login, sums in found.items() if 0 in sums.values()]
            self._count(text for login in doubtful for text in self._second_look(login, orgs, since))
            found |= self._sums({login: self._searches(login, orgs, since, PLAIN) for login in doubtful})
        except (SourceError, TokenError) as error:
            return {login: _counted(login, orgs, day, {}, error.message) for login in logins}
        silent = [login for login, sums in found.items() if set(sums.values()) == {0}]
        doubts = unconfirmed(self._client, [login for login in silent if not self._known.get(everywhere(login))])
        return {login: _counted(login, orgs, day, sums, doubts.get(login)) for login, sums in found.items()}

    def _second_look(self, login: Login, orgs: Sequence[str], since: datetime) -> list[str]:
        """Searches of each organization alone, and whether search knows somebody at all."""
        return [*_all(self._searches(login, orgs, since, PLAIN)), everywhere(login)]

    @staticmethod
    def _searches(login: Login, orgs: Sequence[str], since: datetime, dialect: Dialect) -> _Searches:
        groups = list(dialect.groups(orgs))
        day = since.date().isoformat()
        return {kind: [f"is:public {_words(kind, login, day)} {any_of(group)}" for group in groups] for kind in _KINDS}

    def _sums(self, searches: Mapping[Login, _Searches]) -> dict[Login, dict[_Kind, int | None]]:
        self._count(text for one in searches.values() for text in _all(one))
        return {login: {kind: self._sum(texts) for kind, texts in one.items()} for login, one in searches.items()}

    def _sum(self, texts: Sequence[str]) -> int | None:
        counts = [self._known.get(text) for text in texts]
        return None if None in counts else sum(filter(None, counts))

    def _count(self, texts: Iterable[str]) -> None:
        """Count what was not counted yet, or could not be."""
        missing = {text: self._question(text) for text in texts if self._known.get(text) is None}
        results = self._batch.all(missing)
        self._known |= {text: results[text].count for text in missing}

    def _question(self, text: str) -> Question:
        return search_question(text, None, self._dialect(), first=1, what="issueCount")


def _all(searches: _Searches) -> list[str]:
    return [text for texts in searches.values() for text in texts]


def _words(kind: _Kind, login: Login, day: str) -> str:
    if kind == "contributions":
        return f"author:{login} created:>={day}"
    return f"commenter:{login} updated:>={day}"


def _counted(
    login: Login, orgs: Sequence[str], day: str, sums: Mapping[_Kind, int | None], doubt: str | None
) -> ProjectCount:
    unknown = doubt or ("GitHub's search did not say" if None in sums.values() or not sums else None)
    words = " ".join([f"involves:{login}", f"updated:>={day}", *(f"org:{org}" for org in orgs)])
    return ProjectCount(
        login=login,
        contributions=None if unknown else sums.get("contributions"),
        comments=None if unknown else sums.get("comments"),
        search=urlencode({"q": words, "type": "issues"}),
        unknown=unknown,
    )
