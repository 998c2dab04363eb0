"""Asks who people are and how much there is to read: the first questions, and with them the first pages of ids."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime

from tracker.errors import NothingChecked, SourceError
from tracker.facts import Query
from tracker.facts.people import Contributor, Login
from tracker.facts.prose import counted
from tracker.facts.requests import MembershipRequest
from tracker.record import record
from tracker.sources.github.api import answers
from tracker.sources.github.api.answers import page, understood
from tracker.sources.github.api.question import LOOKUP, SEARCH, Question, Result, Results, search_question
from tracker.sources.github.api.verdicts import refusal_in
from tracker.sources.github.first_contact import canary_in, canary_questions
from tracker.sources.github.gather.families import COUNTED, FamilySearches, sum_of
from tracker.sources.github.gather.plan import Plan, Proof, Watermarks, an_organization, no_account
from tracker.sources.github.records import Reader, reader_for
from tracker.sources.github.requests.records import membership_requests_in
from tracker.sources.github.searches import (
    PLAIN,
    Asked,
    Family,
    Page,
    everywhere,
    membership_requests,
)

#: Membership requests that are read of a person, the newest first.
_REQUESTS = 5


@record
class Planner:
    """One person's first questions, and the plan that the answers make.

    ``known`` are pull requests that were read before, with their repositories: whether they are still there, and
    public. Of the families in ``prove`` the parts of every joined search are counted, too. Without ``profile`` it is
    not asked how many pull requests the account has anywhere, which is too much for some. ``doubted`` are joined
    searches that were asked before and did not find what their parts find: counts move while people work, so they are
    asked again. It is not ``sure`` how this GitHub wants to be asked where they failed for another reason. A ``canary``
    is looked for along with this. How much involves the person may be ``put_off``, and is still to be asked then.
    """

    query: Query
    asked: Asked
    now: datetime
    watermarks: Watermarks = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    prove: frozenset[Family] = frozenset(COUNTED)
    profile: bool = True
    doubted: bool = False
    sure: bool = True
    canary: bool = False
    put_off: bool = False

    def questions(self) -> dict[str, Question]:
        """The questions, by key."""
        login, repo = self.asked.login, self.query.requests_repository
        account = "Profile" if self.profile else "Account"
        found = {
            "user": Question(
                field=f"user(login: $login) {{ ...{account} }}", values={"login": login.name}, weight=SEARCH + LOOKUP
            ),
            "repositoryOwner": Question(
                field="repositoryOwner(login: $login) { ...OwnerKind }", values={"login": login.name}, weight=LOOKUP
            ),
            "everywhere": self._search(everywhere(login), 1, "issueCount"),
        }
        if repo:
            words = membership_requests(login, repo, self.query.requests_title)
            found["requests"] = self._search(words, _REQUESTS, "...Requests")
        if self.known:
            found["known"] = Question(
                field="nodes(ids: $ids) { ...Visible }", values={"ids": list(self.known)}, weight=LOOKUP
            )
        asked = _spread({**found, **self.work.counts(), **self.for_canary}, self.work.pages())
        return {key: replace(one, name=key) for key, one in asked.items()}

    @property
    def for_canary(self) -> dict[str, Question]:
        """The questions for a canary."""
        return (
            canary_questions(self.query.orgs[:1] if self.put_off else self.query.orgs, self.now) if self.canary else {}
        )

    @property
    def work(self) -> FamilySearches:
        """The searches for the person's work."""
        return FamilySearches(
            asked=self.asked,
            orgs=self.query.orgs,
            families=tuple(one for one in COUNTED if not (self.put_off and one is Family.INVOLVED)),
            watermarks=self.watermarks,
            prove=self.prove,
        )

    def _search(self, text: str, first: int, what: str) -> Question:
        return search_question(text, None, self.asked.dialect, first=first, what=what)

    # -- what the answers make ---------------------------------------------------------------------

    def made_of(self, results: Results) -> "Plan | Planner":
        """The plan; or who has to ask again, in other words or by another login.

        Raises:
            NothingChecked: there is no such person, or GitHub did not say.
        """
        if self.asked.dialect is not PLAIN and results["everywhere"].knows_no_type:
            return replace(self, asked=replace(self.asked, dialect=PLAIN))
        if self.profile and results["user"].in_part("pullRequests"):
            return replace(self, profile=False)
        contributor = _contributor_of(results, self.asked.login)
        if contributor.login != self.asked.login:  # GitHub followed a rename; its search does not
            return replace(self, asked=replace(self.asked, login=contributor.login))
        if self.asked.dialect.operators and not self.work.add_up(results):
            return self._doubting(results)
        return self._made(results, contributor)

    def _doubting(self, results: Results) -> "Planner":
        """Who asks the same again where counts differ for the first time, and else without operators."""
        joined = [key for found in self.work.whole.values() for key in found]
        failed = any(results[key].count is None for key in joined)
        if not (failed or self.doubted):
            return replace(self, doubted=True)
        sure = not failed or any("operators" in results[key].reason for key in joined)
        plain = replace(self.asked.dialect, operators=False)
        return replace(self, asked=replace(self.asked, dialect=plain), sure=sure)

    def proof(self, results: Results) -> Proof:
        """What these answers say of the GitHub that gave them."""
        canary = canary_in(results[key].data for key in self.for_canary)
        return Proof(families=self.work.proven(results), canary=canary, sure=self.sure)

    def _made(self, results: Results, contributor: Contributor) -> Plan:
        reader = reader_for(self.query, contributor.login)
        work = {family: found for family, found in self.work.whole.items() if family is not Family.INVOLVED}
        counts = {key: results[key].count for found in work.values() for key in found}
        involved = [results[key].count for key in self.work.whole.get(Family.INVOLVED, ())]
        hidden = _why_hidden(results, contributor.login)
        return Plan(
            contributor=contributor,
            asked=self.asked,
            searches={family: tuple(found.values()) for family, found in work.items()},
            empty=frozenset(one.terms for found in work.values() for key, one in found.items() if counts[key] == 0),
            totals={family: sum_of(results, found) or 0 for family, found in work.items()},
            involved=None if None in involved or not involved or hidden else sum(filter(None, involved)),
            put_off=self.put_off and not hidden,
            requests=None if hidden else _requests_in(results.get("requests"), reader),
            requests_unknown=hidden or _why_unknown(results.get("requests")),
            hidden=hidden,
            unseen=not any(filter(None, counts.values())) and not results["everywhere"].count,
            told=frozenset(f for f, found in work.items() if all(counts[key] is not None for key in found)),
            changed={family: tuple(found.values()) for family, found in self.work.changed.items()},
            pages=self._pages(results),
            gone=_gone(results.get("known"), self.known),
        )

    def _pages(self, results: Results) -> dict[str, Page]:
        """The pages of ids that came, by the text of their search."""
        named = {
            key: one for found in (*self.work.whole.values(), *self.work.changed.values()) for key, one in found.items()
        }
        pages = {search.text: page(results[key].data, results[key].problems) for key, search in named.items()}
        return {text: found for text, found in pages.items() if found}


