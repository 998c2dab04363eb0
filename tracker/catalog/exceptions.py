"""Who stays as they are without being active, with a reason: in OWNERS of a place, or as a member. Lists in YAML.

What was refused once, and why, is remembered there: the change is not proposed again before its last day.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field, TypeAdapter

from tracker.catalog.cohort import ScopeText, key_of
from tracker.catalog.sheet import Mistake, Value
from tracker.criteria.definitions import LoginText
from tracker.errors import UsageError
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings.area import Excepted
from tracker.strict import Strict


class _Stays(Strict):
    login: LoginText
    """A GitHub login."""
    reason: str = Field(min_length=1)
    """Why, in a few words, such as an office that leaves no trace on GitHub; it is in the report."""


class ExceptionEntry(_Stays):
    """Somebody who is left as they are in a place, and everywhere below it."""

    place: ScopeText
    """Where, as ``OWNER/REPO[:PATH]``."""
    until: date
    """The last day on which it holds."""

    def excepted(self) -> Excepted:
        """The same as a record."""
        return Excepted(
            login=Login.parse(self.login), place=Scope.parse(self.place), reason=self.reason, until=self.until
        )


class MemberException(_Stays):
    """Why one member stays on."""

    until: date | None = None
    """The last day on which it holds; without it, always."""


EXCEPTIONS: TypeAdapter[tuple[ExceptionEntry, ...]] = TypeAdapter(
    Annotated[tuple[ExceptionEntry, ...], Field(title="Exceptions")]
)
MEMBER_EXCEPTIONS: TypeAdapter[tuple[MemberException, ...]] = TypeAdapter(
    Annotated[tuple[MemberException, ...], Field(title="Exceptions")]
)


def check_exceptions(value: Value) -> Iterator[Mistake]:
    """Logins that are there twice, or twice for one place: nobody would know which reason holds."""
    seen: set[tuple[str, str, str]] = set()
    for number, entry in enumerate(value if isinstance(value, list) else ()):
        login, place = _text(entry, "login"), _text(entry, "place")
        if not login:
            continue
        key = (key_of(login), *_place(place))
        if key in seen:
            yield Mistake((number, "login"), f"the login {login} is there twice{place and f' for {place}'}")
        seen.add(key)


def _text(entry: Value, key: str) -> str:
    found = entry.get(key) if isinstance(entry, dict) else None
    return found if isinstance(found, str) else ""


def _place(text: str) -> tuple[str, str]:
    """Repository and path in one spelling; what is no place, which the model says, as it is written."""
    try:
        scope = Scope.parse(text)
    except UsageError:
        return text, ""
    return str(scope.repo).casefold(), scope.path
