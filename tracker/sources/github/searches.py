"""What to type into GitHub's search, within its rules.

A search may hold five operators and 256 characters. GitHub's advanced search takes a space between two ``org:`` for
AND, which finds nothing, and the old one knows no parentheses; so organizations are joined by an explicit OR where
that is known to work, and asked one by one otherwise.
Source: docs.github.com, "Searching issues and pull requests", and the changelog of 2025-03-06 on advanced search.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.facts.people import Login

_LENGTH = 256
_OPERATORS = 5
_NEWEST_FIRST = "sort:created-desc"


class Family(StrEnum):
    """The two kinds of work that are searched for."""

    AUTHORED = "authored"
    PARTICIPATION = "participation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How this GitHub's search wants to be asked: the value of ``SearchType``, and whether operators can be trusted."""

    type: str = "ISSUE_ADVANCED"
    operators: bool = True


ADVANCED = Dialect()
PLAIN = Dialect(type="ISSUE", operators=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One search text, newest first, up to and including ``until`` (a date or a time of ISO 8601)."""

    terms: str
    until: str | None = None

    @property
    def text(self) -> str:
        created = f" created:<={self.until}" if self.until else ""
        return f"is:pr is:public {self.terms}{created} {_NEWEST_FIRST}"

    def before(self, moment: str) -> "Search":
        """The same search for what was created up to a moment: how to go on past 1,000 results."""
        return replace(self, until=moment)


def searches(
    family: Family, login: Login, *, orgs: Sequence[str], dialect: Dialect, until: str | None = None
) -> tuple[Search, ...]:
    """As few searches as the rules allow that together find this family of a person's work, each once."""
    return tuple(
        Search(terms=f"{people} {_any_of(group)}", until=until)
        for people, used in _people(family, login, dialect)
        for group in _groups(orgs, people, _OPERATORS - used if dialect.operators else 0, until)
    )


def in_repository(
    family: Family, login: Login, *, repo: str, dialect: Dialect, until: str | None = None
) -> tuple[Search, ...]:
    """The same, within one repository."""
    return tuple(Search(terms=f"{people} repo:{repo}", until=until) for people, _ in _people(family, login, dialect))


def everywhere(login: Login) -> str:
    """All of a person's pull requests, wherever they are: to see whether search knows the person at all."""
    return f"is:pr author:{login}"


def membership_requests(login: Login, repo: str) -> str:
    """The issues in which a person asked for membership."""
    return f'repo:{repo} is:issue author:{login} in:title "membership" {_NEWEST_FIRST}'


def _people(family: Family, login: Login, dialect: Dialect) -> Iterator[tuple[str, int]]:
    """The terms about people, each with the number of operators in it; together they find everything once."""
    if family is Family.AUTHORED:
        yield f"author:{login}", 0
    elif dialect.operators:
        yield f"-author:{login} (reviewed-by:{login} OR commenter:{login})", 1
    else:
        yield f"-author:{login} reviewed-by:{login}", 0
        yield f"-author:{login} -reviewed-by:{login} commenter:{login}", 0


def _groups(orgs: Iterable[str], people: str, operators: int, until: str | None) -> Iterator[tuple[str, ...]]:
    group: tuple[str, ...] = ()
    for org in orgs:
        longer = (*group, org)
        text = Search(terms=f"{people} {_any_of(longer)}", until=until).text
        if group and (len(longer) - 1 > operators or len(text) > _LENGTH):
            yield group
            longer = (org,)
        group = longer
    if group:
        yield group


def _any_of(orgs: Sequence[str]) -> str:
    terms = " OR ".join(f"org:{org}" for org in orgs)
    return f"({terms})" if len(orgs) > 1 else terms
