"""Whether GitHub charges the points that this program expects: how much a limit allows is reckoned from them."""

from tracker.facts.prose import counted
from tracker.sources.github.diagnosis.checking import Seen, check, ok, warning
from tracker.sources.github.diagnosis.observations import Observations, Trouble, not_asked

_LIMITS = "https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api"


@check("cost", "Cost")
def cost(observed: Observations) -> Seen | Trouble:
    """Whether the questions that were answered took as many points as they should."""
    expected, charged = observed.expected, observed.charged
    if not expected:
        return not_asked("no question that takes points was answered")
    if charged <= expected:
        return ok(f"{counted(charged, 'point')} charged, {expected} expected")
    seen = f"{counted(charged, 'point')} charged, and only {expected} expected"
    return warning(seen, "Expect limits to be reached earlier; please report it.", _LIMITS)
