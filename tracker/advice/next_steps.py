"""What to do next: computed from the findings, in the order in which it unlocks most."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings import Finding, NextStep, Opening, Outcome, SuggestedSponsor, TierResult

#: More than a handful is a list that nobody works through.
MOST = 5
#: So many things are named in a step; the report lists them all.
NAMED = 3
#: So many people are named in a step.
ASKED = 2
#: The unit of findings that a review of an open pull request brings forward.
REVIEWS = "pull requests"


def next_steps(
    readiness: Iterable[TierResult],
    sponsors: Sequence[SuggestedSponsor] = (),
    openings: Sequence[Opening] = (),
) -> tuple[NextStep, ...]:
    """At most five steps: the nearest tier first, and in it whom to ask, what is missing, what only people can tell.

    ``sponsors`` are those who could be asked, the likeliest first, and ``openings`` what waits for somebody. What is
    unknown is no step: nobody can act on it, and the report says elsewhere how to read more.
    """
    steps = [step for result in sorted(readiness, key=_nearness) for step in _steps(result, sponsors, openings)]
    return tuple({step.text: step for step in steps}.values())[:MOST]


def _nearness(result: TierResult) -> tuple[int, int]:
    """How many criteria still stand between somebody and a tier, as far as a program can tell."""
    missing = result.count(Outcome.NOT_YET) + result.count(Outcome.UNKNOWN)
    return missing, result.count(Outcome.NEEDS_PERSON)


def _steps(result: TierResult, sponsors: Sequence[SuggestedSponsor], openings: Sequence[Opening]) -> Iterator[NextStep]:
    missing = [finding for finding in result.criteria if finding.outcome is Outcome.NOT_YET]
    known = list(_who_decides(result.scope, sponsors))
    if known and not missing and not result.count(Outcome.UNKNOWN):
        yield _ask(result, known)
    waiting = [opening for opening in openings if opening.repo == result.scope.repo]
    yield from (_step(result, finding, waiting if finding.unit == REVIEWS else ()) for finding in missing)
    yield from _boxes(result, result.persons)


def _who_decides(scope: Scope, sponsors: Iterable[SuggestedSponsor]) -> Iterator[SuggestedSponsor]:
    """Of those who could be asked, whoever has a word in a scope: for a directory its approvers."""
    for sponsor in sponsors:
        places = (Scope.directory(place.repo, place.path) for place in sponsor.owners)
        if scope.kind is ScopeKind.ORGANIZATION or (
            scope.kind is ScopeKind.DIRECTORY
            and any(place.repo == scope.repo and place.holds(scope.path) for place in places)
        ):
            yield sponsor


def _ask(result: TierResult, sponsors: Sequence[SuggestedSponsor]) -> NextStep:
    """Every number is reached: what is left is to talk to those who decide."""
    known = " or ".join(str(sponsor.login) for sponsor in sponsors[:ASKED])
    met = " and ".join(str(sponsor.interactions) for sponsor in sponsors[:ASKED])
    shared = "pull request" if met == "1" else "pull requests"
    text = (
        f"Talk to {known} about {result.title} in {result.scope}: what can be counted is reached, and you met "
        f"in {met} {shared}"
    )
    return NextStep(text=text, url=sponsors[0].evidence[0].url, tier=result.tier)


def _step(result: TierResult, finding: Finding, waiting: Sequence[Opening]) -> NextStep:
    """What is missing, and where it can be had today."""
    text, url = _text(finding), finding.next_step_url or finding.check_url or finding.source.url
    if waiting:
        these = "this one waits" if len(waiting) == 1 else f"{len(waiting)} wait"
        text, url = f"{text.rstrip('.')}: {these} for somebody", waiting[0].url
    return NextStep(text=text, url=url, tier=result.tier, criterion=finding.id)


def _text(finding: Finding) -> str:
    missing = finding.missing or finding.title
    if finding.ready_on:
        return f"Wait: {missing}"
    return ". ".join(filter(None, [_capital(missing), finding.next_step]))


def _boxes(result: TierResult, findings: Iterable[Finding]) -> Iterator[NextStep]:
    """What only the person can say, as one step; what others have to say is in the report, and no step of theirs."""
    titles = [finding.title for finding in findings if finding.who == "you"]
    if not titles:
        return
    things = "one thing" if len(titles) == 1 else f"{len(titles)} things"
    named = "; ".join(titles[:NAMED]) + (f"; and {len(titles) - NAMED} more" if len(titles) > NAMED else "")
    text = f"For {result.title}, see to {things} that only you can tell: {named}"
    yield NextStep(text=text, url=result.source.url, tier=result.tier, criterion=None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
