"""The tiers that somebody holds or held, and when they were last seen."""

from collections import Counter
from collections.abc import Iterator

from tracker.assess.view import View
from tracker.criteria.holding import HeldBy, Holding
from tracker.criteria.tenure import add_months
from tracker.criteria.work import Piece, Work
from tracker.facts import Facts
from tracker.facts.scopes import PROJECT
from tracker.findings.outcomes import Evidence
from tracker.findings.readiness import TierResult
from tracker.findings.standing import Held, LastActivity, Rung, Standing
from tracker.ladder import Tier


def standing_of(view: View, readiness: tuple[TierResult, ...]) -> Standing:
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


def _held(view: View, *, emeritus: bool) -> Iterator[Held]:
    """The tiers held, the most advanced first; in a tier by scope."""
    for tier in (*reversed(view.ladder.tiers), *view.ladder.beside):
        found = [h for h in view.held.all if h.held_by is tier.held_by and h.emeritus is emeritus]
        for holding in sorted(found, key=lambda h: (str(h.scope), h.via or "")):
            yield _as_held(tier, holding)
        if tier.held_by is HeldBy.CONTRIBUTING and not emeritus and (view.work.opened or view.work.reviewed):
            yield Held(tier=tier.id, title=tier.title, scope=PROJECT, proof=_first_work(view.work))


def _as_held(tier: Tier, holding: Holding) -> Held:
    return Held(
        tier=tier.id, title=tier.title, scope=holding.scope, since=holding.since, via=holding.via, proof=holding.proof
    )


def _first_work(work: Work) -> tuple[Evidence, ...]:
    newest = max((*work.opened, *work.reviewed), key=lambda piece: piece.at)
    return (_evidence(newest),)


def _evidence(piece: Piece) -> Evidence:
    pull_request = piece.pull_request
    return Evidence(title=f"{pull_request}: {pull_request.title}", url=pull_request.url, at=piece.at, note=piece.note)


def _activity(view: View) -> LastActivity:
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
        # Somebody else may have mentioned or assigned them: that is no contribution of theirs.
        return None, "issues or pull requests that involve you changed since, and what you did there was not read"
    return True, None
