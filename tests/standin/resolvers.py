"""What each GraphQL field answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from standin.graphql_errors import GitHubError, NotImplementedByStandin
from standin.graphql_fields import (
    SITE,
    Actor,
    Connection,
    Context,
    Info,
    connection,
    owner_key,
    paginate,
    resolver,
    shown,
    simple,
)
from standin.ids import decode_node_id, node_id
from standin.names import find_repo, renamed
from standin.search import MAX_RESULTS, SearchError, TooManyOperators
from standin.world import (
    ISSUE_BASE,
    PULL_BASE,
    ChangedFile,
    Comment,
    Commit,
    File,
    Issue,
    Item,
    Org,
    Pull,
    Repo,
    Review,
    ReviewComment,
    Tree,
    User,
    World,
    normal_date,
    sha1,
)

# -- values that the world has no class for ----------------------------------------------------------


class Label(NamedTuple):
    repo: Repo
    name: str

    @property
    def color(self) -> str:
        return sha1(self.name)[:6]

    @property
    def id(self) -> int:
        return 100_000_000 + int(sha1(f"{self.repo.key}:{self.name.lower()}")[:7], 16)


class Ref(NamedTuple):
    repo: Repo
    name: str
    commit: Commit


class GitActor(NamedTuple):
    commit: Commit


class TreeEntry(NamedTuple):
    repo: Repo
    name: str
    path: str
    node: File | Tree


class Blame(NamedTuple):
    file: File


class BlameRange(NamedTuple):
    first: int
    last: int
    commit: Commit


class ReviewRequest(NamedTuple):
    pull: Pull
    login: str


def type_name(value: Any, info: Info, abstract: Any) -> str:
    """The schema's type of a value, for interfaces and unions."""
    kind = type(value)
    if kind is User:
        return str(value.type)
    if kind not in _TYPE_NAMES:
        raise NotImplementedByStandin(f"type of {kind.__name__}")
    return _TYPE_NAMES[kind]


_TYPE_NAMES: dict[type, str] = {
    Org: "Organization", Repo: "Repository", Pull: "PullRequest", Issue: "Issue", Review: "PullRequestReview",
    ReviewComment: "PullRequestReviewComment", Comment: "IssueComment", Commit: "Commit", File: "Blob", Tree: "Tree",
    Label: "Label", Ref: "Ref", ReviewRequest: "ReviewRequest",
}  # fmt: skip


# -- shared pieces -----------------------------------------------------------------------------------


def item_url(item: Item) -> str:
    return f"{SITE}/{item.repo.full}/{'pull' if item.is_pull else 'issues'}/{item.number}"


def _ordered(items: Sequence[Item], order: dict[str, str] | None) -> Sequence[Item]:
    if order is None:
        return items
    keys: dict[str, Callable[[Item], Any]] = {
        "CREATED_AT": lambda i: (i.created, i.idx),
        "UPDATED_AT": lambda i: (i.updated, i.idx),
        "COMMENTS": lambda i: (len(i.comments), i.idx),
    }
    return sorted(items, key=keys[order["field"]], reverse=order["direction"] == "DESC")


def _filtered_pulls(
    pulls: Sequence[Pull], states: list[str] | None, labels: list[str] | None, base: str | None,
    order: dict[str, str] | None,
) -> Sequence[Item]:  # fmt: skip
    found: Sequence[Pull] = pulls
    if states:
        found = [p for p in found if p.state in states]
    if labels:
        wanted = {label.lower() for label in labels}
        found = [p for p in found if any(label.lower() in wanted for label in p.labels)]
    if base:
        found = [p for p in found if p.base == base]
    return _ordered(found, order)


