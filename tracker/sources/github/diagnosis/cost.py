"""Whether GitHub charges the points that this program expects: how much a limit allows is reckoned from them."""

from tracker.facts.prose import counted
from tracker.findings.diagnosis import Check, CheckOutcome
from tracker.sources.github.diagnosis.observations import Observations, Trouble, unknown

_LIMITS = "https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api"


def cost(observed: Observations) -> Check:
    """Whether the questions that were answered took as many points as they should."""
    title, expected, charged = "Cost", observed.expected, observed.charged
    if not expected:
        return unknown("cost", title, Trouble(reason="no question that takes points was answered", asked=False))
    if charged <= expected:
        seen = f"{counted(charged, 'point')} charged, {expected} expected"
        return Check(id="cost", title=title, outcome=CheckOutcome.OK, seen=seen)
    return Check(
        id="cost",
        title=title,
        outcome=CheckOutcome.WARNING,
        seen=f"{counted(charged, 'point')} charged, and only {expected} expected",
        to_do="Expect limits to be reached earlier; please report it.",
        url=_LIMITS,
    )
