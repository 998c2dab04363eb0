"""GitHub's search: what to type into it, within its rules, and the pages that it answers with.

A search may hold five operators, of which a minus is one, and 256 characters; beyond that GitHub says so, or finds
nothing without a word. So none of ours has more than three where GitHub may be silent. Its advanced search takes a
space between two ``org:`` for AND, which finds nothing, and the old one knows no parentheses; so organizations are
joined by an explicit OR where that is known to work, and asked one by one otherwise.
Source: docs.github.com, "Searching issues and pull requests", and the changelog of 2025-03-06 on advanced search.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Any

from tracker.facts.people import Login
from tracker.record import positional_record, record

_LENGTH = 256
_OPERATORS = 5
_NEWEST_FIRST = "sort:created-desc"


class Family(StrEnum):
    """Kinds of work that are searched for; the first two together are all of a person's pull requests."""

    AUTHORED = "authored"
    PARTICIPATION = "participation"
    REVIEWED = "reviewed"
    INVOLVED = "involved"
    #: What changed in one repository, whoever did it.
    REPOSITORY = "repository"


@record
class Dialect:
    """How this GitHub's search wants to be asked.

    ``type`` is the value of ``SearchType``; ``operators`` says whether they can be trusted, and
    ``most`` how many of them.
    """

    type: str = "ISSUE_ADVANCED"
    operators: bool = True
    most: int = 3

    def groups(
        self, orgs: Iterable[str], used: int = 0, fits: Callable[[Sequence[str]], bool] = lambda _: True
    ) -> Iterator[tuple[str, ...]]:
        """The organizations in as few groups as a search can hold, beside so many operators and if that ``fits``."""
        most = 1 + (self.most - used if self.operators else 0)
        group: tuple[str, ...] = ()
        for org in orgs:
            if group and (len(group) == most or not fits((*group, org))):
                yield group
                group = ()
            group = (*group, org)
        if group:
            yield group


ADVANCED = Dialect()
#: REST says so where there are too many.
REST = Dialect(most=_OPERATORS)
PLAIN = Dialect(type="ISSUE", operators=False)


@record
class Search:
    """One search, newest first, up to and including ``until``: a date, or a time of ISO 8601, of creation.

    With ``changed`` (the same) only what was changed since.
    """

    terms: str
    until: str | None = None
    changed: str | None = None

    @property
    def words(self) -> str:
        created = f" created:<={self.until}" if self.until else ""
        changed = f" updated:>={self.changed}" if self.changed else ""
        return f"is:public {self.terms}{created}{changed}"

    @property
    def text(self) -> str:
        return f"{self.words} {_NEWEST_FIRST}"

    def before(self, moment: str) -> "Search":
        """The same search for what was created up to a moment: how to go on past 1,000 results."""
        return replace(self, until=moment)


@positional_record
class LeftOut:
    """Something that GitHub left out of an answer, and of which repository, where that is known."""

    reason: str
    repo: str | None


@record
class Page:
    """One page of a search: how much it finds in all, where it goes on (None: nowhere), what is on it, what is not."""

    count: int
    after: str | None
    nodes: tuple[Mapping[str, Any], ...]
    left_out: tuple[LeftOut, ...] = ()


@record
class Asked:
    """What all searches about one person have in common. ``until`` and ``since`` are dates of ISO 8601, or None."""

    login: Login
    dialect: Dialect = ADVANCED
    until: str | None = None
    since: str | None = None

    def searches(self, family: Family, orgs: Sequence[str], changed: str | None = None) -> tuple[Search, ...]:
        """As few searches as the rules allow that together find this family of a person's work, each once.

        With ``changed`` (a time of ISO 8601) only the work that was changed since.
        """
        return tuple(
            self._search(people, group, changed)
            for people, used in self._people(family)
            for group in self.dialect.groups(orgs, used, partial(self._fits, people, changed))
        )

    def _search(self, people: str, orgs: Sequence[str], changed: str | None) -> Search:
        return Search(terms=f"{people} {any_of(orgs)}", until=self.until, changed=changed)

    def _fits(self, people: str, changed: str | None, orgs: Sequence[str]) -> bool:
        return len(self._search(people, orgs, changed).text) <= _LENGTH

    def in_repository(self, family: Family, repo: str) -> tuple[Search, ...]:
        """The same, within one repository."""
        return tuple(Search(terms=f"{people} repo:{repo}", until=self.until) for people, _ in self._people(family))

    def _people(self, family: Family) -> Iterator[tuple[str, int]]:
        """Terms about people, each with the operators in it, a minus counted; together they find everything once."""
        login, joined = self.login, self.dialect.operators
        match family:
            case Family.AUTHORED:
                yield f"is:pr author:{login}", 0
            case Family.PARTICIPATION if joined:
                yield f"is:pr -author:{login} (reviewed-by:{login} OR commenter:{login})", 2
            case Family.PARTICIPATION:
                yield f"is:pr -author:{login} reviewed-by:{login}", 0
                yield f"is:pr -author:{login} -reviewed-by:{login} commenter:{login}", 0
            case Family.REVIEWED:
                yield f"is:pr -author:{login} reviewed-by:{login}", 1
            case Family.INVOLVED if joined:
                yield f"(involves:{login} OR reviewed-by:{login}) updated:>={self.since}", 1
            case Family.INVOLVED:
                yield f"involves:{login} updated:>={self.since}", 0
                yield f"reviewed-by:{login} -involves:{login} updated:>={self.since}", 0


def everywhere(login: Login) -> str:
    """All of a person's pull requests, wherever they are: to see whether search knows the person at all."""
    return f"is:pr author:{login}"


def membership_requests(login: Login, repo: str, title: str | None) -> str:
    """The issues in which a person asked for membership."""
    titled = f' in:title "{title}"' if title else ""
    return f"repo:{repo} is:issue author:{login}{titled} {_NEWEST_FIRST}"


def time_text(at: datetime) -> str:
    """A time as search takes it, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def any_of(orgs: Sequence[str]) -> str:
    """The term for work in any of these organizations."""
    terms = " OR ".join(f"org:{org}" for org in orgs)
    return f"({terms})" if len(orgs) > 1 else terms
