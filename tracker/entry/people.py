"""Who is asked about and what for: logins of the command line, or a cohort's file with what it says of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from tracker.advice.attention import attention
from tracker.advice.reminders import reminders
from tracker.advice.term import milestones
from tracker.assess import Aim
from tracker.catalog import load_cohort, load_entries, said_of
from tracker.catalog.attestations import AttestationEntry
from tracker.catalog.cohort import CohortFile, Entry, member
from tracker.checker import Checker, Progress, Roll, expand_members
from tracker.criteria.statements import Statements
from tracker.entry.forms import form_of, words_of
from tracker.errors import NothingChecked
from tracker.facts.left_out import LeftOut
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings import Cohort, Term
from tracker.guide import Guide
from tracker.ladder import Ladder, walk
from tracker.sources.base import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody who is asked about. ``cohort`` is what the file says, and None for logins alone."""

    logins: tuple[Login, ...]
    cohort: CohortFile | None = None
    roll: Roll = field(default_factory=lambda: Roll(entries={}))
    #: What earlier runs of the same people are kept under.
    kept_as: str = ""

    @property
    def several(self) -> bool:
        """Whether the result is a cohort, whoever is in it."""
        return self.cohort is not None or len(self.logins) > 1

    def aim(self, login: Login, common: Aim, said: Sequence[AttestationEntry], day: date) -> Aim:
        """What somebody is judged for: what is asked for everybody, but for what the file says of them."""
        entry = self.roll.entries.get(login)
        statements = said_of(login, (*said, *(entry.attestations if entry else ())), day)
        return _with_entry(_with_statements(common, statements), entry)

    def check_all(self, checker: Checker, progress: Progress = lambda *_: None) -> Cohort:
        """Everybody's report.

        Raises:
            NothingChecked: nobody could be checked, for the reason of the first.
            TokenError, ConfigError: as ``Checker.check_all``.
        """
        found = self._named(checker.check_all(self.logins, progress))
        if not found.reports:
            first = next(iter(found.failures), None)
            reason = f"; {first.login}: {first.error}" if first else ""
            raise NothingChecked(f"nobody could be checked{reason}", hint=first.hint if first else "")
        return found

    def _named(self, found: Cohort) -> Cohort:
        """The reports with the cohort's name, what its file says of each, and the entries that name nobody."""
        if self.cohort is None:
            return found
        members = {login.key: member(login, entry) for login, entry in self.roll.entries.items()}
        failures = (*self.roll.failures, *found.failures)
        named = replace(found, name=self.cohort.name, members=members, failures=failures, term=self.cohort.term)
        named = replace(named, attention=attention(named), milestones=milestones(named))
        return replace(named, reminders=reminders(named))


def _with_statements(aim: Aim, said: Statements) -> Aim:
    return replace(aim, attested=said.criteria, sponsors=said.sponsors, contributions=said.contributions)


def _with_entry(aim: Aim, entry: Entry | None) -> Aim:
    if entry is None:
        return aim
    scopes = tuple(map(Scope.parse, entry.scope))
    return replace(aim, tier=entry.tier or aim.tier, scopes=scopes or aim.scopes)


def cohort_in(path: Path | None, ladder: Ladder, guide: Guide | None) -> CohortFile | None:
    """The cohort that a file holds; None without one.

    Raises:
        ConfigError: the file does not hold; ``mistakes`` has a line for each.
    """
    tiers = {tier.id: tier.title for tier in ladder.tiers}
    return load_cohort(path, tiers=tiers, known=attestable(ladder, guide)) if path else None


def apply_do_not_track(ladder: Ladder, cohort: CohortFile | None) -> Ladder:
    """The ladder for a cohort: whoever its file leaves out is left out of everything."""
    return ladder.leaving_out(map(str, cohort.do_not_track)) if cohort and cohort.do_not_track else ladder


def said_in(path: Path | None, ladder: Ladder, guide: Guide | None) -> tuple[AttestationEntry, ...]:
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
    cohort: CohortFile | None,
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
    roll = expand_members(cohort, source, ladder, as_of or datetime.now(UTC))
    everybody = tuple(roll.entries)
    if not everybody:
        first = roll.failures[0] if roll.failures else None
        reason = f"; {first.login}: {first.error}" if first else ""
        raise NothingChecked(f"there is nobody to check in {file.name}{reason}", hint=first.hint if first else "")
    left_out = LeftOut(ladder.left_out)
    name = left_out.text(cohort.name or file.stem, "")
    term = cohort.term and _naming_nobody(cohort.term, left_out)
    named = replace(cohort, name=name if cohort.name else None, term=term)
    return People(logins=everybody, cohort=named, roll=roll, kept_as=name)


def _naming_nobody(term: Term, left_out: LeftOut) -> Term:
    points = (replace(one, name=left_out.text(one.name, "")) for one in term.checkpoints)
    return replace(term, checkpoints=tuple(points))
