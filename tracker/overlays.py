"""Rules that differ in some place: of one repository, of one group."""

from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import Field

from tracker.criteria import AnyCriterion
from tracker.criteria.base import RuleSource
from tracker.criteria.definitions import Repository
from tracker.facts.scopes import Scope
from tracker.strict import Strict

Directory = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+/[A-Za-z0-9_.-]+:[^\s/][^\s]*$")]


class AppliesTo(Strict):
    """Where an overlay changes the rules: a scope that lies in any of these, or a person of whom one is attested."""

    orgs: tuple[str, ...] = ()
    repositories: tuple[Repository, ...] = ()
    directories: tuple[Directory, ...] = ()
    """``owner/repo:path``"""
    groups: tuple[str, ...] = ()
    subprojects: tuple[Annotated[str, Field(pattern=r"^[a-z0-9-]+/[^/]+$")], ...] = ()
    """``sig-network/gateway-api``"""
    attested: tuple[str, ...] = ()
    """Criteria: whoever has one of them attested, wherever the tier is."""

    def holds(self, scope: Scope) -> bool:
        """Whether a scope lies in one of the places; names compare without case, as on GitHub."""
        org, repo = (scope.org or "").lower(), (scope.repo or "").lower()
        return (
            org in map(str.lower, self.orgs)
            or repo in map(str.lower, self.repositories)
            or scope.group in self.groups
            or f"{scope.group}/{scope.subproject}" in self.subprojects
            or any(directory.repo == repo and directory.holds(scope.path) for directory in self._directories)
        )

    @cached_property
    def _directories(self) -> tuple[Scope, ...]:
        """Repositories in lower case, paths as they are."""
        parts = (directory.partition(":") for directory in self.directories)
        return tuple(Scope.directory(repo.lower(), path) for repo, _, path in parts)


class Overlay(Strict):
    """Rules of a tier that differ in some place: criteria replaced (same id), added, or taken out."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    tier: str
    applies_to: AppliesTo
    source: RuleSource
    criteria: tuple[AnyCriterion, ...] = ()
    without: tuple[str, ...] = ()
    in_force_from: date | None = None
    in_force_until: date | None = None

    def apply(self, criteria: tuple[AnyCriterion, ...], day: date) -> tuple[AnyCriterion, ...]:
        """A tier's criteria of a day as they are where this overlay applies."""
        own = {criterion.id: criterion for criterion in self.criteria if criterion.in_force(day)}
        kept = tuple(own.pop(c.id, c) for c in criteria if c.id not in self.without)
        return (*kept, *own.values())
