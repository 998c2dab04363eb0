"""From what is known to what can be said: facts, community and ladder in, a finished report out. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.advice.next_steps import next_steps
from tracker.advice.scopes import promising
from tracker.advice.sponsors import suggested
from tracker.criteria.base import Attestation, Case
from tracker.criteria.holding import HeldBy, Holding, Holdings, holdings
from tracker.criteria.sponsors import current
from tracker.criteria.sponsorship import audit
from tracker.criteria.tenure import add_months
from tracker.criteria.work import Piece, Work, tally, within
from tracker.facts import Community, Cost, Facts, Gap, Kind
from tracker.facts.gathered import NO_COST
from tracker.facts.requests import RequestState
from tracker.facts.scopes import PROJECT, Scope, ScopeKind
from tracker.findings import (
    Count,
    Counts,
    Data,
    Evidence,
    Held,
    LadderRef,
    LastActivity,
    Report,
    Rung,
    Sponsors,
    Standing,
    TierResult,
)
from tracker.ladder import Ladder, Tier

#: How many scopes are looked at when nobody names one.
SCOPES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What somebody asks to be judged for: a tier, scopes; empty leaves the choice to the work they did."""

    tier: str | None = None
    scopes: tuple[Scope, ...] = ()
    attested: Mapping[str, Attestation] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class _View:
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
        """The repository with most of the person's work, whose own rules apply to who works towards membership there."""
        counts = Counter(piece.pull_request.repo for piece in self.work.reviewed_or_merged)
        return tuple(Scope.directory(repo) for repo, _ in counts.most_common(1))

    def case(self, scope: Scope) -> Case:
        return Case(
            facts=self.facts,
            community=self.community,
            definitions=self.ladder.definitions,
            work=self.work,
            holdings=self.held,
            scope=scope,
            today=self.today,
            web=self.web,
            orgs=self.ladder.orgs,
            citations=self.ladder.citations,
            attested=self.aim.attested,
        )


def assess(
    facts: Facts,
    community: Community,
    ladder: Ladder,
    aim: Aim,
    *,
    rules_from: str = "built-in",
    cost: Cost = NO_COST,
) -> Report:
    """Judge one person's facts by a ladder's rules on the day of the facts.

    ``rules_from`` says where the rules came from: ``built-in`` or a file's name; ``cost`` is what the facts took.
    """
    held = holdings(community, facts.contributor.login, facts.as_of.date())
    work = Work(facts=facts, definitions=ladder.definitions)
    view = _View(facts=facts, community=community, ladder=ladder, aim=aim, work=work, held=held)
    readiness = tuple(_readiness(view))
    sponsors = _sponsors(view, readiness)
    return Report(
        ladder=LadderRef(id=ladder.id, name=ladder.name, rules_as_of=ladder.rules_as_of, source=rules_from),
        as_of=facts.as_of,
        contributor=facts.contributor,
        standing=_standing(view, readiness),
        counts=_counts(view),
        readiness=readiness,
        sponsors=sponsors,
        next_steps=next_steps(readiness, sponsors.suggested),
        data=_data(facts, community, cost),
    )


# -- readiness ---------------------------------------------------------------------------------------


def _readiness(view: _View) -> Iterator[TierResult]:
    """One result for each tier and scope considered, the most advanced tier first."""
    for tier in reversed(view.ladder.tiers):
        scopes = dict.fromkeys(_scopes(view, tier))
        yield from (_result(view, tier, scope) for scope in scopes)


def _result(view: _View, tier: Tier, scope: Scope) -> TierResult:
    case = view.case(scope)
    places = view.aim.scopes or view.busiest
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


def _scopes(view: _View, tier: Tier) -> Iterable[Scope]:
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


def _is_next_project_tier(view: _View, tier: Tier) -> bool:
    return tier.held_by is HeldBy.CONTRIBUTING and not view.work.opened and not view.work.reviewed


def _organizations(view: _View, tier: Tier, *, asked: bool) -> Iterator[Scope]:
    """The organizations that were asked for, else the one with most work, for who is in none."""
    named = [Scope.organization(scope.org) for scope in view.aim.scopes if scope.org]
    member_of = {holding.scope.org for holding in view.held.by(tier.held_by)}
    if member_of and not asked:
        return
    orgs = Counter(piece.pull_request.org for piece in (*view.work.merged, *view.work.reviewed))
    busiest = sorted(view.ladder.orgs, key=lambda org: (-orgs[org], view.ladder.orgs.index(org)))
    yield from named or [Scope.organization(org) for org in busiest if org not in member_of][:1]


