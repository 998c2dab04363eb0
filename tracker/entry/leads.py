"""From options to what answers leads: who is ready in a place, how a place is looked after."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tracker.checker import Checker
from tracker.checker.candidate_groups import owners_tiers
from tracker.entry.connect import Caller, addresses, source_for
from tracker.entry.moments import Since
from tracker.entry.options import Options
from tracker.entry.token import sign_in
from tracker.entry.words import one_of
from tracker.errors import SourceError, TokenError, UsageError
from tracker.facts.scopes import Scope
from tracker.ladder import Ladder
from tracker.sources.base import RepositorySource
from tracker.sources.kubernetes.git_command import GitError
from tracker.sources.kubernetes.merged_numbers import merged_numbers

#: What the options mean: for which moment, of what was asked for and now.
MomentOf = Callable[[datetime | None, datetime], datetime]


@dataclass(frozen=True, kw_only=True)
class Lead:
    """What answers a lead about a repository: since when its work is looked at, by which rules, with what."""

    checker: Checker
    source: RepositorySource
    since: datetime


def lead_for(
    repo: str, time: Since, rules: tuple[Ladder, str], asked: tuple[Options, Caller], moment_of: MomentOf
) -> Lead:
    """The means to answer about a repository: its work since a ``time``, by ``rules`` and where these are from.

    Raises:
        UsageError: a time that cannot be meant.
        TokenError: there is no token, and without one nobody can read a repository's pull requests.
    """
    options, caller = asked
    source = source_for(options, caller)
    if not isinstance(source, RepositorySource):
        host = addresses(caller.environment, options["api_url"]).api_host
        raise TokenError("a repository's pull requests cannot be read without a token", hint=sign_in(host))
    as_of = options["as_of"] if isinstance(options["as_of"], datetime) else None
    as_of = moment_of(as_of, _now(source, repo))
    checker = Checker(source=source, ladder=rules[0], as_of=as_of, rules_from=rules[1], openings=False)
    return Lead(checker=checker, source=source, since=time.before(as_of))


def _now(source: RepositorySource, repo: str) -> datetime:
    """Now; for a source that asks nobody, as late as what it has of the repository goes."""
    from tracker.sources.github.offline import OfflineSource  # noqa: PLC0415 - only one of the sources is needed

    read_at = source.repository_read_at(repo) if isinstance(source, OfflineSource) else None
    return read_at or datetime.now(UTC)


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


def numbers_in(clone: Path | None, scope: Scope, lead: Lead, caller: Caller) -> frozenset[int] | None:
    """The pull requests that changed a directory, by a clone's history; None without a clone.

    Raises:
        SourceError: the clone cannot be read.
    """
    if clone is None:
        return None
    try:
        return merged_numbers(clone, scope.path, lead.since, caller.environment)
    except GitError as error:
        hint = "Name a full clone of the repository, or leave out --clone."
        raise SourceError(f"the clone cannot be read: {error.message}", hint=hint) from error
