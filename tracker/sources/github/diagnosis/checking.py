"""How a check is written: a function of what was observed, under the name that reports give it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from tracker.findings.diagnosis import Check, CheckOutcome
from tracker.sources.github.diagnosis.observations import Observations, Trouble


@dataclass(frozen=True, slots=True)
class Seen:
    """What a check found, what to do about it, and a page that says more."""

    outcome: CheckOutcome
    seen: str
    to_do: str | None = None
    url: str | None = None


def ok(seen: str) -> Seen:
    return Seen(CheckOutcome.OK, seen)


def warning(seen: str, to_do: str, url: str | None = None) -> Seen:
    return Seen(CheckOutcome.WARNING, seen, to_do, url)


def problem(seen: str, to_do: str | None, url: str | None = None) -> Seen:
    return Seen(CheckOutcome.PROBLEM, seen, to_do, url)


def check(
    id_: str, title: str
) -> Callable[[Callable[[Observations], Seen | Trouble]], Callable[[Observations], Check]]:
    """Names a check; what it finds not to be known is a problem where GitHub was asked, and else not checked."""

    def named(judge: Callable[[Observations], Seen | Trouble]) -> Callable[[Observations], Check]:
        @wraps(judge)
        def judged(observed: Observations) -> Check:
            found = judge(observed)
            if isinstance(found, Trouble):
                outcome = CheckOutcome.PROBLEM if found.asked else CheckOutcome.NOT_CHECKED
                found = Seen(outcome, found.reason, found.hint)
            return Check(id=id_, title=title, outcome=found.outcome, seen=found.seen, to_do=found.to_do, url=found.url)

        return judged

    return named
