"""What comes next for somebody, and the tiers within reach in the order in which they are worth a try."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from tracker.facts import Gap, Kind
from tracker.facts.groups import Groups
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings.outcomes import Finding, Outcome
from tracker.findings.outlook import Ahead, Outlook
from tracker.findings.readiness import TierResult, walk
from tracker.findings.sponsors import Answer, RequestAudit, Sponsors, SuggestedSponsor
from tracker.findings.standing import Standing
from tracker.record import record

#: Fewer pull requests in a directory are almost no work there.
SOME_WORK = 3
SPONSORS = "sponsors"
#: What has to be known of somebody to say that there is no tier for them.
_WORK = frozenset({Kind.AUTHORED, Kind.REVIEWED})
_ROLES = frozenset({Kind.MEMBERS, Kind.OWNERS, Kind.ROLES})
_ONLY_PLACES = frozenset({ScopeKind.DIRECTORY, ScopeKind.SUBPROJECT, ScopeKind.GROUP})


@record
class Asked:
    """What somebody asked to be judged for, and what the community says of places.

    ``configuration`` is the repository in which the community keeps the configuration of its organizations.
    """

    tier: str | None = None
    scopes: Sequence[Scope] = ()
    configuration: str | None = None
    groups: Groups | None = None

    def wants(self, result: TierResult) -> bool:
        return result.tier == self.tier or result.scope in self.scopes


def within_reach(readiness: Iterable[TierResult], standing: Standing, asked: Asked) -> tuple[TierResult, ...]:
    """The tiers worth a try, the best first.

    First what was asked for; membership before roles that need it; where all that can be counted is met; where most
    work is; the most advanced. What was not asked for is left out where a tier as high is held around the place, where
    there is almost no work, and in the community's own configuration.
    """
    places = {rung.tier: place for place, rung in enumerate(standing.ladder)}

    def rank(result: TierResult) -> tuple[bool, bool, bool, int, int]:
        narrow = result.scope.kind in _ONLY_PLACES
        return not asked.wants(result), narrow, not result.counted_met, -result.work, -places[result.tier]

    kept = (result for result in readiness if asked.wants(result) or _fits(result, standing, places, asked))
    return tuple(sorted(kept, key=rank))


def _fits(result: TierResult, standing: Standing, places: dict[str, int], asked: Asked) -> bool:
    around = [held for held in standing.held if held.tier in places and _around(held.scope, result.scope, asked.groups)]
    if any(places[held.tier] >= places[result.tier] for held in around):
        return False
    if result.scope.kind is not ScopeKind.DIRECTORY:
        return True
    own = asked.configuration is not None and (result.scope.repo or "").lower() == asked.configuration.lower()
    enough = result.work >= SOME_WORK or not result.work_is_known
    return not own and (enough or any(held.scope.kind is ScopeKind.DIRECTORY for held in around))


def _around(held: Scope, scope: Scope, groups: Groups | None) -> bool:
    """Whether a role is held in a place, above it, below it, or in the group whose place it is."""
    if held.kind is not scope.kind:
        return scope.kind is ScopeKind.DIRECTORY and held.group is not None and held.group in _groups_of(scope, groups)
    if scope.kind is ScopeKind.DIRECTORY:
        same = (held.repo or "").lower() == (scope.repo or "").lower()
        return same and (held.holds(scope.path) or scope.holds(held.path))
    return held == scope


def _groups_of(scope: Scope, groups: Groups | None) -> list[str]:
    found = groups.subprojects_of_path(str(scope.repo), scope.path)[:1] if groups else ()
    return [one.group for one in found]


def outlook(
    candidates: tuple[TierResult, ...],
    standing: Standing,
    sponsors: Sponsors,
    gaps: Iterable[Gap],
    successors: tuple[SuggestedSponsor, ...] = (),
) -> Outlook:
    """What comes next, the ``candidates`` being what is within reach."""
    missing = {gap.kind for gap in gaps if not gap.unasked}
    if not candidates:
        return _without_a_tier(standing, missing, successors)
    best = candidates[0]
    begins = not standing.held and any(_is_first(one, standing) for one in candidates)
    kind, text = _first(missing) if begins else _judged(best, sponsors.request)
    places = tuple((one.tier, one.scope) for one in candidates)
    return Outlook(kind=kind, text=text, tier=best.tier, scope=best.scope, candidates=places, successors=successors)


def _is_first(result: TierResult, standing: Standing) -> bool:
    return bool(standing.ladder) and result.tier == standing.ladder[0].tier


def _first(missing: AbstractSet[Kind]) -> tuple[Ahead, str]:
    return _UNREAD if missing & _WORK else (Ahead.FIRST_CONTRIBUTION, "Your first contribution.")


def _judged(best: TierResult, request: RequestAudit | None) -> tuple[Ahead, str]:
    if best.scope.kind is ScopeKind.ORGANIZATION and request and is_complete(request, best):
        return Ahead.ADMINS, f"{best.place}. Request {request.reference} is complete; the GitHub admins are next."
    return Ahead.TIER, f"{best.place}. {_how_far(best)}"


_UNREAD = (Ahead.UNREAD, "Too little could be read to say what comes next.")


def is_complete(request: RequestAudit, result: TierResult) -> bool:
    """Whether an open request has all that it takes, so that only the admins have to answer."""
    confirmed = all(sponsor.stands_by_it and sponsor.eligible is Answer.YES for sponsor in request.sponsors)
    return request.state == "open" and confirmed and not request.unticked and result.counted_met


def _how_far(result: TierResult) -> str:
    """What is met of what can be counted; of membership, whether only sponsors are missing."""
    if not result.machine:
        return "People decide this; nothing in it can be counted."
    if result.counted_met:
        return "Everything that can be counted is met."
    rest = [finding for finding in result.machine if finding.outcome is not Outcome.MET]
    if all(map(lacks_sponsors, rest)):
        return "The work that can be counted is there; you need sponsors."
    unknown = result.count(Outcome.UNKNOWN)
    met, unsettled = result.count(Outcome.MET), f", {unknown} could not be settled" if unknown else ""
    return f"{met} of {len(result.machine)} criteria that can be counted {'is' if met == 1 else 'are'} met{unsettled}."


def lacks_sponsors(finding: Finding) -> bool:
    """Whether what is missing of a criterion are sponsors."""
    return any(one.unit == SPONSORS and one.outcome is Outcome.NOT_YET for one in walk([finding]))


def _without_a_tier(
    standing: Standing, missing: AbstractSet[Kind], successors: tuple[SuggestedSponsor, ...]
) -> Outlook:
    kinds = {held.scope.kind for held in standing.held}
    if kinds & _ONLY_PLACES:
        top = bool(standing.ladder) and standing.headline == standing.ladder[-1].tier
        text = "You hold the top of this ladder." if top else "Nothing above your roles follows from public data."
        return Outlook(kind=Ahead.TOP, text=f"{text} What helps most now is whom you help.", successors=successors)
    if missing & (_WORK | _ROLES) or not kinds:
        return Outlook(kind=Ahead.UNREAD, text=_UNREAD[1])
    reviewer = "Reviewer, once there is an area where people know your work."
    return Outlook(kind=Ahead.AREA, text=reviewer)
