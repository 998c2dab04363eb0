"""What a cohort's page says of everybody together. It counts nothing and orders nothing that the cohort has not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from tracker.facts.people import Login
from tracker.findings import Change, Cohort, GroupSuggestion, Initiative, Member, Report, Resource, Shift


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
    def spans(self) -> list[tuple[str, int]]:
        """The tiers over the columns of the matrix: their titles, and how many columns each has."""
        tiers = groupby(self.cohort.matrix.columns, key=lambda column: (column.tier, column.tier_title))
        return [(title, len(list(columns))) for (_, title), columns in tiers]

    @property
    def firsts(self) -> frozenset[int]:
        """The columns with which a tier begins."""
        return frozenset(sum(count for _, count in self.spans[:place]) for place in range(len(self.spans)))

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
