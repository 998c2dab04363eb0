"""What is not complete of a person's work beside what search found and nobody read."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.facts import Gap, Kind
from tracker.facts.requests import RequestState
from tracker.sources.github.gather.plan import Plan
from tracker.sources.threads import Thread


def of_conversations(found: Iterable[Thread]) -> Iterator[Gap]:
    """What may be missing in long conversations."""
    threads = [thread for thread in found if not thread.talk.complete]
    silent = [thread for thread in threads if not thread.participation().reviewed]
    missing: tuple[tuple[Kind, str, Sequence[Thread]], ...] = (
        (Kind.CONVERSATIONS, "who gave /lgtm first is not certain", threads),
        (Kind.REVIEWED, "a review may be missing", silent),
    )
    for kind, effect, some in missing:
        if some:
            repos = frozenset(thread.repo for thread in some)
            reason = "only the newest part of long conversations was read"
            yield Gap(kind=kind, reason=reason, effect=effect, repos=repos)


def of_plan(plan: Plan, *, asked: bool) -> Iterator[Gap]:
    """What may be missing of membership requests, where they were ``asked`` for; and all, where search may not know them."""
    if asked and plan.requests is None:
        yield Gap(kind=Kind.REQUESTS, reason=plan.requests_unknown, effect="a request may be missing")
    for request in plan.requests or ():
        if request.state is RequestState.OPEN and not request.comments_complete:
            reason = f"not all comments on request #{request.number} were read"
            yield Gap(kind=Kind.REQUESTS, reason=reason, effect="a sponsor's answer may be missing")
    if plan.hidden:
        for kind in (Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS):
            yield Gap(kind=kind, reason=plan.hidden, effect="nothing can be counted")
