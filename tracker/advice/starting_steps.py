"""Steps for who begins, comes back, looks for an area, or of whom too little could be read."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from urllib.parse import urlencode

from tracker.advice import commands
from tracker.advice.introductions import named
from tracker.facts.scopes import ScopeKind
from tracker.findings.groups import GroupSuggestion
from tracker.findings.outlook import Ahead
from tracker.findings.report import NextStep, Report

#: After so long without a contribution that was seen somebody is told to start again.
QUIET = timedelta(days=365)
_GROUPS = 2
_LED = frozenset({ScopeKind.SUBPROJECT, ScopeKind.GROUP})


def first_contribution(report: Report) -> Iterator[NextStep]:
    """Something to like, something small to do, somewhere to belong, something to read."""
    suggested, pages = report.groups.suggested, report.ladder.pages
    if not suggested:
        yield from _say_an_interest(report, pages.first_contribution)
    yield from _to_pick_up(report)
    yield from _join(suggested[:_GROUPS])
    chat = f", and join the chat: {pages.newcomers} answers questions" if pages.newcomers else ""
    yield NextStep(text=f"Read the contributor guide{chat}.", url=commands.guide(report))


def _say_an_interest(report: Report, url: str) -> Iterator[NextStep]:
    """Where the community has a page that helps to choose."""
    if url:
        text = "Say what you would like to work on, and see which groups do that."
        yield NextStep(text=text, url=url, command=commands.check(report, "--interest", "ai"))


def _to_pick_up(report: Report) -> Iterator[NextStep]:
    """An issue for newcomers that was found, else the search that finds some."""
    for opening in report.openings[:1]:
        yield NextStep(text=f"Pick up something small: {opening.title} ({opening.why}).", url=opening.url)
    if not report.openings:
        query = 'is:issue is:open no:assignee label:"good first issue"'
        query = " ".join([query, *(f"org:{org}" for org in report.ladder.orgs)])
        url = f"{commands.web(report)}/search?{urlencode({'type': 'issues', 'q': query})}"
        yield NextStep(text="Pick up a good first issue that nobody is assigned to.", url=url)


def _join(groups: Sequence[GroupSuggestion]) -> Iterator[NextStep]:
    where = " or ".join(f"{one.title} ({one.slack})" if one.slack else one.title for one in groups)
    for group in groups[:1]:
        yield NextStep(text=f"Join {where}: say hello and ask where help is wanted.", url=group.url)


def find_an_area(report: Report) -> Iterator[NextStep]:
    """A member who works here and there: where to stay."""
    yield from _stay(report.groups.suggested[:_GROUPS])
    for opening in report.openings[:1]:
        yield NextStep(text=f"Take a look at {opening.title} ({opening.why}).", url=opening.url)
    yield from _say_an_interest(report, report.ladder.pages.areas)
    if not report.groups.suggested and not report.openings and not report.ladder.pages.areas:
        text = "Choose an area and stay with it: people have to know your work."
        yield NextStep(text=text, url=commands.guide(report))


def _stay(groups: Sequence[GroupSuggestion]) -> Iterator[NextStep]:
    where = " or ".join(f"{one.title}{_why(one)}" for one in groups)
    for group in groups[:1]:
        yield NextStep(text=f"Choose an area and stay with it, for example in {where}.", url=group.url)


def _why(group: GroupSuggestion) -> str:
    """The first reason without its own brackets: the report has all."""
    return f" ({group.reasons[0].text.partition(' (')[0]})" if group.reasons else ""


def start_again(report: Report) -> Iterator[NextStep]:
    """For who was not seen for a year: something small, where people know them; who leads has roles to look at."""
    last, ahead = report.standing.activity.last_at, report.next
    if last is None or report.as_of - last <= QUIET or (ahead and ahead.kind is Ahead.UNREAD):
        return
    day = last.date().isoformat()
    if any(held.scope.kind in _LED for held in report.standing.held):
        text = f"Look at your roles again: your last contribution seen was on {day}. Meetings and mail are not seen."
        emeritus = report.ladder.pages.emeritus
        thanks = " Who steps back becomes emeritus." if emeritus else ""
        yield NextStep(text=f"{text}{thanks}", url=emeritus or commands.guide(report))
        return
    people = [one for one in report.sponsors.suggested if one.evidence]
    known = f" {named(people, ahead.scope)} may know what is wanted." if people and ahead and ahead.scope else ""
    opening = next(iter(report.openings), None)
    small = f"with {opening.title}" if opening else "with something small"
    url = (
        opening.url
        if opening
        else people[0].evidence[0].url
        if people
        else report.standing.activity.last_url or commands.guide(report)
    )
    yield NextStep(text=f"Start again {small}: your last contribution seen was on {day}.{known}", url=url)


def read_more(report: Report) -> Iterator[NextStep]:
    """Nothing is known that could be acted on: how to know more."""
    reason = next((f": {gap.reason}" for gap in report.data.gaps if not gap.unasked), "")
    yield NextStep(
        text=f"Run it again and read everything, as not all could be read{reason}.",
        url=report.contributor.url,
        command=commands.check(report, "--full"),
    )
