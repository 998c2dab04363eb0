"""Checks of GitHub's search and of large questions: whether they lose anything without a word."""

from tracker.facts.prose import counted
from tracker.findings.diagnosis import Check, CheckOutcome
from tracker.sources.github.diagnosis.comparisons import BeyondLimit
from tracker.sources.github.diagnosis.observations import Observations, Trouble, unknown

_SEARCHES = (
    "https://docs.github.com/search-github/getting-started-with-searching-on-github/troubleshooting-search-queries"
)
_RESOURCES = "https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api"


def operators(observed: Observations) -> Check:
    """Whether a joined search counts what its parts count."""
    title, found = "Operators", observed.counts
    if isinstance(found, Trouble):
        return (
            _lossy(f"joined searches are refused: {found.reason}")
            if _too_many(found)
            else unknown("operators", title, found)
        )
    if not any((*found.joined.values(), *found.parts.values())):
        return unknown("operators", title, Trouble(reason="search finds nothing to count", asked=False))
    if not found.differing:
        counts = ", ".join(f"{family} {count}" for family, count in found.joined.items())
        seen = f"joined searches count what their parts do: {counts}"
        return Check(id="operators", title=title, outcome=CheckOutcome.OK, seen=seen)
    differing = (f"{one} {found.joined[one]} joined and {found.parts[one]} in parts" for one in found.differing)
    return _lossy(f"joined searches lose something: {', '.join(differing)}")


def _too_many(trouble: Trouble) -> bool:
    return trouble.asked and "operators" in trouble.reason


def _lossy(seen: str) -> Check:
    return Check(
        id="operators",
        title="Operators",
        outcome=CheckOutcome.WARNING,
        seen=seen,
        to_do="Nothing: the parts are searched instead, for more requests. Please report it.",
        url=_SEARCHES,
    )


_BEYOND = {
    BeyondLimit.REFUSED: "six are refused with an error, as documented",
    BeyondLimit.ANSWERED: "six are answered, more than documented",
    BeyondLimit.ZERO: "six find nothing, and GitHub does not say that they are too many",
}


def limit(observed: Observations) -> Check:
    """What becomes of a search with more operators than GitHub documents."""
    title, found = "Operator limit", observed.limit
    if isinstance(found, Trouble):
        return unknown("operator-limit", title, found)
    silent = found is BeyondLimit.ZERO
    return Check(
        id="operator-limit",
        title=title,
        outcome=CheckOutcome.WARNING if silent else CheckOutcome.OK,
        seen=_BEYOND[found],
        to_do="Nothing: no search has so many, and counts are compared with their parts." if silent else None,
        url=_SEARCHES if silent else None,
    )


def canary(observed: Observations) -> Check:
    """Whether a pull request that is read among others holds what it holds alone."""
    title, found = "Canary", observed.canary
    if isinstance(found, Trouble):
        return unknown("canary", title, found)
    if not found.others:
        return unknown("canary", title, Trouble(reason="there is no other pull request to read with it", asked=False))
    if not found.differing:
        seen = f"a pull request is the same read alone and among {counted(found.others, 'other')}"
        return Check(id="canary", title=title, outcome=CheckOutcome.OK, seen=seen)
    lost = ", ".join(f"{name} {found.among.get(name, 0)} instead of {found.alone[name]}" for name in found.differing)
    return Check(
        id="canary",
        title=title,
        outcome=CheckOutcome.PROBLEM,
        seen=f"a pull request that is read among {counted(found.others, 'other')} loses something: {lost}",
        to_do="Please report it: work may be missing from what is read in large questions.",
        url=_RESOURCES,
    )
