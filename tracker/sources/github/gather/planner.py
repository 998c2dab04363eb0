"""Asks who people are and how much there is to read: the first questions, and with them the first pages of ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta

from tracker.facts import Query
from tracker.facts.people import Contributor
from tracker.sources.github.api import answers
from tracker.sources.github.api.answers import Page
from tracker.sources.github.api.question import SEARCH, Question, Result, search_question
from tracker.sources.github.first_contact import canary_in
from tracker.sources.github.gather.counts import (
    REQUESTS,
    Results,
    count,
    no_person,
    page_of,
    requests_in,
    sum_of,
    why_hidden,
    why_unknown,
)
from tracker.sources.github.gather.plan import Plan, Proof, Watermarks
from tracker.sources.github.records import reader_for
from tracker.sources.github.searches import (
    PLAIN,
    Asked,
    Family,
    Search,
    everywhere,
    membership_requests,
)

#: What is counted for everybody, and what is read of it.
COUNTED = (Family.AUTHORED, Family.PARTICIPATION, Family.INVOLVED)
#: Search learns of a change within minutes, and clocks differ: what changed shortly before is looked at again.
_OVERLAP = timedelta(hours=1)

#: The searches of each family, by the key under which they are asked.
Searches = Mapping[Family, Mapping[str, Search]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planner:
    """One person's first questions, and the plan that the answers make.

    ``known`` are pull requests that were read before, with their repositories: whether they are still there, and public.
    Of the families in ``prove`` the parts of every joined search are counted, too. Without ``profile`` it is not asked
    how many pull requests the account has anywhere, which is too much for some. ``doubted`` are joined searches that were
    asked before and did not find what their parts find: counts move while people work, so they are asked again. It is not
    ``sure`` how this GitHub wants to be asked where they failed for another reason. ``along`` asks for a canary.
    """

    query: Query
    asked: Asked
    watermarks: Watermarks = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    prove: frozenset[Family] = frozenset(COUNTED)
    profile: bool = True
    doubted: bool = False
    sure: bool = True
    along: Mapping[str, Question] = field(default_factory=dict)

    def questions(self) -> dict[str, Question]:
        """The questions, by key."""
        login, repo = self.asked.login, self.query.requests_repository
        account = "Profile" if self.profile else "Account"
        found = {
            "user": Question(
                field=f"user(login: $login) {{ ...{account} }}", values={"login": login.name}, weight=SEARCH
            ),
            "repositoryOwner": Question(
                field="repositoryOwner(login: $login) { ...OwnerKind }", values={"login": login.name}
            ),
            "everywhere": self._count(everywhere(login)),
        }
        if repo:
            words = membership_requests(login, repo, self.query.requests_title)
            found["requests"] = self._search(words, REQUESTS, "...Requests")
        if self.known:
            found["known"] = Question(field="nodes(ids: $ids) { ...Visible }", values={"ids": list(self.known)})
        pages, counts = self._work()
        asked = _spread({**found, **counts, **self.along}, pages)
        return {key: replace(one, name=key) for key, one in asked.items()}

    def _work(self) -> tuple[dict[str, Question], dict[str, Question]]:
        """The ids of what changed, or of everything where nothing was read before; counts of the rest, and of parts."""
        changed, searches = self.changed(), self.searches()
        paged = [found for family, found in searches.items() if family not in {*changed, Family.INVOLVED}]
        counted = [found for family, found in searches.items() if family in {*changed, Family.INVOLVED}]
        pages = {key: one.text for found in (*changed.values(), *paged) for key, one in found.items()}
        counts = {key: one.text for found in (*counted, *self.parts().values()) for key, one in found.items()}
        found = {key: self._search(text, 100, "...Ids") for key, text in pages.items()}
        return found, {key: self._count(text) for key, text in counts.items()}

    def _count(self, text: str) -> Question:
        return self._search(text, 1, "issueCount")

    def _search(self, text: str, first: int, what: str) -> Question:
        return search_question(text, None, self.asked.dialect, first=first, what=what)

    def searches(self) -> Searches:
        """Every search, by family."""
        families = [family for family in COUNTED if family is not Family.INVOLVED or self.asked.since]
        return {family: _keyed(f"{family}", self.asked.searches(family, self.query.orgs)) for family in families}

    def changed(self) -> Searches:
        """The searches for what changed since the last time, by family."""
        found: dict[Family, Mapping[str, Search]] = {}
        for family, watermark in self.watermarks.items():
            since = (watermark - _OVERLAP).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            found[family] = _keyed(f"{family}_new", self.asked.searches(family, self.query.orgs, since))
        return found

    def parts(self) -> Searches:
        """Each family's searches without operators: together they must find what the joined ones find."""
        if not self.asked.dialect.operators:
            return {}
        plain = replace(self.asked, dialect=replace(self.asked.dialect, operators=False))
        families = [family for family in self.searches() if family in self.prove]
        return {family: _keyed(f"{family}_part", plain.searches(family, self.query.orgs)) for family in families}

    # -- what the answers make ---------------------------------------------------------------------

    def made_of(self, results: Results) -> "Plan | Planner":
        """The plan; or who has to ask again, in other words or by another login.

        Raises:
            NothingChecked: there is no such person, or GitHub did not say.
        """
        if self._unknown_search_type(results):
            return replace(self, asked=replace(self.asked, dialect=PLAIN))
        if self.profile and results["user"].in_part("pullRequests"):
            return replace(self, profile=False)
        contributor = self._contributor(results)
        if contributor.login != self.asked.login:  # GitHub followed a rename; its search does not
            return replace(self, asked=replace(self.asked, login=contributor.login))
        if self.asked.dialect.operators and not self._operators_work(results):
            return self._doubting(results)
        return self._made(results, contributor)

    def _unknown_search_type(self, results: Results) -> bool:
        """Whether this GitHub does not know ISSUE_ADVANCED: older servers, and one day all of them."""
        reason = results["everywhere"].failed or ""
        return self.asked.dialect is not PLAIN and ("$type" in reason or "SearchType" in reason)

    def _contributor(self, results: Results) -> Contributor:
        found = results["user"]
        contributor = answers.account(found.data) if found.failed is None and found.data else None
        if contributor is None:
            raise no_person(found, results["repositoryOwner"], self.asked.login)
        return contributor

    def _operators_work(self, results: Results) -> bool:
        """Whether the joined searches are answered, and find what their parts find."""
        if any(results[key].failed for found in self.searches().values() for key in found):
            return False
        counts = {family: sum_of(results, found) for family, found in self.searches().items()}
        return all(counts[family] == sum_of(results, parts) for family, parts in self.parts().items())

    def _doubting(self, results: Results) -> "Planner":
        """Who asks the same again where counts differ for the first time, and else without operators."""
        joined = [key for found in self.searches().values() for key in found]
        failed = any(count(results, key) is None for key in joined)
        if not (failed or self.doubted):
            return replace(self, doubted=True)
        sure = not failed or any("operators" in results[key].reason for key in joined)
        plain = replace(self.asked.dialect, operators=False)
        return replace(self, asked=replace(self.asked, dialect=plain), sure=sure)

    def proof(self, results: Results) -> Proof:
        """What these answers say of the GitHub that gave them."""
        canary = canary_in(results[key].data for key in self.along)
        return Proof(families=self._proven(results), canary=canary, sure=self.sure)

    def _proven(self, results: Results) -> frozenset[Family]:
        """The families in which parts in several organizations agreed: there operators work for everybody here."""
        proven = set()
        for family, parts in self.parts().items():
            counts = {search.terms.rpartition("org:")[2]: 0 for search in parts.values()}
            known = [count(results, key) for key in parts]
            for search, number in zip(parts.values(), known, strict=True):
                counts[search.terms.rpartition("org:")[2]] += number or 0
            if None not in known and sum(map(bool, counts.values())) > 1:
                proven.add(family)
        return frozenset(proven)

    def _made(self, results: Results, contributor: Contributor) -> Plan:
        reader = reader_for(self.query, contributor.login)
        work = {family: found for family, found in self.searches().items() if family is not Family.INVOLVED}
        counts = {key: count(results, key) for found in work.values() for key in found}
        involved = [count(results, key) for key in self.searches().get(Family.INVOLVED, ())]
        hidden = why_hidden(results, contributor.login)
        return Plan(
            contributor=contributor,
            asked=self.asked,
            searches={f: tuple(s for key, s in found.items() if counts[key] != 0) for f, found in work.items()},
            empty={f: tuple(s for key, s in found.items() if counts[key] == 0) for f, found in work.items()},
            totals={family: sum_of(results, found) or 0 for family, found in work.items()},
            involved=None if None in involved or not involved or hidden else sum(filter(None, involved)),
            requests=None if hidden else requests_in(results.get("requests"), reader),
            requests_unknown=hidden or why_unknown(results.get("requests")),
            hidden=hidden,
            unseen=not any(filter(None, counts.values())) and not count(results, "everywhere"),
            told=frozenset(f for f, found in work.items() if all(counts[key] is not None for key in found)),
            changed={family: tuple(found.values()) for family, found in self.changed().items()},
            pages=self._pages(results),
            gone=self._gone(results["known"]) if "known" in results else frozenset(),
        )

    def _gone(self, result: Result) -> frozenset[str]:
        """Which of the known pull requests are not there any more; of which GitHub did not say, they are."""
        if result.failed or any(not one.path for one in result.problems):
            return frozenset()
        missing = {one.path[0] for one in result.problems if one.type == "NOT_FOUND"}
        return answers.not_there(result.data, self.known, missing)

    def _pages(self, results: Results) -> dict[str, Page]:
        """The pages of ids that came, by the text of their search."""
        named = {
            key: one for found in (*self.searches().values(), *self.changed().values()) for key, one in found.items()
        }
        pages = {search.text: page_of(results[key]) for key, search in named.items()}
        return {text: page for text, page in pages.items() if page}


def _spread(light: Mapping[str, Question], heavy: Mapping[str, Question]) -> dict[str, Question]:
    """Heavy questions evenly among light ones, so that half of them is half as much for GitHub."""
    places = {key: place / len(group) for group in (light, heavy) for place, key in enumerate(group, 1)}
    return dict(sorted({**light, **heavy}.items(), key=lambda pair: places[pair[0]]))


def _keyed(prefix: str, searches: Sequence[Search]) -> dict[str, Search]:
    return {f"{prefix}{place}": search for place, search in enumerate(searches)}
