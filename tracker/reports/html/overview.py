"""What a cohort's page says of everybody together. It counts nothing and orders nothing that the cohort has not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tracker.facts.people import Login
from tracker.findings.attention import Topic
from tracker.findings.cohort import Change, Cohort, Row, Shift
from tracker.findings.groups import ArchivedGroup, GroupSuggestion, Initiative, Resource
from tracker.findings.report import Report
from tracker.reports import cohort_words, words
from tracker.reports.contents import cohort as contents
from tracker.reports.contents import week
from tracker.reports.document import Table


@dataclass(frozen=True)
class Overview:
    """Views of a cohort for the templates."""

    cohort: Cohort

    @cached_property
    def names(self) -> Mapping[str, Login]:
        """Who has a section of their own, by the login as it is written."""
        return {login.name: login for login in self.checked}

    @property
    def week(self) -> list[tuple[Topic, list[week.Line]]]:
        """What deserves attention, by topic."""
        return week.topics(self.cohort)

    @property
    def everybody(self) -> Table:
        """Where each stands and what comes next: a row for each report, in their order."""
        return contents.everybody(self.cohort, wide=True)

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
    def not_looked_at(self) -> list[Row]:
        """Who was looked at for no tier at all."""
        return [row for row in self.cohort.matrix.rows if not any(row.cells)]

    @property
    def tiers(self) -> dict[str, str]:
        """Titles of the tiers that anybody was looked at for, from below."""
        looked_at = {result.tier for report in self.cohort.reports for result in report.readiness}
        return {tier: title for tier, title in self.titles.items() if tier in looked_at}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Titles of all tiers."""
        return cohort_words.tiers(self.cohort)

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
        return list(dict.fromkeys(words.rules(report.ladder) for report in self.cohort.reports))

    def done(self, report: Report) -> Iterator[str]:
        """What somebody has read or done, by their own word."""
        return (title for one in report.orientation for title in _done(one))


def _done(resource: Resource) -> Iterator[str]:
    if resource.done:
        yield resource.title
    else:
        yield from (title for part in resource.parts for title in _done(part))
