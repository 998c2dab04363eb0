"""Who stays in OWNERS of a place without being active there, with a reason and a last day: a list in YAML.

What was refused once, and why, is remembered there: the change is not proposed again before that day.
"""

from datetime import date
from typing import Annotated

from pydantic import Field, TypeAdapter

from tracker.catalog.cohort import ScopeText
from tracker.criteria.definitions import LoginText
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings.area import Excepted
from tracker.strict import Strict


class ExceptionEntry(Strict):
    """Somebody who is left as they are in a place, and everywhere below it."""

    login: LoginText
    """A GitHub login."""
    place: ScopeText
    """Where, as ``OWNER/REPO[:PATH]``."""
    reason: str = Field(min_length=1)
    """Why, in a few words; it is in the report."""
    until: date
    """The last day on which it holds."""

    def excepted(self) -> Excepted:
        """The same as a record."""
        return Excepted(
            login=Login.parse(self.login), place=Scope.parse(self.place), reason=self.reason, until=self.until
        )


EXCEPTIONS: TypeAdapter[tuple[ExceptionEntry, ...]] = TypeAdapter(
    Annotated[tuple[ExceptionEntry, ...], Field(title="Exceptions")]
)
