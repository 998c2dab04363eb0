"""Members who stay on though they are not seen at work: a list in YAML, each entry with a reason."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field, TypeAdapter

from tracker.catalog.cohort import key_of
from tracker.catalog.sheet import Mistake, Value
from tracker.criteria.definitions import LoginText
from tracker.strict import Strict


class MemberException(Strict):
    """Why one member stays on."""

    login: LoginText
    reason: str = Field(min_length=1)
    """In a few words, such as an office that leaves no trace on GitHub."""
    until: date | None = None
    """The last day on which it holds; without it, always."""


MEMBER_EXCEPTIONS: TypeAdapter[tuple[MemberException, ...]] = TypeAdapter(
    Annotated[tuple[MemberException, ...], Field(title="Exceptions")]
)


def check_exceptions(value: Value) -> Iterator[Mistake]:
    """Logins that are there twice: nobody would know which reason holds."""
    seen: set[str] = set()
    for place, entry in enumerate(value if isinstance(value, list) else ()):
        name = entry.get("login") if isinstance(entry, dict) else None
        if not isinstance(name, str):
            continue
        if (key := key_of(name)) in seen:
            yield Mistake((place, "login"), f"the login {name} is there twice")
        seen.add(key)
