"""A newcomer."""

from datetime import UTC, date, datetime

from unit.reports.invented.groups import NOTHING_FITS
from unit.reports.invented.records import (
    WORKED,
    asks_person,
    counts,
    person,
    pull,
    report,
    rules,
    rungs,
    search,
)

from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Basis, Citation, Finding, Outcome
from tracker.findings.readiness import TierResult
from tracker.findings.report import Report
from tracker.findings.sponsors import OwnedScope, Sponsors, SuggestedSponsor
from tracker.findings.standing import LastActivity, Standing


def _member() -> TierResult:
    merged = (
        pull("kubernetes/website", 48213, "Explain how a Job keeps its pods", 28, "authored"),
        pull("kubernetes-sigs/kueue", 5120, "Fix a typo in the quota example", 20, "authored"),
        pull("kubernetes-sigs/kueue", 5098, "Add a test for preemption within a cohort", 11, "authored"),
    )
    sponsors = Finding(
        id="two-sponsors",
        title="Two sponsors who are reviewers or approvers",
        outcome=Outcome.NOT_YET,
        basis=Basis.DECIDED,
        source=rules("Member"),
        required=2,
        observed=1,
        unit="sponsors",
        missing="1 more sponsor who is a reviewer or approver",
        check_url="https://github.com/kubernetes/org/issues?q=is%3Aissue+author%3Aocto-newcomer",
        next_step="Ask somebody who reviewed your pull requests to sponsor you",
    )
    return TierResult(
        tier="member",
        title="Member",
        scope=Scope.organization("kubernetes-sigs"),
        source=rules("Member"),
        criteria=(
            Finding(
                id="merged-pull-request",
                title="At least one merged pull request",
                outcome=Outcome.MET,
                basis=Basis.DECIDED,
                source=rules("Member"),
                required=1,
                observed=3,
                unit="pull requests",
                check_url=search("is:pr is:merged author:octo-newcomer org:kubernetes-sigs"),
                evidence=merged,
                evidence_total=3,
            ),
            Finding(
                id="sustained",
                title="Several contributions that show a lasting interest",
                outcome=Outcome.NEEDS_PERSON,
                basis=Basis.COUNTED,
                source=rules("Member"),
                observed=4,
                unit="pull requests",
                reason="4 pull requests opened or reviewed, over 5 weeks; your sponsors can tell whether that is enough",
                evidence=merged,
                evidence_total=4,
            ),
            sponsors,
            Finding(
                id="cla",
                title="Contributor licence agreement signed",
                outcome=Outcome.MET,
                basis=Basis.DECIDED,
                source=Citation(title="CLA.md", url="https://github.com/kubernetes/community/blob/main/CLA.md"),
                evidence=merged[:1],
                evidence_total=1,
            ),
            asks_person("two-factor", "Two-factor authentication switched on", "you"),
            asks_person("mailing-list", "Subscribed to the developers' list", "you"),
        ),
    )


def newcomer() -> Report:
    reviewer = SuggestedSponsor(
        login=Login.parse("octo-reviewer"),
        company="Example Ltd",
        interactions=3,
        owners=(OwnedScope(repo="kubernetes-sigs/kueue", path="", role="reviewer"),),
        evidence=(pull("kubernetes-sigs/kueue", 5120, "Fix a typo in the quota example", 20, "reviewed yours"),),
    )
    return report(
        person("octo-newcomer", "Nora Newcomer"),
        Standing(
            headline="contributor",
            headline_title="Contributor",
            held=(WORKED,),
            activity=LastActivity(
                last_at=datetime(2026, 7, 28, 9, tzinfo=UTC),
                last_url="https://github.com/kubernetes/website/pull/48213",
                inactive=False,
                inactive_on=date(2027, 7, 28),
            ),
            ladder=rungs({"contributor": 1}, "member"),
        ),
        counts(3, 1, 0, 0, 1, 4),
        _member(),
        sponsors=Sponsors(suggested=(reviewer,)),
        groups=NOTHING_FITS,
    )