def _filtered_issues(
    world: World, issues: Sequence[Issue], states: list[str] | None, labels: list[str] | None,
    filters: dict[str, Any] | None, order: dict[str, str] | None,
) -> Sequence[Item]:  # fmt: skip
    filters = dict(filters or {})
    filters.pop("viewerSubscribed", None)
    states = states or filters.pop("states", None)
    labels = labels or filters.pop("labels", None)
    creator, assignee = filters.pop("createdBy", None), filters.pop("assignee", None)
    since = filters.pop("since", None)
    if filters:
        raise NotImplementedByStandin(f"filterBy: {', '.join(sorted(filters))}")
    found: Sequence[Issue] = issues
    if states:
        found = [i for i in found if i.state in states]
    if labels:
        wanted = {label.lower() for label in labels}
        found = [i for i in found if any(label.lower() in wanted for label in i.labels)]
    if creator:
        found = [i for i in found if i.author and i.author.lower() == creator.lower()]
    if assignee:
        found = [i for i in found if assignee.lower() in {a.lower() for a in i.assignees}]
    if since:
        found = [i for i in found if i.updated >= since]
    return _ordered(found, order)


def _headline(message: str) -> str:
    return message.split("\n", 1)[0]


def _login(text: str) -> str:
    return text.removesuffix("[bot]")


def _visibility(order: dict[str, str] | None, repos: list[Repo]) -> list[Repo]:
    if order is None:
        return repos
    keys: dict[str, Callable[[Repo], Any]] = {
        "NAME": lambda r: r.name.lower(), "CREATED_AT": lambda r: r.created, "UPDATED_AT": lambda r: r.pushed,
        "PUSHED_AT": lambda r: r.pushed, "STARGAZERS": lambda r: 0,
    }  # fmt: skip
    return sorted(repos, key=keys[order["field"]], reverse=order["direction"] == "DESC")


# -- Query -------------------------------------------------------------------------------------------


@resolver("Query", "viewer")
def _viewer(_: Any, info: Info) -> User:
    user: User = info.context.viewer
    return user


def find_user(context: Context, login: str) -> User | None:
    """The user with this login; renamed accounts are found under their new login too."""
    login = renamed(context.options.renames, login) or login
    if login.lower() in context.distortion.ghosts:
        return None
    return context.world.user(login)


@resolver("Query", "user")
def _user(_: Any, info: Info, login: str) -> User:
    user = find_user(info.context, login)
    if user is None or user.type != "User":
        raise GitHubError("NOT_FOUND", f"Could not resolve to a User with the login of '{login}'.")
    return user


@resolver("Query User", "organization")
def _organization(source: Any, info: Info, login: str) -> Org | None:
    org: Org | None = info.context.world.org(login)
    if isinstance(source, User):
        context: Context = info.context
        seen = org is not None and (source.key in org.public or context.world.sees_members(org, context.viewer))
        return org if org and seen and source.key in org.members else None
    if org is None:
        raise GitHubError("NOT_FOUND", f"Could not resolve to an Organization with the login of '{login}'.")
    return org


@resolver("Query", "repositoryOwner")
def _repository_owner(_: Any, info: Info, login: str) -> Actor | None:
    found: Actor | None = info.context.actor(login)
    return found


@resolver("Query", "repository")
def _repository(_: Any, info: Info, owner: str, name: str, followRenames: bool = True) -> Repo:
    context: Context = info.context
    renames = context.options.renames
    repo = find_repo(context.world, renames, owner, name) if followRenames else context.world.repo(owner, name)
    if repo is None:
        raise GitHubError("NOT_FOUND", f"Could not resolve to a Repository with the name '{owner}/{name}'.")
    return repo


@resolver("Query", "rateLimit")
def _rate_limit(_: Any, info: Info, dryRun: bool = False) -> dict[str, Any]:
    context: Context = info.context
    reset = datetime.fromtimestamp(context.rate["reset"], tz=UTC)
    return {
        "cost": context.cost.points, "limit": context.rate["limit"], "nodeCount": context.cost.nodes,
        "remaining": context.rate["remaining"], "used": context.rate["used"],
        "resetAt": reset.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }  # fmt: skip


for _name in ("cost", "limit", "nodeCount", "remaining", "resetAt", "used"):
    simple("RateLimit", **{_name: lambda source, _n=_name: source[_n]})


