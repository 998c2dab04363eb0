"""What is known of somebody before their work is read, and which searches find that; or why they are not checked."""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import UTC, datetime, timedelta

from tracker.errors import AccountError, NothingChecked, SourceError
from tracker.facts import Gap, Kind, Query
from tracker.facts.people import Contributor, Login
from tracker.facts.requests import MembershipRequest, RequestState
from tracker.record import record
from tracker.sources.github.searches import ADVANCED, Asked, Dialect, Family, Page, Search

#: The kinds of evidence that are made of pull requests as search finds them.
WORK = (Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS)


@record
class Plan:
    """What to read about one person.

    ``searches`` find the work of each family; ``empty`` are the terms of those that find nothing, and ``totals`` how
    much there is (0 where GitHub did not say; ``told`` are the families of which it said everything). ``changed`` are
    the searches for what was changed since somebody was read before. ``involved`` is ``Facts.recently_involved``,
    ``requests`` are the membership requests, each None where nobody asked or GitHub did not say (``requests_unknown``
    is why). ``hidden`` says why search may not know the person, and ``unseen`` that it found nothing of theirs
    anywhere, so that this is still to be asked. ``put_off`` says that ``involved`` is still to be asked. ``pages``
    holds the pages of ids that came with the plan, by the text of their search. ``gone`` are the ids of pull requests
    that are not in the public repository any more in which they were read.
    """

    contributor: Contributor
    asked: Asked
    searches: Mapping[Family, tuple[Search, ...]]
    totals: Mapping[Family, int]
    empty: frozenset[str] = frozenset()
    involved: int | None = None
    put_off: bool = False
    requests: tuple[MembershipRequest, ...] | None = None
    requests_unknown: str = "GitHub did not say"
    hidden: str | None = None
    unseen: bool = False
    told: frozenset[Family] = frozenset()
    changed: Mapping[Family, tuple[Search, ...]] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()

    def without_witness(self, reason: str) -> "Plan":
        """The same where it is not certain that search knows the person: nothing that it did not find is known."""
        return replace(self, hidden=reason, involved=None, put_off=False, requests=None, requests_unknown=reason)

    def reconciled(self, family: Family) -> "Plan":
        """The same once it was wondered whether a family adds up: nobody wonders again."""
        return replace(self, told=self.told - {family})

    def gaps(self, query: Query) -> Iterator[Gap]:
        """What is not known beside work, of what a query asks for: requests, and how much involves the person.

        And all, where search may not know the person.
        """
        if query.requests_repository and self.requests is None:
            yield Gap(kind=Kind.REQUESTS, reason=self.requests_unknown, effect="a request may be missing")
        for request in self.requests or ():
            if request.state is RequestState.OPEN and not request.comments_complete:
                reason = f"not all comments on request #{request.number} were read"
                yield Gap(kind=Kind.REQUESTS, reason=reason, effect="a sponsor's answer may be missing")
        if query.seen_since and self.involved is None and not self.hidden:
            yield not_counted(self.contributor.login)
        if self.hidden:
            for kind in WORK:
                yield Gap(kind=kind, reason=self.hidden, effect="nothing can be counted")


def not_counted(login: Login) -> Gap:
    """That it is not known how much involves somebody."""
    reason = f"how many issues and pull requests involve {login} was not read"
    return Gap(kind=Kind.ACCOUNT, reason=reason, effect="inactivity is not certain")


@record
class Proof:
    """What a plan's answers say of the GitHub that gave them.

    In these ``families`` joined searches can be trusted, and it is ``sure`` that it wants to be asked as the plan was;
    ``canary`` is the id of a settled public pull request, if any.
    """

    families: frozenset[Family] = frozenset()
    canary: str | None = None
    sure: bool = True


#: Until when each family of somebody's work was read before.
Watermarks = Mapping[Family, datetime]


def asked_about(query: Query, now: datetime, dialect: Dialect = ADVANCED) -> Asked:
    """What is asked about the person of a query."""
    return Asked(login=query.login, until=last_day(query, now), since=since_day(query), dialect=dialect)


def last_day(query: Query, now: datetime) -> str | None:
    """The last day to search for (ISO 8601); None where that is today."""
    if now - query.as_of <= timedelta(days=1):
        return None
    return query.as_of.astimezone(UTC).date().isoformat()


def since_day(query: Query) -> str | None:
    """The first day on which somebody active is seen (ISO 8601), where the query has one."""
    return query.seen_since.astimezone(UTC).date().isoformat() if query.seen_since else None


# -- why somebody is not checked, as errors that say it to a person --------------------------------------


def no_account(login: Login) -> AccountError:
    """GitHub knows nobody of that name."""
    hint = "Check the spelling; if the account was renamed, give its new login."
    return AccountError(f"GitHub has no account {login}", hint=hint)


def an_organization(login: Login) -> AccountError:
    """The name is not a person's."""
    return AccountError(f"{login} is an organization", hint="Give the login of one of its people.")


def a_bot(login: Login) -> AccountError:
    """A bot is on no ladder."""
    return AccountError(f"{login} is a bot", hint="The ladder is for people; give a person's login.")


def refuse_bot(query: Query) -> None:
    """Before anybody is asked.

    Raises:
        AccountError: the login is a bot's.
    """
    if query.login in query.bots or query.login.name.endswith("[bot]"):
        raise a_bot(query.login)


def not_reached(error: NothingChecked | None) -> NothingChecked:
    """Why somebody was not read: what had put an end to all reading."""
    if error is None:
        return SourceError("not reached")
    return SourceError(f"not reached: {error.message}", hint=error.hint)
