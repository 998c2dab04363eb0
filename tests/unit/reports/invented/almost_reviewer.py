"""A member who is almost a reviewer, and could not be read in full."""

from datetime import UTC, date, datetime

from unit.reports.invented.groups import ADVICE, ORIENTATION
from unit.reports.invented.records import (
    INFERENCE,
    SCHEDULER,
    WORKED,
    asks_person,
    counts,
    data,
    person,
    pull,
    report,
    rules,
    rungs,
    search,
)

from tracker.facts.gaps import Gap, Kind
from tracker.facts.people import DatePrecision, Login, Since
from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Basis, Evidence, Finding, Outcome
from tracker.findings.readiness import TierResult
from tracker.findings.report import Report
from tracker.findings.sponsors import Answer, RequestAudit, SponsorCheck, Sponsors
from tracker.findings.standing import Held, LastActivity, Standing

REVIEWS_GAP = Gap(
    kind=Kind.REVIEWED,
    reason="the search stopped at 1000 results",
    effect="counts of reviews are at least",
    repos=frozenset({"kubernetes/kubernetes", "kubernetes-sigs/kueue"}),
    more=True,
)
SINCE_GAP = Gap(
    kind=Kind.MEMBER_SINCE,
    reason="the history of org.yaml was not read",
    effect="dates of joining may be younger than they look",
)


def _counted(id_: str, title: str, outcome: Outcome, required: int, observed: int | None, **more) -> Finding:
    return Finding(
        id=id_,
        title=title,
        outcome=outcome,
        basis=Basis.COUNTED,
        source=rules("Reviewer"),
        required=required,
        observed=observed,
        unit="pull requests",
        **more,
    )


def _reviewer_in(scope: Scope) -> TierResult:
    reviewed = tuple(
        pull("kubernetes-sigs/kueue", 6000 + n, f"Reduce the cost of scheduling cycle {n}", n, "reviewed")
        for n in range(1, 6)
    )
    url = search(f"is:pr reviewed-by:almost-reviewer -author:almost-reviewer repo:{scope.repo}")
    return TierResult(
        tier="reviewer",
        title="Reviewer",
        scope=scope,
        source=rules("Reviewer"),
        notes=("Kueue counts merged pull requests only: https://github.com/kubernetes-sigs/kueue/blob/main/OWNERS",),
        criteria=(
            Finding(
                id="member-for-3-months",
                title="Member for at least 3 months",
                outcome=Outcome.MET,
                basis=Basis.DECIDED,
                source=rules("Reviewer"),
                reason="member since 2025-11-02 (kubernetes-sigs)",
                evidence=(
                    Evidence(
                        title="config/kubernetes-sigs/org.yaml",
                        url="https://github.com/kubernetes/org/blob/main/config/kubernetes-sigs/org.yaml#L120",
                    ),
                ),
                evidence_total=1,
            ),
            _counted(
                "primary-reviewer",
                "Primary reviewer of at least 5 pull requests",
                Outcome.NOT_YET,
                5,
                3,
                missing=f"2 more pull requests in {scope} with you as primary reviewer",
                check_url=url,
                evidence=reviewed[:3],
                evidence_total=3,
                next_step="Offer to review a pull request from start to end",
            ),
            _counted(
                "substantial",
                "Reviewed or merged at least 20 substantial pull requests",
                Outcome.UNKNOWN,
                20,
                14,
                observed_is_at_least=True,
                reason=REVIEWS_GAP.reason,
                missing=f"6 more substantial pull requests reviewed or merged in {scope}",
                check_url=url,
                evidence=reviewed,
                evidence_total=14,
            ),
            _counted(
                "lgtm",
                "Gave /lgtm at least 3 times",
                Outcome.MET,
                3,
                9,
                observed_is_at_least=True,
                evidence=reviewed[:1],
                evidence_total=9,
            ),
            _way_in(scope),
            Finding(
                id="knowledgeable",
                title="Knowledgeable about the code base",
                outcome=Outcome.MET,
                basis=Basis.ATTESTED,
                source=rules("Reviewer"),
                reason="octo-mentor said so on 2026-08-01",
            ),
            asks_person("no-objection", "No objection from other approvers", "the approvers"),
        ),
    )


def _way_in(scope: Scope) -> Finding:
    """Two ways to meet one thing, one of which nobody can see."""
    mentor = _counted("by-mentor", "Proposed by an approver", Outcome.UNKNOWN, 1, None, reason="comments were not read")
    own = _counted(
        "by-self",
        "Proposed by yourself in a pull request to OWNERS",
        Outcome.NOT_YET,
        1,
        0,
        missing="a pull request to OWNERS",
    )
    return Finding(
        id="proposed",
        title=f"Proposed in a pull request to the OWNERS file of {scope}, by an approver or by yourself",
        outcome=Outcome.UNKNOWN,
        basis=Basis.DECIDED,
        source=rules("Reviewer"),
        reason="comments were not read",
        parts=(mentor, own),
    )


def almost_reviewer() -> Report:
    member = Held(
        tier="member",
        title="Member",
        scope=Scope.organization("kubernetes-sigs"),
        since=Since(
            day=date(2025, 11, 2),
            precision=DatePrecision.LINE_LAST_TOUCHED,
            note="A rename of the login resets what the history shows",
        ),
        proof=(
            Evidence(
                title="config/kubernetes-sigs/org.yaml",
                url="https://github.com/kubernetes/org/blob/main/config/kubernetes-sigs/org.yaml#L120",
            ),
        ),
    )
    request = RequestAudit(
        number=6001,
        url="https://github.com/kubernetes/org/issues/6001",
        state="open",
        orgs=("kubernetes", "etcd-io"),
        opened_at=datetime(2026, 8, 10, tzinfo=UTC),
        sponsors=(
            SponsorCheck(
                login=Login.parse("octo-approver"),
                eligible=Answer.YES,
                why=("approver in kubernetes-sigs/kueue",),
                company="Example Ltd",
                confirmed=True,
                confirmed_url="https://github.com/kubernetes/org/issues/6001#issuecomment-1",
                proof=(Evidence(title="OWNERS", url="https://github.com/kubernetes-sigs/kueue/blob/main/OWNERS#L3"),),
            ),
            SponsorCheck(
                login=Login.parse("octo-stranger"), eligible=Answer.UNKNOWN, why=("OWNERS files were not read in full",)
            ),
        ),
        different_companies=Answer.UNKNOWN,
    )
    return report(
        person("almost-reviewer", "Ada 山田太郎", "Example GmbH"),
        Standing(
            headline="member",
            headline_title="Member",
            held=(member, WORKED),
            activity=LastActivity(
                last_at=datetime(2026, 8, 20, tzinfo=UTC),
                last_url="https://github.com/kubernetes-sigs/kueue/pull/6005",
                inactive=False,
                inactive_on=date(2027, 8, 20),
            ),
            unknown=(SINCE_GAP.effect, "roles in repositories whose OWNERS were not read"),
            ladder=rungs({"member": 1, "contributor": 1}, "reviewer"),
        ),
        counts(12, 40, 9, 3, 14, 51, at_least=True),
        _reviewer_in(SCHEDULER),
        _reviewer_in(INFERENCE),
        sponsors=Sponsors(request=request),
        groups=ADVICE,
        orientation=ORIENTATION,
        data=data(REVIEWS_GAP, SINCE_GAP),
    )
