"""What the people of the sample world did."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from standin.synth import BOT, iso, membership_form, membership_markdown, size_label
from standin.tools.sample.people import AKI, ANDERS, ATTIC, IVO, K8S, LANTERN, LUMI, MIRA, NELL, ROBIN, ROSA, day

if TYPE_CHECKING:
    from standin.tools.sample.people import Record


class Sample:
    def __init__(self) -> None:
        self.pulls: list[Record] = []
        self.issues: list[Record] = []

    def numbered(self) -> list[Record]:
        """Everything, oldest first and numbered in that order within its repository."""
        last: dict[str, int] = {}
        rows = sorted([*self.pulls, *self.issues], key=lambda r: r["createdAt"])
        for row in rows:
            row["number"] = last[row["repo"]] = last.get(row["repo"], 100) + 1
        return rows

    def pull(
        self, repo: str, author: str | None, when: datetime, title: str, path: str, lines: int = 40, *,
        state: str = "MERGED", reviewer: str | None = None, approver: str | None = None, reviews: list[Record] | None = None,
        extra: list[str] | None = None, draft: bool = False,
    ) -> Record:  # fmt: skip
        """A pull request; the reviewer reviews, says /lgtm and is assigned, the approver says /approve."""
        comments: list[Record] = []
        given = list(reviews or [])
        assignees = []
        if reviewer:
            at = iso(when + timedelta(hours=5))
            given.append(
                {
                    "author": reviewer, "state": "COMMENTED", "submittedAt": at, "body": "One question.",
                    "comments": [{"path": path, "body": "Does this need a test?", "createdAt": at}],
                }
            )  # fmt: skip
            comments.append(
                {"author": reviewer, "createdAt": iso(when + timedelta(hours=20)), "body": "Thanks!\n\n/lgtm"}
            )
            assignees.append(reviewer)
        if approver:
            given.append(
                {"author": approver, "state": "APPROVED", "submittedAt": iso(when + timedelta(hours=22)), "body": ""}
            )
            comments.append({"author": approver, "createdAt": iso(when + timedelta(hours=22)), "body": "/approve"})
            assignees.append(approver)
        done = when + timedelta(hours=26) if state != "OPEN" else None
        merged = state == "MERGED"
        if merged:
            who = f"*{author or 'ghost'}*" + (f", *{approver}*" if approver else "")
            comments.append(
                {
                    "author": BOT, "createdAt": iso(when + timedelta(hours=23)),
                    "body": f"[APPROVALNOTIFIER] This PR is **APPROVED**\n\nThis pull-request has been approved by: {who}",
                }
            )  # fmt: skip
        record = {
            "repo": repo, "number": 0, "author": author, "title": title, "body": f"{title}.\n\n/cc @{LUMI}",
            "state": state, "isDraft": draft, "createdAt": iso(when),
            "updatedAt": iso(done or max([when, *(datetime.fromisoformat(c["createdAt"]) for c in comments)])),
            "closedAt": iso(done) if done else None, "mergedAt": iso(done) if done and merged else None,
            "mergedBy": BOT if merged else None, "baseRefName": "main" if "sigs" in repo else "master",
            "additions": lines, "deletions": lines // 4,
            "files": [
                {"path": path, "additions": lines - lines // 3, "deletions": lines // 4, "changeType": "MODIFIED"},
                {"path": path.rpartition("/")[0] + "/doc.md", "additions": lines // 3, "deletions": 0, "changeType": "ADDED"},
            ],
            "labels": [size_label(lines + lines // 4), "sig/widgets", *(["lgtm", "approved"] if merged else []), *(extra or [])],
            "assignees": assignees, "reviewRequests": [LUMI] if state == "OPEN" else [], "commits": 1,
            "reviews": sorted(given, key=lambda r: r["submittedAt"]),
            "comments": sorted(comments, key=lambda c: c["createdAt"]),
        }  # fmt: skip
        self.pulls.append(record)
        return record

    def request(
        self, login: str, when: datetime, body: str, comments: list[tuple[str, float, str]], closed: datetime | None = None,
        reason: str = "COMPLETED",
    ) -> None:  # fmt: skip
        """A membership request."""
        said = [{"author": a, "createdAt": iso(when + timedelta(hours=h)), "body": b} for a, h, b in comments]
        self.issues.append(
            {
                "repo": "kubernetes/org", "number": 0, "author": login,
                "title": f"REQUEST: New membership for {login}", "body": body, "state": "CLOSED" if closed else "OPEN",
                "stateReason": reason if closed else None, "createdAt": iso(when),
                "updatedAt": iso(closed) if closed else said[-1]["createdAt"] if said else iso(when),
                "closedAt": iso(closed) if closed else None, "labels": ["area/github-membership"], "assignees": [],
                "comments": said,
            }
        )  # fmt: skip

    def contributions(self) -> None:
        for month in range(8):
            self.pull(
                K8S,
                AKI,
                day(f"2024-{month + 1:02d}-11"),
                f"Teach widgets trick {month}",
                "pkg/widget/tricks.go",
                120,
                reviewer=LUMI,
                approver=LUMI,
            )
            self.pull(
                LANTERN,
                IVO,
                day(f"2024-{month + 1:02d}-17"),
                f"Polish lens {month}",
                "pkg/lens/lens.go",
                30,
                reviewer=ROSA,
                approver=AKI,
            )
        self.pull(ATTIC, IVO, day("2024-09-02"), "Store an old lamp", "lamps/old.go", 12, approver=LUMI)
        self.pull(K8S, IVO, day("2024-10-14"), "Fix a typo in the widget docs", "pkg/widget/README.md", 2, approver=AKI)
        for week in range(12):
            when = day("2025-02-03") + timedelta(weeks=week)
            author = ROSA if week % 3 else LUMI
            self.pull(
                K8S,
                author,
                when,
                f"Rework widget queue, part {week + 1}",
                "pkg/widget/queue.go",
                60 + week,
                reviewer=ANDERS,
                approver=AKI,
            )
        self.pull(
            K8S, None, day("2025-05-20"), "Drop a widget flag", "pkg/widget/flags.go", 25, reviewer=ROSA, approver=AKI
        )
        for week in range(12):
            when = day("2025-06-02") + timedelta(weeks=2 * week)
            self.pull(
                K8S,
                AKI,
                when,
                f"Simplify widget cache, part {week + 1}",
                "pkg/widget/cache.go",
                45,
                reviewer=ANDERS if week % 2 else ROSA,
                approver=LUMI,
            )
            self.pull(
                K8S,
                ANDERS,
                when + timedelta(days=3),
                f"Test widget corner {week + 1}",
                "pkg/widget/testing/corner_test.go",
                70,
                reviewer=ROSA,
                approver=AKI,
            )
        for month in range(5):
            when = day(f"2025-{month + 7:02d}-08")
            self.pull(
                LANTERN, MIRA, when, f"Add lamp colour {month}", "pkg/lamp/colour.go", 35, reviewer=ROSA, approver=AKI
            )
        self.pull(
            K8S,
            "dependabot[bot]",
            day("2025-12-01"),
            "Bump a module from 1.2.3 to 1.2.4",
            "go.mod",
            2,
            approver=LUMI,
            extra=["ok-to-test"],
        )
        for number, title in enumerate(
            (
                "Läs filen rätt: read UTF-8 paths",
                "Log the lamp's name",
                "Close the shutter twice",
                "Wait for the wick",
                "Explain the wick",
            )
        ):
            when = day("2026-01-12") + timedelta(weeks=3 * number)
            self.pull(
                LANTERN,
                ROBIN,
                when,
                title,
                f"pkg/lamp/part{number}.go",
                20 + 9 * number,
                reviewer=ROSA if number % 2 else AKI,
                approver=AKI,
            )
        own = {"author": ROBIN, "state": "COMMENTED", "submittedAt": iso(day("2026-04-20", 8)), "body": "Done."}
        self.pull(
            K8S,
            ROBIN,
            day("2026-04-20"),
            "Count widgets once",
            "pkg/widget/count.go",
            55,
            reviewer=ANDERS,
            approver=AKI,
            reviews=[own],
        )
        for week in range(6):
            when = day("2026-03-02") + timedelta(weeks=2 * week)
            help_ = {
                "author": ROBIN if week % 2 else MIRA,
                "state": "COMMENTED",
                "submittedAt": iso(when + timedelta(hours=3)),
                "body": "Tried it; works for me.",
            }
            self.pull(
                K8S,
                ROSA,
                when,
                f"Trace widget calls, step {week + 1}",
                "pkg/widget/trace.go",
                80,
                reviewer=ANDERS,
                approver=AKI,
                reviews=[help_],
            )
        self.pull(LANTERN, NELL, day("2026-05-04"), "Fix a typo in the lamp guide", "docs/guide.md", 3, approver=AKI)
        self.pull(
            LANTERN,
            NELL,
            day("2026-05-25"),
            "Add a dimmer (WIP)",
            "pkg/lamp/dimmer.go",
            210,
            state="OPEN",
            draft=True,
            extra=["do-not-merge/work-in-progress"],
        )
        self.pull(K8S, MIRA, day("2026-05-11"), "Remove the widget lock", "pkg/widget/lock.go", 90, state="CLOSED", reviews=[
            {"author": AKI, "state": "CHANGES_REQUESTED", "submittedAt": iso(day("2026-05-11", 6)), "body": "This races."},
            {"author": AKI, "state": "DISMISSED", "submittedAt": iso(day("2026-05-11", 7)), "body": ""},
        ])  # fmt: skip

    def requests(self) -> None:
        kept = ["https://github.com/kubernetes-sigs/lantern/pulls", "Triage in SIG Widgets"]
        self.request(
            IVO, day("2021-03-01"), membership_markdown(f"@{IVO}", "kubernetes", [f"@{AKI}", f"@{LUMI}"], kept),
            [(AKI, 2, "+1"), (LUMI, 9, "+1 :tada:")], day("2021-03-08"),
        )  # fmt: skip
        self.request(
            MIRA, day("2024-02-12"), membership_markdown(MIRA, "kubernetes-sigs", [f"@{AKI}"], kept[:1]),
            [(LUMI, 30, "We need two sponsors from different companies. Closing for now.")], day("2024-03-20"), "NOT_PLANNED",
        )  # fmt: skip
        self.request(
            ANDERS, day("2025-01-07"), membership_form(ANDERS, ["kubernetes"], [AKI, f"@{ROSA.lower()}"], kept),
            [(ROSA, 1, "+1"), (AKI, 3, "+1"), (LUMI, 28, "Added. Welcome!")], day("2025-01-14"),
        )  # fmt: skip
        self.request(
            MIRA, day("2025-11-03"), membership_form(f"@{MIRA}", ["kubernetes-sigs"], [f"@{AKI}", f"@{ROSA}"], kept),
            [(AKI, 4, "Big +1 from me"), (ROSA, 6, "+1")], day("2025-11-10"),
        )  # fmt: skip
        self.request(
            ROBIN, day("2026-05-20"),
            membership_form(f"@{ROBIN}", ["kubernetes", "kubernetes-sigs"], [f"@{AKI}", f"@{ROSA.lower()}"], [*kept, f"Reviewed {K8S}#140"]),
            [(ROBIN, 0.2, f"cc @{AKI} @{ROSA.lower()}"), (AKI, 5, "+1"), (ROSA, 20, "+1\n\nHappy to sponsor.")],
        )  # fmt: skip
