"""The answers of GraphQL as a whole: pages, counts, accounts, and what GitHub left out of them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

from tracker.errors import SourceError, UsageError
from tracker.facts.people import Contributor, Login
from tracker.sources.github.api.field_types import NOT_IN_FORM
from tracker.sources.github.api.responses import Problem
from tracker.sources.github.records import Json, moment
from tracker.sources.github.searches import LeftOut, Page

T = TypeVar("T")
_INDEX = ({"id", "createdAt", "updatedAt"}, {"nameWithOwner", "isPrivate"})


@contextmanager
def understanding() -> Iterator[None]:
    """Turns what is missing in an answer, or has a value that nobody knows, into an error that a person can read."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, UsageError) as error:
        raise SourceError(
            f"{NOT_IN_FORM} ({type(error).__name__}: {str(error)[:100]})",
            hint="A newer version of this program may know it.",
        ) from error


def understood(read: Callable[[], T]) -> T | None:
    """What is read of one record; None where that is not in its form, so that no other record goes with it."""
    try:
        with understanding():
            return read()
    except SourceError:
        return None


def page(found: Json | None, problems: Iterable[Problem] = ()) -> Page | None:
    """The page of a search, or None where GitHub left it out; ``problems`` are those within, by paths from there."""
    if not found or found.get("nodes") is None:
        return None
    return understood(lambda: _page(found, problems))


def _page(found: Json, problems: Iterable[Problem]) -> Page:
    info = found["pageInfo"]
    nodes = [node for node in found["nodes"] if node]
    known = tuple(node for node in nodes if _is_known(node))
    misfits = [LeftOut(NOT_IN_FORM, None)] * (len(nodes) - len(known))
    return Page(
        count=found["issueCount"],
        after=info["endCursor"] if info["hasNextPage"] else None,
        nodes=known,
        left_out=(*left_out(found, problems), *misfits),
    )


def _is_known(node: Json) -> bool:
    """Whether a result has all by which it is followed and stored."""
    parts = (node, node.get("repository") or {})
    return all(part.keys() >= names for part, names in zip(parts, _INDEX, strict=True))


def left_out(found: Json, problems: Iterable[Problem]) -> Iterator[LeftOut]:
    """What is missing from a page of a search."""
    for problem in problems:
        index = next((step for step in problem.path if isinstance(step, int)), None)
        node = found["nodes"][index] if index is not None else None
        yield LeftOut(problem.message, public_name(node.get("repository")) if node else None)


def public_name(repository: Json | None) -> str | None:
    """What a repository is called; None for one that is private, or not there."""
    return str(repository["nameWithOwner"]) if repository and not repository["isPrivate"] else None


def not_there(
    found: Sequence[Json | None] | None, known: Mapping[str, str], missing: Collection[int | str]
) -> frozenset[str]:
    """Which of the pull requests that were asked about are not in their public repository any more, by that name.

    ``known`` are repositories by id, in the order in which they were asked for; ``missing`` are the places at which
    GitHub says that there is nothing. Of what GitHub did not say anything nobody knows.
    """
    nodes = dict(enumerate(found or ()))
    return frozenset(
        id_
        for place, (id_, repo) in enumerate(known.items())
        if place in missing or ((node := nodes.get(place)) and _is_elsewhere(node, id_, repo))
    )


def _is_elsewhere(node: Json, id_: str, repo: str) -> bool:
    """Whether something else is there, or it is in another repository: by an old id GitHub shows what has a new one."""
    return bool(node.get("repository")) and (node.get("id", id_) != id_ or public_name(node["repository"]) != repo)


def account(user: Json) -> Contributor:
    """An account."""
    return Contributor(
        login=Login.parse(user["login"]),
        id=user["id"],
        url=user["url"],
        name=user["name"] or None,
        company=(user["company"] or "").strip() or None,
        created_at=moment(user["createdAt"]),
    )


def pull_requests_of_profile(user: Json | None) -> int:
    """How many pull requests the profile counts, anywhere on GitHub; 0 where GitHub did not say."""
    return int(((user or {}).get("pullRequests") or {}).get("totalCount", 0))
