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

from pathlib import Path

from standin.synth import BOT, WorldWriter, iso
from standin.tools.sample.files import files, org_files
from standin.tools.sample.people import AKI, ANDERS, ATTIC, IVO, LANTERN, LUMI, MIRA, NOW, PEOPLE, QUIET_ORGS, ROSA
from standin.tools.sample.work import Sample

HERE = Path(__file__).resolve().parent.parent


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
