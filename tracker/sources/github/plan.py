"""Who a login is and how much there is to read: the first question, for one point."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from tracker.errors import AccountError, SourceError
from tracker.facts import Query
from tracker.facts.people import Contributor, Login
from tracker.sources.github import translate
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.documents import counting
from tracker.sources.github.issues import IssueRecord, issue_records
from tracker.sources.github.replies import Answer, refusal_in
from tracker.sources.github.searches import (
    ADVANCED,
    PLAIN,
    Dialect,
    Family,
    Search,
    everywhere,
    membership_requests,
    searches,
)

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to read about one person: for each family its searches, only those that find something, and their sum.

    ``until`` is the last day of the search (ISO 8601), None for today. ``hidden`` says why search may not know the
    person. ``requests`` are the membership requests, None where nobody asked for them.
    """

    contributor: Contributor
    dialect: Dialect
    until: str | None
    searches: Mapping[Family, tuple[Search, ...]]
    totals: Mapping[Family, int]
    hidden: str | None = None
    requests: tuple[IssueRecord, ...] | None = None


def read_plan(client: GitHubClient, query: Query, requests_repo: str | None = None) -> Plan:
    """Ask for the plan, again where GitHub's search turns out to need other words.

    Raises:
        AccountError: nobody has this login, or nobody who can be on a ladder.
        SourceError, TokenError: from the client.
    """
    refuse_bot(query)
    now = datetime.fromtimestamp(client.settings.patience.now(), tz=UTC)
    until = query.as_of.astimezone(UTC).date().isoformat() if now - query.as_of > _A_DAY else None
    planner = _Planner(client=client, query=query, until=until, requests_repo=requests_repo)
    with translate.understanding():
        return planner.plan()


def refuse_bot(query: Query) -> None:
    """Say politely that a bot is on no ladder, before anybody is asked.

    Raises:
        AccountError: the login is a bot's.
    """
    if query.login in query.bots or query.login.name.endswith("[bot]"):
        raise AccountError(f"{query.login} is a bot", hint="The ladder is for people; give a person's login.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planner:
    client: GitHubClient
    query: Query
    until: str | None
    requests_repo: str | None
    dialect: Dialect = ADVANCED

    def plan(self) -> Plan:
        searches_ = self._searches(self.dialect)
        answer = self._ask(searches_)
        if _unknown_search_type(answer, self.dialect):
            return replace(self, dialect=PLAIN).plan()
        contributor = self._contributor(answer)
        if contributor.login != self.query.login:  # GitHub followed a rename; its search does not
            return replace(self, query=replace(self.query, login=contributor.login)).plan()
        if self.dialect.operators and not self._operators_work(answer):
            return replace(self, dialect=replace(self.dialect, operators=False)).plan()
        return self._made(answer, contributor, searches_)

    def _searches(self, dialect: Dialect) -> dict[str, tuple[Family, Search]]:
        """Every search, by the alias under which it is counted."""
        query = self.query
        found = [
            (family, search)
            for family in Family
            for search in searches(family, query.login, orgs=query.orgs, dialect=dialect, until=self.until)
        ]
        return {f"s{index}": pair for index, pair in enumerate(found)}

    def _parts(self) -> dict[str, str]:
        """Each organization's own count, by alias: together they must give what the joined search counts."""
        plain = replace(self.dialect, operators=False)
        own = searches(Family.AUTHORED, self.query.login, orgs=self.query.orgs, dialect=plain, until=self.until)
        return {f"o{index}": search.text for index, search in enumerate(own)} if self.dialect.operators else {}

    def _ask(self, searches_: Mapping[str, tuple[Family, Search]]) -> Answer:
        login = self.query.login
        texts = {alias: search.text for alias, (_, search) in searches_.items()} | self._parts()
        requests = membership_requests(login, self.requests_repo) if self.requests_repo else ""
        variables: dict[str, object] = {
            "type": self.dialect.type,
            "login": login.name,
            "everywhere": everywhere(login),
            "requests": requests,
            "withRequests": bool(requests),
            **texts,
        }
        question = counting("plan", texts)
        answer = self.client.graphql(question, variables)
        passing = answer.data and any(problem.passing for problem in answer.errors)
        return self.client.graphql(question, variables) if passing else answer

    def _contributor(self, answer: Answer) -> Contributor:
        contributor = translate.contributor(answer)
        if contributor is None:
            raise _no_person(answer, self.query.login)
        return contributor

    def _operators_work(self, answer: Answer) -> bool:
        """Whether the joined search counts what its parts count; asked apart where both find nothing."""
        authored = [alias for alias, (family, _) in self._searches(self.dialect).items() if family is Family.AUTHORED]
        joined, parts = _sum(answer, authored), _sum(answer, self._parts())
        if joined != parts or joined:
            return joined == parts
        took_part = [alias for alias in self._searches(self.dialect) if alias not in authored]
        return bool(_sum(answer, took_part)) or not self._anything_apart()

    def _anything_apart(self) -> bool:
        plain = replace(self.dialect, operators=False)
        texts = {alias: search.text for alias, (_, search) in self._searches(plain).items()}
        return bool(_sum(self.client.graphql(counting("counts", texts), {"type": self.dialect.type, **texts}), texts))

    def _made(self, answer: Answer, contributor: Contributor, searches_: Mapping[str, tuple[Family, Search]]) -> Plan:
        counts = {alias: translate.count(answer, alias) for alias in searches_}
        return Plan(
            contributor=contributor,
            dialect=self.dialect,
            until=self.until,
            searches={
                family: tuple(s for alias, (f, s) in searches_.items() if f is family and counts[alias] != 0)
                for family in Family
            },
            totals={
                family: sum(counts[alias] or 0 for alias, (f, _) in searches_.items() if f is family)
                for family in Family
            },
            hidden=_hidden(answer, self.query.login),
            requests=issue_records(answer) if self.requests_repo else None,
        )


def _sum(answer: Answer, aliases: Iterable[str]) -> int:
    return sum(translate.count(answer, alias) or 0 for alias in aliases)


def _unknown_search_type(answer: Answer, dialect: Dialect) -> bool:
    """Whether this GitHub does not know ISSUE_ADVANCED: older servers, and one day all of them."""
    if answer.data or dialect is PLAIN:
        return False
    return any("$type" in problem.message or "SearchType" in problem.message for problem in answer.errors)


def _no_person(answer: Answer, login: Login) -> AccountError | SourceError | Exception:
    owner = translate.owner_type(answer)
    if owner == "Organization":
        return AccountError(f"{login} is an organization", hint="Give the login of one of its people.")
    others = [problem for problem in answer.errors if problem.type != "NOT_FOUND"]
    if others or not answer.errors:
        text = translate.reason(answer)
        return refusal_in(text) or SourceError(f"GitHub did not say who {login} is: {text}")
    return AccountError(
        f"GitHub has no account {login}",
        hint="Check the spelling; if the account was renamed, give its new login.",
    )


def _hidden(answer: Answer, login: Login) -> str | None:
    """Why search may not know this person, where the profile says more than search does."""
    profile = translate.pull_requests_of_profile(answer)
    if translate.count(answer, "everywhere") != 0 or not profile:
        return None
    return f"GitHub's search shows none of the {profile} pull requests that the profile of {login} counts"