def _by_node_id(context: Context, ident: str) -> Any:
    world = context.world
    decoded = decode_node_id(ident)
    found: Any = None
    if decoded:
        kind, parts = decoded
        last = parts[-1] if parts else None
        repo = world.repos_by_id.get(parts[0]) if len(parts) > 1 and isinstance(parts[0], int) else None
        if isinstance(last, int):
            if kind in ("User", "Bot", "Organization"):
                user = world.users_by_id.get(last)
                found = user if user and user.type == kind else None
                found = world.orgs[found.key] if found and kind == "Organization" else found
            elif kind == "Repository":
                found = world.repos_by_id.get(last)
            elif kind in ("PullRequest", "Issue"):
                found = world.item_by_id(last, PULL_BASE if kind == "PullRequest" else ISSUE_BASE)
                found = found if found and found.is_pull == (kind == "PullRequest") else None
            elif kind == "PullRequestReview":
                found = world.review_by_id(last)
            elif kind == "IssueComment":
                found = world.comment_by_id(last)
            elif kind == "PullRequestReviewComment":
                found = world.review_comment_by_id(last)
            elif kind == "Label" and repo:
                found = next((x for x in (Label(repo, n) for n in repo.labels.values()) if x.id == last), None)
        elif repo and kind == "Commit":
            found = repo.by_oid.get(str(last))
        elif repo and kind in ("Blob", "Tree"):
            found = repo.objects.get(str(last))
    if found is None:
        raise GitHubError("NOT_FOUND", f"Could not resolve to a node with the global id of '{ident}'.")
    return found


@resolver("Query", "node")
def _node(_: Any, info: Info, id: str) -> Any:
    return _by_node_id(info.context, id)


@resolver("Query", "nodes")
def _nodes(_: Any, info: Info, ids: list[str]) -> list[Any]:
    if len(ids) > 100:
        raise GitHubError("ARGUMENT_LIMIT", f"You may not provide more than 100 node ids; you provided {len(ids)}.")
    found: list[Any] = []
    for ident in ids:
        try:
            found.append(_by_node_id(info.context, ident))
        except GitHubError as error:
            found.append(error)  # graphql-core reports it at its place in the list, and puts null there
    info.context.touch(len(ids))
    return found


@resolver("Query", "search")
def _search(
    _: Any, info: Info, query: str, type: str, first: int | None = None, last: int | None = None,
    after: str | None = None, before: str | None = None,
) -> Connection:  # fmt: skip
    context: Context = info.context
    paging = {"first": first, "last": last, "after": after, "before": before}
    if type not in ("ISSUE", "ISSUE_ADVANCED"):
        raise NotImplementedByStandin(f"search type {type}")
    found: Sequence[Item] = []
    try:
        if query.strip():
            found = context.search.run(
                query, advanced=type == "ISSUE_ADVANCED", strict_names=False, hidden=context.distortion.unsearchable
            )
    except TooManyOperators as error:
        if context.options.over_operators == "error":
            raise GitHubError("UNPROCESSABLE", error.message) from None
    except SearchError as error:
        raise GitHubError("INVALID", error.message or "The search query is empty.") from None
    barred = context.distortion.barred
    found = [one for one in shown(found, info) if not (barred and barred.silent and owner_key(one) in barred.orgs)]
    page = paginate(found[context.distortion.lag :], info, paging, MAX_RESULTS)
    page.extra["issueCount"] = len(found)
    return page


# -- accounts ----------------------------------------------------------------------------------------


def _account(source: Actor) -> User:
    return source.account if isinstance(source, Org) else source


def account_node_id(user: User) -> str:
    return node_id(user.type, user.id)


