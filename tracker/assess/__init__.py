"""From what is known to what can be said: facts, community and ladder in, a finished report out. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.advice.groups import group_advice
from tracker.advice.next_steps import next_steps
from tracker.advice.orientation import orientation
from tracker.advice.reminders import waiting
from tracker.advice.sponsors import followers
from tracker.advice.what_next import Asked, outlook, within_reach
from tracker.assess.counts import counts_of, months_of
from tracker.assess.readiness import readiness_of
from tracker.assess.standing import standing_of
from tracker.assess.view import Aim, View
from tracker.criteria.holding import HeldBy, holdings
from tracker.criteria.work import Work
from tracker.facts import Community, Cost, Gap, Kind, Need
from tracker.facts.gathered import NO_COST
from tracker.facts.requests import RequestState, current
from tracker.facts.scopes import ScopeKind
from tracker.findings.groups import NO_GROUPS, GroupAdvice, Resource
from tracker.findings.outcomes import Finding, Outcome
from tracker.findings.readiness import TierResult
from tracker.findings.report import Data, LadderRef, Report
from tracker.findings.sponsors import Sponsors, SuggestedSponsor
from tracker.guide import Guide
from tracker.ladder import Ladder
from tracker.later import Later

if TYPE_CHECKING:
    from tracker.assess import paperwork, requests
else:
    paperwork, requests = Later("tracker.assess.paperwork"), Later("tracker.assess.requests")

__all__ = ["Aim", "assess", "ladder_ref", "needs"]


def assess(
    work: Work,
    community: Community,
    ladder: Ladder,
    aim: Aim,
    *,
    rules_from: str = "built-in",
    cost: Cost = NO_COST,
    guide: Guide | None = None,
) -> Report:
    """Judge one person's work by a ladder's rules on the day of its facts.

    ``rules_from`` says where the rules came from: ``built-in`` or a file's name; ``cost`` is what the facts took.
    Groups and orientation are suggested by a ``guide``; without one there are none.
    """
    facts, view = work.facts, _view(work, community, ladder, aim)
    readiness = tuple(readiness_of(view))
    sponsors, standing, data = _sponsors(view, readiness), standing_of(view, readiness), _data(view, readiness, cost)
    reach = within_reach(readiness, standing, _asked(view))
    report = Report(
        ladder=ladder_ref(ladder, rules_from),
        as_of=facts.as_of,
        contributor=facts.contributor,
        standing=standing,
        counts=counts_of(view),
        readiness=readiness,
        sponsors=sponsors,
        groups=_groups(view, guide),
        orientation=_orientation(view, readiness, guide),
        next=outlook(reach, standing, sponsors, data.gaps, _followers(view, reach)),
        paperwork=paperwork.paperwork_of(view, aim.paper, sponsors) if aim.paper else None,
        months=months_of(view.work),
        data=data,
    )
    return replace(report, next_steps=next_steps(report), reminders=waiting(report, work))


def ladder_ref(ladder: Ladder, source: str) -> LadderRef:
    """The ladder as a report names it; ``source`` is where its rules are from."""
    return LadderRef(
        id=ladder.id,
        name=ladder.name,
        rules_as_of=ladder.rules_as_of,
        source=source,
        rules=next((document.url for document in ladder.documents.values()), ""),
        orgs=ladder.orgs,
        pages=ladder.pages,
    )


def _sponsors(view: View, readiness: tuple[TierResult, ...]) -> Sponsors:
    """The request there is, and who could be asked: for membership anybody eligible, else the scopes' approvers."""
    member = any(view.held.by(HeldBy.ORG_FILE))
    request = current(view.facts.requests or ())
    if request and member and request.state is RequestState.CLOSED:
        request = None  # it led to what the person holds, or to nothing: either way it is over
    scopes = [result.scope for result in readiness if result.scope.kind is ScopeKind.DIRECTORY]
    asks = scopes if member else any(result.scope.kind is ScopeKind.ORGANIZATION for result in readiness)
    return Sponsors(
        request=requests.audited(request, view.community, view.ladder, view.today) if request else None,
        suggested=view.sponsors_to_ask(scopes if member else ()) if asks else (),
    )


