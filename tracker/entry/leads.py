"""What leads name on the command line: a tier, a clone."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from tracker.checker.candidate_groups import owners_tiers
from tracker.entry.words import one_of
from tracker.errors import SourceError, UsageError
from tracker.facts.scopes import Scope
from tracker.ladder import Ladder
from tracker.sources.kubernetes.git_command import GitError
from tracker.sources.kubernetes.merged_numbers import merged_numbers


def tier_of(name: str | None, ladder: Ladder) -> str:
    """The tier to find candidates for; without a name the first one that OWNERS give.

    Raises:
        UsageError: OWNERS give no tier of that name, or none at all.
    """
    tiers = [tier.id for tier in owners_tiers(ladder)]
    if not tiers:
        raise UsageError(f"{ladder.name} has no tier that an OWNERS file gives", hint="Name another ladder.")
    if name is None:
        return tiers[0]
    one_of(name, tiers, "tier of OWNERS")
    return name


def numbers_in(
    clone: Path | None, scope: Scope, since: datetime, environment: Mapping[str, str]
) -> frozenset[int] | None:
    """The pull requests that changed a directory since a moment, by a clone's history; None without a clone.

    Raises:
        SourceError: the clone cannot be read.
    """
    if clone is None:
        return None
    try:
        return merged_numbers(clone, scope.path, since, environment)
    except GitError as error:
        hint = "Name a full clone of the repository, or leave out --clone."
        raise SourceError(f"the clone cannot be read: {error.message}", hint=hint) from error
