"""Writes standin/data/sample-world: a handful of fictional contributors, one for each rung of the ladder.

Run it with ``PYTHONPATH=tests python -m standin.tools.make_sample_world``. The world is committed, so this is needed
only to change it.

newcomer-nell   one merged and one open pull request, nothing else
ready-robin     several contributions and an open membership request that both sponsors have backed
member-mira     a member since November 2025 (and the token's owner)
almost-anders   a member since January 2025 with the reviews that a reviewer needs, in no OWNERS file yet
Reviewer-Rosa   reviewer of pkg/widget; OWNERS files spell her login in lower case
approver-aki    approver of pkg/widget and of the subproject lantern
inactive-ivo    a member since 2021, out from September 2022 to November 2023, whose last contribution is from October 2024
lead-lumi       chair and approver at the root

The history of kubernetes/org shows these joins, the leave and rejoin of inactive-ivo, retired-rene who left for good,
approver-aki's former login, and a sort of kubernetes' members that moved Reviewer-Rosa's line. The three other active
organizations have admins only. The histories of OWNERS files show since when somebody is in them.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from standin.synth import (
    BOT,
    WorldWriter,
    aliases_file,
    file_history,
    iso,
    membership_form,
    membership_markdown,
    oid,
    owners_file,
    sigs_yaml,
    size_label,
)

HERE = Path(__file__).resolve().parent.parent
Record = dict[str, Any]
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
K8S, LANTERN, ATTIC = "kubernetes/kubernetes", "kubernetes-sigs/lantern", "kubernetes-sigs/attic"
NELL, ROBIN, MIRA, ANDERS = "newcomer-nell", "ready-robin", "member-mira", "almost-anders"
ROSA, AKI, IVO, LUMI = "Reviewer-Rosa", "approver-aki", "inactive-ivo", "lead-lumi"
AKI_BEFORE, RENE = "aki-as-was", "retired-rene"
QUIET_ORGS = ("kubernetes-client", "kubernetes-csi", "etcd-io")
PEOPLE: list[tuple[str, str, str | None, str]] = [
    (NELL, "Nell Newcomer", None, "2026-02-03T10:00:00Z"),
    (ROBIN, "Robin Ready", "Dune Labs", "2024-05-11T10:00:00Z"),
    (MIRA, "Mira Member", "Evergreen IT", "2023-08-20T10:00:00Z"),
    (ANDERS, "Anders Almost", "Copperline", "2022-03-01T10:00:00Z"),
    (ROSA, "Rosa Reviewer", "Bolt Systems", "2019-09-09T10:00:00Z"),
    (AKI, "Aki Approver", "@acme-cloud ", "2017-04-04T10:00:00Z"),
    (IVO, "Ivo Inactive", "Acme Cloud, Inc.", "2018-01-15T10:00:00Z"),
    (LUMI, "Lumi Lead", "Foxglove", "2016-06-30T10:00:00Z"),
]


def day(text: str, hours: float = 0) -> datetime:
    return datetime.fromisoformat(text + "T09:00:00+00:00") + timedelta(hours=hours)


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


def org_text(org: str, members: list[str], team: list[str]) -> str:
    """config/<org>/org.yaml with its members in this order."""
    lines = ["admins:", f"- {BOT}", f"- {LUMI}", "billing_email: github@example.com"]
    lines += ["default_repository_permission: read", "description: A fictional copy of an organization"]
    lines += ["has_organization_projects: true", "members:", *(f"- {m}" for m in members), f"name: {org}"]
    lines += ["teams:" if team else "teams: {}"]
    if team:
        lines += ["  lantern-maintainers:", "    description: The team lantern-maintainers", "    members:"]
        lines += [*(f"    - {t}" for t in team), "    privacy: closed"]
    return "\n".join(lines) + "\n"


def org_files() -> list[Record]:
    """Each org.yaml with all that happened to it; what concerns several is one commit."""
    k8s, sigs = "kubernetes", "kubernetes-sigs"
    both = f"{k8s} and {sigs}"
    members: dict[str, list[str]] = {org: [] for org in (k8s, sigs, *QUIET_ORGS)}
    team: list[str] = []
    versions: dict[str, list[tuple[Record, str]]] = {org: [] for org in members}
    by_case = {k8s}  # at first the members of kubernetes are sorted with capitals before small letters

    def commit(date: str, message: str, *orgs: str) -> None:
        record = {"oid": oid("org", date, message), "date": iso(day(date)), "login": LUMI, "message": message}
        for org in orgs:
            members[org].sort(key=None if org in by_case else str.lower)
            versions[org].append((record, org_text(org, members[org], team if org == sigs else [])))

    def join(date: str, login: str, *orgs: str, again: str = "") -> None:
        for org in orgs:
            members[org].append(login)
        commit(date, f"Add {login}{again} to {' and '.join(orgs)}", *orgs)

    commit("2018-01-03", f"Initial config for {both}", k8s, sigs)
    join("2018-01-10", AKI_BEFORE, k8s, sigs)
    join("2018-06-04", RENE, k8s)
    for org in (k8s, sigs):
        members[org][members[org].index(AKI_BEFORE)] = AKI
    commit("2019-05-20", f"Rename {AKI_BEFORE} to {AKI}", k8s, sigs)
    team.append(AKI)
    commit("2019-09-02", "Add the team lantern-maintainers", sigs)
    commit("2019-10-07", f"Initial config for {', '.join(QUIET_ORGS)}", *QUIET_ORGS)
    join("2020-02-02", ROSA, k8s, sigs)
    join("2021-03-08", IVO, k8s)
    members[k8s] = [m for m in members[k8s] if m not in (IVO, RENE)]
    commit("2022-09-05", f"Remove inactive members from {k8s}", k8s)
    join("2023-11-13", IVO, k8s, again=" back")
    by_case.clear()
    commit("2024-08-27", f"Sort the members of {k8s} without regard to case", k8s)
    join("2025-01-14", ANDERS, k8s)
    join("2025-11-10", MIRA, sigs)
    return [file_history("kubernetes/org", f"config/{org}/org.yaml", v) for org, v in versions.items()]


def history(repo: str, path: str, *versions: tuple[str, str, str]) -> Record:
    """A file with its texts, the day and the message of each."""
    commits = [
        {"oid": oid(repo, date, message), "date": iso(day(date)), "login": LUMI, "message": message}
        for date, message, _ in versions
    ]
    return file_history(repo, path, [(commit, text) for commit, (_, _, text) in zip(commits, versions, strict=True)])


def owners_files() -> list[Record]:
    """OWNERS, with the days on which somebody entered; what concerns several files of a repository is one commit."""
    rosa = ROSA.lower()
    first = ("2017-03-06", "Let SIG Widgets own its directories")
    aki = ("2019-07-01", f"Make {AKI} an approver")
    new_rosa = ("2021-05-10", f"Make {rosa} a reviewer of widgets")
    retired = ("2022-09-06", f"Thank {RENE}")

    def aliases(*more: str, approvers: tuple[str, ...]) -> str:
        return aliases_file({"widget-approvers": [*approvers, LUMI], "widget-reviewers": [*more, LUMI]})

    gadgets = {
        ".*": {"reviewers": [LUMI], "approvers": [LUMI]},
        r"\\.md$": {"reviewers": [rosa], "labels": ["kind/documentation"]},
    }
    return [
        history(
            K8S,
            "OWNERS_ALIASES",
            (*first, aliases(approvers=())),
            (*aki, aliases(AKI, approvers=(AKI,))),
            (*new_rosa, aliases(AKI, rosa, approvers=(AKI,))),
        ),
        history(
            K8S,
            "OWNERS",
            (*first, owners_file([LUMI], [LUMI, RENE])),
            (*retired, owners_file([LUMI], [LUMI], emeritus=[RENE])),
        ),
        history(
            K8S,
            "pkg/widget/OWNERS",
            (*first, owners_file(["widget-reviewers"], ["widget-approvers"], ["sig/widgets"])),
        ),
        history(
            K8S,
            "pkg/widget/testing/OWNERS",
            (*new_rosa, owners_file([rosa], [AKI], options={"no_parent_owners": True})),
        ),
        history(
            K8S, "pkg/gadget/OWNERS", ("2023-02-01", "Share the gadgets' documentation", owners_file(filters=gadgets))
        ),
        history(
            LANTERN,
            "OWNERS",
            ("2019-09-03", "Start the lantern", owners_file([AKI], [AKI])),
            ("2026-04-20", f"Make {rosa} a reviewer", owners_file([AKI, rosa], [AKI])),
        ),
    ]


def files() -> list[Record]:
    out = [
        (K8S, "pkg/widget/queue.go", "package widget\n"),
        (LANTERN, "README.md", "# Lantern\n\nA fictional subproject of SIG Widgets.\n"),
        ("kubernetes/community", "sigs.yaml", sigs_yaml([{
            "name": "Widgets", "label": "widgets",
            "chairs": [{"login": LUMI, "name": "Lumi Lead", "company": "Foxglove"}],
            "tech_leads": [{"login": AKI, "name": "Aki Approver", "company": "Acme Cloud"}],
            "subprojects": {
                "lantern": ["kubernetes-sigs/lantern/main/OWNERS"],
                "widget": ["kubernetes/kubernetes/master/pkg/widget/OWNERS"],
            },
        }])),
    ]  # fmt: skip
    return [*owners_files(), *({"repo": r, "path": p, "text": t} for r, p, t in out)]


def main() -> None:
    out = WorldWriter(HERE / "data" / "sample-world")
    out.head(now=iso(NOW), viewer=MIRA, description="One fictional contributor for each rung of the ladder")
    for login, name, company, created in PEOPLE:
        out.add(
            "users",
            {
                "login": login,
                "name": name,
                "company": company,
                "createdAt": created,
                "type": "User",
                "bio": None,
                "location": None,
            },
        )
    out.add(
        "users", {"login": BOT, "name": "Kubernetes Prow Robot", "createdAt": "2016-07-15T00:00:00Z", "type": "User"}
    )
    out.add("users", {"login": "dependabot[bot]", "createdAt": "2019-04-16T22:00:00Z", "type": "Bot"})
    for org in ("kubernetes", "kubernetes-sigs", *QUIET_ORGS):
        out.add(
            "users", {"login": org, "name": org.title(), "createdAt": "2014-06-06T00:00:00Z", "type": "Organization"}
        )
    members = {"kubernetes": [IVO, ANDERS, ROSA, AKI, LUMI], "kubernetes-sigs": [MIRA, ROSA, AKI, LUMI]} | {
        org: [LUMI] for org in QUIET_ORGS
    }
    for org, people in members.items():
        out.add(
            "orgs", {"login": org, "members": [*people, BOT], "publicMembers": [p for p in (AKI, LUMI) if p in people]}
        )
    labels = [
        "lgtm",
        "approved",
        "sig/widgets",
        "area/github-membership",
        "size/XS",
        "size/S",
        "size/M",
        "size/L",
        "size/XL",
        "size/XXL",
    ]
    for full in ("kubernetes/kubernetes", "kubernetes/org", "kubernetes/community", LANTERN, ATTIC):
        owner, name = full.split("/")
        branch = "master" if name in ("kubernetes", "community") else "main"
        out.add(
            "repos",
            {
                "owner": owner,
                "name": name,
                "defaultBranch": branch,
                "isArchived": name == "attic",
                "isFork": False,
                "labels": labels,
                "topics": [],
            },
        )
    for record in [*org_files(), *files()]:
        out.add("files", record)
    sample = Sample()
    sample.contributions()
    sample.requests()
    for record in sample.numbered():
        out.add("pulls" if "reviews" in record else "issues", record)
    out.close()


if __name__ == "__main__":
    main()
