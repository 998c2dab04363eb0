"""Asks who a login is and how much there is to read: the first question, and with it the first pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta
from itertools import islice
from typing import Self

from tracker.errors import AccountError, NothingChecked, SourceError
from tracker.facts import Query
from tracker.facts.people import Contributor, Login
from tracker.sources.github import answers
from tracker.sources.github.answers import understanding
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.documents import counting
from tracker.sources.github.plan import Plan, Watermarks, asked_about, refuse_bot
from tracker.sources.github.portions import Portions
from tracker.sources.github.replies import Answer, refusal_in
from tracker.sources.github.requests import membership_requests_in
from tracker.sources.github.searches import (
    ADVANCED,
    PLAIN,
    Asked,
    Dialect,
    Family,
    Search,
    everywhere,
    membership_requests,
)
from tracker.sources.github.together import Searches, ask_for_ids, ask_together, first_pages
from tracker.sources.github.translate import reader_for

#: What is counted for everybody, and what is read of it.
_COUNTED = (Family.AUTHORED, Family.PARTICIPATION, Family.INVOLVED)
#: Search learns of a change within minutes, and clocks differ: what changed shortly before is looked at again.
_OVERLAP = timedelta(hours=1)


def read_plan(
    client: GitHubClient,
    query: Query,
    portions: Portions | None = None,
    watermarks: Watermarks | None = None,
    known: Mapping[str, str] | None = None,
    *,
    ids: bool = False,
) -> Plan:
    """Ask for the plan, again where GitHub's search turns out to need other words.

    With ``portions`` the first pages are asked for along with it, where that is not too much at once: of what changed
    since the ``watermarks``, or of everything; with ``ids`` the ids of the same. Pages of a search that turns out not to
    be trusted are dropped with the rest of the answer. ``known`` are pull requests that were read before, with their
    repositories: whether they are still there, and public.

    Raises:
        AccountError: nobody has this login, or nobody who can be on a ladder.
        SourceError, TokenError: from the client.
    """
    with understanding():
        return replace(planner_of(client, query, watermarks, portions=portions, known=known), ids=ids).plan()


def planner_of(
    client: GitHubClient,
    query: Query,
    watermarks: Watermarks | None = None,
    *,
    dialect: Dialect = ADVANCED,
    portions: Portions | None = None,
    known: Mapping[str, str] | None = None,
) -> "Planner":
    """Who asks for a plan.

    Raises:
        AccountError: the login is a bot's.
    """
    refuse_bot(query)
    asked = asked_about(query, client.settings.patience.now(), dialect)
    return Planner(
        client=client, query=query, asked=asked, portions=portions, watermarks=watermarks or {}, known=known or {}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Planner:
    """Asks for one person's plan; or says what to ask, and makes the plan of what somebody else was told."""

    client: GitHubClient
    query: Query
    asked: Asked
    portions: Portions | None = None
    watermarks: Watermarks = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    ids: bool = False

    def plan(self) -> Plan:
        searches = self._searches()
        answer = self._ask(searches)
        if _unknown_search_type(answer, self.asked.dialect):
            return self._again(dialect=PLAIN)
        contributor = self._contributor(answer)
        if contributor.login != self.asked.login:  # GitHub followed a rename; its search does not
            return self._again(login=contributor.login)
        if self.asked.dialect.operators and not self._operators_work(answer, searches):
            return self._again(dialect=replace(self.asked.dialect, operators=False))
        return self._made(answer, contributor, searches)

    def _again(self, *, login: Login | None = None, dialect: Dialect | None = None) -> Plan:
        asked = replace(self.asked, login=login or self.asked.login, dialect=dialect or self.asked.dialect)
        return replace(self, asked=asked).plan()

    def _searches(self) -> dict[Family, dict[str, Search]]:
        """Every search, by family and by the alias under which it is counted."""
        families = [family for family in _COUNTED if family is not Family.INVOLVED or self.asked.since]
        return {
            family: {f"{family}{index}": s for index, s in enumerate(self.asked.searches(family, self.query.orgs))}
            for family in families
        }

    def _changed(self) -> dict[Family, dict[str, Search]]:
        """The searches for what changed since the last time, by family and alias."""
        found: dict[Family, dict[str, Search]] = {}
        for family, watermark in self.watermarks.items():
            since = (watermark - _OVERLAP).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            searches = self.asked.searches(family, self.query.orgs, since)
            found[family] = {f"{family}_new{index}": search for index, search in enumerate(searches)}
        return found

    def _parts(self) -> dict[str, str]:
        """Each organization's own count, by alias: together they must give what the joined search counts."""
        if not self.asked.dialect.operators:
            return {}
        parts = self._plain().asked.searches(Family.AUTHORED, self.query.orgs)
        return {f"part{index}": search.text for index, search in enumerate(parts)}

    def _plain(self) -> Self:
        return replace(self, asked=replace(self.asked, dialect=replace(self.asked.dialect, operators=False)))

    def _ask(self, searches: Searches) -> Answer:
        texts = _texts(searches) | self._parts()
        variables: dict[str, object] = {
            "type": self.asked.dialect.type,
            "withRequests": bool(self.query.requests_repository),
            "known": list(self.known),
            "withKnown": bool(self.known),
            **self._about(),
            **texts,
        }
        if self.portions and (together := self._together(self.portions, searches, variables)):
            return together
        if self.ids and (together := self._with_ids(variables)):
            return together
        question = counting("plan", texts)
        answer = self.client.graphql(question, variables)
        passing = answer.data and any(problem.passing for problem in answer.errors)
        return self.client.graphql(question, variables) if passing else answer

    def _about(self) -> dict[str, str]:
        """What is asked about the person beside their work."""
        login, repo = self.asked.login, self.query.requests_repository
        return {
            "login": login.name,
            "everywhere": everywhere(login),
            "requests": membership_requests(login, repo, self.query.requests_title) if repo else "",
        }

    def texts(self) -> dict[str, str]:
        """Every search, by alias: for what there is, and for what changed."""
        return _texts(self._searches()) | _texts(self._changed())

    def paged(self) -> frozenset[str]:
        """The aliases of the searches whose results are read first: what changed, or else everything."""
        changed = self._changed()
        first = [found for family, found in self._searches().items() if family not in {*changed, Family.INVOLVED}]
        return frozenset(alias for found in (*changed.values(), *first) for alias in found)

    def variables(self) -> dict[str, str]:
        """The values of a question about this person."""
        return self._about() | self.texts()

    def made_of(self, answer: Answer) -> "Plan | Planner":
        """The plan in an answer; or who has to ask anew, since the person has another login now.

        Raises:
            AccountError, SourceError: there is no such person, or GitHub did not say.
        """
        contributor = self._contributor(answer)
        if contributor.login != self.asked.login:
            return replace(self, asked=replace(self.asked, login=contributor.login))
        return self._made(answer, contributor, self._searches())

    def _together(self, portions: Portions, searches: Searches, variables: Mapping[str, object]) -> Answer | None:
        """The plan with pages: of what changed, and of families that were never read."""
        changed = self._changed()
        pages = {family: found for family, found in changed.items() if found}
        pages |= {f: dict(islice(found.items(), 1)) for f, found in searches.items() if f not in changed}
        texts = _texts(changed)
        return ask_together(self.client, portions, pages, {**variables, **texts}, [*_texts(searches), *self._parts()])

    def _with_ids(self, variables: Mapping[str, object]) -> Answer | None:
        """The plan with the ids of what changed, or of everything."""
        texts = self.texts()
        return ask_for_ids(self.client, self.paged(), {**variables, **texts}, [*texts, *self._parts()])

    def _contributor(self, answer: Answer) -> Contributor:
        contributor = answers.contributor(answer)
        if contributor is None:
            raise _no_person(answer, self.asked.login)
        return contributor

    def _operators_work(self, answer: Answer, searches: Searches) -> bool:
        """Whether the joined search counts what its parts count; asked apart where both find nothing."""
        joined, parts = _sum(answer, searches[Family.AUTHORED]), _sum(answer, self._parts())
        if joined != parts or joined:
            return joined == parts
        return bool(_sum(answer, searches[Family.PARTICIPATION])) or not self._plain().finds_anything()

    def finds_anything(self) -> bool:
        """Whether these searches find anything at all."""
        texts = _texts(self._searches())
        answer = self.client.graphql(counting("counts", texts), {"type": self.asked.dialect.type, **texts})
        return bool(_sum(answer, texts))

    def _made(self, answer: Answer, contributor: Contributor, searches: Searches) -> Plan:
        reader = reader_for(self.query, contributor.login)
        work: Searches = {family: found for family, found in searches.items() if family is not Family.INVOLVED}
        involved = [answers.count(answer, alias) for alias in searches.get(Family.INVOLVED, ())]
        return Plan(
            contributor=contributor,
            asked=self.asked,
            searches={
                family: tuple(search for alias, search in found.items() if answers.count(answer, alias) != 0)
                for family, found in work.items()
            },
            empty={
                family: tuple(search for alias, search in found.items() if answers.count(answer, alias) == 0)
                for family, found in work.items()
            },
            totals={family: _sum(answer, found) for family, found in work.items()},
            involved=sum(filter(None, involved)) if involved and None not in involved else None,
            requests=membership_requests_in(answer, reader) if self.query.requests_repository else None,
            hidden=_hidden(answer, contributor.login),
            told=frozenset(f for f, found in work.items() if all(answers.count(answer, a) is not None for a in found)),
            changed={family: tuple(found.values()) for family, found in self._changed().items()},
            pages=first_pages(answer, [*work.values(), *self._changed().values()]),
            gone=answers.not_there(answer, self.known),
        )


