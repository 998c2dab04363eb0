"""What was asked to be written: the request or the nomination, made of what the report is made of."""

from dataclasses import replace

from tracker.advice.membership_request import Applicant, membership_request
from tracker.advice.nomination import Nominee, nomination
from tracker.assess.readiness import judged, scopes_for
from tracker.assess.view import View
from tracker.criteria.holding import HeldBy
from tracker.facts.left_out import LeftOut
from tracker.facts.owners import OwnersTree, Role
from tracker.facts.owners_build import ALIASES_PATH
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings.papers import Paper
from tracker.findings.paperwork import FileChange, Paperwork
from tracker.findings.sponsors import Sponsors
from tracker.ladder import Ladder, Tier

#: The roles that OWNERS give, by how the tiers are held that they make.
OWNERS_ROLES = {HeldBy.OWNERS_REVIEWERS: Role.REVIEWER, HeldBy.OWNERS_APPROVERS: Role.APPROVER}


def files_of(scope: Scope) -> tuple[str, ...]:
    """The files that a nomination in a directory may change, as ``owner/name:path``: its OWNERS, then the aliases."""
    path = f"{scope.path}/OWNERS" if scope.path else "OWNERS"
    return f"{scope.repo}:{path}", f"{scope.repo}:{ALIASES_PATH}"


def paperwork_of(view: View, paper: Paper, sponsors: Sponsors) -> Paperwork:
    match paper:
        case Paper.REQUEST:
            return _request(view, sponsors)
        case Paper.NOMINATION:
            return _nomination(view)


def _refused(paper: Paper, missing: str) -> Paperwork:
    return Paperwork(paper=paper, missing=(missing,))


def _request(view: View, sponsors: Sponsors) -> Paperwork:
    copy = view.aim.form
    tier = next((tier for tier in view.ladder.tiers if tier.held_by is HeldBy.ORG_FILE), None)
    if copy is None or tier is None:
        return _refused(Paper.REQUEST, "a form: these rules know none")
    if members := view.held.by(HeldBy.ORG_FILE):
        needless = f"a member of {members[0].scope} joins the other organizations without one"
        return Paperwork(paper=Paper.REQUEST, needless=needless)
    aimed = replace(view, aim=replace(view.aim, tier=tier.id))
    scope = next(iter(scopes_for(aimed, tier)))
    live = view.community.request_form
    applicant = Applicant(
        login=view.facts.contributor.login,
        web=view.web,
        org=scope.org or "",
        result=judged(view, tier, scope),
        work=view.work,
        request=sponsors.request,
        could_ask=tuple(one.login for one in view.sponsors_to_ask()),
        attested=view.aim.attested,
        spoken_to=view.aim.sponsors,
        contributions=view.aim.contributions,
    )
    return membership_request(live.explained_by(copy) if live else copy, applicant)


def _nomination(view: View) -> Paperwork:
    scope = next((scope for scope in view.aim.scopes if scope.kind is ScopeKind.DIRECTORY), None)
    tier = _tier(view, scope) if scope else None
    if scope is None or tier is None:
        return _refused(Paper.NOMINATION, "a directory of OWNERS, and a tier that is entered there")
    if held := view.held.covering(tier.held_by, scope):
        return Paperwork(paper=Paper.NOMINATION, needless=f"already {tier.title} in {held[0].scope}")
    owners, aliases = map(view.community.layouts.get, files_of(scope))
    repo = scope.repo or ""
    tree = view.community.owners.get(repo) or OwnersTree(repo=repo, complete=False)
    nominee = Nominee(
        contributor=view.facts.contributor,
        web=view.web,
        scope=scope,
        role=OWNERS_ROLES[tier.held_by],
        result=judged(view, tier, scope),
        work=view.work,
        owners=owners,
        tree=tree,
        aliases=aliases,
        nearest=tree.directory_of(scope.path) if tree.entries_ else None,
        known_to=tuple(one.login for one in view.sponsors_to_ask([scope])),
    )
    return _naming_nobody(nomination(nominee), view.ladder)


def _naming_nobody(found: Paperwork, ladder: Ladder) -> Paperwork:
    if found.nomination is None:
        return found
    change = discreet_change(found.nomination.change, ladder)
    return replace(found, nomination=replace(found.nomination, change=change))


def discreet_change(change: FileChange, ladder: Ladder) -> FileChange:
    """The change without a diff in whose lines somebody stands who asked to be left out."""
    if not change.diff or not ladder.left_out or LeftOut(ladder.left_out).text(change.diff, change.path) == change.diff:
        return change
    return replace(change, diff=None, by_hand="the lines beside the change name somebody who asked to be left out")


def _tier(view: View, scope: Scope) -> Tier | None:
    """The tier that was asked for, else the first of those entered in OWNERS that is not held in the place."""
    tiers = [tier for tier in view.ladder.tiers if tier.held_by in OWNERS_ROLES]
    if view.aim.tier:
        return next((tier for tier in tiers if tier.id == view.aim.tier), None)
    held = [number for number, tier in enumerate(tiers) if view.held.covering(tier.held_by, scope)]
    return tiers[min(max(held, default=-1) + 1, len(tiers) - 1)] if tiers else None
