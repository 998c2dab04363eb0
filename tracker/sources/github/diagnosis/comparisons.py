"""What is asked of a GitHub before its answers are believed: whether joined searches and large questions lose anything.

Two comparisons, each of GitHub with itself: a joined search counts what its parts count, and a pull request is the same
read alone and among others. Public pull requests of the ladder's organizations, and somebody who reviewed
them, serve as witnesses: a comparison of nothing with nothing would prove nothing.
Source: docs.github.com, "Searching issues and pull requests", on five operators; public reports of nested connections
that come back shorter where many are asked for at once.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import zip_longest
from typing import Any

from tracker.errors import SourceError
from tracker.facts.people import Login
from tracker.facts.prose import counted
from tracker.sources.github.api.answers import understanding
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import Question, Result, search_question
from tracker.sources.github.api.verdicts import PARTIAL
from tracker.sources.github.diagnosis.checking import Seen, ask, ask_whole, check, ok, problem, warning
from tracker.sources.github.diagnosis.observations import (
    BeyondLimit,
    Canary,
    JoinedCounts,
    Observations,
    Trouble,
    Witnesses,
    not_asked,
)
from tracker.sources.github.first_contact import public_hits, settled_in
from tracker.sources.github.records import Json
from tracker.sources.github.searches import ADVANCED, Asked, Family, any_of

#: Pull requests among which the canary is read.
AMONG = 25
#: Records in the question for witnesses: GitHub answers so many without losing any.
_FOUND = 50
#: How far back the family of searches looks that needs a day to begin with.
_YEAR = timedelta(days=365)
_OPERATORS = 6
#: Connections in what is read of one pull request: four, the last reviews, and the inline comments of ten of these.
_CONNECTIONS = 4 + 1 + 10
_SEARCHES = (
    "https://docs.github.com/search-github/getting-started-with-searching-on-github/troubleshooting-search-queries"
)
_RESOURCES = "https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api"


def points_of_canary(pull_requests: int) -> int:
    """Points GitHub should charge for a question about so many: a hundredth of the connections, and at least one."""
    return max(1, int(_CONNECTIONS * pull_requests / 100 + 0.5))


def find_witnesses(client: GitHubClient, orgs: Sequence[str]) -> Witnesses:
    """Pull requests to compare with, for one request: a plain search for each organization.

    Raises:
        SourceError, TokenError: from the client; or nothing came.
    """
    each = max(1, min(AMONG, _FOUND // len(orgs)))
    results = dict(zip(orgs, ask(client, settled_in(orgs, client.settings.now, first=each)), strict=True))
    with understanding():
        return _witnesses(results)


def _witnesses(results: Mapping[str, Result]) -> Witnesses:
    """``results`` are by organization."""
    found = {org: list(public_hits(one.data)) for org, one in results.items()}
    mixed = [node for nodes in zip_longest(*found.values()) for node in nodes if node][:AMONG]
    longest = max((node.get("totalCommentsCount") or 0 for node in mixed), default=0)
    # The order of the others is kept, so that each organization stays among them.
    mixed.sort(key=lambda node: (node.get("totalCommentsCount") or 0) < longest)
    refused = {org: said.message for org, one in results.items() for said in one.problems if said.type != PARTIAL}
    showing = tuple(org for org, nodes in found.items() if nodes)
    return Witnesses(ids=tuple(node["id"] for node in mixed), showing=showing, refused=refused)


def check_operators(client: GitHubClient, orgs: Sequence[str], login: Login) -> JoinedCounts:
    """Whether joined searches about somebody count what their parts count, for one request.

    Where they differ, ask again: something may have been reviewed between two counts of one answer.

    Raises:
        SourceError, TokenError: from the client; or GitHub does not count them.
    """
    since = client.settings.now - _YEAR
    joined = Asked(login=login, dialect=ADVANCED, since=since.date().isoformat())
    plain = replace(joined, dialect=replace(ADVANCED, operators=False))
    families = (Family.AUTHORED, Family.PARTICIPATION, Family.INVOLVED)
    texts = {
        (family, asked is plain, n): search.text
        for family in families
        for asked in (joined, plain)
        for n, search in enumerate(asked.searches(family, orgs))
    }
    found = dict(zip(texts, _counted(client, list(texts.values())), strict=True))
    sums = {
        part: {family: sum(n for key, n in found.items() if key[:2] == (family, part)) for family in families}
        for part in (False, True)
    }
    return JoinedCounts(joined=sums[False], parts=sums[True])


def _counted(client: GitHubClient, texts: Sequence[str]) -> list[int]:
    questions = [search_question(text, None, ADVANCED, first=1, what="issueCount") for text in texts]
    found = ask_whole(client, questions)
    with understanding():
        return [int(one["issueCount"]) for one in found]


def check_limit(client: GitHubClient, org: str) -> BeyondLimit:
    """What GitHub does with six operators, for one request, in an organization that has pull requests.

    Raises:
        SourceError, TokenError: from the client, or another error than that there are too many.
    """
    try:
        (count,) = _counted(client, [f"is:public is:pr {any_of([org] * (_OPERATORS + 1))}"])
    except SourceError as error:
        if "operators" in error.message:
            return BeyondLimit.REFUSED
        raise
    return BeyondLimit.ANSWERED if count else BeyondLimit.ZERO


def check_canary(client: GitHubClient, witnesses: Witnesses, robots: Collection[Login] = ()) -> Canary:
    """What the first of the witnesses holds, read among all of them and alone, for two requests.

    Raises:
        SourceError, TokenError: from the client, or one of the two answers is not whole.
    """
    among = _read(client, witnesses.ids)
    alone = _read(client, witnesses.ids[:1])
    with understanding():
        return Canary(
            alone=_held(alone[0]),
            among=_held(among[0]),
            others=len(witnesses.ids) - 1,
            reviewer=_reviewer([*alone, *among], frozenset(robots)),
        )


def _read(client: GitHubClient, ids: Sequence[str]) -> Sequence[Json]:
    """These pull requests, asked for as they are where a person's work is read."""
    field = "nodes(ids: $ids) { ... on PullRequest { ...Conversation inline: reviews(last: 10) { ...Inline } } }"
    (nodes,) = ask_whole(client, [Question(field=field, values={"ids": list(ids)}, name="nodes")])
    if not all(nodes):
        raise SourceError("GitHub gave an empty answer")
    return list(nodes)


