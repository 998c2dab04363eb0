"""What comes next for somebody: a tier, or whatever else somebody without one in reach can do."""

from enum import StrEnum

from tracker.facts.scopes import Scope
from tracker.findings.sponsors import SuggestedSponsor
from tracker.record import record


class Ahead(StrEnum):
    """What kind of thing comes next.

    ``tier``: what it asks. ``first_contribution``: nothing was found yet. ``admins``: the membership request is
    complete, and the GitHub admins are next. ``area``: a member has no area of work yet. ``top``: nothing above is
    within reach. ``unread``: too little was read to tell.
    """

    TIER = "tier"
    FIRST_CONTRIBUTION = "first_contribution"
    ADMINS = "admins"
    AREA = "area"
    TOP = "top"
    UNREAD = "unread"


@record
class Outlook:
    """What comes next, in a sentence or two, and the tier with its place where it is one.

    ``candidates`` are the tiers within reach with their places, the best first. ``successors`` are people whose work
    somebody knows who holds the top: they could follow.
    """

    kind: Ahead
    text: str
    tier: str | None = None
    scope: Scope | None = None
    candidates: tuple[tuple[str, Scope], ...] = ()
    successors: tuple[SuggestedSponsor, ...] = ()
