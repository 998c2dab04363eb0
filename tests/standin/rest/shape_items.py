"""Issues, pull requests, reviews and comments as REST shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from standin.ids import node_id
from standin.resolvers.items import item_node_id, item_url
from standin.resolvers.remarks import review_url
from standin.rest.shape_accounts import SITE
from standin.rest.shape_repositories import RepositoryShapes
from standin.world import ChangedFile, Comment, Item, Pull, Repo, Review, ReviewComment

if TYPE_CHECKING:
    from standin.rest.shape_accounts import JSON


_REACTIONS = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")


class ItemShapes(RepositoryShapes):
    """Bodies of issues and pull requests, and of what is written there."""

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
