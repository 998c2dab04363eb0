"""What is asked of a GitHub before its answers are believed: whether joined searches and large questions lose anything.

Two comparisons, each of GitHub with itself: a joined search counts what its parts count, and a pull request is the same
read alone and among others. Public pull requests of the ladder's organizations, and somebody who reviewed
them, serve as witnesses: a comparison of nothing with nothing would prove nothing.
Source: docs.github.com, "Searching issues and pull requests", on five operators; public reports of nested connections
that come back shorter where many are asked for at once.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from tracker.errors import SourceError
from tracker.facts.people import Login
from tracker.sources.github.api.answers import reason, understanding
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.query import several
from tracker.sources.github.api.question import SEARCH, Question
from tracker.sources.github.api.responses import Answer
from tracker.sources.github.api.single_sign_on import PARTIAL
from tracker.sources.github.records import Json
from tracker.sources.github.searches import ADVANCED, Asked, Dialect, Family

#: Organizations in which a canary is looked for.
_CANARIES = 2
#: Pull requests among which the canary is read.
AMONG = 25
#: Records in the question for witnesses: GitHub answers so many without losing any.
_FOUND = 50
#: Nothing happens any more to a pull request that was closed so many days ago: it is the same in two answers.
_SETTLED = timedelta(days=30)
#: How far back the family of searches looks that needs a day to begin with.
_YEAR = timedelta(days=365)
_OPERATORS = 6
#: Connections in what is read of one pull request: four, the last reviews, and the inline comments of ten of these.
_CONNECTIONS = 4 + 1 + 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """``ids`` of settled public pull requests, the one with the longest conversation first.

    ``showing`` are the organizations that they are of; ``refused`` has, by organization, why its pull requests are not
    shown.
    """

    ids: tuple[str, ...] = ()
    showing: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """What one pull request holds, by connection: read ``alone``, and ``among`` so many ``others``.

    ``reviewer`` is who reviewed in most organizations there, to count their work in several ways; None if nobody did.
    """

    alone: Mapping[str, int]
    among: Mapping[str, int]
    others: int
    reviewer: Login | None = None

    @property
    def differing(self) -> tuple[str, ...]:
        return tuple(name for name, count in self.alone.items() if self.among.get(name) != count)


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedCounts:
    """For each family of work: how much the joined searches count, and how much their parts do together."""

    joined: Mapping[Family, int]
    parts: Mapping[Family, int]

    @property
    def differing(self) -> tuple[Family, ...]:
        return tuple(family for family, count in self.joined.items() if count != self.parts[family])


class BeyondLimit(StrEnum):
    """What GitHub does with a search of more operators than it documents."""

    REFUSED = "refused"
    ZERO = "zero"
    ANSWERED = "answered"


def points_of_canary(pull_requests: int) -> int:
    """Points that GitHub should charge for a question about so many: a hundredth of the connections, and at least one."""
    return max(1, int(_CONNECTIONS * pull_requests / 100 + 0.5))


def find_witnesses(client: GitHubClient, orgs: Sequence[str]) -> Witnesses:
    """Pull requests to compare with, for one request: a plain search for each organization.

    Raises:
        SourceError, TokenError: from the client; or nothing came.
    """
    each = max(1, min(AMONG, _FOUND // len(orgs)))
    fields = [f"o{n}: search(query: $o{n}, type: ISSUE, first: {each}) {{ {_HIT} }}" for n in range(len(orgs))]
    texts = _settled(orgs, client.settings.retry_policy.now())
    searches: dict[str, object] = {f"o{n}": text for n, text in enumerate(texts)}
    answer = client.graphql(several(fields, [f"${alias}: String!" for alias in searches]), searches)
    if not answer.data or any(not one.path for one in answer.errors):
        raise SourceError(reason(answer))
    with understanding():
        return _witnesses(answer, orgs)


def canary_questions(orgs: Sequence[str], now: float) -> dict[str, Question]:
    """Questions for a settled public pull request in the first organizations, to be asked along with others.

    ``now`` is Unix time; ``canary_in`` takes what came for them.
    """
    field = f"search(query: $q, type: ISSUE, first: 1) {{ {_HIT} }}"
    texts = _settled(orgs[:_CANARIES], now)
    return {f"canary{n}": Question(field=field, values={"q": one}, weight=SEARCH) for n, one in enumerate(texts)}


def canary_in(found: Iterable[Any]) -> str | None:
    """The id of the pull request with the longest conversation in what came; None where nothing did."""
    nodes = [node for one in found for node in _nodes(one)]
    return max(nodes, key=lambda node: node.get("totalCommentsCount") or 0)["id"] if nodes else None


def _settled(orgs: Iterable[str], now: float) -> Iterator[str]:
    """The search, in each organization, for conversations in which nothing happens any more."""
    day = (datetime.fromtimestamp(now, tz=UTC) - _SETTLED).date().isoformat()
    return (f"is:public is:pr is:merged comments:>=2 closed:<={day} sort:created-desc org:{org}" for org in orgs)


_HIT = "nodes { ... on PullRequest { id totalCommentsCount repository { isPrivate } } }"


def _witnesses(answer: Answer, orgs: Sequence[str]) -> Witnesses:
    found = [list(_nodes(answer.data.get(f"o{n}"))) for n in range(len(orgs))]
    mixed = [node for nodes in zip_longest(*found) for node in nodes if node][:AMONG]
    longest = max((node.get("totalCommentsCount") or 0 for node in mixed), default=0)
    # The order of the others is kept, so that each organization stays among them.
    mixed.sort(key=lambda node: (node.get("totalCommentsCount") or 0) < longest)
    named = [one for one in answer.errors if one.path and one.type != PARTIAL]
    refused = {orgs[int(str(one.path[0])[1:])]: one.message for one in named}
    showing = tuple(org for org, nodes in zip(orgs, found, strict=True) if nodes)
    return Witnesses(ids=tuple(node["id"] for node in mixed), showing=showing, refused=refused)


def _nodes(search: Any) -> Iterable[Json]:
    nodes = (search or {}).get("nodes") or ()
    return (node for node in nodes if node and node.get("id") and _is_public(node))


def _is_public(node: Json) -> bool:
    return (node.get("repository") or {}).get("isPrivate") is False


def check_operators(
    client: GitHubClient, orgs: Sequence[str], login: Login, dialect: Dialect = ADVANCED
) -> JoinedCounts:
    """Whether joined searches about somebody count what their parts count, for one request.

    Where they differ, ask again: something may have been reviewed between two counts of one answer.

    Raises:
        SourceError, TokenError: from the client; or GitHub does not count them.
    """
    since = datetime.fromtimestamp(client.settings.retry_policy.now(), tz=UTC) - _YEAR
    joined = Asked(login=login, dialect=dialect, since=since.date().isoformat())
    plain = replace(joined, dialect=replace(dialect, operators=False))
    families = (Family.AUTHORED, Family.PARTICIPATION, Family.INVOLVED)
    texts = {
        (family, asked is plain, n): search.text
        for family in families
        for asked in (joined, plain)
        for n, search in enumerate(asked.searches(family, orgs))
    }
    found = dict(zip(texts, _counted(client, list(texts.values()), dialect), strict=True))
    sums = {
        part: {family: sum(n for key, n in found.items() if key[:2] == (family, part)) for family in families}
        for part in (False, True)
    }
    return JoinedCounts(joined=sums[False], parts=sums[True])


def _counted(client: GitHubClient, texts: Sequence[str], dialect: Dialect) -> list[int]:
    aliases = [f"s{n}" for n in range(len(texts))]
    fields = [f"{alias}: search(query: ${alias}, type: $type, first: 1) {{ issueCount }}" for alias in aliases]
    variables = ["$type: SearchType!", *(f"${alias}: String!" for alias in aliases)]
    values: dict[str, object] = {"type": dialect.type, **dict(zip(aliases, texts, strict=True))}
    answer = client.graphql(several(fields, variables), values)
    found: list[Any] = [answer.data.get(alias) for alias in aliases]
    if answer.errors or not all(found):
        raise SourceError(reason(answer))
    with understanding():
        return [int(one["issueCount"]) for one in found]


def check_limit(client: GitHubClient, org: str, dialect: Dialect = ADVANCED) -> BeyondLimit:
    """What GitHub does with six operators, for one request, in an organization that has pull requests.

    Raises:
        SourceError, TokenError: from the client, or another error than that there are too many.
    """
    try:
        (count,) = _counted(client, [f"is:public is:pr ({_joined([org] * (_OPERATORS + 1))})"], dialect)
    except SourceError as error:
        if "operators" in error.message:
            return BeyondLimit.REFUSED
        raise
    return BeyondLimit.ANSWERED if count else BeyondLimit.ZERO


def _joined(orgs: Iterable[str]) -> str:
    return " OR ".join(f"org:{org}" for org in orgs)


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
    answer = client.graphql(several([field], ["$ids: [ID!]!"]), {"ids": list(ids)})
    nodes: Any = answer.data.get("nodes")
    if answer.errors or not nodes or not all(nodes):
        raise SourceError(reason(answer))
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
