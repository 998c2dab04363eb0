"""What to do next: computed from what was found, in the order in which it unlocks most. There is always a step."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from tracker.advice import commands
from tracker.advice.introductions import NAMED
from tracker.advice.membership_steps import wait_for_admins
from tracker.advice.starting_steps import find_an_area, first_contribution, read_more, start_again
from tracker.advice.tier_steps import reach
from tracker.facts.prose import counted
from tracker.facts.scopes import ScopeKind
from tracker.findings.outlook import Ahead
from tracker.findings.report import NextStep, Report

#: More than a handful is a list that nobody works through.
MOST = 5
#: Words by which steps are told apart.
_LEAD = 4
_LED = frozenset({ScopeKind.SUBPROJECT, ScopeKind.GROUP})


def next_steps(report: Report) -> tuple[NextStep, ...]:
    """At most five steps of a report whose ``next`` is known, never none.

    The best tier within reach comes first, and in it whom to ask, what is missing, what only people can tell. What is
    unknown is no step of its own as long as there is another: nobody can act on it.
    """
    if report.next is None:
        return ()
    steps = [*start_again(report), *_STEPS[report.next.kind](report)] or list(read_more(report))
    return tuple(_each_once(steps))[:MOST]


def _each_once(steps: Iterable[NextStep]) -> Iterator[NextStep]:
    """The first of those that begin alike: the same thing to do in a place that is worth less."""
    leads: set[str] = set()
    for step in steps:
        lead = " ".join(step.text.split()[:_LEAD])
        if lead not in leads:
            leads.add(lead)
            yield step


def _towards_tiers(report: Report) -> Iterator[NextStep]:
    best, *others = report.within_reach
    yield from reach(best, report)
    if best.scope.kind in _LED:
        yield from help_others(report)
    for result in others:
        yield from reach(result, report)


def _until_the_admins_answer(report: Report) -> Iterator[NextStep]:
    yield from wait_for_admins(report)
    for result in report.within_reach[1:]:
        yield from reach(result, report)


def help_others(report: Report) -> Iterator[NextStep]:
    """What nobody else can do as well as somebody with roles."""
    yield from _successors(report)
    yield from _short_of_owners(report)
    url = report.ladder.pages.mentoring or commands.guide(report)
    yield NextStep(text="Mentor somebody, alone or in a group mentoring cohort.", url=url)


def _successors(report: Report) -> Iterator[NextStep]:
    people = report.next.successors[:NAMED] if report.next else ()
    if people:
        first, *others = people
        shared = counted(first.interactions, "shared pull request")
        who = " and ".join([f"{first.login} ({shared})", *(f"{one.login} ({one.interactions})" for one in others)])
        approver = "are approvers" if others else "is an approver"
        text = f"Prepare somebody to follow you: {who} {approver} in no OWNERS file that was read."
        yield NextStep(text=text, url=people[0].evidence[0].url)


def _short_of_owners(report: Report) -> Iterator[NextStep]:
    found = [chance for group in report.groups.suggested for chance in group.chances]
    for first in found[:1]:
        said = "; ".join(chance.text for chance in found[:NAMED])
        yield NextStep(text=f"Find a second owner: {said}.", url=first.url)


_STEPS: Final[Mapping[Ahead, Callable[[Report], Iterator[NextStep]]]] = {
    Ahead.TIER: _towards_tiers,
    Ahead.FIRST_CONTRIBUTION: first_contribution,
    Ahead.ADMINS: _until_the_admins_answer,
    Ahead.AREA: find_an_area,
    Ahead.TOP: help_others,
    Ahead.UNREAD: read_more,
}
