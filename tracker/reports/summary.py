"""What a mentor pastes into a programme's form at a checkpoint: what was planned, met, and waits for whom.

Plain Markdown, for each mentee. Which checkpoint it is for follows from the day of the report: the nearest one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from tracker.advice.alone import as_cohort
from tracker.facts.addresses import reference
from tracker.findings.cohort import Cohort
from tracker.findings.outcomes import Evidence, Finding, Outcome
from tracker.findings.readiness import TierResult
from tracker.findings.reminders import Party, Reminder
from tracker.findings.report import Report
from tracker.findings.term import Milestone, Term
from tracker.reports import cohort_words, marks, term_words, words
from tracker.reports.base import Style

_APART = "\n\n---\n\n"
#: GitHub refers to what has a number sign, and calls who has an at sign; with a word instead, and without the sign,
#: nothing has to be escaped that a plain form would show.
_NUMBER, _CALL = re.compile(r"\s?#(?=\d)"), re.compile(r"(?<!\w)@+(?=\w)")


def render(result: Report | Cohort, style: Style) -> str:
    """Everybody's summary, by login; of several people first what they met by week."""
    del style  # what goes into a form looks the same everywhere
    cohort = as_cohort(result)
    everybody = [_joined(_person(report, cohort)) for report in cohort.reports]
    first = [_joined(_together(cohort))] if len(cohort.reports) != 1 or cohort.failures else []
    return _APART.join([*first, *everybody]) + "\n"


def text(said: str) -> str:
    return marks.text(_plainly(said))


def link(said: str, url: str | None) -> str:
    return marks.link(_plainly(said), url)


def _plainly(said: str) -> str:
    return _CALL.sub("", _NUMBER.sub(" no. ", said))


def _sentence(said: str, url: str | None) -> str:
    """A sentence and where to go."""
    return f"{text(said)} ({link('open', url)})" if url else text(said)


def _joined(blocks: Iterator[str]) -> str:
    return "\n\n".join(filter(None, blocks))


def _occasion(cohort: Cohort) -> str:
    """The checkpoint, or what it is without one."""
    nearest = cohort.term.checkpoint(cohort.as_of.date()) if cohort.term else None
    return f"{nearest.name}, {nearest.on}" if nearest else "Summary"


def _when(cohort: Cohort) -> str:
    """As of when it speaks, and where in the term that is."""
    day, term = cohort.as_of.date(), cohort.term
    return f"State as of {day}" + (f", {term_words.where(term, day)} ({term.start} to {term.end})" if term else "")


def _together(cohort: Cohort) -> Iterator[str]:
    yield f"# {text(cohort.name or 'Contributors')}: {text(_occasion(cohort))}"
    yield f"{_when(cohort)}. {text(cohort_words.intro(cohort))}"
    if cohort.term:
        yield "## Met in the term, by week"
        yield "\n".join(_weeks(cohort, cohort.term)).rstrip()
    if cohort.failures:
        yield "## Not checked"
        yield "\n".join(f"- {text(one.login)}: {text(f'{one.error}. {one.hint}'.strip())}" for one in cohort.failures)


def _weeks(cohort: Cohort, term: Term) -> Iterator[str]:
    """Each week with what everybody met in it; of what nothing dates how much: their own summaries say what."""
    found = term_words.weeks(cohort)
    if not found.keys() - {None}:
        yield f"{term_words.NOTHING}\n"
    for week, met in found.items():
        if week is None:
            people = Counter(str(one.login) for one in met)
            yield f"- {term_words.UNDATED}: {text(', '.join(f'{who} ({many})' for who, many in people.items()))}"
        else:
            yield f"- {term_words.week(term, week)}"
            yield from (f"  - {text(str(one.login))}: {text(term_words.what(one))}" for one in met)


def _person(report: Report, cohort: Cohort) -> Iterator[str]:
    contributor, member = report.contributor, cohort.member(report.contributor.login)
    yield f"# {text(_occasion(cohort))}: {link(str(contributor.login), contributor.url)}"
    of = [text(cohort.name)] if cohort.name else []
    mentor = [f"Mentor: {text(str(member.mentor))}"] if member.mentor else []
    yield ". ".join([*of, _when(cohort), *mentor, text(words.rules(report.ladder))])
    yield "## Planned"
    yield _planned(report, cohort)
    if cohort.term:
        yield "## Met in the term"
        yield from _met(report, cohort)
    yield from _open(_aims(report, cohort) if cohort.aimed_at(report) else report.within_reach[:1])
    yield from _waits(report, cohort)
    yield from _unread(report)


