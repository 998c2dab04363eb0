"""Commits, their history, and who made them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from standin.graphql_errors import GitHubError
from standin.graphql_fields import SITE, Info, connection, resolver, simple
from standin.ids import node_id
from standin.resolvers.lists import ordered
from standin.resolvers.nodes import by_node_id
from standin.resolvers.values import Blame, BlameRange, GitActor, TreeEntry
from standin.world import Commit, Item, Repo, User, normal_date


def _headline(message: str) -> str:
    return message.split("\n", 1)[0]


simple(
    "Commit Blob Tree",
    oid=lambda o: o.oid,
    abbreviatedOid=lambda o: o.oid[:7],
    repository=lambda o: o.repo,
    commitUrl=lambda o: f"{SITE}/{o.repo.full}/commit/{o.oid}",
    commitResourcePath=lambda o: f"/{o.repo.full}/commit/{o.oid}",
)
simple("Commit", id=lambda o: node_id("Commit", o.repo.id, o.oid))
simple("Blob", id=lambda o: node_id("Blob", o.repo.id, o.oid), isBinary=lambda f: False, isTruncated=lambda f: False)
simple("Tree", id=lambda o: node_id("Tree", o.repo.id, o.oid))
simple(
    "Commit",
    message=lambda c: c.message,
    messageHeadline=lambda c: _headline(c.message),
    messageBody=lambda c: c.message.partition("\n")[2].strip("\n"),
    committedDate=lambda c: c.date,
    authoredDate=lambda c: c.date,
    author=GitActor,
    committer=GitActor,
    authoredByCommitter=lambda c: True,
    committedViaWeb=lambda c: False,
    url=lambda c: f"{SITE}/{c.repo.full}/commit/{c.oid}",
    resourcePath=lambda c: f"/{c.repo.full}/commit/{c.oid}",
    tree=lambda c: c.repo.root,
    treeUrl=lambda c: f"{SITE}/{c.repo.full}/tree/{c.oid}",
)


@resolver("Commit", "blame")
def _blame(source: Commit, info: Info, path: str) -> Blame:
    file = source.repo.files.get(path.strip("/"))
    if file is None:
        raise GitHubError("NOT_FOUND", f"Could not resolve to a blob with the path '{path}'.")
    return Blame(file)


@resolver("Blame", "ranges")
def _blame_ranges(source: Blame, info: Info) -> list[BlameRange]:
    ranges = [BlameRange(*r) for r in source.file.blame_ranges()]
    info.context.touch(len(ranges))
    return ranges


simple("BlameRange", startingLine=lambda b: b.first, endingLine=lambda b: b.last, commit=lambda b: b.commit)


@resolver("BlameRange", "age")
def _blame_age(source: BlameRange, info: Info) -> int:
    span = source.commit.repo.head.position or 1
    return max(1, min(10, 1 + (9 * (span - source.commit.position)) // span))


def filter_commits(
    repo: Repo,
    upto: Commit,
    path: str | None,
    login: str | None,
    emails: list[str] | None,
    since: str | None,
    until: str | None,
) -> list[Commit]:
    """The commits up to one, newest first."""
    if upto.pull is not None:
        return [upto]
    found = repo.commits[upto.position :: -1] if upto.position else repo.commits[:1]
    if path and path.strip("/"):
        wanted = path.strip("/")
        found = [c for c in found if any(p == wanted or p.startswith(wanted + "/") for p in c.paths)]
    if login:
        found = [c for c in found if c.author and c.author.lower() == login.lower()]
    if emails:
        lowered = {e.lower() for e in emails}
        found = [c for c in found if c.email.lower() in lowered]
    if since:
        found = [c for c in found if c.date >= since]
    if until:
        found = [c for c in found if c.date <= until]
    return found


@connection("Commit", "history")
def _history(
    source: Commit, info: Info, path: str | None = None, author: dict[str, Any] | None = None,
    since: str | None = None, until: str | None = None,
) -> list[Commit]:  # fmt: skip
    login = None
    if author and author.get("id"):
        user = by_node_id(info.context, author["id"])
        login = user.login
    emails = (author or {}).get("emails")
    return filter_commits(source.repo, source, path, login, emails, normal_date(since), normal_date(until))


@resolver("Commit", "file")
def _commit_file(source: Commit, info: Info, path: str) -> TreeEntry | None:
    node = source.repo.lookup(path)
    return TreeEntry(source.repo, path.rstrip("/").rpartition("/")[2], path.strip("/"), node) if node else None


@connection("Commit", "associatedPullRequests")
def _associated_pulls(source: Commit, info: Info, orderBy: dict[str, str] | None = None) -> Sequence[Item]:
    return ordered(source.pulls(), orderBy)


@connection("Commit", "parents")
def _parents(source: Commit, info: Info) -> list[Commit]:
    return [source.repo.commits[source.position - 1]] if source.pull is None and source.position else []


simple("GitActor", email=lambda g: g.commit.email, date=lambda g: g.commit.date)


@resolver("GitActor", "name")
def _git_name(source: GitActor, info: Info) -> str:
    user = info.context.world.user(source.commit.author)
    return (user.name or user.login) if user else source.commit.email.partition("@")[0]


@resolver("GitActor", "user")
def _git_user(source: GitActor, info: Info) -> User | None:
    actor = info.context.actor(source.commit.author)
    return actor if isinstance(actor, User) and actor.type == "User" else None