def _directories(view: _View, tier: Tier, *, asked: bool) -> Iterator[Scope]:
    """The directories that were asked for, else those where the tier below is held, then the promising ones."""
    candidates = view.aim.scopes or (*_where_below_is_held(view, tier), *_promising(view, tier, asked=asked))
    for scope in dict.fromkeys(candidates):
        if asked or not _holds_this_or_above(view, tier, scope):
            yield scope


def _where_below_is_held(view: _View, tier: Tier) -> list[Scope]:
    below = _tier_below(view.ladder, tier)
    return [holding.scope for holding in view.held.by(below.held_by) if below.scope is ScopeKind.DIRECTORY][:SCOPES]


def _subprojects(view: _View, tier: Tier, *, asked: bool) -> list[Scope]:
    """The subprojects of the directories that were asked for, or are approved; those led or owned for the tiers above."""
    directories = view.aim.scopes or [holding.scope for holding in view.held.by(HeldBy.OWNERS_APPROVERS)]
    below = [holding.scope for holding in view.held.by(_tier_below(view.ladder, tier).held_by)]
    groups = view.community.groups
    around = [
        one.scope for d in directories if groups and d.repo for one in groups.subprojects_of_path(d.repo, d.path)[:1]
    ]
    scopes = around if asked or _tier_below(view.ladder, tier).scope is ScopeKind.DIRECTORY else below
    return _not_held(view, tier, scopes) or ([PROJECT] if asked else [])


def _groups(view: _View, tier: Tier, *, asked: bool) -> list[Scope]:
    """The groups of the subprojects that somebody owns or leads, or of the group tier that is held below."""
    wanted = (HeldBy.SUBPROJECT_OWNERS, HeldBy.SUBPROJECT_LEADS, HeldBy.TECH_LEADS)
    held = wanted if asked else (_tier_below(view.ladder, tier).held_by,)
    groups = [holding.scope.group for held_by in held for holding in view.held.by(held_by)]
    scopes = [Scope(kind=ScopeKind.GROUP, group=group) for group in groups if group]
    return _not_held(view, tier, scopes) or ([PROJECT] if asked else [])


def _not_held(view: _View, tier: Tier, scopes: Iterable[Scope]) -> list[Scope]:
    return [scope for scope in dict.fromkeys(scopes) if not _holds_this_or_above(view, tier, scope)][:SCOPES]


def _promising(view: _View, tier: Tier, *, asked: bool) -> list[Scope]:
    """Scopes within reach: for the lowest tier of directories, or for whichever was asked for."""
    if not asked and _tier_below(view.ladder, tier).scope is ScopeKind.DIRECTORY:
        return []
    scopes = [s for s in promising(view.work, view.community.owners) if not _holds_this_or_above(view, tier, s)]
    if asked or any(view.held.by(HeldBy.ORG_FILE)):
        return scopes[:SCOPES]
    # Who is not a member yet is shown the tier beyond only where they began to do what it asks.
    return [scope for scope in scopes if tally(view.work.reviewed, within(scope)).certain][:1]


def _tier_below(ladder: Ladder, tier: Tier) -> Tier:
    return ladder.tiers[max(ladder.tiers.index(tier) - 1, 0)]


def _holds_this_or_above(view: _View, tier: Tier, scope: Scope) -> bool:
    above = view.ladder.tiers[view.ladder.tiers.index(tier) :]
    return any(view.held.covering(other.held_by, scope) for other in above if other.scope is tier.scope)


def _sponsors(view: _View, readiness: tuple[TierResult, ...]) -> Sponsors:
    """The request there is, and who could be asked: for membership anybody eligible, else the scopes' approvers."""
    member = any(view.held.by(HeldBy.ORG_FILE))
    request = current(view.facts.requests or ())
    if request and member and request.state is RequestState.CLOSED:
        request = None  # it led to what the person holds, or to nothing: either way it is over
    scopes = [result.scope for result in readiness if result.scope.kind is ScopeKind.DIRECTORY]
    asks = scopes if member else any(result.scope.kind is ScopeKind.ORGANIZATION for result in readiness)
    definitions = view.ladder.definitions
    return Sponsors(
        request=audit(request, view.community, definitions) if request else None,
        suggested=suggested(view.facts, view.community, definitions, scopes=scopes if member else ()) if asks else (),
    )


# -- standing ----------------------------------------------------------------------------------------


def _standing(view: _View, readiness: tuple[TierResult, ...]) -> Standing:
    held = tuple(_held(view, emeritus=False))
    tiers = {tier.id: tier for tier in view.ladder.tiers}
    highest = max((list(tiers).index(one.tier) for one in held if one.tier in tiers), default=0)
    headline = view.ladder.tiers[highest]
    looked_at = {result.tier for result in readiness}
    counts = Counter(one.tier for one in held)
    return Standing(
        headline=headline.id,
        headline_title=headline.title,
        held=held,
        emeritus=tuple(_held(view, emeritus=True)),
        activity=_activity(view),
        unknown=tuple(dict.fromkeys((*_not_of_that_day(view.facts), *(gap.effect for gap in view.community.gaps)))),
        ladder=tuple(
            Rung(tier=t.id, title=t.title, held=counts[t.id], looked_at=t.id in looked_at) for t in view.ladder.tiers
        ),
    )


