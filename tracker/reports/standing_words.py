"""The highest standing of somebody in a line."""

from tracker.findings import Ahead, Held, Report
from tracker.reports import words


def headline(report: Report) -> str:
    """What somebody is and since when: roles beside the ladder first, then the highest tier that rests on an entry."""
    entered = [held for held in report.standing.held if words.is_entered(held)]
    rungs = [rung.tier for rung in report.standing.ladder]
    beside = [words.place(held) for held in entered if held.tier not in rungs]
    on_it = [held for held in entered if held.tier in rungs]
    top = max((rungs.index(held.tier) for held in on_it), default=0)
    highest = [held for held in on_it if rungs.index(held.tier) == top]
    if beside or highest:
        return ", ".join([*beside, *([_highest(highest)] if highest else [])])
    if report.next and report.next.kind is Ahead.FIRST_CONTRIBUTION:
        return "no pull request found yet"
    return f"{report.standing.headline_title}{_work(report)}"


def ahead(report: Report) -> str:
    """What comes next, in a sentence or two."""
    if report.next is None:
        return ""
    label = "" if report.next.kind in {Ahead.TOP, Ahead.UNREAD} else "Next: "
    return f"{label}{report.next.text}"


def _highest(held: list[Held]) -> str:
    """The place where a tier has been held for longest, and how many more there are."""
    first = min(held, key=lambda one: (one.since.day is None, one.since.day or 0, str(one.scope)))
    since = f" since {words.since(first.since)}" if first.since.day else ""
    more = f" (and {len(held) - 1} more)" if len(held) > 1 else ""
    return f"{words.place(first)}{since}{more}"


def _work(report: Report) -> str:
    counts = report.counts
    done = ((counts.authored_merged, "merged"), (counts.reviewed, "reviewed"))
    parts = [(words.number(count.total, at_least=count.at_least), what) for count, what in done if count.total]
    said = ", ".join(
        f"{number}{'' if place else ' pull requests'} {what}" for place, (number, what) in enumerate(parts)
    )
    return f" with {said.replace('1 pull requests', '1 pull request')}" if parts else ""
