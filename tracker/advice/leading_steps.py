"""Steps for who leads: who could follow, which areas lack people, mentoring."""

from collections.abc import Iterator

from tracker.advice import commands
from tracker.advice.introductions import NAMED
from tracker.findings import NextStep, Report


def help_others(report: Report) -> Iterator[NextStep]:
    """What nobody else can do as well as somebody with roles."""
    yield from _successors(report)
    yield from _short_of_owners(report)
    url = report.ladder.pages.mentoring or commands.guide(report)
    yield NextStep(text="Mentor somebody, alone or in a group mentoring cohort.", url=url)


def _successors(report: Report) -> Iterator[NextStep]:
    people = report.next.successors[:NAMED] if report.next else ()
    if people:
        first, *others = (f"{one.login} ({one.interactions}" for one in people)
        who = " and ".join([f"{first} shared pull requests)", *(f"{other})" for other in others)])
        text = f"Prepare somebody to follow you: no OWNERS file that was read has {who} as approver yet."
        yield NextStep(text=text, url=people[0].evidence[0].url)


def _short_of_owners(report: Report) -> Iterator[NextStep]:
    for group in report.groups.suggested:
        for chance in group.chances:
            yield NextStep(text=f"Find a second owner: {chance.text}.", url=chance.url)
