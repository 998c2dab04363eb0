"""How ready somebody is: the findings of each tier in each scope considered."""

from collections.abc import Iterator

from tracker.assess.scopes import scopes_for
from tracker.assess.view import View
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings.readiness import TierResult
from tracker.ladder import Tier


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
