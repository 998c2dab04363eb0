"""Since when a criterion is met: the day of the fact that completed it, as far as the facts tell."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from tracker.facts.people import DatePrecision, Since
from tracker.findings.outcomes import Finding, Outcome

#: A line's last change can be younger than the entry, and up to 28 days older than its merge (measured over the
#: history of kubernetes/org); so a date of that kind proves a tenure only with this margin.
BLAME_MARGIN = timedelta(days=28)


def undated(note: str) -> Since:
    """Nothing tells the day; ``note`` says why."""
    return Since(note=note)


def day_of(moment: datetime) -> date:
    """The day of a moment, in UTC."""
    return moment.astimezone(UTC).date()


def since(day: date, url: str | None, *, exact: bool) -> Since:
    """That day; where it is not ``exact``, that day or an earlier one."""
    return Since(day=day, precision=DatePrecision.EXACT if exact else DatePrecision.ON_OR_BEFORE, url=url)


def first_of(entries: Iterable[Since], *, complete: bool) -> Since:
    """The earliest of some days; exact only where each is, and there is no other that is not known (``complete``)."""
    found = list(entries)
    dated = [(latest_possible(one), one) for one in found if one.day]
    if not dated:
        return next(iter(found), undated("nothing tells the day"))
    day, earliest = min(dated, key=lambda pair: pair[0])
    exact = complete and all(one.precision is DatePrecision.EXACT for one in found)
    return since(day, earliest.url, exact=exact)


def last_of(entries: Iterable[Since]) -> Since:
    """The latest of some days, where all of them are needed; not known where one is not."""
    found = list(entries)
    unknown = next((one for one in found if one.day is None), None)
    if unknown or not found:
        return unknown or undated("nothing tells the day")
    day, latest = max(((latest_possible(one), one) for one in found), key=lambda pair: (pair[0], _is_exact(pair[1])))
    return since(day, latest.url, exact=_is_exact(latest))


def by_now(one: Since, today: date) -> Since:
    """Of what is met today, no day that is still to come: a line's last change may be younger than its margin."""
    return since(today, one.url, exact=False) if one.day and latest_possible(one) > today else one


def all_since(parts: Iterable[Finding]) -> Since:
    """Since when all of some criteria are met."""
    return last_of(part.met_since for part in parts)


def any_since(parts: Iterable[Finding]) -> Since:
    """Since when any of some criteria is met: one of which the outcome is unknown may have been met before."""
    every = list(parts)
    known = all(part.outcome is not Outcome.UNKNOWN for part in every)
    return first_of((part.met_since for part in every if part.outcome is Outcome.MET), complete=known)


def _is_exact(one: Since) -> bool:
    return one.precision is DatePrecision.EXACT


def latest_possible(one: Since) -> date:
    """The latest day that is meant. A last change of a line may be older than the entry's merge."""
    margin = BLAME_MARGIN if one.precision is DatePrecision.LINE_LAST_TOUCHED else timedelta()
    return one.day + margin if one.day else date.max
