"""A ladder: its tiers and what each asks, as a YAML file states it. No rule is in code."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from tracker.criteria import AnyCriterion, Composite
from tracker.criteria.base import RuleSource
from tracker.criteria.definitions import Definitions, LoginText, Repository
from tracker.criteria.election import Election
from tracker.criteria.holding import HeldBy
from tracker.facts.people import Login
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings import Citation
from tracker.findings.pages import NO_PAGES, Pages
from tracker.strict import Strict


class Document(Strict):
    """A document that states rules: where it is, and the revision that was read."""

    title: str
    url: str = Field(pattern=r"^https?://[^\s]+$")
    repository: str | None = None
    path: str | None = None
    commit: str | None = None
    read_on: date | None = None

    @property
    def lives(self) -> bool:
        """Whether the address shows what the document says today, rather than one revision of it."""
        return self.commit is None or self.commit not in self.url


class Tier(Strict):
    """A rung: what it is called, where it is held, what proves it, and what is asked of who wants it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    summary: str
    scope: ScopeKind
    held_by: HeldBy
    source: RuleSource
    criteria: tuple[AnyCriterion, ...] = ()


class State(Strict):
    """Something that can be said of a person beside the tiers, such as emeritus or inactive."""

    id: Literal["emeritus", "inactive", "inactive-owner"]
    title: str
    summary: str
    source: RuleSource


class Inactivity(Strict):
    """After how many months without any contribution a member counts as inactive."""

    months: int = Field(ge=1)
    source: RuleSource
    in_force_from: date | None = None
    in_force_until: date | None = None


Directory = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+/[A-Za-z0-9_.-]+:[^\s/][^\s]*$")]


class AppliesTo(Strict):
    """Where an overlay changes the rules: a scope that lies in any of these, or a person of whom one is attested."""

    orgs: tuple[str, ...] = ()
    repositories: tuple[Repository, ...] = ()
    directories: tuple[Directory, ...] = ()
    """``owner/repo:path``"""
    groups: tuple[str, ...] = ()
    subprojects: tuple[Annotated[str, Field(pattern=r"^[a-z0-9-]+/[^/]+$")], ...] = ()
    """``sig-network/gateway-api``"""
    attested: tuple[str, ...] = ()
    """Criteria: whoever has one of them attested, wherever the tier is."""

    def holds(self, scope: Scope) -> bool:
        """Whether a scope lies in one of the places; names compare without case, as on GitHub."""
        org, repo = (scope.org or "").lower(), (scope.repo or "").lower()
        return (
            org in map(str.lower, self.orgs)
            or repo in map(str.lower, self.repositories)
            or scope.group in self.groups
            or f"{scope.group}/{scope.subproject}" in self.subprojects
            or any(directory.repo == repo and directory.holds(scope.path) for directory in self._directories)
        )

    @cached_property
    def _directories(self) -> tuple[Scope, ...]:
        """Repositories in lower case, paths as they are."""
        parts = (directory.partition(":") for directory in self.directories)
        return tuple(Scope.directory(repo.lower(), path) for repo, _, path in parts)


class Overlay(Strict):
    """Rules of a tier that differ in some place: criteria replaced (same id), added, or taken out."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    tier: str
    applies_to: AppliesTo
    source: RuleSource
    criteria: tuple[AnyCriterion, ...] = ()
    without: tuple[str, ...] = ()
    in_force_from: date | None = None
    in_force_until: date | None = None

    def apply(self, criteria: tuple[AnyCriterion, ...], day: date) -> tuple[AnyCriterion, ...]:
        """A tier's criteria of a day as they are where this overlay applies."""
        own = {criterion.id: criterion for criterion in self.criteria if criterion.in_force(day)}
        kept = tuple(own.pop(c.id, c) for c in criteria if c.id not in self.without)
        return (*kept, *own.values())


class Files(Strict):
    """Where the community keeps what its tiers are made of."""

    org_file: str | None = None
    """``owner/repo:path`` with ``{org}``, the file that lists an organization's members."""
    org_file_was: tuple[str, ...] = ()
    """Paths that the file had before, with ``{org}``."""
    members_known_from: date | None = None
    """Day on which the file's history begins: who was there by then is a member "on or before"."""
    groups_file: str | None = None
    """``owner/repo:path`` of sigs.yaml."""
    groups_guide: str | None = None
    """Guide to the groups of sigs.yaml: ``groups`` for the one that comes with the program, or a file's path."""
    requests_repository: str | None = None
    """``owner/repo`` whose issues hold the membership requests."""
    requests_title: str | None = None
    """Words in the title of such an issue."""
    request_form: str | None = Field(default=None, pattern=r"^[\w.-]+/[\w.-]+:[^\s:]+$")
    """``owner/repo:path`` of the form of such an issue."""