_ACCOUNTS = "User Bot Organization"
simple(
    _ACCOUNTS,
    id=lambda s: account_node_id(_account(s)),
    databaseId=lambda s: s.id,
    login=lambda s: _login(s.login) if _account(s).type == "Bot" else s.login,
    createdAt=lambda s: _account(s).created,
    updatedAt=lambda s: _account(s).created,
    url=lambda s: f"{SITE}/{'apps/' if _account(s).type == 'Bot' else ''}{_login(s.login)}",
    resourcePath=lambda s: f"/{'apps/' if _account(s).type == 'Bot' else ''}{_login(s.login)}",
)
simple(
    "User Organization",
    name=lambda s: _account(s).name,
    location=lambda s: _account(s).location,
    websiteUrl=lambda s: None,
)
simple(
    "User",
    company=lambda s: s.company,
    bio=lambda s: s.bio,
)
simple("Organization", description=lambda s: s.account.bio, isVerified=lambda s: False, email=lambda s: None)


@resolver(_ACCOUNTS, "avatarUrl")
def _avatar(source: Actor, info: Info, size: int | None = None) -> str:
    return f"https://avatars.githubusercontent.com/u/{source.id}?{f's={size}&' if size else ''}v=4"


@resolver("User", "isViewer")
def _is_viewer(source: User, info: Info) -> bool:
    return bool(source.key == info.context.viewer.key)


@resolver("User", "email")
def _email(source: User, info: Info) -> str:
    info.context.require_scope(info, "user:email", "read:user")
    return ""


@connection("User", "organizations")
def _organizations(source: User, info: Info) -> list[Org]:
    context: Context = info.context
    context.require_scope(info, "read:org")
    orgs = context.world.orgs_of(source.login)
    return [o for o in orgs if source.key in o.public or context.world.sees_members(o, context.viewer)]


def _authored(context: Context, user: User) -> Sequence[Item]:
    return () if user.key in context.distortion.without_totals else context.world.by_author.get(user.key, ())


@connection("User", "pullRequests")
def _user_pulls(
    source: User, info: Info, states: list[str] | None = None, labels: list[str] | None = None,
    baseRefName: str | None = None, orderBy: dict[str, str] | None = None,
) -> Sequence[Item]:  # fmt: skip
    pulls = [i for i in _authored(info.context, source) if isinstance(i, Pull)]
    return _filtered_pulls(pulls, states, labels, baseRefName, orderBy)


@connection("User", "issues")
def _user_issues(
    source: User, info: Info, states: list[str] | None = None, labels: list[str] | None = None,
    filterBy: dict[str, Any] | None = None, orderBy: dict[str, str] | None = None,
) -> Sequence[Item]:  # fmt: skip
    world: World = info.context.world
    issues = [i for i in _authored(info.context, source) if isinstance(i, Issue)]
    return _filtered_issues(world, issues, states, labels, filterBy, orderBy)


@connection("User", "issueComments")
def _user_comments(source: User, info: Info, orderBy: dict[str, str] | None = None) -> list[Comment]:
    context: Context = info.context
    unseen = source.key in context.distortion.without_totals
    items = () if unseen else context.world.by_commenter.get(source.key, ())
    found = [c for i in items for c in i.comments if c.author and c.author.lower() == source.key]
    # GraphQL's IssueCommentOrder knows only UPDATED_AT
    return sorted(found, key=lambda c: (c.created, c.id), reverse=bool(orderBy and orderBy["direction"] == "DESC"))


def _repos_of(
    world: World, key: str, is_archived: bool | None, is_fork: bool | None, order: dict[str, str] | None
) -> list[Repo]:
    repos = [r for r in world.repos.values() if r.owner.key == key]
    if is_archived is not None:
        repos = [r for r in repos if r.archived == is_archived]
    if is_fork is not None:
        repos = [r for r in repos if r.fork == is_fork]
    return _visibility(order, repos)


@connection("User Organization", "repositories")
def _repositories(
    source: Actor, info: Info, isArchived: bool | None = None, isFork: bool | None = None,
    orderBy: dict[str, str] | None = None, privacy: str | None = None, visibility: str | None = None,
) -> list[Repo]:  # fmt: skip
    if "PRIVATE" in (privacy, visibility) or visibility == "INTERNAL":
        return []
    return _repos_of(info.context.world, _account(source).key, isArchived, isFork, orderBy)


