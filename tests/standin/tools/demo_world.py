"""The world of the demonstration: the sample world, and beside it people whose work leads to groups of AI and ML.

Nothing of it is committed but the recording. They work in repositories of their own, so that the sample world, which
many tests know by heart, stays as it is.

batch-bea      several pull requests in kueue: WG Batch; both sponsors could be asked
devices-dov    a handful in the example driver of DRA: WG Device Management
gateway-gigi   two in the inference extension of the Gateway API: WG AI Gateway
curious-cleo   nothing yet, and an interest in ai
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from standin import SAMPLE_WORLD
from standin.synth import iso, owners_file
from standin.tools.sample.files import history
from standin.tools.sample.people import PEOPLE as SAMPLES
from standin.tools.sample.people import day
from standin.tools.sample.work import Sample

Record = dict[str, Any]
BEA, DOV, GIGI, CLEO = "batch-bea", "devices-dov", "gateway-gigi", "curious-cleo"
QUINN, JANA, DARA, SOLA, REMY, PAT = "queue-quinn", "jobs-jana", "driver-dara", "slice-sola", "route-remy", "proxy-pat"
KUEUE, DRIVER = "kubernetes-sigs/kueue", "kubernetes-sigs/dra-example-driver"
INFERENCE = "kubernetes-sigs/gateway-api-inference-extension"
PEOPLE: list[tuple[str, str, str | None, str]] = [
    (BEA, "Bea Batch", "Copperline", "2022-05-02T10:00:00Z"),
    (DOV, "Dov Devices", "Evergreen IT", "2021-11-08T10:00:00Z"),
    (GIGI, "Gigi Gateway", None, "2025-01-20T10:00:00Z"),
    (CLEO, "Cleo Curious", None, "2026-04-13T10:00:00Z"),
]
_OWNERS = [
    (QUINN, "Quinn Queue", "Foxglove", "2018-02-05T10:00:00Z"),
    (JANA, "Jana Jobs", "Bolt Systems", "2019-02-05T10:00:00Z"),
    (DARA, "Dara Driver", "Dune Labs", "2017-02-06T10:00:00Z"),
    (SOLA, "Sola Slice", "Copperline", "2020-02-05T10:00:00Z"),
    (REMY, "Remy Route", "Acme Cloud, Inc.", "2016-02-05T10:00:00Z"),
    (PAT, "Pat Proxy", "Foxglove", "2019-08-05T10:00:00Z"),
]
#: Everybody who is recorded, and what those would like to work on who have said so.
EVERYBODY = (*SAMPLES, *PEOPLE)
INTERESTS = {CLEO: ("ai",)}
#: Repository, its OWNERS (reviewers, approvers), since when.
_REPOS = (
    (KUEUE, [JANA, QUINN], [QUINN], "2022-02-07"),
    (DRIVER, [SOLA], [DARA, SOLA], "2024-03-04"),
    (INFERENCE, [PAT, REMY], [REMY], "2024-09-02"),
)
#: Working groups: id, name, what it is about, chairs, meeting.
_GROUPS = (
    ("batch", "Batch", "Support for batch workloads (HPC, AI/ML, data analytics, CI) in core Kubernetes.", (QUINN, JANA),
     ("Thursdays", "4PM", "CET (Central European Time)")),
    ("device-management", "Device Management", "Simple configuration, sharing and allocation of accelerators.",
     (DARA, SOLA), ("Tuesdays", "8:30AM", "PT (Pacific Time)")),
    ("ai-gateway", "AI Gateway", "Gateways and proxies that manage and route traffic for inference.", (REMY, PAT),
     ("Mondays", "2PM", "ET (Eastern Time)")),
)  # fmt: skip
_ISSUES = (
    (KUEUE, "Document the metrics of borrowing between queues", "good first issue", "2026-05-29"),
    (KUEUE, "Say in the log which queue a workload waits in", "help wanted", "2026-05-26"),
    (DRIVER, "Explain in the README how to share one device", "good first issue", "2026-05-22"),
    (INFERENCE, "Add an example of two models behind one gateway", "good first issue", "2026-05-27"),
)


def build(directory: Path) -> None:
    """Write the world into a directory that is empty, or not there."""
    shutil.copytree(SAMPLE_WORLD, directory, dirs_exist_ok=True)
    for kind, records in _records():
        with (directory / f"{kind}.jsonl").open("a", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(one, ensure_ascii=False)}\n" for one in records)
    _with_groups(directory / "files.jsonl")


def _records() -> Iterator[tuple[str, list[Record]]]:
    yield "users", [_user(*one) for one in (*PEOPLE, *_OWNERS)]
    yield "repos", [_repo(name) for name, *_ in _REPOS]
    yield (
        "files",
        [
            history(name, "OWNERS", (since, "Name who owns this", owners_file(reviewers, approvers)))
            for name, reviewers, approvers, since in _REPOS
        ],
    )
    yield "pulls", _numbered(_pulls())
    yield "issues", _numbered([_issue(*one) for one in _ISSUES], 300)


def _user(login: str, name: str, company: str | None, created: str) -> Record:
    return {"login": login, "name": name, "company": company, "createdAt": created, "type": "User"}


def _repo(name: str) -> Record:
    labels = ["lgtm", "approved", "sig/widgets", "good first issue", "help wanted"]
    labels += [f"size/{size}" for size in ("XS", "S", "M", "L", "XL", "XXL")]
    owner, _, short = name.partition("/")
    fields = {"defaultBranch": "main", "isArchived": False, "isFork": False, "labels": labels, "topics": []}
    return {"owner": owner, "name": short, **fields}


def _pulls() -> list[Record]:
    sample = Sample()
    for number, title in enumerate(
        ("Count preempted workloads", "Explain cohorts", "Test a full queue", "Sort by age")
    ):
        when = day("2026-01-19") + timedelta(weeks=4 * number)
        sample.pull(
            KUEUE, BEA, when, title, f"pkg/queue/part{number}.go", 40 + 30 * number, reviewer=JANA, approver=QUINN
        )
        tried = iso(when + timedelta(days=2, hours=3))
        given = [{"author": BEA, "state": "COMMENTED", "submittedAt": tried, "body": "Tried it; works for me."}]
        path = "pkg/cache/cache.go"
        sample.pull(KUEUE, JANA, when + timedelta(days=2), f"Split the cache, part {number + 1}", path, 90,
                    reviewer=QUINN, approver=QUINN, reviews=given)  # fmt: skip
    for number, title in enumerate(("Name devices in events", "Share a device", "Release claims at once")):
        when = day("2026-02-10") + timedelta(weeks=5 * number)
        sample.pull(DRIVER, DOV, when, title, f"cmd/plugin/part{number}.go", 60, reviewer=SOLA, approver=DARA)
    for number, title in enumerate(("Fix a link in the guide", "Log the chosen endpoint")):
        when = day("2026-04-14") + timedelta(weeks=3 * number)
        sample.pull(INFERENCE, GIGI, when, title, f"pkg/epp/part{number}.go", 15, reviewer=PAT, approver=REMY)
    for record in sample.pulls:  # none of it concerns the one SIG of the sample world
        record["labels"].remove("sig/widgets")
        record["body"] = f"{record['title']}."
    return sample.pulls


def _issue(repo: str, title: str, label: str, date: str) -> Record:
    asked = {"state": "OPEN", "stateReason": None, "closedAt": None, "assignees": [], "comments": []}
    at = {"createdAt": iso(day(date)), "updatedAt": iso(day(date))}
    return {"repo": repo, "author": QUINN, "title": title, "body": f"{title}.", "labels": [label], **asked, **at}


def _numbered(records: list[Record], first: int = 101) -> list[Record]:
    last: dict[str, int] = defaultdict(lambda: first - 1)
    for record in sorted(records, key=lambda one: one["createdAt"]):
        record["number"] = last[record["repo"]] = last[record["repo"]] + 1
    return sorted(records, key=lambda one: one["createdAt"])


def _with_groups(files: Path) -> None:
    """The working groups, below the SIG that sigs.yaml has."""
    records = [json.loads(line) for line in files.read_text("utf-8").splitlines()]
    for record in records:
        if record["path"] == "sigs.yaml":
            record["text"] += "workinggroups:\n" + "".join(_group(*one) for one in _GROUPS)
    files.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in records), "utf-8")


def _group(label: str, name: str, about: str, chairs: tuple[str, ...], meeting: tuple[str, str, str]) -> str:
    companies = {login: (full, company) for login, full, company, _ in _OWNERS}
    weekday, time, zone = meeting
    lines = [f"  - dir: wg-{label}", f"    name: {name}", "    mission_statement: >", f"      {about}", ""]
    lines += ["    charter_link: charter.md", f"    label: {label}", "    leadership:", "      chairs:"]
    for login in chairs:
        full, company = companies[login]
        lines += [f"        - github: {login}", f"          name: {full}", f"          company: {company}"]
    lines += [
        "    meetings:",
        "      - description: Regular Meeting",
        f"        day: {weekday}",
        f"        time: {time}",
    ]
    lines += [f"        tz: {zone}", "        frequency: weekly", "    contact:", f"      slack: wg-{label}"]
    return "\n".join(lines) + "\n"
