"""A canary: a pull request that is looked for along with other questions, to be read twice, alone and among others."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from tracker.sources.github.api.question import SEARCH, Question
from tracker.sources.github.records import Json

#: Organizations in which a canary is looked for.
_CANARIES = 2
#: Nothing happens any more to a pull request that was closed so many days ago: it is the same in two answers.
_SETTLED = timedelta(days=30)


def canary_questions(orgs: Sequence[str], now: datetime) -> dict[str, Question]:
    """Questions for a settled public pull request in the first organizations, to be asked along with others.

    ``canary_in`` takes what came for them.
    """
    questions = settled_in(orgs[:_CANARIES], now, first=1)
    return {f"canary{place}": question for place, question in enumerate(questions)}


def canary_in(found: Iterable[Any]) -> str | None:
    """The id of the pull request with the longest conversation in what came; None where nothing did."""
    nodes = [node for one in found for node in public_hits(one)]
    return max(nodes, key=lambda node: node.get("totalCommentsCount") or 0)["id"] if nodes else None


def settled_in(orgs: Iterable[str], now: datetime, *, first: int) -> list[Question]:
    """A search in each organization for the first conversations in which nothing happens any more."""
    day = (now - _SETTLED).date().isoformat()
    what = "nodes { ... on PullRequest { id totalCommentsCount repository { isPrivate } } }"
    field = f"search(query: $q, type: ISSUE, first: {first}) {{ {what} }}"
    text = f"is:public is:pr is:merged comments:>=2 closed:<={day} sort:created-desc"
    return [Question(field=field, values={"q": f"{text} org:{org}"}, weight=SEARCH) for org in orgs]


def public_hits(search: Any) -> Iterable[Json]:
    """The public pull requests that such a search shows."""
    nodes = (search or {}).get("nodes") or ()
    return (node for node in nodes if node and node.get("id") and _is_public(node))


def _is_public(node: Json) -> bool:
    return (node.get("repository") or {}).get("isPrivate") is False
