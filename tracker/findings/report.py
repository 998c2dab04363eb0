"""The finished report of a person."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker.facts.gaps import Gap
from tracker.facts.gathered import Cost
from tracker.facts.people import Contributor
from tracker.findings.groups import NO_GROUPS, GroupAdvice, Opening, Resource
from tracker.findings.outlook import Outlook
from tracker.findings.pages import NO_PAGES, Pages
from tracker.findings.readiness import TierResult
from tracker.findings.sponsors import NO_SPONSORS, Sponsors
from tracker.findings.standing import Counts, Month, Standing
from tracker.record import record

if TYPE_CHECKING:
    from tracker.findings.paperwork import Paperwork
    from tracker.findings.reminders import Reminder


@record
class NextStep:
    """One thing to do, and where. ``command`` is what writes the paperwork, where it is due."""

    text: str
    url: str
    tier: str | None = None
    criterion: str | None = None
    command: str | None = None


@record
class LadderRef:
    """Which rules were used. ``source`` is ``built-in`` or the file's name.

    ``rules`` is the address of the first document that states them, ``orgs`` are the organizations whose work counts.
    """

    id: str
    name: str
    rules_as_of: date
    source: str
    rules: str = ""
    orgs: tuple[str, ...] = ()
    pages: Pages = NO_PAGES


@record
class Data:
    """How the facts came about. ``notes`` say what was found under another name than given, or is of another day."""

    gaps: tuple[Gap, ...]
    source: str
    host: str
    fetched_at: datetime
    cost: Cost
    notes: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether all that was asked for was read. What nobody reads unasked is a gap, and takes nothing from that."""
        return all(gap.unasked for gap in self.gaps)


@record
class Report:
    """Everything that can be said of one person on one ladder."""

    ladder: LadderRef
    as_of: datetime
    contributor: Contributor
    standing: Standing
    counts: Counts
    readiness: tuple[TierResult, ...]
    sponsors: Sponsors = NO_SPONSORS
    groups: GroupAdvice = NO_GROUPS
    openings: tuple[Opening, ...] = ()
    orientation: tuple[Resource, ...] = ()
    next: Outlook | None = None
    next_steps: tuple[NextStep, ...] = ()
    paperwork: "Paperwork | None" = None
    months: tuple[Month, ...] = ()
    reminders: "tuple[Reminder, ...]" = ()
    data: Data

    @property
    def nearest(self) -> tuple[TierResult, ...]:
        """The readiness in the order in which a person climbs: the lowest tier first."""
        order = [rung.tier for rung in self.standing.ladder]
        return tuple(sorted(self.readiness, key=lambda result: order.index(result.tier)))

    @property
    def within_reach(self) -> tuple[TierResult, ...]:
        """The tiers that are worth a try, the best first."""
        places = self.next.candidates if self.next else ()
        found = {(result.tier, result.scope): result for result in self.readiness}
        return tuple(found[place] for place in places if place in found)

    @property
    def best_first(self) -> tuple[TierResult, ...]:
        """All the readiness: what is within reach, then the rest in the order in which a person climbs."""
        reach = self.within_reach
        return (*reach, *(result for result in self.nearest if result not in reach))

    @property
    def worth_showing(self) -> tuple[TierResult, ...]:
        """What is within reach, and nothing that is not; all there is where nobody said what comes next."""
        return self.within_reach if self.next else self.best_first

    @property
    def everybody(self) -> tuple["Report", ...]:
        """The reports in a report: one. A cohort has several."""
        return (self,)

    @property
    def complete(self) -> bool:
        return self.data.complete

    @property
    def finished(self) -> bool:
        """Whether all that was wanted was read: what is missing was left out since no verdict waits for it."""
        waits = any(finding.needs for result in self.readiness for finding in result.criteria)
        return not waits and all(gap.more for gap in self.data.gaps)

    @property
    def cost(self) -> Cost:
        return self.data.cost
