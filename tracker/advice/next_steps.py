"""What to do next: computed from the findings, in the order in which it unlocks most."""

from collections.abc import Iterable, Iterator

from tracker.findings import Finding, NextStep, Outcome, TierResult

#: More than a handful is a list that nobody works through.
MOST = 5
#: So many things are named in a step; the report lists them all.
NAMED = 3


def next_steps(readiness: Iterable[TierResult]) -> tuple[NextStep, ...]:
    """At most five steps: the nearest tier first, and in it what is missing, then what only people can tell.

    What is unknown is no step: nobody can act on it, and the report says elsewhere how to read more.
    """
    steps = [step for result in sorted(readiness, key=_nearness) for step in _steps(result)]
    return tuple({step.text: step for step in steps}.values())[:MOST]


def _nearness(result: TierResult) -> tuple[int, int]:
    """How many criteria still stand between somebody and a tier, as far as a program can tell."""
    missing = result.count(Outcome.NOT_YET) + result.count(Outcome.UNKNOWN)
    return missing, result.count(Outcome.NEEDS_PERSON)


def _steps(result: TierResult) -> Iterator[NextStep]:
    missing = (finding for finding in result.criteria if finding.outcome is Outcome.NOT_YET)
    yield from (_step(result, finding) for finding in missing)
    yield from _boxes(result, [finding for finding in result.criteria if finding.outcome is Outcome.NEEDS_PERSON])


def _step(result: TierResult, finding: Finding) -> NextStep:
    url = finding.next_step_url or finding.check_url or finding.source.url
    return NextStep(text=_text(finding), url=url, tier=result.tier, criterion=finding.id)


def _text(finding: Finding) -> str:
    missing = finding.missing or finding.title
    if finding.ready_on:
        return f"Wait: {missing}"
    return ". ".join(filter(None, [_capital(missing), finding.next_step]))


def _boxes(result: TierResult, findings: list[Finding]) -> Iterator[NextStep]:
    """What only the person can say, as one step; what others have to say is in the report, and no step of theirs."""
    titles = [finding.title for finding in findings if finding.who == "you"]
    if not titles:
        return
    things = "one thing" if len(titles) == 1 else f"{len(titles)} things"
    named = "; ".join(titles[:NAMED]) + (f"; and {len(titles) - NAMED} more" if len(titles) > NAMED else "")
    text = f"For {result.title.lower()}, see to {things} that only you can tell: {named}"
    yield NextStep(text=text, url=result.source.url, tier=result.tier, criterion=None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
