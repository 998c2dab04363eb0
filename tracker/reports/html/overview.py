"""What a cohort's page says of everybody together. It counts nothing and orders nothing that the cohort has not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings import (
    ArchivedGroup,
    Cell,
    Change,
    Cohort,
    Column,
    Finding,
    GroupSuggestion,
    Initiative,
    Member,
    Report,
    Resource,
    Row,
    Shift,
)
from tracker.reports import words
from tracker.reports.html import marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A cell of the matrix as it is shown: the class of its sign, the word that the sign stands for, its number."""

    sign: str
    word: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A tier of the matrix: its criteria, and for each person who was looked at for it a cell for each of them."""

    tier: str
    title: str
    criteria: list[str]
    rows: list[tuple[Row, list[Shown | None]]]


@dataclass(frozen=True)
class Overview:
    """Views of a cohort for the templates."""

    cohort: Cohort

    @property
    def title(self) -> str:
        return self.cohort.name or "Contributors"

    @property
    def changes(self) -> list[tuple[Shift, list[Change]]]:
        """The changes of each kind that there are, by login as they come."""
        kinds = ((kind, [change for change in self.cohort.changes if change.kind is kind]) for kind in Shift)
        return [(kind, found) for kind, found in kinds if found]

    @cached_property
    def changed(self) -> frozenset[Login]:
        return frozenset(change.login for change in self.cohort.changes)

    @cached_property
    def checked(self) -> frozenset[Login]:
        """Who has a section of their own on the page."""
        return frozenset(report.contributor.login for report in self.cohort.reports)

    @property
    def tables(self) -> list[Table]:
        """The matrix, a tier at a time: who was looked at for it, and how far they are in each of its criteria."""
        numbered = list(enumerate(self.cohort.matrix.columns))
        return [
            self._table([place for place, _ in columns])
            for _, columns in groupby(numbered, key=lambda column: column[1].tier)
        ]

    def _table(self, places: list[int]) -> Table:
        columns = [self.cohort.matrix.columns[place] for place in places]
        rows = [
            (row, [self._shown(row, self.cohort.matrix.columns[place], row.cells[place]) for place in places])
            for row in self.cohort.matrix.rows
        ]
        return Table(
            tier=columns[0].tier,
            title=columns[0].tier_title,
            criteria=[column.title for column in columns],
            rows=[(row, cells) for row, cells in rows if any(cells)],
        )

    def _shown(self, row: Row, column: Column, cell: Cell | None) -> Shown | None:
        """A cell as the person's own section says it: what was only counted is not called met."""
        if cell is None:
            return None
        finding = self._findings.get((row.login, column.tier, cell.scope, column.criterion))
        return Shown(
            sign=marks.of(finding) if finding else marks.outcome(cell.outcome),
            word=words.verdict(finding) if finding else cell.outcome.words,
            number=words.progress(cell),
        )

    @cached_property
    def _findings(self) -> Mapping[tuple[Login, str, Scope, str], Finding]:
        return {
            (report.contributor.login, result.tier, result.scope, finding.id): finding
            for report in self.cohort.reports
            for result in report.readiness
            for finding in result.criteria
        }

    @property
    def not_looked_at(self) -> list[Row]:
        """Who was looked at for no tier at all."""
        return [row for row in self.cohort.matrix.rows if not any(row.cells)]

    @property
    def tiers(self) -> dict[str, str]:
        """Titles of the tiers that anybody was looked at for, from below."""
        looked_at = {result.tier for report in self.cohort.reports for result in report.readiness}
        rungs = (rung for report in self.cohort.reports for rung in report.standing.ladder)
        return {rung.tier: rung.title for rung in rungs if rung.tier in looked_at}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Titles of all tiers."""
        return {rung.tier: rung.title for report in self.cohort.reports for rung in report.standing.ladder}

    def aim(self, member: Member) -> str:
        """What somebody aims at, in words; empty where the cohort's file does not say."""
        tier = self.titles.get(member.tier, member.tier) if member.tier else ""
        places = ", ".join(map(str, member.scopes))
        return f"{tier} in {places}" if tier and places else tier or places

    @property
    def groups(self) -> list[GroupSuggestion]:
        """Each group that is suggested to anybody, once, by title."""
        found = {group.id: group for report in self.cohort.reports for group in report.groups.suggested}
        return sorted(found.values(), key=lambda group: group.title)

    @property
    def archived(self) -> list[ArchivedGroup]:
        found = {group.id: group for report in self.cohort.reports for group in report.groups.archived}
        return sorted(found.values(), key=lambda group: group.id)

    @property
    def initiatives(self) -> list[Initiative]:
        found = {one.url: one for report in self.cohort.reports for one in report.groups.initiatives}
        return list(found.values())

    @property
    def resources(self) -> list[Resource]:
        """What is suggested to anybody to read, once."""
        found = {one.url: one for report in self.cohort.reports for one in report.orientation}
        return list(found.values())

    @property
    def rules(self) -> list[str]:
        """The rules by which people were judged: one ladder, as a rule."""
        ladders = dict.fromkeys(report.ladder for report in self.cohort.reports)
        return [f"Rules: {one.name} ({one.source}), as of {one.rules_as_of}." for one in ladders]

    def done(self, report: Report) -> Iterator[str]:
        """What somebody has read or done, by their own word."""
        for one in report.orientation:
            if one.done:
                yield one.title
            else:
                yield from (part.title for part in one.parts if part.done)