def _not_of_that_day(facts: Facts) -> Iterator[str]:
    """What a report of an earlier day cannot know: the community's files are read as they are now."""
    read, day = facts.fetched_at.date(), facts.as_of.date()
    if (read - day).days > 1:
        yield f"which roles were given or taken since {day}; they are shown as of {read}"


def _held(view: _View, *, emeritus: bool) -> Iterator[Held]:
    """The tiers held, the most advanced first; in a tier by scope."""
    for tier in (*reversed(view.ladder.tiers), *view.ladder.beside):
        found = [h for h in view.held.all if h.held_by is tier.held_by and h.emeritus is emeritus]
        for holding in sorted(found, key=lambda h: (str(h.scope), h.via or "")):
            yield _as_held(tier, holding)
        if tier.held_by is HeldBy.CONTRIBUTING and not emeritus and (view.work.opened or view.work.reviewed):
            yield Held(tier=tier.id, title=tier.title, scope=PROJECT, proof=_first_work(view.work))


def _as_held(tier: Tier, holding: Holding) -> Held:
    return Held(
        tier=tier.id,
        title=tier.title,
        scope=holding.scope,
        since=holding.since,
        via=holding.via,
        proof=holding.proof,
    )


def _first_work(work: Work) -> tuple[Evidence, ...]:
    newest = max((*work.opened, *work.reviewed), key=lambda piece: piece.at)
    return (_evidence(newest),)


def _evidence(piece: Piece) -> Evidence:
    pull_request = piece.pull_request
    return Evidence(title=f"{pull_request}: {pull_request.title}", url=pull_request.url, at=piece.at, note=piece.note)


def _activity(view: _View) -> LastActivity:
    """When the person was last seen, and when inactivity would begin.

    Only what is certain: somebody who was seen in time is active; somebody who was not is inactive only where the
    source says that nothing at all happened.
    """
    pieces = (*view.work.merged, *view.work.opened, *view.work.reviewed)
    last = max(pieces, key=lambda piece: piece.at, default=None)
    rule = view.ladder.inactive_after(view.today)
    if rule is None or last is None:
        inactive, reason = _inactive(view.facts) if rule else (None, "these rules have no word on inactivity")
        return LastActivity(inactive=inactive, reason=reason)
    on = add_months(last.at.date(), rule.months)
    inactive, reason = (False, None) if view.today < on else _inactive(view.facts)
    return LastActivity(
        last_at=last.at,
        last_url=last.pull_request.url,
        inactive=inactive,
        inactive_on=on if view.today < on else None,
        reason=reason,
    )


def _inactive(facts: Facts) -> tuple[bool | None, str | None]:
    if facts.recently_involved is None:
        return None, "comments and issues were not read"
    if facts.recently_involved:
        return False, "seen on issues or pull requests within the time allowed"
    return True, None


# -- numbers and data --------------------------------------------------------------------------------


def _counts(view: _View) -> Counts:
    work, facts = view.work, view.facts
    authored, reviewed = facts.gap(Kind.AUTHORED), facts.gap(Kind.REVIEWED)
    talk = facts.gap(Kind.CONVERSATIONS)

    def count(pieces: Iterable[Piece], *gaps: Gap | None, possible: bool = False) -> Count:
        found = tuple(pieces)
        by_repo = Counter(piece.pull_request.repo for piece in found)
        return Count(total=len(found), at_least=possible or any(gaps), by_repo=dict(sorted(by_repo.items())))

    primary, substantial = tally(work.reviewed, work.primary), tally(work.reviewed_or_merged, work.substantial)
    return Counts(
        authored_merged=count(work.merged, authored),
        reviewed=count(work.reviewed, reviewed, talk),
        lgtm_given=count(work.lgtm_given, reviewed, talk),
        primary_reviewer=count(primary.certain, reviewed, talk, possible=bool(primary.possible)),
        substantial=count(substantial.certain, authored, reviewed, talk, possible=bool(substantial.possible)),
        reviewed_or_merged=count(work.reviewed_or_merged, authored, reviewed, talk),
    )


def _data(facts: Facts, community: Community, cost: Cost) -> Data:
    return Data(
        gaps=(*facts.gaps, *community.gaps),
        source=facts.source,
        host=facts.host,
        fetched_at=facts.fetched_at,
        cost=cost,
    )
