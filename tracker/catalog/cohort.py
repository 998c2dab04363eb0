"""A cohort: whose reports are made together, what each is aiming at, and what a mentor notes. YAML, or a plain list.

An entry is a person, a team of an organization's file (``@kubernetes/sig-node-leads``), the reviewers and approvers of
a directory of OWNERS, or everybody who took part in a directory in the last 12 months.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, TypeAdapter

from tracker.catalog.attestations import AttestationEntries, check_entries
from tracker.catalog.sheet import Mistake, Sheet, Value, parse
from tracker.catalog.term import TermEntry, check_term, term
from tracker.catalog.tier_names import either, tier_meant, tiers_meant
from tracker.catalog.wording import guess
from tracker.criteria.definitions import LoginText
from tracker.errors import UsageError
from tracker.facts.addresses import page_parts
from tracker.facts.people import Login
from tracker.facts.scopes import MAX_SCOPES, Scope
from tracker.findings.cohort import Member
from tracker.findings.term import Term
from tracker.record import record
from tracker.strict import Strict

#: What an entry can be of.
WHO = ("login", "team", "owners", "contributors")
#: A line of a plain list: one word, without the marks that YAML gives a meaning to.
_PLAIN = re.compile(r"(?:https?://[\w.:-]+/)?@?[A-Za-z0-9][\w.-]*(?:/[\w.-]+)*/?")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_TEAM = r"^@?[A-Za-z0-9-]+/[A-Za-z0-9_.-]+$"


def _scope(text: str) -> str:
    try:
        return str(Scope.parse(text))
    except UsageError as error:
        raise ValueError(f"not a scope. {error.hint}") from None


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _written_out(value: object) -> object:
    """An entry that is a word: a team where there is a slash in it, else a person; an address is of either."""
    if not isinstance(value, str):
        return value
    match page_parts(value):
        case ("orgs", org, "teams", team):
            return {"team": f"{org}/{team}"}
        case None if "/" in value:
            return {"team": value}
        case _:
            return {"login": value}


ScopeText = Annotated[str, AfterValidator(_scope)]


class Entry(Strict):
    """A person; or everybody of a team, of a directory's OWNERS, or of those who took part in a directory."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [who]} for who in WHO]})

    login: LoginText | None = None
    """A GitHub login."""
    team: str | None = Field(default=None, pattern=_TEAM)
    """Everybody in a team that an organization's file lists, as ``@ORG/TEAM``."""
    owners: ScopeText | None = None
    """Everybody who reviews or approves a directory, as ``OWNER/REPO[:PATH]``."""
    contributors: ScopeText | None = None
    """Everybody who opened, merged or reviewed something in a directory in the last 12 months."""
    tier: str | None = None
    """The tier aimed at; without it, those within reach are looked at."""
    scope: Annotated[
        tuple[ScopeText, ...],
        Field(max_length=MAX_SCOPES),
        BeforeValidator(_listed, json_schema_input_type=str | tuple[str, ...]),
    ] = ()
    """Directories of OWNERS to look at, as ``OWNER/REPO[:PATH]``: one, or a list."""
    mentor: LoginText | None = None
    """Login of whoever mentors them."""
    notes: str | None = None
    """What the mentor wants to remember; it is in the report."""
    since: date | None = None
    """Since when they are of the cohort."""
    attestations: AttestationEntries = ()
    """What only people can say of them, as in a file for ``--attest``."""


AnyEntry = Annotated[Entry, BeforeValidator(_written_out, json_schema_input_type=str | Entry)]


class CohortSheet(Strict):
    """A cohort as it is written."""

    name: str | None = None
    """What the cohort is called; reports are compared with those of the run before by it."""
    term: TermEntry | None = None
    """The programme's term: what was met in it is told by week."""
    members: tuple[AnyEntry, ...] = Field(min_length=1)
    """People, teams, directories of OWNERS."""
    do_not_track: tuple[LoginText, ...] = ()
    """Logins that are not reported on, even where a team or a directory names them."""


SHEET: TypeAdapter[CohortSheet] = TypeAdapter(CohortSheet)


@record
class Wider:
    """Everybody of a team (``org/team``), of a directory's OWNERS, or taking part in one; ``entry`` holds for each."""

    entry: Entry
    team: str | None = None
    owners: Scope | None = None
    contributors: Scope | None = None


@record
class CohortFile:
    """Who is of a cohort: people by login, and ``wider`` what names more of them."""

    name: str | None = None
    term: Term | None = None
    people: Mapping[Login, Entry] = field(default_factory=dict)
    wider: tuple[Wider, ...] = ()
    do_not_track: frozenset[Login] = frozenset()


