"""Makes a world of records, one at a time; what does not fit is a ValueError."""

from __future__ import annotations

import re
import sys
import zlib
from typing import TYPE_CHECKING, Any

from standin.world.accounts import Org, User
from standin.world.history import order_commits
from standin.world.indexes import index_item, number_items
from standin.world.items import ChangedFile, Comment, Commit, Issue, Pull, Review, ReviewComment
from standin.world.repos import FILE_MODES, File, Repo
from standin.world.values import normal_date
from standin.world.world import World

if TYPE_CHECKING:
    from standin.world.items import Item


PULL_STATES = {"OPEN", "CLOSED", "MERGED"}
ISSUE_STATES = {"OPEN", "CLOSED"}
REVIEW_STATES = {"APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED"}


class WorldBuilder(World):
    """A world that can still be added to; ``finish`` ends that."""

    def _new_id(self, text: str, taken: dict[int, Any], low: int, size: int) -> int:
        ident = low + zlib.crc32(text.encode()) % size
        while ident in taken:
            ident += 1
        return ident

    def add_user(self, record: dict[str, Any], implicit: bool = False) -> User:
        login = record["login"]
        if not isinstance(login, str) or not login:
            raise ValueError("login must be a non-empty string")
        key = login.lower()
        if key in self.users:
            raise ValueError(f"login {login!r} occurs twice")
        user = User(login, self._new_id(key, self.users_by_id, 1_000_000, 180_000_000), record, implicit)
        self.users[key] = user
        self.users_by_id[user.id] = user
        return user

    def person(self, login: str | None) -> str | None:
        """The canonical spelling of a login; accounts that no file describes are made on the fly."""
        if not login:
            return None
        known = self._spelling.get(login)
        if known is not None:
            return known
        user = self.users.get(login.lower())
        if user is None:
            if login.lower() == "ghost":
                return None
            user = self.add_user({"login": login}, implicit=True)
        self._spelling[login] = user.login
        return user.login

    def people(self, logins: list[str] | None) -> tuple[str, ...]:
        return tuple(p for p in (self.person(login) for login in logins or ()) if p)

    def account(self, login: str, kind: str) -> User:
        user = self.users.get(login.lower())
        if user is None:
            user = self.add_user({"login": login, "type": kind}, implicit=True)
        return user

    def add_org(self, record: dict[str, Any]) -> None:
        account = self.account(record["login"], "Organization")
        account.type = "Organization"
        if account.key in self.orgs:
            raise ValueError(f"organisation {account.login!r} occurs twice")
        members = [m.lower() for m in self.people(record.get("members"))]
        public = [m.lower() for m in self.people(record.get("publicMembers"))]
        stray = [p for p in public if p not in set(members)]
        if stray:
            raise ValueError(f"publicMembers {stray} are not members")
        self.orgs[account.key] = Org(account, members, public)

    def add_repo(self, record: dict[str, Any]) -> Repo:
        owner, name = record["owner"], record["name"]
        key = f"{owner}/{name}".lower()
        if key in self.repos:
            raise ValueError(f"repository {key!r} occurs twice")
        # A repository that is renamed keeps its id.
        ident = record.get("id") or self._new_id(key, self.repos_by_id, 20_000_000, 700_000_000)
        repo = Repo(self.account(owner, "Organization"), name, ident, record)
        self.repos[key] = repo
        self.repos_by_id[ident] = repo
        for former in record.get("formerNames") or []:
            self.former[former.lower()] = repo
        return repo

    def repo_of(self, record: dict[str, Any]) -> Repo:
        full = record["repo"]
        repo = self.repos.get(full.lower())
        if repo is None:
            raise ValueError(f"repository {full!r} is not in repos.jsonl")
        return repo

    def add_file(self, record: dict[str, Any]) -> None:
        repo = self.repo_of(record)
        path = record["path"].strip("/")
        if path in repo.files:
            raise ValueError(f"file {path!r} occurs twice in {repo.full}")
        mode = record.get("mode", "100644")
        if mode not in FILE_MODES:
            raise ValueError(f"mode {mode!r} is none of {sorted(FILE_MODES)}")
        text = record.get("text", "") if mode == "160000" else record["text"]
        file = File(repo, path, text, mode, record.get("submodule", ""))
        for entry in record.get("commits") or []:
            oid = entry["oid"].lower()
            if not re.fullmatch(r"[0-9a-f]{40}", oid):
                raise ValueError(f"commit oid {oid!r} is not 40 hex digits")
            commit = repo.by_oid.get(oid)
            if commit is None:
                date = normal_date(entry["date"], "commit date")
                assert date
                commit = Commit(
                    repo, oid, date, self.person(entry.get("login")), entry.get("email"), entry.get("message") or ""
                )
                repo.by_oid[oid] = commit
            commit.paths.append(path)
            file.commits.append(commit)
        lines = len(file.text.splitlines())
        for first, last, index in record.get("blame") or []:
            if not (1 <= first <= last <= max(1, lines)) or not 0 <= index < len(file.commits):
                raise ValueError(f"blame range [{first},{last},{index}] does not fit {path!r}")
            file.blame.append((first, last, index))
        for at, added, removed, line in record.get("gone") or []:
            if not (1 <= at <= lines + 1 and 0 <= added < removed < len(file.commits)) or "\n" in line:
                raise ValueError(f"gone line [{at},{added},{removed}] does not fit {path!r}")
            file.gone.append((at, added, removed, line))
        repo.files[path] = file

    def _fill_item(self, item: Item, record: dict[str, Any], states: set[str]) -> None:
        repo = self.repo_of(record)
        item.repo = repo
        item.number = record["number"]
        if not isinstance(item.number, int) or item.number < 1:
            raise ValueError("number must be a positive integer")
        if item.number in repo.items:
            raise ValueError(f"{repo.full}#{item.number} occurs twice")
        item.author = self.person(record["author"])
        item.title = record["title"]
        item.body = record.get("body") or ""
        item.state = sys.intern(record["state"])
        if item.state not in states:
            raise ValueError(f"state {item.state!r} is none of {sorted(states)}")
        created = normal_date(record["createdAt"], "createdAt")
        assert created
        item.created = created
        item.edited = normal_date(record.get("lastEditedAt"), "lastEditedAt")
        item.closed = normal_date(record.get("closedAt"), "closedAt")
        item.labels = tuple(sys.intern(label) for label in record.get("labels") or ())
        for label in item.labels:
            repo.add_label(label)
        item.assignees = self.people(record.get("assignees"))
        item.comments = [
            Comment(
                item,
                self.person(c["author"]),
                normal_date(c["createdAt"], "createdAt") or created,
                c["body"],
                normal_date(c.get("lastEditedAt"), "lastEditedAt"),
            )
            for c in record.get("comments") or ()
        ]
        item.comments.sort(key=lambda c: c.created)
        latest = max([created, item.closed or "", *(c.created for c in item.comments)])
        item.updated = normal_date(record.get("updatedAt"), "updatedAt") or latest
        item.state_reason = record.get("stateReason")
        repo.items[item.number] = item
        repo.open_count += item.state == "OPEN"
        self.items.append(item)

    def add_issue(self, record: dict[str, Any]) -> None:
        issue = Issue()
        self._fill_item(issue, record, ISSUE_STATES)
        if issue.state == "CLOSED" and issue.closed is None:
            issue.closed = issue.updated
        if issue.state_reason is None and issue.state == "CLOSED":
            issue.state_reason = "COMPLETED"
        elif issue.state_reason:
            issue.state_reason = issue.state_reason.upper()

    def add_pull(self, record: dict[str, Any]) -> None:
        pull = Pull()
        pull.merged = normal_date(record.get("mergedAt"), "mergedAt")
        reviews: list[Review] = []
        for entry in record.get("reviews") or ():
            state = sys.intern(entry["state"])
            if state not in REVIEW_STATES:
                raise ValueError(f"review state {state!r} is none of {sorted(REVIEW_STATES)}")
            submitted = normal_date(entry["submittedAt"], "submittedAt")
            assert submitted
            review = Review(pull, self.person(entry["author"]), state, submitted, entry.get("body") or "")
            if entry.get("comments"):
                review.comments = [
                    ReviewComment(
                        review,
                        sys.intern(c["path"]),
                        c["body"],
                        normal_date(c.get("createdAt"), "createdAt") or submitted,
                    )
                    for c in entry["comments"]
                ]
            reviews.append(review)
        reviews.sort(key=lambda r: r.submitted)
        pull.reviews = reviews
        pull.files = [
            ChangedFile(
                sys.intern(f["path"]), f.get("additions", 0), f.get("deletions", 0), f.get("changeType", "MODIFIED")
            )
            for f in record.get("files") or ()
        ]
        self._fill_item(pull, record, PULL_STATES)
        if (pull.state == "MERGED") != (pull.merged is not None):
            raise ValueError("mergedAt must be given exactly when the state is MERGED")
        if pull.state != "OPEN" and pull.closed is None:
            pull.closed = pull.merged or pull.updated
        if not record.get("updatedAt") and reviews:
            pull.updated = max(pull.updated, reviews[-1].submitted)
        pull.draft = bool(record.get("isDraft"))
        pull.merged_by = self.person(record.get("mergedBy"))
        pull.base = sys.intern(record.get("baseRefName") or pull.repo.default_branch)
        pull.additions = record.get("additions", sum(f.additions for f in pull.files))
        pull.deletions = record.get("deletions", sum(f.deletions for f in pull.files))
        pull.review_requests = self.people(record.get("reviewRequests"))
        pull.commit_count = max(1, int(record.get("commits") or 1))
        if pull.merged and pull.author:
            pull.repo.merged_authors.add(pull.author.lower())

    def finish(self) -> None:
        """Sort, number and index everything; called once, after the last record."""
        if self.viewer_login.lower() not in self.users:
            self.add_user({"login": self.viewer_login}, implicit=True)
        for user in self.users.values():
            if user.type == "Organization" and user.key not in self.orgs:
                self.orgs[user.key] = Org(user, [], [])
        for repo in self.repos.values():
            order_commits(repo)
            repo.items = dict(sorted(repo.items.items()))
        self.items.sort(key=lambda i: (i.created, i.repo.full, i.number))
        self.counts = {
            "users": len(self.users), "orgs": len(self.orgs), "repos": len(self.repos),
            "pulls": sum(1 for i in self.items if i.is_pull), "issues": sum(1 for i in self.items if not i.is_pull),
            **number_items(self),
        }  # fmt: skip
        for item in self.items:
            index_item(self, item)
