"""From what is known to what can be said: facts, community and ladder in, a finished report out. Pure."""

from tracker.advice.next_steps import next_steps
from tracker.assess.counts import counts_of
from tracker.assess.paperwork import paperwork_of
from tracker.assess.readiness import readiness_of
from tracker.assess.sponsors import sponsors_for
from tracker.assess.standing import standing_of
from tracker.assess.view import Aim, View
from tracker.criteria.holding import holdings
from tracker.criteria.work import Work
from tracker.facts import Community, Cost, Facts
from tracker.facts.gathered import NO_COST
from tracker.findings import Data, LadderRef, Report
from tracker.ladder import Ladder

__all__ = ["Aim", "assess"]


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
    view = View(facts=facts, community=community, ladder=ladder, aim=aim, work=work, held=held)
    readiness = tuple(readiness_of(view))
    sponsors = sponsors_for(view, readiness)
    return Report(
        ladder=LadderRef(id=ladder.id, name=ladder.name, rules_as_of=ladder.rules_as_of, source=rules_from),
        as_of=facts.as_of,
        contributor=facts.contributor,
        standing=standing_of(view, readiness),
        counts=counts_of(view),
        readiness=readiness,
        sponsors=sponsors,
        next_steps=next_steps(readiness, sponsors.suggested),
        paperwork=paperwork_of(view, sponsors),
        data=_data(facts, community, cost),
    )


def _data(facts: Facts, community: Community, cost: Cost) -> Data:
    return Data(
        gaps=(*facts.gaps, *community.gaps),
        source=facts.source,
        host=facts.host,
        fetched_at=facts.fetched_at,
        cost=cost,
    )