@resolver("User Organization", "repository")
def _owned_repository(source: Actor, info: Info, name: str, followRenames: bool = True) -> Repo:
    return _repository(None, info, _account(source).login, name, followRenames)  # type: ignore[no-any-return]


@connection("Organization", "membersWithRole")
def _members(source: Org, info: Info) -> list[User]:
    context: Context = info.context
    context.require_scope(info, "read:org")
    if source.login.lower() in {o.lower() for o in context.options.forbidden_orgs}:
        raise GitHubError(
            "FORBIDDEN",
            f"Although you appear to have the correct authorization credentials, the `{source.login}` organization has "
            "enabled OAuth App access restrictions, meaning that data access to third-parties is limited.",
        )
    return context.world.visible_members(source, context.viewer)


@resolver("Organization", "viewerIsAMember")
def _viewer_is_member(source: Org, info: Info) -> bool:
    return info.context.viewer.key in source.members


# -- repositories ------------------------------------------------------------------------------------

simple(
    "Repository",
    id=lambda r: node_id("Repository", r.id),
    databaseId=lambda r: r.id,
    name=lambda r: r.name,
    nameWithOwner=lambda r: r.full,
    description=lambda r: r.description,
    url=lambda r: f"{SITE}/{r.full}",
    resourcePath=lambda r: f"/{r.full}",
    isArchived=lambda r: r.archived,
    isFork=lambda r: r.fork,
    isPrivate=lambda r: False,
    isInOrganization=lambda r: r.owner.type == "Organization",
    visibility=lambda r: "PUBLIC",
    createdAt=lambda r: r.created,
    updatedAt=lambda r: r.pushed,
    pushedAt=lambda r: r.pushed,
    archivedAt=lambda r: r.pushed if r.archived else None,
    defaultBranchRef=lambda r: Ref(r, r.default_branch, r.head),
)


@resolver("Repository", "owner")
def _owner(source: Repo, info: Info) -> Actor:
    world: World = info.context.world
    return world.orgs[source.owner.key] if source.owner.type == "Organization" else source.owner


@resolver("Repository", "ref")
def _ref(source: Repo, info: Info, qualifiedName: str) -> Ref | None:
    name = qualifiedName.removeprefix("refs/heads/")
    return Ref(source, name, source.head) if name == source.default_branch else None


@resolver("Repository", "object")
def _object(source: Repo, info: Info, expression: str | None = None, oid: str | None = None) -> Any:
    info.context.touch(1)
    if oid is not None:
        return source.by_oid.get(oid) or source.objects.get(oid)
    if expression is None:
        raise GitHubError("VALIDATION", "You must provide either `expression` or `oid`.")
    ref, colon, path = expression.partition(":")
    commit = source.commit_at(ref)
    if colon:
        return git_object(source.lookup(path) if path.strip("/") else source.root) if commit else None
    return commit or source.objects.get(ref)


def git_object(node: File | Tree | None) -> File | Tree | None:
    """What a path names; a submodule's commit is no object of its repository."""
    return None if isinstance(node, File) and node.is_submodule else node


def _numbered(source: Repo, number: int, kind: type[Item], name: str) -> Item:
    item = source.items.get(number)
    if item is None or not isinstance(item, kind):
        raise GitHubError("NOT_FOUND", f"Could not resolve to {name} with the number of {number}.")
    return item


@resolver("Repository", "pullRequest")
def _pull(source: Repo, info: Info, number: int) -> Item:
    return _numbered(source, number, Pull, "a PullRequest")


@resolver("Repository", "issue")
def _issue(source: Repo, info: Info, number: int) -> Item:
    return _numbered(source, number, Issue, "an Issue")


@resolver("Repository", "issueOrPullRequest")
def _either(source: Repo, info: Info, number: int) -> Item:
    return _numbered(source, number, Item, "an issue or pull request")


