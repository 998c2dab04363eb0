"""Who: logins, accounts, and what an organization's file says of its members."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from tracker.errors import UsageError
from tracker.facts.addresses import page_parts
from tracker.record import record

# GitHub gives out letters, digits and single hyphens; old accounts may end in a hyphen or hold two in a row, and
# managed accounts hold an underscore. None of these can end a search qualifier, which is what this guards.
_LOGIN = r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\[bot\])?"
#: Stands in reports and in the store for somebody who asked to be left out: GitHub gives out no login with a dot.
STAND_IN = r"left-out\.[0-9a-f]{12}"
_NAME = re.compile(rf"{STAND_IN}|{_LOGIN}")


@dataclass(frozen=True, slots=True, order=True)
class Login:
    """A GitHub login: compares without case, shows as it was spelled."""

    key: str
    name: str = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The login in a text that somebody typed: ``octo-newcomer``, ``@Octo-Newcomer``, a profile's address.

        Raises:
            UsageError: the text cannot be a login.
        """
        match page_parts(text):
            case (name,):
                found = cls._named(name)
            case None:
                found = cls._named(text)
            case _:
                found = None
        if found is None:
            raise UsageError(
                f"{text!r} is not a GitHub login",
                hint="A login has letters, digits and single hyphens, for example octo-newcomer.",
            )
        return found

    @classmethod
    def maybe(cls, text: str | None) -> Self | None:
        """The login in a text that others wrote, or None where it cannot be one."""
        return cls._named(text) if text else None

    @classmethod
    def _named(cls, text: str) -> Self | None:
        name = text.strip().removeprefix("@")
        return cls(key=name.casefold(), name=name) if _NAME.fullmatch(name) else None

    def __str__(self) -> str:
        return self.name


@record
class Contributor:
    """An account as GitHub shows it to everybody."""

    login: Login
    id: str
    url: str
    name: str | None = None
    company: str | None = None
    created_at: datetime | None = None
    bot: bool = False


class DatePrecision(StrEnum):
    """How far a date of entry can be trusted."""

    EXACT = "exact"
    ON_OR_BEFORE = "on_or_before"
    LINE_LAST_TOUCHED = "line_last_touched"
    UNKNOWN = "unknown"


@record
class Since:
    """Since when a role is held. ``day`` is None exactly where the precision is unknown."""

    day: date | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN
    url: str | None = None
    note: str | None = None


UNKNOWN_SINCE = Since()


@record
class Affiliation:
    """A company that somebody is with, and where that is stated. Statements are not kept up: none of them is proof."""

    company: str
    stated_in: str
    url: str


@record
class Membership:
    """One login in one organization's file. ``url`` shows the line, where it is known."""

    org: str
    login: Login
    admin: bool
    url: str
    since: Since = UNKNOWN_SINCE


@record
class Team:
    """Who is in a team of an organization; or, with ``members`` empty, why that is ``unknown``."""

    members: tuple[Login, ...] = ()
    unknown: str | None = None


@record
class OrgRoster:
    """Everybody an organization's file lists: its members and, beside them, its admins.

    Source: kubernetes/org, ``config/<org>/org.yaml``. Admins are not repeated among the members.
    """

    org: str
    url: str
    members: dict[Login, Membership]

    def member(self, login: Login) -> Membership | None:
        return self.members.get(login)
