"""Checks of GitHub's search and of large questions: whether they lose anything without a word."""

from tracker.facts.prose import counted
from tracker.sources.github.diagnosis.checking import Seen, check, ok, problem, warning
from tracker.sources.github.diagnosis.observations import BeyondLimit, Observations, Trouble, not_asked

_SEARCHES = (
    "https://docs.github.com/search-github/getting-started-with-searching-on-github/troubleshooting-search-queries"
)
_RESOURCES = "https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api"


@check("operators", "Operators")
def operators(observed: Observations) -> Seen | Trouble:
    """Whether a joined search counts what its parts count."""
    found = observed.counts
    if isinstance(found, Trouble):
        too_many = found.asked and "operators" in found.reason
        return _lossy(f"joined searches are refused: {found.reason}") if too_many else found
    if not any((*found.joined.values(), *found.parts.values())):
        return not_asked("search finds nothing to count")
    if not found.differing:
        counts = ", ".join(f"{family} {count}" for family, count in found.joined.items())
        return ok(f"joined searches count what their parts do: {counts}")
    differing = (f"{one} {found.joined[one]} joined and {found.parts[one]} in parts" for one in found.differing)
    return _lossy(f"joined searches lose something: {', '.join(differing)}")


def _lossy(seen: str) -> Seen:
    to_do = "Nothing: the parts are searched instead, for more requests. Please report it."
    return warning(seen, to_do, _SEARCHES)


_BEYOND = {
    BeyondLimit.REFUSED: "six are refused with an error, as documented",
    BeyondLimit.ANSWERED: "six are answered, more than documented",
    BeyondLimit.ZERO: "six find nothing, and GitHub does not say that they are too many",
}


@check("operator-limit", "Operator limit")
def limit(observed: Observations) -> Seen | Trouble:
    """What becomes of a search with more operators than GitHub documents."""
    found = observed.limit
    if isinstance(found, Trouble):
        return found
    if found is not BeyondLimit.ZERO:
        return ok(_BEYOND[found])
    to_do = "Nothing: no search has so many, and counts are compared with their parts."
    return warning(_BEYOND[found], to_do, _SEARCHES)


@check("canary", "Canary")
def canary(observed: Observations) -> Seen | Trouble:
    """Whether a pull request that is read among others holds what it holds alone."""
    found = observed.canary
    if isinstance(found, Trouble):
        return found
    if not found.others:
        return not_asked("there is no other pull request to read with it")
    others = counted(found.others, "other")
    if not found.differing:
        return ok(f"a pull request is the same read alone and among {others}")
    lost = ", ".join(f"{name} {found.among.get(name, 0)} instead of {found.alone[name]}" for name in found.differing)
    seen = f"a pull request that is read among {others} loses something: {lost}"
    return problem(seen, "Please report it: work may be missing from what is read in large questions.", _RESOURCES)
