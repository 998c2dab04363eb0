"""GitHub's REST records, turned into our facts: accounts and hits of a search."""

from tracker.facts.activity import Participation, PullRequest, Review, ReviewState
from tracker.facts.people import Contributor, Login
from tracker.sources.github.records import Json, Reader, moment


def contributor(record: Json) -> Contributor:
    """An account."""
    return Contributor(
        login=Login.parse(record["login"]),
        id=record["node_id"],
        url=record["html_url"],
        name=record["name"] or None,
        company=(record["company"] or "").strip() or None,
        created_at=moment(record["created_at"]),
        bot=record["type"] == "Bot",
    )


def repository_of(hit: Json) -> str:
    """``owner/name`` of a hit, which has only the address of its repository."""
    owner, name = str(hit["repository_url"]).rstrip("/").split("/")[-2:]
    return f"{owner}/{name}"


def counts(hit: Json, reader: Reader) -> bool:
    """Whether a hit may enter the facts. Without a token GitHub shows public repositories only."""
    return reader.counts_in(repository_of(hit)) and moment(hit["created_at"]) <= reader.as_of


def is_settled(hit: Json, reader: Reader) -> bool:
    """Whether a hit has not changed since the day asked for: who took part in it had done so by then."""
    return moment(hit["updated_at"]) <= reader.as_of


def pull_request(hit: Json, reader: Reader) -> PullRequest:
    """A hit of a search for pull requests: no lines, no files, no base branch."""
    author = hit["user"]
    return PullRequest(
        id=hit["node_id"],
        repo=repository_of(hit),
        number=hit["number"],
        url=hit["html_url"],
        title=hit["title"],
        author=Login.maybe(author["login"]) if author else None,
        author_is_bot=reader.is_bot({"login": author["login"], "__typename": author["type"]} if author else None),
        created_at=moment(hit["created_at"]),
        updated_at=min(moment(hit["updated_at"]), reader.as_of),
        closed_at=reader.until(hit["closed_at"]),
        merged_at=reader.until(hit["pull_request"].get("merged_at")),
        draft=bool(hit.get("draft")),
        labels=tuple(label["name"] for label in hit["labels"]),
    )


def participation(reviewed: PullRequest, login: Login) -> Participation:
    """A pull request that somebody is known to have reviewed.

    When and how is not known: the review is dated by the pull request's opening, before which it cannot have been.
    """
    review = Review(by=login, state=ReviewState.COMMENTED, at=reviewed.created_at, url=reviewed.url)
    return Participation(pull_request=reviewed, mine=(review,))
