"""How much somebody did over all of a project lately, counted by search: for people who seem to do little in one place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode

from tracker.errors import SourceError, TokenError
from tracker.facts.people import Login
from tracker.facts.repository_work import ProjectCount
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import SEARCH, Question, Result, search_question
from tracker.sources.github.gather.counts import count
from tracker.sources.github.gather.witness import unconfirmed
from tracker.sources.github.searches import Dialect, any_of

#: Counts in one document.
_AT_ONCE = 20
_Kind = Literal["contributions", "comments"]
_Key = tuple[Login, _Kind, int]
_KINDS: tuple[_Kind, ...] = ("contributions", "comments")


@dataclass(frozen=True, slots=True)
class ProjectCounts:
    """Counts issues and pull requests of organizations, as a GitHub wants to be asked."""

    client: GitHubClient
    dialect: Dialect

    def read(self, logins: Sequence[Login], orgs: Sequence[str], since: datetime) -> dict[Login, ProjectCount]:
        """The counts of each of these people. Never raises: what is not known has a reason.

        Nothing at all is only said of somebody whom search is known to know, and where each organization alone shows
        nothing either: search may find nothing, without a word, where it does not take the operators.
        """
        day = since.date().isoformat()
        try:
            found = self._counts(logins, orgs, day, self.dialect.most + 1 if self.dialect.operators else 1)
            doubtful = [login for login, sums in found.items() if 0 in sums.values()] if self.dialect.operators else []
            found |= self._counts(doubtful, orgs, day, 1)
        except (SourceError, TokenError) as error:
            return {login: _counted(login, orgs, day, {}, error.message) for login in logins}
        silent = [login for login, sums in found.items() if not any(sums.values())]
        doubts = unconfirmed(self.client, silent)
        return {login: _counted(login, orgs, day, sums, doubts.get(login)) for login, sums in found.items()}

    def _counts(
        self, logins: Sequence[Login], orgs: Sequence[str], day: str, at_once: int
    ) -> dict[Login, dict[_Kind, int | None]]:
        questions = dict(self._questions(logins, orgs, day, at_once))
        results = Batch(self.client, _AT_ONCE * SEARCH, "Counts").all(questions)
        return {login: self._sums(login, questions, results) for login in logins}

    def _questions(
        self, logins: Sequence[Login], orgs: Sequence[str], day: str, at_once: int
    ) -> Iterator[tuple[_Key, Question]]:
        groups = [orgs[start : start + at_once] for start in range(0, len(orgs), at_once)]
        for login in logins:
            for kind in _KINDS:
                for place, group in enumerate(groups):
                    text = f"is:public {_words(kind, login, day)} {any_of(group)}"
                    yield (login, kind, place), search_question(text, None, self.dialect, first=1, what="issueCount")

    @staticmethod
    def _sums(
        login: Login, questions: Mapping[_Key, Question], results: Mapping[_Key, Result]
    ) -> dict[_Kind, int | None]:
        sums: dict[_Kind, int | None] = {}
        for kind in _KINDS:
            keys = [key for key in questions if key[:2] == (login, kind)]
            counts = [count({"one": results[key]}, "one") for key in keys]
            sums[kind] = None if None in counts else sum(filter(None, counts))
        return sums


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
