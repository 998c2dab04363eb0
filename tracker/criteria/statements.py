"""All that people said of one person, in a file of attestations."""

from collections.abc import Mapping
from dataclasses import field

from tracker.criteria.base import Attestation
from tracker.facts.people import Login
from tracker.findings.outcomes import Evidence
from tracker.record import record


@record
class Statements:
    """What was said: of criteria, of sponsors who were spoken to and agreed, of work that is no pull request."""

    criteria: Mapping[str, Attestation] = field(default_factory=dict)
    sponsors: tuple[Login, ...] = ()
    contributions: tuple[Evidence, ...] = ()
