"""A world of any size, the same bytes for the same arguments."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from standin.synth.community import Community
from standin.synth.names import AREAS, DIRS, NOUNS, VERBS, size_label
from standin.synth.values import APP_BOT, BOT, NOW, iso
from standin.synth.writing import WorldWriter

if TYPE_CHECKING:
    from standin.synth.names import Person
    from standin.synth.values import Record


class Synth(Community):
    """A community and all its pull requests."""

    def write(self, out: WorldWriter) -> None:
        out.head(now=iso(NOW), viewer=self.people[0].login, description=f"synthetic, seed {self.seed}")
        self._accounts(out)
        self._files(out)
        self._memberships(out)
        for created, author, repo in self._schedule():
            out.add("pulls", self._pull(created, author, repo))

    def _schedule(self) -> list[tuple[datetime, Person, tuple[str, str, str]]]:
        """When, by whom and where pull requests are opened, oldest first, so that numbers rise with time."""
        rng = self.rng
        plan = []
        for _ in range(self.pull_count):
            author = rng.choices(self.people, cum_weights=self.author_weights)[0]
            span = (NOW - author.joined).total_seconds()
            created = author.joined + timedelta(seconds=int(span * rng.random() ** 0.7))
            plan.append((created, author, rng.choices(self.repos, self.repo_weights)[0]))
        return sorted(plan, key=lambda row: (row[0], row[1].login))

    def _pull(self, created: datetime, author: Person, repo: tuple[str, str, str]) -> Record:
        rng = self.rng
        owner, name, branch = repo
        full = f"{owner}/{name}"
        directory = rng.choices(DIRS, range(len(DIRS), 0, -1))[0]
        area = AREAS[DIRS.index(directory)]
        count = min(60, 1 + int(rng.paretovariate(1.3)))
        files: list[Record] = []
        for n in range(count):
            extension = "md" if directory == "docs" else "go"
            added = min(4000, int(rng.paretovariate(0.9) * 4))
            path = f"{directory}/{NOUNS[(n + count) % len(NOUNS)].replace(' ', '_')}_{n}.{extension}"
            files.append(
                {
                    "path": path,
                    "additions": added,
                    "deletions": added // 3,
                    "changeType": "ADDED" if n % 5 == 4 else "MODIFIED",
                }
            )
        additions, deletions = (sum(f[key] for f in files) for key in ("additions", "deletions"))
        state = rng.choices(["MERGED", "CLOSED", "OPEN"], [0.74, 0.17, 0.09])[0]
        labels = [size_label(additions + deletions), f"sig/{area}", "cncf-cla: yes"]
        if rng.random() < 0.05:
            labels.append("wg/batch")
        comments = [
            {
                "author": BOT,
                "createdAt": iso(created + timedelta(seconds=20)),
                "body": f"Hi @{author.login}. Thanks for your PR.\n\nI'm waiting for a member to verify that this patch is reasonable to test.",
            }
        ]
        reviews: list[Record] = []
        last = created
        lead = rng.choices(self.regulars, cum_weights=self.reviewer_weights)[0].login
        for _ in range(self._review_count()):
            reviewer = (
                rng.choices(self.regulars, cum_weights=self.reviewer_weights)[0].login if rng.random() < 0.5 else lead
            )
            if reviewer == author.login:
                continue
            last = self._after(last, 1.5)
            kind = rng.choices(["COMMENTED", "APPROVED", "CHANGES_REQUESTED", "DISMISSED"], [0.72, 0.2, 0.07, 0.01])[0]
            review: Record = {
                "author": reviewer,
                "state": kind,
                "submittedAt": iso(last),
                "body": rng.choice(["", "", "nit", "/lgtm", "Looks good."]),
            }
            if rng.random() < 0.6:
                review["comments"] = [
                    {"path": files[0]["path"], "body": "Could this be simpler?", "createdAt": iso(last)}
                ]
            reviews.append(review)
        if state == "MERGED":
            comments.append(
                {"author": lead, "createdAt": iso(last), "body": "/lgtm\n/approve" if rng.random() < 0.6 else "/lgtm"}
            )
            comments.append(
                {
                    "author": BOT,
                    "createdAt": iso(last),
                    "body": f"[APPROVALNOTIFIER] This PR is **APPROVED**\n\nThis pull-request has been approved by: *{author.login}*, *{lead}*",
                }
            )
            labels += ["lgtm", "approved"]
        done = self._after(last, 1.0) if state != "OPEN" else None
        return {
            "repo": full, "number": self._number(full), "author": APP_BOT if rng.random() < 0.02 else author.login,
            "title": f"{rng.choice(VERBS)} {rng.choice(NOUNS)} in {directory}", "body": f"**What this PR does**: see the title.\n\n/cc @{lead}\n",
            "state": state, "isDraft": state == "OPEN" and rng.random() < 0.1, "createdAt": iso(created),
            "updatedAt": iso(done or last), "closedAt": iso(done) if done else None,
            "mergedAt": iso(done) if done and state == "MERGED" else None, "mergedBy": BOT if state == "MERGED" else None,
            "baseRefName": branch, "additions": additions, "deletions": deletions, "files": files, "labels": labels,
            "assignees": [lead] if rng.random() < 0.7 else [], "reviewRequests": [lead] if state == "OPEN" else [],
            "commits": 1 + int(rng.random() * 4), "reviews": reviews, "comments": comments,
        }  # fmt: skip

    def _review_count(self) -> int:
        mean = self.reviews_per_pull
        return 0 if mean <= 0 else min(200, int(self.rng.expovariate(1 / (mean + 0.5))))


def generate(
    directory: str | Path,
    *,
    users: int,
    pulls: int,
    reviews_per_pull: float,
    seed: int = 1,
    compress: bool = False,
    members: float = 0.3,
    reviewing: float = 0.06,
) -> None:
    """Write a synthetic world into a directory; ``members`` and ``reviewing`` are the shares of people who are, and do."""
    if users < 4:
        raise ValueError("a synthetic world needs at least 4 users")
    out = WorldWriter(Path(directory), compress)
    try:
        Synth(users, pulls, reviews_per_pull, seed, members=members, reviewing=reviewing).write(out)
    finally:
        out.close()