@connection("Repository", "pullRequests")
def _repo_pulls(
    source: Repo, info: Info, states: list[str] | None = None, labels: list[str] | None = None,
    baseRefName: str | None = None, orderBy: dict[str, str] | None = None,
) -> Sequence[Item]:  # fmt: skip
    return _filtered_pulls(source.pulls, states, labels, baseRefName, orderBy)


@connection("Repository", "issues")
def _repo_issues(
    source: Repo, info: Info, states: list[str] | None = None, labels: list[str] | None = None,
    filterBy: dict[str, Any] | None = None, orderBy: dict[str, str] | None = None,
) -> Sequence[Item]:  # fmt: skip
    return _filtered_issues(info.context.world, source.issues, states, labels, filterBy, orderBy)


def _labels_of(repo: Repo, names: Sequence[str], order: dict[str, str] | None) -> list[Label]:
    labels = [Label(repo, n) for n in names]
    if order and order["field"] == "NAME":
        labels.sort(key=lambda x: x.name.lower())
    return labels[::-1] if order and order["direction"] == "DESC" else labels


@connection("Repository", "labels")
def _repo_labels(
    source: Repo, info: Info, query: str | None = None, orderBy: dict[str, str] | None = None
) -> list[Label]:
    names = [n for n in source.labels.values() if query is None or query.lower() in n.lower()]
    return _labels_of(source, names, orderBy)


@resolver("Repository", "label")
def _repo_label(source: Repo, info: Info, name: str) -> Label | None:
    return Label(source, source.labels[name.lower()]) if name.lower() in source.labels else None


simple(
    "Label",
    id=lambda x: node_id("Label", x.repo.id, x.id),
    name=lambda x: x.name,
    color=lambda x: x.color,
    description=lambda x: None,
    isDefault=lambda x: False,
    createdAt=lambda x: x.repo.created,
    updatedAt=lambda x: x.repo.created,
    repository=lambda x: x.repo,
    url=lambda x: f"{SITE}/{x.repo.full}/labels/{x.name}",
    resourcePath=lambda x: f"/{x.repo.full}/labels/{x.name}",
)
simple(
    "Ref",
    id=lambda r: node_id("Ref", r.repo.id, f"refs/heads/{r.name}"),
    name=lambda r: r.name,
    prefix=lambda r: "refs/heads/",
    repository=lambda r: r.repo,
    target=lambda r: r.commit,
)

# -- git objects -------------------------------------------------------------------------------------

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


@resolver("Blob", "text")
def _blob_text(source: File, info: Info) -> str:
    text: str = info.context.distortion.text(source.path, source.text)
    return text


@resolver("Blob", "byteSize")
def _blob_size(source: File, info: Info) -> int:
    return len(_blob_text(source, info).encode())


@resolver("Tree", "entries")
def _tree_entries(source: Tree, info: Info) -> list[TreeEntry]:
    prefix = f"{source.path}/" if source.path else ""
    info.context.touch(len(source.entries))
    return [TreeEntry(source.repo, name, prefix + name, node) for name, node in source.entries]


