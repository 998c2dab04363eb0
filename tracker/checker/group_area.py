"""Looks at all that a group of sigs.yaml owns, as its leads do when they write the annual report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from functools import cached_property

from tracker.advice.emeritus import Parse
from tracker.advice.lead_drift import lead_drift, leads_of, subproject_leads
from tracker.assess import ladder_ref
from tracker.assess.area import AreaView
from tracker.assess.paperwork import discreet_change
from tracker.assess.taking_part import TakingPart
from tracker.checker import Checker, Progress, community_files
from tracker.checker.contributors import repository_query
from tracker.errors import SourceError, TokenError, UsageError
from tracker.facts import Community, CommunityQuery, Gap, Kind
from tracker.facts.groups import Group, Subproject
from tracker.facts.owners import Role
from tracker.facts.owners_build import ALIASES_PATH
from tracker.facts.owners_links import OwnersFileLink
from tracker.facts.repository_work import RepositoryWork
from tracker.facts.scopes import Scope
from tracker.findings.group_area import Disagreement, GroupArea, OwnersRow
from tracker.findings.report import Data
from tracker.ladder import Ladder
from tracker.sources.base import RepositorySource


@dataclass(frozen=True, kw_only=True)
class GroupSurveyor:
    """Looks at a group since a moment; ``parse`` finds keys in YAML, ``told`` hears how far the reading is."""

    checker: Checker
    source: RepositorySource
    group: str
    since: datetime
    parse: Parse
    told: Progress = lambda *_: None

    def survey(self) -> GroupArea:
        """The group.

        Raises:
            UsageError: sigs.yaml lists no such group; the hint names the nearest.
            SourceError: sigs.yaml could not be read.
        """
        before = self.source.cost
        group = self._group()
        community = self._community(group)
        works, failed = self._works(group, community)
        return GroupArea(
            ladder=ladder_ref(self.checker.ladder, self.checker.rules_from),
            as_of=self.checker.as_of,
            since=self.since,
            group=group.id,
            title=group.title,
            url=group.url,
            leads=leads_of(group, self.checker.ladder.left_out),
            rows=tuple(_Rows(community, works, failed, self.checker.ladder).of(group)),
            disagreements=tuple(map(self._naming_nobody, self._disagreements(group, community))),
            not_compared=tuple(_not_compared(community)),
            data=Data(
                gaps=tuple(self._gaps(works)),
                source="github",
                host=next((work.host for work in works.values()), ""),
                fetched_at=min((work.fetched_at for work in works.values()), default=self.checker.as_of),
                cost=self.source.cost - before,
                notes=self.checker.of_today("sigs.yaml, teams and OWNERS files"),
            ),
        )

    def _disagreements(self, group: Group, community: Community) -> Iterator[Disagreement]:
        yield from lead_drift(group, community.layouts, self.parse, self.checker.ladder.left_out)
        yield from subproject_leads(group, community, self.checker.ladder.left_out)

    def _group(self) -> Group:
        community = self.checker.source.community(CommunityQuery(org_files={}, groups_file=self._groups_file))
        groups, gap = community.groups, community.gap(Kind.GROUPS)
        if groups is None:
            why = gap.reason if gap else f"{self._groups_file or 'sigs.yaml'} could not be read"
            raise SourceError(why, hint="Where it was offline, run it without --offline once; else again later.")
        if found := groups.group(self.group):
            return found
        near = get_close_matches(self.group.casefold(), list(groups.by_id), n=1, cutoff=0.5)
        hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(groups.by_id)}."
        raise UsageError(f"sigs.yaml has no group {self.group!r}", hint=hint)

    @property
    def _groups_file(self) -> str | None:
        return self.checker.ladder.files.groups_file

    def _community(self, group: Group) -> Community:
        paths: dict[str, frozenset[str] | None] = {}
        for link in _links(group):
            paths[link.repo] = (paths.get(link.repo) or frozenset()) | {link.directory}
        query = replace(community_files(self.checker.ladder), paths=paths, layouts=self._files(group))
        return self.checker.source.community(query)

    def _files(self, group: Group) -> frozenset[str]:
        """Files that may hold a list of the group's leads, or of a subproject's."""
        files = self.checker.ladder.files
        home = (files.groups_file or "").partition(":")[0]
        found = {f"{repo}:{ALIASES_PATH}" for repo in (home, *(link.repo for link in _links(group))) if repo}
        led = (link for one in group.subprojects if one.leads for link in one.owners if not link.maintainers)
        found |= {f"{link.repo}:{link.path}" for link in led}
        org_files = community_files(self.checker.ladder).org_files.values()
        folders = (name.rpartition("/")[0] for name in org_files)
        return frozenset(found | {f"{folder}/{group.id}/teams.yaml" for folder in folders})

    def _works(self, group: Group, community: Community) -> tuple[dict[str, RepositoryWork], dict[str, str]]:
        """What was done in each of the group's repositories, and why that of others is not known."""
        works: dict[str, RepositoryWork] = {}
        failed: dict[str, str] = {}
        for repo in sorted({link.repo for link in _links(group)}):
            tree = community.owners.get(repo)
            if tree is None:
                gap = community.gap(Kind.OWNERS, repo)
                failed[repo] = gap.reason if gap else "its OWNERS could not be read"
                continue
            query = repository_query(self.checker.ladder, tree.repo, self.since, self.checker.as_of)
            try:
                works[repo] = self.source.repository(query, self.told)
            except (SourceError, TokenError) as error:
                failed[repo] = error.message
        return works, failed

    @staticmethod
    def _gaps(works: dict[str, RepositoryWork]) -> Iterator[Gap]:
        for work in works.values():
            yield from work.gaps

    def _naming_nobody(self, found: Disagreement) -> Disagreement:
        """The same without a diff in whose lines somebody stands who asked to be left out."""
        return replace(found, change=discreet_change(found.change, self.checker.ladder))


