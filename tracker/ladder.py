"""A ladder: its tiers and what each asks, as a YAML file states it. No rule is in code."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from tracker.criteria import AnyCriterion, Composite
from tracker.criteria.base import RuleSource, in_force
from tracker.criteria.definitions import Definitions, LoginText
from tracker.criteria.election import Election
from tracker.criteria.holding import HeldBy
from tracker.facts.people import Login
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings.outcomes import Citation
from tracker.findings.pages import NO_PAGES, Pages
from tracker.overlays import Overlay
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
        return self.tiers[self._places[id_]]

    def place(self, tier: Tier) -> int:
        """Where a tier stands, counted from 0, the lowest."""
        return self._places[tier.id]

    @cached_property
    def _places(self) -> dict[str, int]:
        # To compare one tier with another, field by field, takes long, and this is asked for every scope of everybody.
        return {tier.id: place for place, tier in enumerate(self.tiers)}

    def rules(
        self, tier: Tier, scope: Scope, day: date, *, working_in: Collection[Scope] = (), attested: Collection[str] = ()
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
        self, tier: Tier, scope: Scope, day: date, *, working_in: Collection[Scope] = (), attested: Collection[str] = ()
    ) -> tuple[Overlay, ...]:
        """The overlays that change a tier in a scope on a day; see ``rules``."""
        places = (scope, *working_in)
        found = ((one, one.applies_to) for one in self.overlays if one.tier == tier.id and in_force(one, day))
        return tuple(
            one for one, where in found if any(map(where.holds, places)) or not set(attested).isdisjoint(where.attested)
        )

    def inactive_after(self, day: date) -> Inactivity | None:
        """The rule on inactivity that is in force on a day."""
        return next((rule for rule in self.inactivity if in_force(rule, day)), None)

    def election_on(self, day: date) -> Election | None:
        """The election that was announced last on a day."""
        return max((one for one in self.elections if one.announced <= day), key=lambda one: one.announced, default=None)


def walk(criteria: tuple[AnyCriterion, ...]) -> Iterator[AnyCriterion]:
    """The criteria, and those inside of composites."""
    for criterion in criteria:
        yield criterion
        if isinstance(criterion, Composite):
            yield from walk(criterion.criteria)
