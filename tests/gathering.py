"""Drives a source for one person, for tests: reads on as long as something is wanted and can be had."""

from tracker.facts import Facts, Kind, Need, Query
from tracker.sources.base import Source


def gather(source: Source, query: Query, wanted=lambda _facts: frozenset()) -> Facts:
    """The facts about one person after everything that is ``wanted``; with ``full`` all of their work.

    Raises what the source raises of the person.
    """
    gathering = source.begin([query], lambda *_: None)
    facts = gathering.facts(query.login)
    gathering.settle()
    while (needs := _needs(facts, query, wanted)) and gathering.advance({query.login: needs}):
        facts = gathering.facts(query.login)
    facts = gathering.facts(query.login)
    gathering.end()
    return facts


def _needs(facts, query, wanted):
    full = (need for need in map(Need, (Kind.AUTHORED, Kind.REVIEWED)) if query.full and facts.can_read(need))
    return wanted(facts) | frozenset(full)
