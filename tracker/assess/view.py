"""Everything that the parts of a report are made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from tracker.advice.sponsors import suggested
from tracker.criteria.base import Attestation, Case
from tracker.criteria.holding import Holdings
from tracker.criteria.work import Work
from tracker.errors import UsageError
from tracker.facts import Community, Facts
from tracker.facts.people import Login
from tracker.facts.scopes import MAX_SCOPES, Scope
from tracker.findings.outcomes import Evidence
from tracker.findings.papers import Paper
from tracker.findings.sponsors import SuggestedSponsor
from tracker.guide import Interest
from tracker.ladder import Ladder
from tracker.record import record

if TYPE_CHECKING:
    from tracker.facts.form_template import FormTemplate


@record
class Aim:
    """What somebody asks to be judged for: a tier, scopes; empty leaves the choice to the work they did.

    ``interests`` are what they would like to work on. ``doubts`` say of scopes why what is missing there is not known;
    ``renamed`` are the present names of repositories by those that were given.

    Raises:
        UsageError: there are more than ``MAX_SCOPES`` scopes.
    """

    tier: str | None = None
    scopes: tuple[Scope, ...] = ()
    attested: Mapping[str, Attestation] = field(default_factory=dict)
    sponsors: tuple[Login, ...] = ()
    contributions: tuple[Evidence, ...] = ()
    paper: Paper | None = None
    form: "FormTemplate | None" = None
    interests: tuple[Interest, ...] = ()
    doubts: Mapping[Scope, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.scopes) > MAX_SCOPES:
            hint = f"Name at most {MAX_SCOPES:,} at once."
            raise UsageError(f"{len(self.scopes):,} scopes are too many for one run", hint=hint)


@dataclass(frozen=True, kw_only=True)
class View:
    """Everything that the parts of a report are made from."""

    facts: Facts
    community: Community
    ladder: Ladder
    aim: Aim
    work: Work
    held: Holdings

    @property
    def today(self) -> date:
        return self.facts.as_of.date()

    @property
    def web(self) -> str:
        """The server's web address, without the login that ends the account's."""
        return self.facts.contributor.url.rpartition("/")[0]

    @property
    def busiest(self) -> tuple[Scope, ...]:
        """The repository with most of the person's work: its own rules apply to who works towards membership there."""
        counts = self.work.repositories
        return tuple(Scope.directory(repo) for repo in sorted(counts, key=lambda repo: (-counts[repo], repo))[:1])

    def formerly(self, scope: Scope) -> tuple[Scope, ...]:
        """The scope by the other names of its repository, by which rules may speak of it."""
        names = self.community.former(scope.repo) if scope.repo else ()
        return tuple(Scope.directory(name, scope.path) for name in names)

    def sponsors_to_ask(self, scopes: Iterable[Scope] = ()) -> tuple[SuggestedSponsor, ...]:
        """Who could be asked: with ``scopes`` the approvers there, without them whoever may sponsor a member."""
        return suggested(
            self.facts, self.community, self.ladder.definitions, scopes=scopes, left_out=self.ladder.left_out
        )

    def case(self, scope: Scope) -> Case:
        return Case(
            facts=self.facts,
            community=self.community,
            definitions=self.ladder.definitions,
            work=self.work,
            holdings=self.held,
            scope=scope,
            doubt=self.aim.doubts.get(scope),
            today=self.today,
            web=self.web,
            orgs=self.ladder.orgs,
            citations=self.ladder.citations,
            attested=self.aim.attested,
        )