def _spread(light: Mapping[str, Question], heavy: Mapping[str, Question]) -> dict[str, Question]:
    """Heavy questions evenly among light ones, so that half of them is half as much for GitHub."""
    places = {key: place / len(group) for group in (light, heavy) for place, key in enumerate(group, 1)}
    return dict(sorted({**light, **heavy}.items(), key=lambda pair: places[pair[0]]))


def _requests_in(result: Result | None, reader: Reader) -> tuple[MembershipRequest, ...] | None:
    """The membership requests; None where nobody asked, or GitHub left out any part of them."""
    if not (result and result.whole and result.data):
        return None
    shown = len(result.data["nodes"] or ())
    if shown < min(_REQUESTS, result.data["issueCount"]):  # search announces more than it shows
        return None
    return understood(lambda: membership_requests_in(result.data, reader))


def _why_unknown(result: Result | None) -> str:
    """Why the membership requests are not known, where they are not."""
    return result.reason if result and not result.whole else "GitHub did not say"


def _gone(result: Result | None, known: Mapping[str, str]) -> frozenset[str]:
    """Which of the known pull requests are not there any more; of which GitHub did not say, they are."""
    if result is None or result.failed or any(not one.path for one in result.problems):
        return frozenset()
    missing = {one.path[0] for one in result.problems if one.type == "NOT_FOUND"}
    return answers.not_there(result.data, known, missing)


def _contributor_of(results: Results, login: Login) -> Contributor:
    """Who somebody is.

    Raises:
        NothingChecked: there is no such person, or GitHub did not say.
    """
    found = results["user"]
    contributor = answers.account(found.data) if found.failed is None and found.data else None
    if contributor is None:
        raise _no_person(found, results["repositoryOwner"], login)
    return contributor


def _no_person(found: Result, owner: Result, login: Login) -> NothingChecked:
    if owner.data and owner.data["__typename"] == "Organization":
        return an_organization(login)
    if found.failed is None and found.absent:
        return no_account(login)
    refusal = refusal_in(found.reason)
    return refusal or SourceError(f"GitHub did not say who {login} is: {found.reason}", hint="Try again later.")


def _why_hidden(results: Results, login: Login) -> str | None:
    """Why search may not know this person, where the profile says more than search does."""
    profile = answers.pull_requests_of_profile(results["user"].data)
    if results["everywhere"].count != 0 or not profile:
        return None
    return f"GitHub's search shows none of the {counted(profile, 'pull request')} that the profile of {login} counts"
