"""Everybody who took part in a directory lately: whom an entry of a cohort's file stands for."""

from datetime import UTC, datetime, time

from tracker.assess.taking_part import TakingPart
from tracker.criteria.tenure import add_months
from tracker.facts.people import Login
from tracker.facts.repository_work import RepositoryQuery
from tracker.facts.scopes import Scope
from tracker.ladder import Ladder
from tracker.sources.base import RepositorySource

#: Months that are looked back on.
MONTHS = 12


def repository_query(ladder: Ladder, repo: str, since: datetime, as_of: datetime) -> RepositoryQuery:
    """What to read of a repository by a ladder's rules."""
    return RepositoryQuery(
        repo=repo,
        orgs=ladder.orgs,
        since=since,
        as_of=as_of,
        excluded_repos=ladder.definitions.excluded_repositories,
        bots=ladder.definitions.bots.keys,
        left_out=ladder.left_out,
    )


def contributors(
    source: RepositorySource, scope: Scope, ladder: Ladder, as_of: datetime
) -> tuple[tuple[Login, ...], str | None]:
    """Everybody who opened, merged or reviewed something in a directory in 12 months, and why that may not be all.

    Raises:
        SourceError, TokenError: nothing of the repository could be read.
    """
    since = datetime.combine(add_months(as_of.date(), -MONTHS), time(), UTC)
    read = source.repository(repository_query(ladder, str(scope.repo), since, as_of), lambda *_: None)
    people = TakingPart(read, ladder.definitions).inside(scope)
    nobody = None if people else "nobody took part there in 12 months"
    return tuple(sorted(people)), next((gap.reason for gap in read.gaps), nobody)