def as_yaml(text: str, name: str) -> Sheet:
    """The values of a file: of a plain list, a word in each line, as if it had been written in YAML.

    Raises:
        ConfigError: it is neither.
    """
    words = _words(text)
    if not (words and all(_PLAIN.fullmatch(word) for _, word in words)):
        sheet = parse(text, name)
        if not isinstance(sheet.value, str):
            return _with_members(sheet)
    places: dict[tuple[str | int, ...], int] = {("members", index): number for index, (number, _) in enumerate(words)}
    return Sheet(
        name=name, value={"members": [word for _, word in words]}, find_lines=lambda: {(): 1, ("members",): 1, **places}
    )


def _words(text: str) -> list[tuple[int, str]]:
    """What a plain list has in each line, with the line's number, without comments."""
    lines = ((number, _COMMENT.sub("", line).strip()) for number, line in enumerate(text.splitlines(), start=1))
    return [(number, word) for number, word in lines if word]


def _with_members(sheet: Sheet) -> Sheet:
    """A list at the top is the list of members."""
    if not isinstance(sheet.value, list):
        return sheet
    mistakes = tuple(Mistake(("members", *one.place), one.text) for one in sheet.mistakes)
    return Sheet(
        name=sheet.name,
        value={"members": sheet.value},
        find_lines=lambda: {(): 1, **{("members", *place): line for place, line in sheet.lines.items()}},
        mistakes=mistakes,
    )


def check_cohort(value: Value, tiers: Mapping[str, str], known: Collection[str]) -> Iterator[Mistake]:
    """Somebody who is there twice, a tier or a criterion that the ladder does not have; a term that cannot be."""
    members, when = (value.get("members"), value.get("term")) if isinstance(value, dict) else (None, None)
    yield from (Mistake(("term", *one.place), one.text) for one in check_term(when))
    first: dict[str, int] = {}
    for number, entry in enumerate(members if isinstance(members, list) else []):
        place = ("members", number)
        name = entry.get("login") if isinstance(entry, dict) else entry
        if isinstance(name, str) and (there := first.setdefault(key_of(name), number)) != number:
            yield Mistake(place, f"{name} is there twice, first as members[{there}]")
        if isinstance(entry, dict):
            yield from (Mistake((*place, *one.place), one.text) for one in _wrong(entry, tiers, known))


def key_of(name: str) -> str:
    """What is the same for two that are the same person, however they are written."""
    try:
        return Login.parse(name).key
    except UsageError:
        return name.casefold()


def _wrong(entry: Mapping[str, Value], tiers: Mapping[str, str], known: Collection[str]) -> Iterator[Mistake]:
    named = [key for key in WHO if key in entry]
    if not named:
        yield Mistake(("login",), "is missing, as are team, owners and contributors")
    if len(named) > 1:
        yield Mistake((), f"is of two things; make an entry each of {' and '.join(named)}")
    tier = entry.get("tier")
    if tiers and isinstance(tier, str):
        yield from _wrong_tier(tier, tiers)
    for one in check_entries(entry.get("attestations"), known):
        yield Mistake(("attestations", *one.place), one.text)


def _wrong_tier(name: str, tiers: Mapping[str, str]) -> Iterator[Mistake]:
    found = tiers_meant(name, tiers)
    if not found:
        yield Mistake(("tier",), f"the ladder has no tier {name!r}{guess(name, tiers)}")
    if len(found) > 1:
        yield Mistake(("tier",), f"{name!r} is more than one tier; write {either(found)}")


def cohort_file(sheet: CohortSheet, tiers: Mapping[str, str]) -> CohortFile:
    """What a file says, in our own records, with the ladder's ids of ``tiers``."""
    members = [_with_tier(one, tiers) for one in sheet.members]
    return CohortFile(
        name=sheet.name,
        term=term(sheet.term) if sheet.term else None,
        people={Login.parse(one.login): one for one in members if one.login},
        wider=tuple(_wider(one) for one in members if not one.login),
        do_not_track=frozenset(map(Login.parse, sheet.do_not_track)),
    )


def _with_tier(entry: Entry, tiers: Mapping[str, str]) -> Entry:
    return entry.model_copy(update={"tier": tier_meant(entry.tier, tiers)}) if entry.tier and tiers else entry


def _wider(entry: Entry) -> Wider:
    return Wider(
        entry=entry,
        team=entry.team.removeprefix("@") if entry.team else None,
        owners=Scope.parse(entry.owners) if entry.owners else None,
        contributors=Scope.parse(entry.contributors) if entry.contributors else None,
    )


def member(login: Login, entry: Entry) -> Member:
    """What an entry says of a person."""
    return Member(
        login=login,
        tier=entry.tier,
        scopes=tuple(map(Scope.parse, entry.scope)),
        mentor=Login.maybe(entry.mentor),
        notes=entry.notes,
        since=entry.since,
    )
