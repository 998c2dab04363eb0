"""The membership request there is, and who could be asked to sponsor one."""

from typing import TYPE_CHECKING

from tracker.assess.view import View
from tracker.criteria.holding import HeldBy
from tracker.facts.requests import RequestState, current
from tracker.facts.scopes import ScopeKind
from tracker.findings.readiness import TierResult
from tracker.findings.sponsors import Sponsors
from tracker.later import Later

if TYPE_CHECKING:
    from tracker.assess import requests
else:
    requests = Later("tracker.assess.requests")


def sponsors_for(view: View, readiness: tuple[TierResult, ...]) -> Sponsors:
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
