"""Repositories and labels as REST shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from standin.ids import node_id
from standin.resolvers.values import Label
from standin.rest.shape_accounts import SITE, AccountShapes
from standin.world import Pull, Repo

if TYPE_CHECKING:
    from standin.rest.shape_accounts import JSON


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


class RepositoryShapes(AccountShapes):
    """Bodies of repositories."""

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