def _held(node: Json) -> dict[str, int]:
    inline = (node["inline"] or {"nodes": ()})["nodes"]
    return {
        "reviews": _total(node["reviews"]),
        "comments": _total(node["comments"]),
        "inline comments": sum(_total(review["comments"]) for review in inline if review),
        "files": len((node["files"] or {"nodes": ()})["nodes"]),
        "labels": len((node["labels"] or {"nodes": ()})["nodes"]),
    }


def _total(connection: Any) -> int:
    return int((connection or {"totalCount": 0})["totalCount"])


def _reviewer(found: Iterable[Json], robots: frozenset[Login]) -> Login | None:
    """Who reviewed in most organizations, and then most: a sum of several parts is worth more than one of one."""
    orgs: dict[Login, set[str]] = defaultdict(set)
    times: Counter[Login] = Counter()
    for node in found:
        for review in (node["reviews"] or {"nodes": ()})["nodes"]:
            author = review and review["author"]
            login = Login.maybe(author["login"]) if author and author["__typename"] == "User" else None
            if login and login not in robots:
                orgs[login].add(node["repository"]["nameWithOwner"].partition("/")[0])
                times[login] += 1
    return min(orgs, key=lambda login: (-len(orgs[login]), -times[login], login), default=None)


# -- the checks -----------------------------------------------------------------------------------------


@check("operators", "Operators")
def operators(observed: Observations) -> Seen | Trouble:
    """Whether a joined search counts what its parts count."""
    found = observed.counts
    if isinstance(found, Trouble):
        too_many = found.asked and "operators" in found.reason
        return _lossy(f"joined searches are refused: {found.reason}") if too_many else found
    if not any((*found.joined.values(), *found.parts.values())):
        return not_asked("search finds nothing to count")
    if not found.differing:
        counts = ", ".join(f"{family} {count}" for family, count in found.joined.items())
        return ok(f"joined searches count what their parts do: {counts}")
    differing = (f"{one} {found.joined[one]} joined and {found.parts[one]} in parts" for one in found.differing)
    return _lossy(f"joined searches lose something: {', '.join(differing)}")


def _lossy(seen: str) -> Seen:
    to_do = "Nothing: the parts are searched instead, for more requests. Please report it."
    return warning(seen, to_do, _SEARCHES)


_BEYOND = {
    BeyondLimit.REFUSED: "six are refused with an error, as documented",
    BeyondLimit.ANSWERED: "six are answered, more than documented",
    BeyondLimit.ZERO: "six find nothing, and GitHub does not say that they are too many",
}


@check("operator-limit", "Operator limit")
def limit(observed: Observations) -> Seen | Trouble:
    """What becomes of a search with more operators than GitHub documents."""
    found = observed.limit
    if isinstance(found, Trouble):
        return found
    if found is not BeyondLimit.ZERO:
        return ok(_BEYOND[found])
    to_do = "Nothing: no search has so many, and counts are compared with their parts."
    return warning(_BEYOND[found], to_do, _SEARCHES)


@check("canary", "Canary")
def canary(observed: Observations) -> Seen | Trouble:
    """Whether a pull request that is read among others holds what it holds alone."""
    found = observed.canary
    if isinstance(found, Trouble):
        return found
    if not found.others:
        return not_asked("there is no other pull request to read with it")
    others = counted(found.others, "other")
    if not found.differing:
        return ok(f"a pull request is the same read alone and among {others}")
    lost = ", ".join(f"{name} {found.among.get(name, 0)} instead of {found.alone[name]}" for name in found.differing)
    seen = f"a pull request that is read among {others} loses something: {lost}"
    return problem(seen, "Please report it: work may be missing from what is read in large questions.", _RESOURCES)