def _not_compared(community: Community) -> Iterator[str]:
    """Files that could not be read, or not understood, with the reason."""
    odd = {name: one.problem for name, one in community.layouts.items() if one.problem}
    yield from (f"{name}: {why}" for name, why in sorted({**community.layouts_unread, **odd}.items()))


def _links(group: Group) -> list[OwnersFileLink]:
    return [link for subproject in group.subprojects for link in subproject.owners]


@dataclass(frozen=True)
class _Rows:
    """The table: a row for each OWNERS file of each subproject."""

    community: Community
    works: Mapping[str, RepositoryWork]
    failed: Mapping[str, str]
    ladder: Ladder

    def of(self, group: Group) -> Iterator[OwnersRow]:
        for subproject in group.subprojects:
            yield from (self._row(subproject, link) for link in subproject.owners)

    def _row(self, subproject: Subproject, link: OwnersFileLink) -> OwnersRow:
        view = self._views.get(link.repo)
        place = view.place(link.directory) if view else None
        roles = {(one.role, one.login) for one in place.entries} if place else set()
        known = link.repo in self.works and place is not None
        return OwnersRow(
            subproject=subproject.name,
            scope=link.scope,
            url=link.url,
            reviewers=sum(role == Role.REVIEWER for role, _ in roles) if place else None,
            approvers=sum(role == Role.APPROVER for role, _ in roles) if place else None,
            active=len(place.active) if place and known else None,
            merged=place.changes if place and known else None,
            unknown=self._unknown(link.repo),
        )

    @cached_property
    def _views(self) -> Mapping[str, AreaView]:
        """The repositories whose work was read, each with its OWNERS."""
        found = ((repo, self.community.owners.get(repo), work) for repo, work in self.works.items())
        return {
            repo: AreaView(
                tree,
                TakingPart(work, self.ladder.definitions),
                Scope.directory(tree.repo),
                self.ladder.left_out,
                in_part=self._unknown(repo) is not None,
            )
            for repo, tree, work in found
            if tree
        }

    def _unknown(self, repo: str) -> str | None:
        """Why something of a repository is not known; None where all is."""
        gap = self.community.gap(Kind.OWNERS, repo)
        gaps = (*([gap] if gap else []), *(self.works[repo].gaps if repo in self.works else ()))
        return self.failed.get(repo) or next((one.reason for one in gaps), None)
