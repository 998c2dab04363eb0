"""The highest standing of somebody in a line."""

from collections.abc import Iterable

from tracker.facts.gathered import ANONYMOUS
from tracker.findings.outlook import Ahead
from tracker.findings.report import Report
from tracker.findings.standing import Held
from tracker.reports import words

_GITHUB = "github.com"


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


def warning(reports: Iterable[Report]) -> str:
    """That GitHub was asked without a token, and what to do; empty where it was not."""
    hosts = [report.data.host for report in reports if report.data.source == ANONYMOUS]
    if not hosts:
        return ""
    what = "Run: export GH_TOKEN=$(gh auth token)" if hosts[0] == _GITHUB else f"Set a token of {hosts[0]}."
    return f"Read without a token: much is unknown. {what}"


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
    if not parts:
        return ""
    (first, what), *others = parts
    pull_requests = "pull request" if first == "1" else "pull requests"
    return " with " + ", ".join([f"{first} {pull_requests} {what}", *(f"{number} {what}" for number, what in others)])
