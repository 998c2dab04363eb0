"""A cohort's file: what it says of each, joined to whom it names and to what was found of them."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tracker.advice.alone import advised
from tracker.advice.term import milestones
from tracker.catalog.cohort import CohortFile, member
from tracker.checker.roll import Roll, expand_members
from tracker.errors import NothingChecked
from tracker.facts.left_out import LeftOut
from tracker.findings.cohort import Cohort
from tracker.findings.term import Term
from tracker.ladder import Ladder
from tracker.sources.base import Source


def named(found: Cohort, cohort: CohortFile, roll: Roll) -> Cohort:
    """The reports with the cohort's name, what its file says of each, and the entries that name nobody."""
    members = {login.key: member(login, entry) for login, entry in roll.entries.items()}
    failures = (*roll.failures, *found.failures)
    made = replace(found, name=cohort.name, members=members, failures=failures, term=cohort.term)
    return advised(replace(made, milestones=milestones(made)))


def roll_of(
    cohort: CohortFile, file: Path, source: Source, ladder: Ladder, as_of: datetime | None
) -> tuple[CohortFile, Roll, str]:
    """A cohort without the names of who is left out, everybody of it, and what it is kept under.

    Teams, OWNERS and who took part by ``as_of`` (now) are looked up.

    Raises:
        NothingChecked: the cohort is nobody.
    """
    roll = expand_members(cohort, source, ladder, as_of or datetime.now(UTC))
    if not roll.entries:
        first = roll.failures[0] if roll.failures else None
        reason = f"; {first.login}: {first.error}" if first else ""
        raise NothingChecked(f"there is nobody to check in {file.name}{reason}", hint=first.hint if first else "")
    left_out = LeftOut(ladder.left_out)
    name = left_out.text(cohort.name or file.stem, "")
    term = cohort.term and _naming_nobody(cohort.term, left_out)
    return replace(cohort, name=name if cohort.name else None, term=term), roll, name


def _naming_nobody(term: Term, left_out: LeftOut) -> Term:
    points = (replace(one, name=left_out.text(one.name, "")) for one in term.checkpoints)
    return replace(term, checkpoints=tuple(points))
