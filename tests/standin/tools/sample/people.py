"""Who is in the sample world."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

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
