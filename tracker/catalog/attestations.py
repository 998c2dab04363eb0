"""What people said of what no program can tell: a list in YAML, each entry one word on one person.

An entry is of a criterion, of a sponsor who was spoken to and agreed, or of a contribution that is no pull request.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter

from tracker.catalog.sheet import Mistake, Value
from tracker.catalog.wording import guess
from tracker.criteria import Attestation
from tracker.criteria.definitions import LoginText
from tracker.criteria.statements import Statements
from tracker.facts.people import Login
from tracker.findings.outcomes import Evidence
from tracker.strict import Strict

#: An entry is about one of these.
ABOUT = ("criterion", "sponsor", "contribution")


class AttestationEntry(Strict):
    """Somebody's word on one criterion, one sponsor or one contribution."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [about]} for about in ABOUT]})

    criterion: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9-]*$")
    """Id of a criterion that is met."""
    sponsor: LoginText | None = None
    """A login that was spoken to, and agreed to sponsor."""
    contribution: str | None = Field(default=None, min_length=1)
    """Work that is no pull request, in a few words; needs a ``url``."""
    by: str = Field(min_length=1)
    """Who says so: a login or a name."""
    on: date
    """When it was said."""
    url: str | None = Field(default=None, pattern=r"^https?://[^\s]+$")
    """Where it can be seen."""
    note: str | None = None
    expires: date | None = None
    """First day on which it no longer holds."""
    login: LoginText | None = None
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


def statements(entries: Iterable[AttestationEntry]) -> Statements:
    """What entries on one person say together; of several words on one criterion the last."""
    said = tuple(entries)
    sponsors = (Login.maybe(entry.sponsor) for entry in said)
    return Statements(
        criteria={entry.criterion: entry.attestation() for entry in said if entry.criterion},
        sponsors=tuple(dict.fromkeys(login for login in sponsors if login)),
        contributions=tuple(
            Evidence(title=entry.contribution, url=entry.url, note=entry.note)
            for entry in said
            if entry.contribution and entry.url
        ),
    )


def check_entries(value: Value, known: Collection[str]) -> Iterator[Mistake]:
    """Entries that say nothing or two things, or name a criterion that the ladder does not have (if one is given)."""
    for number, entry in enumerate(value if isinstance(value, list) else []):
        if isinstance(entry, dict):
            yield from (Mistake((number, *place), text) for place, text in _wrong(entry, known))


def _wrong(entry: dict[str, Value], known: Collection[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    about = [key for key in ABOUT if key in entry]
    if not about:
        yield ("criterion",), "is missing, as are sponsor and contribution"
    if len(about) > 1:
        yield (), f"says two things; make an entry each of {' and '.join(about)}"
    if "contribution" in about and "url" not in entry:
        yield ("url",), "is missing: nobody can look a contribution up without it"
    name = entry.get("criterion")
    if known and isinstance(name, str) and name not in known:
        yield ("criterion",), f"the ladder has no criterion {name!r}{guess(name, known)}"
