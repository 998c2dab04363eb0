"""Who is asked about and what for: logins of the command line, or a cohort's file with what it says of each."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.assess import Aim
from tracker.catalog import load_cohort, load_entries, load_form, said_of
from tracker.checker import Checker, Progress
from tracker.criteria.statements import Statements
from tracker.errors import NothingChecked
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.guide import Guide
from tracker.ladder import Ladder, walk
from tracker.later import Later
from tracker.record import record
from tracker.sources.base import Source

if TYPE_CHECKING:
    from tracker.catalog.attestations import AttestationEntry
    from tracker.catalog.cohort import CohortFile, Entry
    from tracker.checker.roll import Roll
    from tracker.entry import cohort as cohorts
    from tracker.facts.form_template import FormTemplate
    from tracker.findings.cohort import Cohort
else:
    cohorts = Later("tracker.entry.cohort")


@record
class People:
    """Everybody who is asked about. ``cohort`` is what the file says, and ``roll`` who is in it, None for logins."""

    logins: tuple[Login, ...]
    cohort: "CohortFile | None" = None
    roll: "Roll | None" = None
    #: What earlier runs of the same people are kept under.
    kept_as: str = ""

    @property
    def several(self) -> bool:
        """Whether the result is a cohort, whoever is in it."""
        return self.cohort is not None or len(self.logins) > 1

    def aim(self, login: Login, common: Aim, said: Sequence["AttestationEntry"], day: date) -> Aim:
        """What somebody is judged for: what is asked for everybody, but for what the file says of them."""
        entry = self.roll.entries.get(login) if self.roll else None
        statements = said_of(login, (*said, *(entry.attestations if entry else ())), day)
        return _with_entry(_with_statements(common, statements), entry)

    def check_all(self, checker: Checker, progress: Progress = lambda *_: None) -> "Cohort":
        """Everybody's report.

        Raises:
            NothingChecked: nobody could be checked, for the reason of the first.
            TokenError, ConfigError: as ``Checker.check_all``.
        """
        found = checker.check_all(self.logins, progress)
        if self.cohort and self.roll:
            found = cohorts.named(found, self.cohort, self.roll)
        if not found.reports:
            first = next(iter(found.failures), None)
            reason = f"; {first.login}: {first.error}" if first else ""
            raise NothingChecked(f"nobody could be checked{reason}", hint=first.hint if first else "")
        return found


def _with_statements(aim: Aim, said: Statements) -> Aim:
    return replace(aim, attested=said.criteria, sponsors=said.sponsors, contributions=said.contributions)


def _with_entry(aim: Aim, entry: "Entry | None") -> Aim:
    if entry is None:
        return aim
    scopes = tuple(map(Scope.parse, entry.scope))
    return replace(aim, tier=entry.tier or aim.tier, scopes=scopes or aim.scopes)


def cohort_in(path: Path | None, ladder: Ladder, guide: Guide | None) -> "CohortFile | None":
    """The cohort that a file holds; None without one.

    Raises:
        ConfigError: the file does not hold; ``mistakes`` has a line for each.
    """
    tiers = {tier.id: tier.title for tier in ladder.tiers}
    return load_cohort(path, tiers=tiers, known=attestable(ladder, guide)) if path else None


def apply_do_not_track(ladder: Ladder, cohort: "CohortFile | None") -> Ladder:
    """The ladder for a cohort: whoever its file leaves out is left out of everything."""
    return ladder.leaving_out(map(str, cohort.do_not_track)) if cohort and cohort.do_not_track else ladder


def said_in(path: Path | None, ladder: Ladder, guide: Guide | None) -> tuple["AttestationEntry", ...]:
    """What a file of attestations says, of whomever; nothing without one.

    Raises:
        ConfigError: as above.
    """
    return load_entries(path, known=attestable(ladder, guide)) if path else ()


def attestable(ladder: Ladder, guide: Guide | None) -> Collection[str]:
    """What somebody can say of a person: criteria, boxes of the request's form, parts of orientation."""
    lists = (*(tier.criteria for tier in ladder.tiers), *(overlay.criteria for overlay in ladder.overlays))
    rules = {rule.id for criteria in lists for rule in walk(criteria)}
    words = {name for overlay in ladder.overlays for name in overlay.applies_to.attested}
    return rules | words | words_of(form_of(ladder)) | (guide.attestable if guide else frozenset())


def people_of(
    logins: tuple[Login, ...],
    cohort: "CohortFile | None",
    file: Path | None,
    source: Source,
    ladder: Ladder,
    *,
    as_of: datetime | None = None,
) -> People:
    """Everybody who is asked about; of the cohort's file teams, OWNERS and who took part by ``as_of`` (now) looked up.

    Raises:
        NothingChecked: the cohort is nobody.
    """
    if cohort is None or file is None:
        return People(logins=logins)
    named, roll, kept_as = cohorts.roll_of(cohort, file, source, ladder, as_of)
    return People(logins=tuple(roll.entries), cohort=named, roll=roll, kept_as=kept_as)


def form_of(ladder: Ladder) -> "FormTemplate | None":
    """The copy of the form that today's is read by; None where these rules have no form."""
    return load_form() if ladder.files.request_form else None


def words_of(form: "FormTemplate | None") -> frozenset[str]:
    """What can be attested of a form beside the ladder's criteria: the names of its boxes."""
    return frozenset(box.id for one in form.fields for box in one.boxes if box.id) if form else frozenset()
