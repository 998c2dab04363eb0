"""The answers of GraphQL as a whole: pages, counts, accounts, and what GitHub left out of them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tracker.errors import SourceError
from tracker.facts.activity import FileChange
from tracker.facts.people import Contributor, Login
from tracker.sources.github.replies import Answer
from tracker.sources.github.translate import Json, changed_files, files_after, moment


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that GitHub left out of an answer, and of which repository, where that is known."""

    reason: str
    repo: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a search: how much it finds in all, where it goes on (None: nowhere), what is on it, what is not."""

    count: int
    after: str | None
    nodes: tuple[Json, ...]
    left_out: tuple[LeftOut, ...] = ()


@contextmanager
def understanding() -> Iterator[None]:
    """Turns a surprise in an answer's shape into an error that a person can read."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise SourceError(
            f"GitHub's answer has an unexpected shape ({type(error).__name__}: {error})",
            hint="A newer version of this program may know it.",
        ) from error


def page(answer: Answer) -> Page | None:
    """The page of the field ``search``, or None where GitHub left it out."""
    found: Any = answer.data.get("search")
    if not found or found["nodes"] is None:
        return None
    info = found["pageInfo"]
    return Page(
        count=found["issueCount"],
        after=info["endCursor"] if info["hasNextPage"] else None,
        nodes=tuple(node for node in found["nodes"] if node),
        left_out=tuple(left_out(answer)),
    )


def page_among(answer: Answer, alias: str) -> Page | None:
    """The page of a field among others, of which perhaps only a count was asked for."""
    found: Any = answer.data.get(alias)
    if not found or "pageInfo" not in found:
        return None
    own = tuple(problem for problem in answer.errors if problem.path[:1] in ((), (alias,)))
    return page(Answer(data={"search": found}, errors=own))


def left_out(answer: Answer) -> Iterator[LeftOut]:
    """What is missing from a page of a search."""
    found: Any = answer.data["search"]
    for problem in answer.errors:
        index = next((step for step in problem.path if isinstance(step, int)), None)
        node = found["nodes"][index] if index is not None else None
        yield LeftOut(problem.message, _public_repo(node) if node else None)


def reason(answer: Answer) -> str:
    """Why an answer holds nothing."""
    return "; ".join(problem.message for problem in answer.errors) or "GitHub gave an empty answer"


def reason_for(answer: Answer, alias: str) -> str | None:
    """Why a field of an answer holds nothing, or less than it should, where GitHub gives a reason."""
    return next((problem.message for problem in answer.errors if problem.path[:1] == (alias,)), None)


def names(found: Iterable[Json]) -> list[tuple[str, int]]:
    """Repository and number of pull requests that everybody may see."""
    return [(repo, node["number"]) for node in found if (repo := _public_repo(node))]


def _public_repo(node: Json) -> str | None:
    repository = node.get("repository")
    return str(repository["nameWithOwner"]) if repository and not repository["isPrivate"] else None


def count(answer: Answer, alias: str) -> int | None:
    """How much the search of this alias finds, or None where GitHub left it out."""
    found: Any = answer.data.get(alias)
    return int(found["issueCount"]) if found else None


def nodes(answer: Answer) -> tuple[Json, ...]:
    """What was found under the ids that were asked for."""
    found: Any = answer.data.get("nodes") or ()
    return tuple(node for node in found if node)


def not_there(answer: Answer, known: Mapping[str, str]) -> frozenset[str]:
    """Which of the pull requests that were asked about are not in their public repository any more, by that name.

    ``known`` are repositories by id. None where nothing came.
    """
    found: Any = answer.data.get("known")
    if found is None:
        return frozenset()
    return frozenset(known) - {node["id"] for node in found if node and _public_repo(node) == known.get(node["id"])}


def contributor(answer: Answer, alias: str = "user") -> Contributor | None:
    """The account of a field, or None."""
    user: Any = answer.data.get(alias)
    if not user:
        return None
    return Contributor(
        login=Login.parse(user["login"]),
        id=user["id"],
        url=user["url"],
        name=user["name"] or None,
        company=(user["company"] or "").strip() or None,
        created_at=moment(user["createdAt"]),
    )


def owner_type(answer: Answer) -> str | None:
    """What the login is, where it is no user: ``Organization``."""
    owner: Any = answer.data.get("repositoryOwner")
    return str(owner["__typename"]) if owner else None


def pull_requests_of_profile(answer: Answer) -> int:
    """How many pull requests the profile counts, anywhere on GitHub."""
    user: Any = answer.data["user"]
    return int((user["pullRequests"] or {"totalCount": 0})["totalCount"])


def more_files(answer: Answer) -> tuple[tuple[FileChange, ...], str | None] | None:
    """The next changed files of the field ``node``, and where they go on; None where GitHub left them out."""
    node: Any = answer.data.get("node")
    return (changed_files(node), files_after(node)) if node and node.get("files") else None
