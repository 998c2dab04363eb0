"""REST representations: the JSON bodies of api.github.com."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import quote

from standin.faults import Distortion
from standin.ids import node_id
from standin.resolvers.accounts import account_node_id
from standin.resolvers.items import item_node_id, item_url
from standin.resolvers.remarks import review_url
from standin.resolvers.values import Label
from standin.world import (
    ChangedFile,
    Comment,
    File,
    Item,
    Org,
    Pull,
    Repo,
    Review,
    ReviewComment,
    Tree,
    User,
    World,
)

SITE = "https://github.com"
JSON = dict[str, Any]

_REPO_URLS = {
    "archive_url": "/{archive_format}{/ref}", "assignees_url": "/assignees{/user}", "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}", "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}", "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}", "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors", "deployments_url": "/deployments", "downloads_url": "/downloads",
    "events_url": "/events", "forks_url": "/forks", "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}", "git_tags_url": "/git/tags{/sha}", "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}", "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}", "keys_url": "/keys{/key_id}", "labels_url": "/labels{/name}",
    "languages_url": "/languages", "merges_url": "/merges", "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}", "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}", "stargazers_url": "/stargazers", "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers", "subscription_url": "/subscription", "tags_url": "/tags",
    "teams_url": "/teams", "trees_url": "/git/trees{/sha}",
}  # fmt: skip
_REACTIONS = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")
GHOST_ID = 10137
_CONTENT_TYPES = {"120000": "symlink", "160000": "submodule"}


class Shaper:
    """Makes bodies for one request: its base address, its viewer and its faults are known."""

    def __init__(self, world: World, base: str, viewer: User | None, distortion: Distortion) -> None:
        self.world = world
        self.base = base
        self.viewer = viewer
        self.distortion = distortion

    # -- accounts --------------------------------------------------------------------------------

    def _account(self, login: str, ident: int, node: str, kind: str) -> JSON:
        url = f"{self.base}/users/{quote(login)}"
        return {
            "login": login, "id": ident, "node_id": node,
            "avatar_url": f"https://avatars.githubusercontent.com/u/{ident}?v=4", "gravatar_id": "", "url": url,
            "html_url": f"{SITE}/{'apps/' if kind == 'Bot' else ''}{login.removesuffix('[bot]')}",
            "followers_url": f"{url}/followers", "following_url": f"{url}/following{{/other_user}}",
            "gists_url": f"{url}/gists{{/gist_id}}", "starred_url": f"{url}/starred{{/owner}}{{/repo}}",
            "subscriptions_url": f"{url}/subscriptions", "organizations_url": f"{url}/orgs",
            "repos_url": f"{url}/repos", "events_url": f"{url}/events{{/privacy}}",
            "received_events_url": f"{url}/received_events", "type": kind, "user_view_type": "public",
            "site_admin": False,
        }  # fmt: skip

    def user(self, user: User) -> JSON:
        return self._account(user.login, user.id, account_node_id(user), user.type)

    def ghost(self) -> JSON:
        return self._account("ghost", GHOST_ID, node_id("User", GHOST_ID), "User")

    def person(self, login: str | None) -> JSON:
        """An author; deleted accounts show as ghost."""
        user = self.world.user(self.distortion.login(login))
        return self.user(user) if user else self.ghost()

    def people(self, logins: tuple[str, ...]) -> list[JSON]:
        return [self.user(u) for u in (self.world.user(self.distortion.login(x)) for x in logins) if u]

    def full_user(self, user: User) -> JSON:
        return {
            **self.user(user), "name": user.name, "company": user.company, "blog": "", "location": user.location,
            "email": None, "hireable": None, "bio": user.bio, "twitter_username": None,
            "public_repos": sum(1 for r in self.world.repos.values() if r.owner is user), "public_gists": 0,
            "followers": 0, "following": 0, "created_at": user.created, "updated_at": user.created,
        }  # fmt: skip

    def private_user(self, user: User) -> JSON:
        return {
            **self.full_user(user), "private_gists": 0, "total_private_repos": 0, "owned_private_repos": 0,
            "disk_usage": 0, "collaborators": 0, "two_factor_authentication": True, "notification_email": None,
            "plan": {"name": "free", "space": 976562499, "collaborators": 0, "private_repos": 10000},
        }  # fmt: skip

    def org(self, org: Org) -> JSON:
        url = f"{self.base}/orgs/{org.login}"
        return {
            "login": org.login, "id": org.id, "node_id": account_node_id(org.account), "url": url,
            "repos_url": f"{url}/repos", "events_url": f"{url}/events", "hooks_url": f"{url}/hooks",
            "issues_url": f"{url}/issues", "members_url": f"{url}/members{{/member}}",
            "public_members_url": f"{url}/public_members{{/member}}",
            "avatar_url": f"https://avatars.githubusercontent.com/u/{org.id}?v=4", "description": org.account.bio,
        }  # fmt: skip

    def full_org(self, org: Org) -> JSON:
        account = org.account
        return {
            **self.org(org), "name": account.name or account.login, "company": account.company, "blog": "",
            "location": account.location, "email": None, "twitter_username": None, "is_verified": False,
            "has_organization_projects": True, "has_repository_projects": True,
            "public_repos": sum(1 for r in self.world.repos.values() if r.owner is account), "public_gists": 0,
            "followers": 0, "following": 0, "html_url": f"{SITE}/{account.login}", "created_at": account.created,
            "updated_at": account.created, "archived_at": None, "type": "Organization",
        }  # fmt: skip

    # -- repositories ----------------------------------------------------------------------------

    def repo_url(self, repo: Repo) -> str:
        return f"{self.base}/repos/{repo.full}"

    def repo(self, repo: Repo) -> JSON:
        url = self.repo_url(repo)
        return {
            "id": repo.id, "node_id": node_id("Repository", repo.id), "name": repo.name, "full_name": repo.full,
            "private": False, "owner": self.user(repo.owner), "html_url": f"{SITE}/{repo.full}",
            "description": repo.description, "fork": repo.fork, "url": url,
            **{key: url + suffix for key, suffix in _REPO_URLS.items()},
            "git_url": f"git://github.com/{repo.full}.git", "ssh_url": f"git@github.com:{repo.full}.git",
            "clone_url": f"{SITE}/{repo.full}.git", "svn_url": f"{SITE}/{repo.full}", "mirror_url": None,
            "homepage": None, "language": None, "forks_count": 0, "forks": 0, "stargazers_count": 0,
            "watchers_count": 0, "watchers": 0, "size": 0, "default_branch": repo.default_branch,
            "open_issues_count": repo.open_count, "open_issues": repo.open_count, "is_template": False,
            "topics": repo.topics, "has_issues": True, "has_projects": True, "has_wiki": False, "has_pages": False,
            "has_downloads": True, "has_discussions": False, "archived": repo.archived, "disabled": False,
            "visibility": "public", "pushed_at": repo.pushed, "created_at": repo.created,
            "updated_at": repo.pushed, "allow_forking": True, "web_commit_signoff_required": False,
            "license": None, "has_pull_requests": True, "pull_request_creation_policy": "all",
            "permissions": {"admin": False, "maintain": False, "push": False, "triage": False, "pull": True},
        }  # fmt: skip

    def fork(self, pull: Pull) -> JSON | None:
        """The fork that a pull request comes from; made up, and gone if its owner is."""
        owner = self.world.user(self.distortion.login(pull.author))
        if owner is None:
            return None
        fork = Repo(owner, pull.repo.name, pull.repo.id ^ owner.id, {"isFork": True})
        fork.commits = pull.repo.commits
        return self.repo(fork)

    def full_repo(self, repo: Repo) -> JSON:
        extra: JSON = {"network_count": 0, "subscribers_count": 0, "temp_clone_token": ""}
        org = self.world.orgs.get(repo.owner.key)
        if org:
            extra["organization"] = self.user(repo.owner)
        return {**self.repo(repo), **extra}

    def label(self, repo: Repo, name: str) -> JSON:
        label = Label(repo, name)
        return {
            "id": label.id, "node_id": node_id("Label", repo.id, label.id),
            "url": f"{self.repo_url(repo)}/labels/{quote(name)}", "name": name, "color": label.color,
            "default": False, "description": None, "archived_at": None, "archived_by": None,
        }  # fmt: skip

    # -- issues and pull requests ----------------------------------------------------------------

    def association(self, repo: Repo, login: str | None) -> str:
        return self.world.association(repo, self.distortion.login(login), self.viewer)

    def reactions(self, url: str) -> JSON:
        return {"url": f"{url}/reactions", "total_count": 0, **dict.fromkeys(_REACTIONS, 0)}

    def pull_link(self, pull: Pull) -> JSON:
        return {
            "url": f"{self.repo_url(pull.repo)}/pulls/{pull.number}", "html_url": item_url(pull),
            "diff_url": f"{item_url(pull)}.diff", "patch_url": f"{item_url(pull)}.patch", "merged_at": pull.merged,
        }  # fmt: skip

    def _people_of(self, item: Item) -> JSON:
        assignees = self.people(item.assignees)
        return {"assignee": assignees[0] if assignees else None, "assignees": assignees}

    def issue(self, item: Item) -> JSON:
        url = f"{self.repo_url(item.repo)}/issues/{item.number}"
        body: JSON = {
            "url": url, "repository_url": self.repo_url(item.repo), "labels_url": f"{url}/labels{{/name}}",
            "comments_url": f"{url}/comments", "events_url": f"{url}/events", "html_url": item_url(item),
            "id": item.issue_id, "node_id": item_node_id(item), "number": item.number, "title": item.title,
            "user": self.person(item.author), "labels": [self.label(item.repo, n) for n in item.labels],
            "state": "open" if item.state == "OPEN" else "closed", "locked": False, **self._people_of(item),
            "milestone": None, "comments": len(item.comments), "created_at": item.created,
            "updated_at": item.updated, "closed_at": item.closed,
            "author_association": self.association(item.repo, item.author), "type": None,
            "active_lock_reason": None, "body": item.body or None, "reactions": self.reactions(url),
            "timeline_url": f"{url}/timeline", "performed_via_github_app": None,
            "state_reason": item.state_reason.lower() if item.state_reason else None,
        }  # fmt: skip
        if isinstance(item, Pull):
            body["draft"] = item.draft
            body["pull_request"] = self.pull_link(item)
        else:
            body["sub_issues_summary"] = {"total": 0, "completed": 0, "percent_completed": 0}
        return body

    def full_issue(self, item: Item) -> JSON:
        closer = item.merged_by if isinstance(item, Pull) else None
        return {**self.issue(item), "closed_by": self.person(closer) if closer else None}

    def search_hit(self, item: Item) -> JSON:
        return {**self.issue(item), "score": 1.0}

    def pull(self, pull: Pull) -> JSON:
        link = self.pull_link(pull)
        url, repo = link["url"], self.repo_url(pull.repo)
        issue = f"{repo}/issues/{pull.number}"
        head, author = pull.head_oid(), self.person(pull.author)
        base_repo = self.repo(pull.repo)
        return {
            "url": url, "id": pull.id, "node_id": item_node_id(pull), "html_url": link["html_url"],
            "diff_url": link["diff_url"], "patch_url": link["patch_url"], "issue_url": issue,
            "commits_url": f"{url}/commits", "review_comments_url": f"{url}/comments",
            "review_comment_url": f"{repo}/pulls/comments{{/number}}", "comments_url": f"{issue}/comments",
            "statuses_url": f"{repo}/statuses/{head}", "number": pull.number,
            "state": "open" if pull.state == "OPEN" else "closed", "locked": False, "title": pull.title,
            "user": author, "body": pull.body or None, "labels": [self.label(pull.repo, n) for n in pull.labels],
            "milestone": None, "active_lock_reason": None, "created_at": pull.created,
            "updated_at": pull.updated, "closed_at": pull.closed, "merged_at": pull.merged,
            "merge_commit_sha": pull.merge_oid(), **self._people_of(pull),
            "requested_reviewers": self.people(pull.review_requests), "requested_teams": [],
            "head": {
                "label": f"{author['login']}:patch-{pull.number}", "ref": f"patch-{pull.number}", "sha": head,
                "user": author, "repo": self.fork(pull),
            },
            "base": {
                "label": f"{pull.repo.owner.login}:{pull.base}", "ref": pull.base, "sha": pull.repo.head.oid,
                "user": self.user(pull.repo.owner), "repo": base_repo,
            },
            "_links": {
                "self": {"href": url}, "html": {"href": link["html_url"]}, "issue": {"href": issue},
                "comments": {"href": f"{issue}/comments"}, "review_comments": {"href": f"{url}/comments"},
                "review_comment": {"href": f"{repo}/pulls/comments{{/number}}"},
                "commits": {"href": f"{url}/commits"}, "statuses": {"href": f"{repo}/statuses/{head}"},
            },
            "author_association": self.association(pull.repo, pull.author), "auto_merge": None,
            "draft": pull.draft,
        }  # fmt: skip

    def full_pull(self, pull: Pull) -> JSON:
        return {
            **self.pull(pull), "merged": pull.merged is not None, "mergeable": None, "rebaseable": None,
            "mergeable_state": "unknown", "merged_by": self.person(pull.merged_by) if pull.merged_by else None,
            "comments": len(pull.comments), "review_comments": sum(len(r.comments) for r in pull.reviews),
            "maintainer_can_modify": False, "commits": pull.commit_count, "additions": pull.additions,
            "deletions": pull.deletions, "changed_files": len(pull.files),
        }  # fmt: skip

    def review(self, review: Review) -> JSON:
        pull = review.item
        url = f"{self.repo_url(pull.repo)}/pulls/{pull.number}"
        return {
            "id": review.id, "node_id": node_id("PullRequestReview", pull.repo.id, review.id),
            "user": self.person(review.author), "body": review.body, "state": review.state,
            "html_url": review_url(review), "pull_request_url": url,
            "author_association": self.association(pull.repo, review.author),
            "_links": {"html": {"href": review_url(review)}, "pull_request": {"href": url}},
            "submitted_at": review.submitted, "commit_id": pull.head_oid(),
        }  # fmt: skip

    def review_comment(self, comment: ReviewComment) -> JSON:
        pull = comment.review.item
        repo = self.repo_url(pull.repo)
        url, html = f"{repo}/pulls/comments/{comment.id}", f"{item_url(pull)}#discussion_r{comment.id}"
        return {
            "url": url, "pull_request_review_id": comment.review.id, "id": comment.id,
            "node_id": node_id("PullRequestReviewComment", pull.repo.id, comment.id),
            "diff_hunk": "@@ -1,1 +1,1 @@", "path": comment.path, "position": 1, "original_position": 1,
            "commit_id": pull.head_oid(), "original_commit_id": pull.head_oid(),
            "user": self.person(comment.author), "body": comment.body, "created_at": comment.created,
            "updated_at": comment.created, "html_url": html, "pull_request_url": f"{repo}/pulls/{pull.number}",
            "author_association": self.association(pull.repo, comment.author),
            "_links": {
                "self": {"href": url}, "html": {"href": html},
                "pull_request": {"href": f"{repo}/pulls/{pull.number}"},
            },
            "reactions": self.reactions(url), "start_line": None, "original_start_line": None,
            "start_side": None, "line": 1, "original_line": 1, "side": "RIGHT", "subject_type": "line",
        }  # fmt: skip

    def comment(self, comment: Comment) -> JSON:
        item = comment.item
        url = f"{self.repo_url(item.repo)}/issues/comments/{comment.id}"
        return {
            "url": url, "html_url": f"{item_url(item)}#issuecomment-{comment.id}",
            "issue_url": f"{self.repo_url(item.repo)}/issues/{item.number}", "id": comment.id,
            "node_id": node_id("IssueComment", item.repo.id, comment.id), "user": self.person(comment.author),
            "created_at": comment.created, "updated_at": comment.created,
            "author_association": self.association(item.repo, comment.author), "body": comment.body,
            "reactions": self.reactions(url), "performed_via_github_app": None,
        }  # fmt: skip

    def changed_file(self, pull: Pull, file: ChangedFile) -> JSON:
        head = pull.head_oid()
        path = quote(file.path)
        status = {"DELETED": "removed", "ADDED": "added"}.get(file.change, file.change.lower())
        return {
            "sha": None if status == "removed" else head, "filename": file.path, "status": status,
            "additions": file.additions, "deletions": file.deletions, "changes": file.additions + file.deletions,
            "blob_url": f"{SITE}/{pull.repo.full}/blob/{head}/{path}",
            "raw_url": f"{SITE}/{pull.repo.full}/raw/{head}/{path}",
            "contents_url": f"{self.repo_url(pull.repo)}/contents/{path}?ref={head}", "patch": "@@ -1,1 +1,1 @@",
        }  # fmt: skip

    # -- git -------------------------------------------------------------------------------------

    def text(self, file: File) -> bytes:
        return self.distortion.text(file.path, file.text).encode()

    def content(self, node: File | Tree, path: str, ref: str, listed: bool = False) -> JSON:
        repo = node.repo
        url = f"{self.repo_url(repo)}/contents/{quote(path)}?ref={ref}"
        kind = "tree" if isinstance(node, Tree) or node.is_submodule else "blob"
        git = f"{self.repo_url(repo)}/git/{kind}s/{node.oid}"
        html = f"{SITE}/{repo.full}/{kind}/{ref}/{quote(path)}"
        raw = f"{self.base.removesuffix('/api/v3')}/raw/{repo.full}/{ref}/{quote(path)}"
        data = b"" if isinstance(node, Tree) else self.text(node)
        body: JSON = {
            "name": path.rpartition("/")[2], "path": path, "sha": node.oid, "size": len(data), "url": url,
            "html_url": html, "git_url": git, "download_url": None if isinstance(node, Tree) else raw,
            "type": "dir" if isinstance(node, Tree) else _CONTENT_TYPES.get(node.mode, "file"),
            "_links": {"self": url, "git": git, "html": html},
        }  # fmt: skip
        if isinstance(node, File) and node.is_submodule:
            body.update(download_url=None, submodule_git_url=f"{SITE}/{repo.owner.login}/{body['name']}.git")
        elif isinstance(node, File) and node.is_link:
            body.update(target=node.text)
        elif not listed:
            if len(data) > 1_000_000:  # GitHub leaves the content of such files to the raw media type
                body.update(content="", encoding="none")
            else:
                body.update(content=base64.encodebytes(data).decode(), encoding="base64")
        return body

    def tree(self, tree: Tree, recursive: bool, limit: int) -> JSON:
        url = f"{self.repo_url(tree.repo)}/git"
        if recursive:
            skip = len(tree.path) + 1 if tree.path else 0
            nodes = [(path[skip:], node) for path, node in tree.walk()]
        else:
            nodes = list(tree.entries)
        entries = []
        for path, node in nodes[:limit]:
            entry: JSON = {"path": path, "mode": "100644", "type": "blob", "sha": node.oid}
            if isinstance(node, Tree):
                entry.update(mode="040000", type="tree", url=f"{url}/trees/{node.oid}")
            elif node.is_submodule:
                entry.update(mode=node.mode, type=node.kind)
            else:
                entry.update(mode=node.mode, size=len(node.text.encode()), url=f"{url}/blobs/{node.oid}")
            entries.append(entry)
        return {"sha": tree.oid, "url": f"{url}/trees/{tree.oid}", "tree": entries, "truncated": len(nodes) > limit}

    def blob(self, file: File) -> JSON:
        data = self.text(file)
        return {
            "sha": file.oid, "node_id": node_id("Blob", file.repo.id, file.oid), "size": len(data),
            "url": f"{self.repo_url(file.repo)}/git/blobs/{file.oid}",
            "content": base64.encodebytes(data).decode(), "encoding": "base64",
        }  # fmt: skip
