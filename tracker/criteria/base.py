"""What every kind of criterion shares: its words, its source, and what it is given to judge."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Protocol

from pydantic import Field

from tracker.criteria import dated
from tracker.criteria.definitions import Definitions
from tracker.criteria.holding import Holdings
from tracker.criteria.quotes import says
from tracker.criteria.work import Work
from tracker.facts import Community, Facts, Gap, Kind, Need
from tracker.facts.people import UNKNOWN_SINCE
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings.outcomes import Basis, Citation, Evidence, Finding, Outcome, Verdict
from tracker.record import record
from tracker.strict import Strict


class Decides(StrEnum):
    """Who or what can tell: public data, a count that somebody then judges, or only a person."""

    DECIDE = "decide"
    COUNT = "count"
    PERSON = "person"


class RuleSource(Strict):
    """Where a rule is written: one of the ladder's documents, and the words there."""

    document: str
    """Key of a document of this ladder."""
    section: str | None = None
    quote: str | None = None
    """The words of the rule, short enough to be found again in the live document."""


class _Dated(Protocol):
    @property
    def in_force_from(self) -> date | None: ...

    @property
    def in_force_until(self) -> date | None: ...


def in_force(rule: _Dated, day: date) -> bool:
    """Whether a rule holds on a day: from its first on, and until before the first on which it no longer does."""
    begun = rule.in_force_from is None or rule.in_force_from <= day
    return begun and (rule.in_force_until is None or day < rule.in_force_until)


@record
class Attestation:
    """What a person said of a criterion that no program can tell: who, when, and where it can be seen."""

    by: str
    on: date
    url: str | None = None
    note: str | None = None
    expires: date | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """What a criterion is given: a person's work and roles, the community's files, the scope and the day."""

    facts: Facts
    community: Community
    definitions: Definitions
    work: Work
    holdings: Holdings
    scope: Scope
    today: date
    web: str
    doubt: str | None = None
    """Why it is not known that the scope exists."""
    orgs: tuple[str, ...] = ()
    citations: Mapping[str, Citation] = field(default_factory=dict)
    attested: Mapping[str, Attestation] = field(default_factory=dict)

    @property
    def repo(self) -> str | None:
        return self.scope.repo if self.scope.kind is ScopeKind.DIRECTORY else None

    def gap(self, *kinds: Kind) -> Gap | None:
        """The first gap in these kinds of evidence, in this scope."""
        return self._gap_in(self.repo, kinds)

    def gap_anywhere(self, *kinds: Kind) -> Gap | None:
        """The first gap in these kinds of evidence, in whatever place."""
        return self._gap_in(None, kinds)

    def _gap_in(self, repo: str | None, kinds: tuple[Kind, ...]) -> Gap | None:
        found = (self.facts.gap(kind, repo) or self.community.gap(kind, repo) for kind in kinds)
        return next((gap for gap in found if gap), None)

    def needs(self, *kinds: Kind) -> frozenset[Need]:
        """What the source could still read of these kinds, in this scope."""
        wanted = (Need(kind, self.repo) for kind in kinds)
        return frozenset(need for need in wanted if self.facts.can_read(need))

    def review(self, source: RuleSource) -> str | None:
        """That a rule's document no longer says what is quoted of it; None where it does, or was not read."""
        document = self.community.documents.get(source.document)
        if document is None or source.quote is None or says(document, source.quote):
            return None
        return f'rule under review: {self.citations[source.document].title} no longer says "{source.quote}"'

    def cite(self, source: RuleSource) -> Citation:
        return cite(source, self.citations)


class Criterion(Strict):
    """A rule of a tier. Each kind adds how it is judged; all words are data."""

    kind: str
    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    decides: Decides
    source: RuleSource
    next_step: str | None = None
    """What to do about it, in a sentence."""
    next_step_url: str | None = None
    explain: str | None = None
    """How the rule is read and counted, for who asks."""
    in_force_from: date | None = None
    in_force_until: date | None = None
    """First day on which the rule no longer holds."""

    def in_force(self, day: date) -> bool:
        return in_force(self, day)

    def judge(self, case: Case) -> Verdict:
        raise NotImplementedError

    def find(self, case: Case) -> Finding:
        """The finding of this criterion: its verdict, or what a person attested where only a person can tell."""
        verdict = _in_doubt(self.judge(case), case.doubt)
        if verdict.outcome is Outcome.NEEDS_PERSON and (said := self._attestation(case)):
            verdict = _attested(said)
        met, unknown = verdict.outcome is Outcome.MET, verdict.outcome is Outcome.UNKNOWN
        answer = {one.name: getattr(verdict, one.name) for one in fields(Verdict)} | {
            "evidence_total": len(verdict.evidence) if verdict.evidence_total is None else verdict.evidence_total,
            "met_since": dated.by_now(verdict.met_since, case.today) if met else UNKNOWN_SINCE,
            "needs": verdict.needs if unknown else frozenset(),
        }
        return Finding(
            **answer,
            id=self.id,
            title=self.title,
            source=case.cite(self.source),
            next_step=None if met else self.next_step,
            next_step_url=self.next_step_url,
            under_review=case.review(self.source),
        )

    def _attestation(self, case: Case) -> Attestation | None:
        said = case.attested.get(self.id)
        if said is None or said.on > case.today or (said.expires and said.expires <= case.today):
            return None
        return said

    @property
    def basis(self) -> Basis:
        return Basis.COUNTED if self.decides is Decides.COUNT else Basis.DECIDED


def cite(source: RuleSource, citations: Mapping[str, Citation]) -> Citation:
    """Where a rule is written: the document, and the section where one is named."""
    document = citations[source.document]
    if not source.section:
        return document
    return Citation(
        title=f"{document.title}, {source.section}", url=document.url + _anchor(document.url, source.section)
    )


def _anchor(url: str, section: str) -> str:
    """The fragment that GitHub gives a heading of a Markdown file; nothing for other files."""
    words = "".join(c for c in section.lower() if c.isalnum() or c in " -_")
    return f"#{words.replace(' ', '-')}" if url.endswith(".md") else ""


def _attested(said: Attestation) -> Verdict:
    evidence = (Evidence(title=said.note or f"Stated by {said.by}", url=said.url),) if said.url else ()
    reason = f"stated by {said.by} on {said.on.isoformat()}"
    stated = dated.since(said.on, said.url, exact=True)
    return Verdict(outcome=Outcome.MET, basis=Basis.ATTESTED, reason=reason, evidence=evidence, met_since=stated)


def _in_doubt(verdict: Verdict, doubt: str | None) -> Verdict:
    """Of a place that perhaps does not exist, or where no work was looked for, nothing is said to be missing."""
    if doubt is None or verdict.outcome not in {Outcome.NOT_YET, Outcome.UNKNOWN}:
        return verdict
    return unknown(None, doubt, verdict.needs)


def unknown(gap: Gap | None, reason: str, needs: frozenset[Need] = frozenset()) -> Verdict:
    """Not known: the gap's reason where there is one, else the one given."""
    return Verdict(outcome=Outcome.UNKNOWN, reason=gap.reason if gap else reason, needs=needs)