simple(
    "TreeEntry",
    name=lambda e: e.name,
    path=lambda e: e.path,
    type=lambda e: "tree" if isinstance(e.node, Tree) else e.node.kind,
    mode=lambda e: 0o40000 if isinstance(e.node, Tree) else int(e.node.mode, 8),
    oid=lambda e: e.node.oid,
    object=lambda e: git_object(e.node),
    size=lambda e: 0 if isinstance(e.node, Tree) else len(e.node.text.encode()),
    extension=lambda e: "." + e.name.rpartition(".")[2] if "." in e.name else "",
    repository=lambda e: e.repo,
    isGenerated=lambda e: False,
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
        user = _by_node_id(info.context, author["id"])
        login = user.login
    emails = (author or {}).get("emails")
    return filter_commits(source.repo, source, path, login, emails, normal_date(since), normal_date(until))


@resolver("Commit", "file")
def _commit_file(source: Commit, info: Info, path: str) -> TreeEntry | None:
    node = source.repo.lookup(path)
    return TreeEntry(source.repo, path.rstrip("/").rpartition("/")[2], path.strip("/"), node) if node else None


@connection("Commit", "associatedPullRequests")
def _associated_pulls(source: Commit, info: Info, orderBy: dict[str, str] | None = None) -> Sequence[Item]:
    return _ordered(source.pulls(), orderBy)


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


# -- issues and pull requests -------------------------------------------------------------------------

_ITEMS = "PullRequest Issue"


def item_node_id(item: Item) -> str:
    return node_id("PullRequest" if item.is_pull else "Issue", item.repo.id, item.id)


simple(
    _ITEMS,
    id=item_node_id,
    databaseId=lambda i: i.id,
    fullDatabaseId=lambda i: str(i.id),
    number=lambda i: i.number,
    title=lambda i: i.title,
    body=lambda i: i.body,
    bodyText=lambda i: i.body,
    url=item_url,
    resourcePath=lambda i: item_url(i).removeprefix(SITE),
    state=lambda i: i.state,
    closed=lambda i: i.state != "OPEN",
    closedAt=lambda i: i.closed,
    createdAt=lambda i: i.created,
    publishedAt=lambda i: i.created,
    updatedAt=lambda i: i.updated,
    lastEditedAt=lambda i: i.edited,
    editor=lambda i: None,
    includesCreatedEdit=lambda i: False,
    createdViaEmail=lambda i: False,
    locked=lambda i: False,
    activeLockReason=lambda i: None,
    repository=lambda i: i.repo,
)


@resolver("Issue", "stateReason")
def _state_reason(source: Issue, info: Info, enableDuplicate: bool = False) -> str | None:
    if source.state_reason == "DUPLICATE" and not enableDuplicate:
        return "NOT_PLANNED"
    return source.state_reason


simple(
    "PullRequest",
    merged=lambda p: p.merged is not None,
    mergedAt=lambda p: p.merged,
    isDraft=lambda p: p.draft,
    additions=lambda p: p.additions,
    deletions=lambda p: p.deletions,
    changedFiles=lambda p: len(p.files),
    baseRefName=lambda p: p.base,
    totalCommentsCount=lambda p: len(p.comments) + sum(len(r.comments) for r in p.reviews),
)


_AUTHORED = "PullRequest Issue PullRequestReview IssueComment PullRequestReviewComment"


@resolver(_AUTHORED, "author")
def _author(source: Any, info: Info) -> Actor | None:
    found: Actor | None = info.context.actor(source.author)
    return found


def repo_of(source: Any) -> Repo:
    item = (
        source if isinstance(source, Item) else source.review.item if isinstance(source, ReviewComment) else source.item
    )
    return item.repo


@resolver(_AUTHORED, "authorAssociation")
def _association(source: Any, info: Info) -> str:
    context: Context = info.context
    return context.world.association(repo_of(source), context.distortion.login(source.author), context.viewer)


@resolver(_AUTHORED, "viewerDidAuthor")
def _did_author(source: Any, info: Info) -> bool:
    return bool(source.author) and source.author.lower() == info.context.viewer.key


@resolver("PullRequest", "mergedBy")
def _merged_by(source: Pull, info: Info) -> Actor | None:
    found: Actor | None = info.context.actor(source.merged_by)
    return found


@connection(_ITEMS, "labels")
def _item_labels(source: Item, info: Info, orderBy: dict[str, str] | None = None) -> list[Label]:
    return _labels_of(source.repo, source.labels, orderBy)


@connection(_ITEMS, "assignees")
def _assignees(source: Item, info: Info) -> list[User]:
    people: list[User] = info.context.people(source.assignees)
    return people


@connection(_ITEMS, "comments")
def _comments(source: Item, info: Info, orderBy: dict[str, str] | None = None) -> Sequence[Comment]:
    return source.comments[::-1] if orderBy and orderBy["direction"] == "DESC" else source.comments


@connection("PullRequest", "reviews")
def _reviews(source: Pull, info: Info, author: str | None = None, states: list[str] | None = None) -> Sequence[Review]:
    found: Sequence[Review] = source.reviews
    if author is not None:
        found = [r for r in found if r.author and r.author.lower() == author.lower()]
    if states:
        found = [r for r in found if r.state in states]
    return found


@connection("PullRequest", "reviewRequests")
def _review_requests(source: Pull, info: Info) -> list[ReviewRequest]:
    return [ReviewRequest(source, login) for login in source.review_requests]


@connection("PullRequest", "files")
def _files(source: Pull, info: Info) -> Sequence[ChangedFile]:
    return source.files


simple(
    "PullRequestChangedFile",
    path=lambda f: f.path,
    additions=lambda f: f.additions,
    deletions=lambda f: f.deletions,
    changeType=lambda f: f.change,
)
simple(
    "ReviewRequest",
    id=lambda r: node_id("ReviewRequest", r.pull.repo.id, r.pull.id),
    asCodeOwner=lambda r: False,
    pullRequest=lambda r: r.pull,
)


@resolver("ReviewRequest", "requestedReviewer")
def _requested(source: ReviewRequest, info: Info) -> User | None:
    actor = info.context.actor(source.login)
    return actor if isinstance(actor, User) else None


_REMARKS = "PullRequestReview IssueComment PullRequestReviewComment"
simple(
    _REMARKS,
    databaseId=lambda c: c.id,
    fullDatabaseId=lambda c: str(c.id),
    body=lambda c: c.body,
    bodyText=lambda c: c.body,
    repository=repo_of,
    createdViaEmail=lambda c: False,
    editor=lambda c: None,
    includesCreatedEdit=lambda c: False,
    isMinimized=lambda c: False,
    minimizedReason=lambda c: None,
    lastEditedAt=lambda c: getattr(c, "edited", None),
)
for _name in ("createdAt", "publishedAt", "updatedAt"):
    simple("IssueComment PullRequestReviewComment", **{_name: lambda c: c.created})
    simple("PullRequestReview", **{_name: lambda r: r.submitted})


def review_url(review: Review) -> str:
    return f"{item_url(review.item)}#pullrequestreview-{review.id}"


simple(
    "PullRequestReview",
    id=lambda r: node_id("PullRequestReview", r.item.repo.id, r.id),
    state=lambda r: r.state,
    submittedAt=lambda r: r.submitted,
    pullRequest=lambda r: r.item,
    url=review_url,
    resourcePath=lambda r: review_url(r).removeprefix(SITE),
    commit=lambda r: r.item.commit(r.item.commit_count - 1),
)


@connection("PullRequestReview", "comments")
def _review_comments(source: Review, info: Info) -> Sequence[ReviewComment]:
    return source.comments


simple(
    "IssueComment",
    id=lambda c: node_id("IssueComment", c.item.repo.id, c.id),
    url=lambda c: f"{item_url(c.item)}#issuecomment-{c.id}",
    resourcePath=lambda c: f"{item_url(c.item)}#issuecomment-{c.id}".removeprefix(SITE),
    pullRequest=lambda c: c.item if c.item.is_pull else None,
)


@resolver("IssueComment", "issue")
def _comment_issue(source: Comment, info: Info) -> Issue:
    if isinstance(source.item, Issue):
        return source.item
    raise NotImplementedByStandin("field IssueComment.issue on a pull request's comment")


simple(
    "PullRequestReviewComment",
    id=lambda c: node_id("PullRequestReviewComment", c.review.item.repo.id, c.id),
    path=lambda c: c.path,
    pullRequest=lambda c: c.review.item,
    pullRequestReview=lambda c: c.review,
    url=lambda c: f"{item_url(c.review.item)}#discussion_r{c.id}",
    resourcePath=lambda c: f"{item_url(c.review.item)}#discussion_r{c.id}".removeprefix(SITE),
)