def _planned(report: Report, cohort: Cohort) -> str:
    """What the cohort's file says, and how far that is; nobody's aim is made up."""
    aims = _aims(report, cohort)
    reached = [f"- {text(words.place(one))}: held since {words.since(one.since)}" for one in cohort.reached(report)]
    lines = [*reached, *map(_how_far, aims)]
    said = cohort_words.aim(cohort.member(report.contributor.login), cohort_words.tiers(cohort))
    if said:
        return "\n".join(lines) or f"{text(said)}: not looked at."
    nearest = "\n".join(map(_how_far, report.within_reach[:1]))
    instead = f" The nearest is:\n\n{nearest}" if nearest else ""
    return f"No aim is written down for {text(str(report.contributor.login))}.{instead}"


def _aims(report: Report, cohort: Cohort) -> tuple[TierResult, ...]:
    """What somebody aims at and does not hold."""
    reached = {(one.tier, one.scope) for one in cohort.reached(report)}
    return tuple(one for one in cohort.aimed_at(report) if (one.tier, one.scope) not in reached)


def _how_far(result: TierResult) -> str:
    return f"- {text(result.place)} ({link('rules', result.source.url)}): {text(result.summary)}"


def _met(report: Report, cohort: Cohort) -> Iterator[str]:
    mine = [one for one in cohort.milestones if one.login == report.contributor.login]
    dated = [one for one in mine if one.week is not None]
    yield "\n".join(f"- Week {one.week}: {_milestone(one)}" for one in dated) or term_words.NOTHING
    if undated := [one for one in mine if one.week is None]:
        yield f"{term_words.UNDATED}:"
        yield "\n".join(f"- {_milestone(one)}" for one in undated)


def _milestone(one: Milestone) -> str:
    proof = ", ".join(map(_proof, one.evidence))
    return "; ".join(filter(None, [text(term_words.what(one)), text(term_words.when(one)), proof]))


def _proof(piece: Evidence) -> str:
    """By its title alone: its address names it."""
    name = reference(piece.url)
    return link(piece.title.removeprefix(f"{name}: ") if name else piece.title, piece.url)


def _open(results: tuple[TierResult, ...]) -> Iterator[str]:
    """What is not met yet, or not known, of what is looked at; then what only people can tell, by who can."""
    found = [one for result in results for one in result.machine if one.outcome is not Outcome.MET]
    if found:
        yield "## Still open"
        yield "\n".join(dict.fromkeys(map(_criterion, found)))
    by_whom: dict[str, list[str]] = {}
    for finding in chain.from_iterable(result.persons for result in results):
        by_whom.setdefault(finding.who or "people", []).append(finding.title)
    if by_whom:
        yield "## Only people can tell"
        lines = (
            f"- {text(who[:1].upper() + who[1:])}: {text('; '.join(dict.fromkeys(titles)))}"
            for who, titles in by_whom.items()
        )
        yield "\n".join(lines)


def _criterion(finding: Finding) -> str:
    number = words.needed(words.with_a_number(finding))
    check = link("check", finding.check_url) if finding.check_url else ""
    said = "; ".join(filter(None, [text(number), *map(text, words.explanations(finding)), check]))
    return f"- {text(finding.title)}: {text(finding.outcome.words)}{f'; {said}' if said else ''}"


def _waits(report: Report, cohort: Cohort) -> Iterator[str]:
    """What waits for whom; the mentee's own are all of the next steps."""
    mine = [one for one in cohort.reminders if one.login == report.contributor.login]
    steps = {step.text for step in report.next_steps}
    lines = [f"- {one.party.words}: {_reminder(one)}" for one in mine if one.text not in steps]
    lines += [
        f"- For {text(str(report.contributor.login))}: {_sentence(one.text, one.url)}" for one in report.next_steps
    ]
    if lines:
        yield "## What waits for whom"
        yield "\n".join(lines)


def _reminder(one: Reminder) -> str:
    party = f"{text(' and '.join(one.who))}: " if one.who and one.party is not Party.MENTEE else ""
    return f"{party}{_sentence(one.text, one.url)}"


def _unread(report: Report) -> Iterator[str]:
    """What a verdict, or a day, may hang on and could not be read."""
    gaps = [gap for gap in report.data.gaps if not gap.unasked]
    if gaps:
        yield "## Not read"
        yield "\n".join(f"- {text(words.gap(gap))}" for gap in gaps)
