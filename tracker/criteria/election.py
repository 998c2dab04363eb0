"""Who may vote in an election, as a community's own document says it for that election."""

from datetime import date

from pydantic import Field

from tracker.criteria.base import RuleSource
from tracker.strict import Strict


class Election(Strict):
    """Who may vote in an election: members with so many contributions in months before a snapshot, and some others."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    announced: date
    """From this day on it is the election that is asked about."""
    snapshot: date
    """The last day on which contributions counted."""
    months: int = Field(ge=1)
    contributions: int = Field(ge=1)
    source: RuleSource
    everyone: RuleSource | None = None
    """By what all members may vote, whatever they contributed."""
    committees: tuple[str, ...] = ()
    """Groups of sigs.yaml whose members may vote, whatever they contributed."""
    committees_source: RuleSource | None = None
    exception_url: str = Field(pattern=r"^https?://[^\s]+$")
    exception_due: date
    """The last day on which an exception could be asked for."""
