"""How ready somebody is: the findings of each tier, where it was asked for or else wherever it comes next."""

from collections import Counter
from collections.abc import Iterable, Iterator

from tracker.advice.scopes import promising
from tracker.assess.view import View
from tracker.criteria.holding import HeldBy
from tracker.criteria.work import tally, within
from tracker.facts.requests import RequestState, current
from tracker.facts.scopes import PROJECT, Scope, ScopeKind
from tracker.findings.readiness import TierResult
from tracker.ladder import Ladder, Tier

#: How many scopes are looked at when nobody names one.
SCOPES = 3


def readiness_of(view: View) -> Iterator[TierResult]:
    """One result for each tier and scope considered, the most advanced tier first."""
    for tier in reversed(view.ladder.tiers):
        scopes = dict.fromkeys(scopes_for(view, tier))
        yield from (judged(view, tier, scope) for scope in scopes)


def judged(view: View, tier: Tier, scope: Scope) -> TierResult:
    """The findings of a tier in a scope, with the rules of the day and the place."""
    case = view.case(scope)
    # A directory is itself the place; only a wider scope takes over the rules of places in it.
    asked = (scope,) if scope.kind is ScopeKind.DIRECTORY else view.aim.scopes or view.busiest
    places = (*asked, *(former for place in asked for former in view.formerly(place)))
    overlays = view.ladder.overlays_of(tier, scope, view.today, working_in=places, attested=view.aim.attested)
    rules = view.ladder.rules(tier, scope, view.today, working_in=places, attested=view.aim.attested)
    return TierResult(
        tier=tier.id,
        title=tier.title,
        scope=scope,
        criteria=tuple(rule.find(case) for rule in rules),
        source=case.cite(tier.source),
        notes=tuple(f"{overlay.title}: {case.cite(overlay.source).url}" for overlay in overlays),
    )


def scopes_for(view: View, tier: Tier) -> Iterable[Scope]:
    """Where a person is judged for a tier: where it was asked for, else wherever it comes next."""
    if view.aim.tier and tier.id != view.aim.tier:
        return ()
    asked = bool(view.aim.tier)
    match tier.scope:
        case ScopeKind.PROJECT:
            return (PROJECT,) if asked or _is_next_project_tier(view, tier) else ()
        case ScopeKind.ORGANIZATION:
            return _organizations(view, tier, asked=asked)
        case ScopeKind.DIRECTORY:
            return _directories(view, tier, asked=asked)
        case ScopeKind.SUBPROJECT:
            return _subprojects(view, tier, asked=asked)
        case ScopeKind.GROUP:
            return _groups(view, tier, asked=asked)


def _is_next_project_tier(view: View, tier: Tier) -> bool:
    """Whether somebody is still to become a contributor: no work of theirs is known, and they hold no role."""
    began = view.work.opened or view.work.reviewed or any(not holding.emeritus for holding in view.held.all)
    return tier.held_by is HeldBy.CONTRIBUTING and not began


def _organizations(view: View, tier: Tier, *, asked: bool) -> Iterator[Scope]:
    """The organizations that were asked for here or in an open request, else the one with most work.

    For who is in none, unless asked.
    """
    named = [Scope.organization(scope.org) for scope in view.aim.scopes if scope.org]
    member_of = {holding.scope.org for holding in view.held.by(tier.held_by)}
    if member_of and not asked:
        return
    orgs: Counter[str] = Counter()
    for repo, number in view.work.repositories.items():
        orgs[repo.partition("/")[0]] += number
    busiest = sorted(view.ladder.orgs, key=lambda org: (-orgs[org], view.ladder.orgs.index(org)))
    requested = _requested(view)
    wanted = [org for org in busiest if org in requested] or [org for org in busiest if org not in member_of]
    yield from named or [Scope.organization(org) for org in wanted[:1]]


def _requested(view: View) -> tuple[str, ...]:
    """The organizations that the person's open request names."""
    request = current(view.facts.requests or ())
    return request.orgs if request and request.state is RequestState.OPEN else ()


def _directories(view: View, tier: Tier, *, asked: bool) -> Iterator[Scope]:
    """The directories that were asked for, else those where the tier below is held, then the promising ones."""
    candidates = view.aim.scopes or (*_where_below_is_held(view, tier), *_promising(view, tier, asked=asked))
    for scope in dict.fromkeys(candidates):
        if asked or not _holds_this_or_above(view, tier, scope):
            yield scope


def _where_below_is_held(view: View, tier: Tier) -> list[Scope]:
    below = _tier_below(view.ladder, tier)
    held = view.held.by(below.held_by) if below.scope is ScopeKind.DIRECTORY else ()
    return [holding.scope for holding in held if not holding.partial][:SCOPES]


def _subprojects(view: View, tier: Tier, *, asked: bool) -> list[Scope]:
    """The subprojects of the directories asked for, or approved; those led or owned for the tiers above."""
    approved = (holding for holding in view.held.by(HeldBy.OWNERS_APPROVERS) if not holding.partial)
    directories = view.aim.scopes or [holding.scope for holding in approved]
    below = [holding.scope for holding in view.held.by(_tier_below(view.ladder, tier).held_by)]
    groups = view.community.groups
    around = [
        one.scope for d in directories if groups and d.repo for one in groups.subprojects_of_path(d.repo, d.path)[:1]
    ]
    scopes = around if asked or _tier_below(view.ladder, tier).scope is ScopeKind.DIRECTORY else below
    return _not_held(view, tier, scopes) or ([PROJECT] if asked else [])


def _groups(view: View, tier: Tier, *, asked: bool) -> list[Scope]:
    """The groups of the subprojects that somebody owns or leads, or of the group tier that is held below."""
    wanted = (HeldBy.SUBPROJECT_OWNERS, HeldBy.SUBPROJECT_LEADS, HeldBy.TECH_LEADS)
    held = wanted if asked else (_tier_below(view.ladder, tier).held_by,)
    groups = [holding.scope.group for held_by in held for holding in view.held.by(held_by)]
    scopes = [Scope(kind=ScopeKind.GROUP, group=group) for group in groups if group]
    return _not_held(view, tier, scopes) or ([PROJECT] if asked else [])


def _not_held(view: View, tier: Tier, scopes: Iterable[Scope]) -> list[Scope]:
    return [scope for scope in dict.fromkeys(scopes) if not _holds_this_or_above(view, tier, scope)][:SCOPES]


def _promising(view: View, tier: Tier, *, asked: bool) -> list[Scope]:
    """Scopes within reach: for the lowest tier of directories, or for whichever was asked for."""
    if not asked and _tier_below(view.ladder, tier).scope is ScopeKind.DIRECTORY:
        return []
    scopes = [s for s in promising(view.work, view.community.owners) if not _holds_this_or_above(view, tier, s)]
    if asked or any(view.held.by(HeldBy.ORG_FILE)):
        return scopes[:SCOPES]
    # Who is not a member yet is shown the tier beyond only where they began to do what it asks.
    return [scope for scope in scopes if tally(view.work.reviewed, within(scope)).certain][:1]


def _tier_below(ladder: Ladder, tier: Tier) -> Tier:
    return ladder.tiers[max(ladder.place(tier) - 1, 0)]


def _holds_this_or_above(view: View, tier: Tier, scope: Scope) -> bool:
    above = view.ladder.tiers[view.ladder.place(tier) :]
    return any(view.held.covering(other.held_by, scope) for other in above)