def _asked(view: View) -> Asked:
    return Asked(
        tier=view.aim.tier,
        scopes=view.aim.scopes,
        configuration=view.ladder.files.requests_repository,
        groups=view.community.groups,
    )


def _followers(view: View, reach: tuple[TierResult, ...]) -> tuple[SuggestedSponsor, ...]:
    """For who leads, or has nothing above: the people who could follow."""
    if any(result.scope.kind not in {ScopeKind.SUBPROJECT, ScopeKind.GROUP} for result in reach):
        return ()
    return followers(view.facts, view.community, view.ladder.definitions, left_out=view.ladder.left_out)


def _gaps(view: View, readiness: tuple[TierResult, ...]) -> Iterator[Gap]:
    """Every gap; what an outcome hangs on is none that may be left unasked."""
    reasons = frozenset(_reasons(finding for result in readiness for finding in result.criteria))
    for gap in (*view.facts.gaps, *view.community.gaps, *_doubts(view.aim)):
        yield replace(gap, unasked=False) if gap.unasked and gap.reason in reasons else gap


def _reasons(findings: Iterable[Finding]) -> Iterator[str | None]:
    """Why outcomes are unknown, and those that they are joined from."""
    for finding in findings:
        if finding.outcome is Outcome.UNKNOWN:
            yield finding.reason
            yield from _reasons(finding.parts)


def _doubts(aim: Aim) -> Iterator[Gap]:
    """A gap for each place in which nothing is known to be missing."""
    for scope, why in aim.doubts.items():
        effect = f"what is missing in {scope} is not known"
        yield Gap(kind=Kind.OWNERS, reason=why, effect=effect, repos=frozenset({str(scope.repo)}))


def _renamed(view: View, readiness: tuple[TierResult, ...]) -> Iterator[tuple[str, str]]:
    """Names that were given or that rules give to places of this report, with the present ones."""
    places = {str(result.scope.repo).casefold() for result in readiness}
    given = {old.casefold() for old in view.aim.renamed}
    yield from view.aim.renamed.items()
    for old, new in view.community.names.items():
        if new.casefold() in places and old.casefold() not in given:
            yield old, new


def needs(work: Work, community: Community, ladder: Ladder, aim: Aim) -> frozenset[Need]:
    """What could still be read to settle what is unknown: asked after every page, so nothing else is worked out."""
    results = readiness_of(_view(work, community, ladder, aim))
    return frozenset(need for result in results for finding in result.criteria for need in finding.needs)


def _view(work: Work, community: Community, ladder: Ladder, aim: Aim) -> View:
    facts = work.facts
    held = holdings(community, facts.contributor.login, facts.as_of.date())
    return View(facts=facts, community=community, ladder=ladder, aim=aim, work=work, held=held)


def _groups(view: View, guide: Guide | None) -> GroupAdvice:
    if guide is None:
        return NO_GROUPS
    return group_advice(
        view.work,
        view.community,
        guide,
        interests=view.aim.interests,
        orgs=view.ladder.orgs,
        left_out=view.ladder.left_out,
    )


def _orientation(view: View, readiness: tuple[TierResult, ...], guide: Guide | None) -> tuple[Resource, ...]:
    """What helps on the way to the nearest tier that is aimed at: readiness has the most advanced one first."""
    tier = readiness[-1].tier if readiness else view.ladder.tiers[-1].id
    return orientation(tier, guide, view.aim.attested) if guide else ()


def _data(view: View, readiness: tuple[TierResult, ...], cost: Cost) -> Data:
    facts = view.facts
    return Data(
        gaps=tuple(_gaps(view, readiness)),
        notes=tuple(f"{old} is called {new} now" for old, new in sorted(_renamed(view, readiness))),
        source=facts.source,
        host=facts.host,
        fetched_at=facts.fetched_at,
        cost=cost,
    )
