"""What people said of what no program can tell: a list in YAML, one entry for each criterion and person."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import Field, TypeAdapter

from tracker.catalog.sheet import Mistake, Value
from tracker.catalog.wording import guess
from tracker.criteria import Attestation
from tracker.facts.people import Login
from tracker.strict import Strict


class AttestationEntry(Strict):
    """Somebody's word on one criterion."""

    criterion: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    """Id of the criterion."""
    by: str = Field(min_length=1)
    """Who says so: a login or a name."""
    on: date
    """When it was said."""
    url: str | None = Field(default=None, pattern=r"^https?://[^\s]+$")
    """Where it can be seen."""
    note: str | None = None
    expires: date | None = None
    """First day on which it no longer holds."""
    login: str | None = Field(default=None, pattern=r"^@?[A-Za-z0-9][A-Za-z0-9_-]*$")
    """Of whom it is said; without it, of whoever is checked."""

    def concerns(self, login: Login, day: date | None) -> bool:
        """Whether it is said of a person, and holds on a day (None: whenever)."""
        if self.login is not None and self._login != login:
            return False
        return day is None or (self.on <= day and (self.expires is None or day < self.expires))

    @cached_property
    def _login(self) -> Login | None:
        return Login.maybe(self.login)

    def attestation(self) -> Attestation:
        return Attestation(by=self.by, on=self.on, url=self.url, note=self.note, expires=self.expires)


AttestationEntries = Annotated[tuple[AttestationEntry, ...], Field(title="Attestations")]
ENTRIES: TypeAdapter[tuple[AttestationEntry, ...]] = TypeAdapter(AttestationEntries)


def check_criteria(value: Value, known: Collection[str]) -> Iterator[Mistake]:
    """Entries that name a criterion that the ladder does not have; nothing where no criteria are given."""
    for number, entry in enumerate(value if isinstance(value, list) and known else []):
        name = entry.get("criterion") if isinstance(entry, dict) else None
        if isinstance(name, str) and name not in known:
            yield Mistake((number, "criterion"), f"the ladder has no criterion {name!r}{guess(name, known)}")
