"""Steps for who leads: who could follow, which areas lack people, mentoring."""

from collections.abc import Iterator

from tracker.advice import commands
from tracker.advice.introductions import NAMED
from tracker.facts.prose import counted
from tracker.findings.report import NextStep, Report


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