def _texts(searches: Searches) -> dict[str, str]:
    return {alias: search.text for found in searches.values() for alias, search in found.items()}


def _sum(answer: Answer, aliases: Iterable[str]) -> int:
    return sum(answers.count(answer, alias) or 0 for alias in aliases)


def _unknown_search_type(answer: Answer, dialect: Dialect) -> bool:
    """Whether this GitHub does not know ISSUE_ADVANCED: older servers, and one day all of them."""
    if answer.data or dialect is PLAIN:
        return False
    return any("$type" in problem.message or "SearchType" in problem.message for problem in answer.errors)


def _no_person(answer: Answer, login: Login) -> NothingChecked:
    owner = answers.owner_type(answer)
    if owner == "Organization":
        return AccountError(f"{login} is an organization", hint="Give the login of one of its people.")
    others = [problem for problem in answer.errors if problem.type != "NOT_FOUND"]
    if others or not answer.errors:
        text = answers.reason(answer)
        return refusal_in(text) or SourceError(f"GitHub did not say who {login} is: {text}", hint="Try again later.")
    return AccountError(
        f"GitHub has no account {login}",
        hint="Check the spelling; if the account was renamed, give its new login.",
    )


def _hidden(answer: Answer, login: Login) -> str | None:
    """Why search may not know this person, where the profile says more than search does."""
    profile = answers.pull_requests_of_profile(answer)
    if answers.count(answer, "everywhere") != 0 or not profile:
        return None
    return f"GitHub's search shows none of the {profile} pull requests that the profile of {login} counts"
