"""What is kept of a report for the next run."""

from collections.abc import Mapping

from tracker.facts import Kind
from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Outcome
from tracker.record import record


@record
class Snapshot:
    """What a report said, as far as a later one is compared with it.

    ``held`` are the titles of the tiers held, by tier and scope; ``outcomes`` are by tier, scope and criterion;
    ``unread`` is what was not read, or not to its end.
    """

    held: Mapping[tuple[str, Scope], str]
    outcomes: Mapping[tuple[str, Scope, str], Outcome]
    unread: frozenset[Kind]