class Ladder(Strict):
    """A contributor ladder, lowest tier first."""

    schema_id: Literal["ladder-check.ladder/v1"] = Field(alias="schema")
    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    name: str
    rules_as_of: date
    orgs: tuple[str, ...] = Field(min_length=1)
    """Organizations whose work counts."""
    files: Files = Files()
    pages: Pages = NO_PAGES
    """Where steps lead that no rule names."""
    documents: Mapping[str, Document]
    definitions: Definitions
    inactivity: tuple[Inactivity, ...] = ()
    elections: tuple[Election, ...] = ()
    tiers: tuple[Tier, ...] = Field(min_length=1)
    beside: tuple[Tier, ...] = ()
    """Roles that stand beside the ladder, such as the chair of a working group: shown when held, and no rung."""
    states: tuple[State, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    do_not_track: tuple[LoginText, ...] = ()
    """Logins that asked to be left out: no command reports on them, and nobody is told to ask them."""

    @property
    def left_out(self) -> frozenset[Login]:
        """Whom nothing is said of."""
        return frozenset(map(Login.parse, self.do_not_track))

    def leaving_out(self, logins: Iterable[str]) -> "Ladder":
        """The same ladder for one who leaves out more logins."""
        return self.model_copy(update={"do_not_track": (*self.do_not_track, *logins)})

    @cached_property
    def repositories(self) -> frozenset[str]:
        """The repositories in which overlays change the rules."""
        places = [overlay.applies_to for overlay in self.overlays]
        directories = (name.partition(":")[0] for place in places for name in place.directories)
        return frozenset((*directories, *(repo for place in places for repo in place.repositories)))

    @cached_property
    def citations(self) -> dict[str, Citation]:
        return {key: Citation(title=d.title, url=d.url) for key, d in self.documents.items()}

    def tier(self, id_: str) -> Tier:
        """The tier with an id.

        Raises:
            KeyError: the ladder has none of that name.
        """
        return next((tier for tier in self.tiers if tier.id == id_), None) or _raise(id_)

    def place(self, tier: Tier) -> int:
        """Where a tier stands, counted from 0, the lowest."""
        return self._places[tier.id]

    @cached_property
    def _places(self) -> dict[str, int]:
        # To compare one tier with another, field by field, takes long, and this is asked for every scope of everybody.
        return {tier.id: place for place, tier in enumerate(self.tiers)}

    def rules(
        self,
        tier: Tier,
        scope: Scope,
        day: date,
        *,
        working_in: Collection[Scope] = (),
        attested: Collection[str] = (),
    ) -> tuple[AnyCriterion, ...]:
        """What a tier asks in a scope on a day, overlays applied.

        ``working_in`` are narrower places in which a person works towards a tier of a whole organization, and
        ``attested`` the criteria that are attested of them: both can bring an overlay in.
        """
        # By date first: a rule that changed is there once for each time, under one id.
        criteria = tuple(criterion for criterion in tier.criteria if criterion.in_force(day))
        for overlay in self.overlays_of(tier, scope, day, working_in=working_in, attested=attested):
            criteria = overlay.apply(criteria, day)
        return criteria

    def overlays_of(
        self,
        tier: Tier,
        scope: Scope,
        day: date,
        *,
        working_in: Collection[Scope] = (),
        attested: Collection[str] = (),
    ) -> tuple[Overlay, ...]:
        """The overlays that change a tier in a scope on a day; see ``rules``."""
        places = (scope, *working_in)
        return tuple(
            overlay
            for overlay in self.overlays
            if overlay.tier == tier.id
            and _in_force(overlay, day)
            and (
                any(map(overlay.applies_to.holds, places)) or not set(attested).isdisjoint(overlay.applies_to.attested)
            )
        )

    def inactive_after(self, day: date) -> Inactivity | None:
        """The rule on inactivity that is in force on a day."""
        return next((rule for rule in self.inactivity if _in_force(rule, day)), None)

    def election_on(self, day: date) -> Election | None:
        """The election that was announced last on a day."""
        return max((one for one in self.elections if one.announced <= day), key=lambda one: one.announced, default=None)


def walk(criteria: tuple[AnyCriterion, ...]) -> Iterator[AnyCriterion]:
    """The criteria, and those inside of composites."""
    for criterion in criteria:
        yield criterion
        if isinstance(criterion, Composite):
            yield from walk(criterion.criteria)


def _in_force(rule: Overlay | Inactivity, day: date) -> bool:
    return (rule.in_force_from is None or rule.in_force_from <= day) and (
        rule.in_force_until is None or day < rule.in_force_until
    )


def _raise(id_: str) -> Tier:
    raise KeyError(id_)
