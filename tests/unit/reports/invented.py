"""Invented people and their reports; nobody here exists."""

from datetime import UTC, date, datetime

from tracker.facts.gaps import Gap, Kind
from tracker.facts.gathered import Cost
from tracker.facts.people import Contributor, DatePrecision, Login, Since
from tracker.facts.scopes import PROJECT, Scope
from tracker.findings import (
    Answer,
    Basis,
    Citation,
    Cohort,
    Count,
    Counts,
    Data,
    Evidence,
    Failure,
    Finding,
    Held,
    LadderRef,
    LastActivity,
    NextStep,
    Outcome,
    OwnedScope,
    Report,
    RequestAudit,
    Rung,
    SponsorCheck,
    Sponsors,
    Standing,
    SuggestedSponsor,
    TierResult,
)

AS_OF = datetime(2026, 8, 21, tzinfo=UTC)
TITLES = {
    "contributor": "Contributor",
    "member": "Member",
    "reviewer": "Reviewer",
    "approver": "Approver",
    "subproject-owner": "Subproject owner",
    "subproject-lead": "Subproject lead",
    "tech-lead": "SIG tech lead",
    "chair": "SIG chair",
}
RULES_URL = "https://github.com/kubernetes/community/blob/main/community-membership.md"
SCHEDULER = Scope.directory("kubernetes-sigs/kueue", "pkg/scheduler")
KUEUE = Scope.directory("kubernetes-sigs/kueue")
INFERENCE = Scope.directory("kubernetes-sigs/gateway-api-inference-extension", "pkg/epp/scheduling/framework")


def rules(section: str) -> Citation:
    return Citation(title=f"community-membership.md, {section}", url=RULES_URL)


def pull(repo: str, number: int, title: str, day: int = 1, note: str | None = None) -> Evidence:
    url = f"https://github.com/{repo}/pull/{number}"
    return Evidence(title=f"{repo}#{number}: {title}", url=url, at=datetime(2026, 7, day, 9, tzinfo=UTC), note=note)


def search(query: str) -> str:
    return f"https://github.com/search?q={query.replace(' ', '+').replace(':', '%3A')}&type=pullrequests"


def person(login: str, name: str | None = None, company: str | None = None) -> Contributor:
    return Contributor(
        login=Login.parse(login),
        id=f"U_{login}",
        url=f"https://github.com/{login}",
        name=name,
        company=company,
        created_at=datetime(2023, 2, 3, 4, 5, 6, 789, tzinfo=UTC),
    )


WORKED = Held(
    tier="contributor",
    title="Contributor",
    scope=PROJECT,
    proof=(pull("kubernetes/website", 48213, "Explain how a Job keeps its pods", 28),),
)


def rungs(held: dict[str, int], *looked_at: str) -> tuple[Rung, ...]:
    return tuple(
        Rung(tier=tier, title=title, held=held.get(tier, 0), looked_at=tier in looked_at)
        for tier, title in TITLES.items()
    )


def counts(*totals: int, at_least: bool = False) -> Counts:
    merged, reviewed, lgtm, primary, substantial, both = (Count(total=n, at_least=at_least) for n in totals)
    return Counts(
        authored_merged=merged,
        reviewed=reviewed,
        lgtm_given=lgtm,
        primary_reviewer=primary,
        substantial=substantial,
        reviewed_or_merged=both,
    )


def data(*gaps: Gap) -> Data:
    return Data(
        gaps=gaps,
        source="github",
        host="api.github.com",
        fetched_at=datetime(2026, 8, 21, 10, 30, tzinfo=UTC),
        cost=Cost(requests=7, points=9),
    )


def report(who: Contributor, standing: Standing, numbers: Counts, *readiness: TierResult, **more) -> Report:
    ladder = LadderRef(
        id="kubernetes", name="Kubernetes contributor ladder", rules_as_of=date(2026, 8, 21), source="built-in"
    )
    parts = {"data": data(), **more}
    return Report(
        ladder=ladder, as_of=AS_OF, contributor=who, standing=standing, counts=numbers, readiness=readiness, **parts
    )


def asks_person(id_: str, title: str, who: str) -> Finding:
    return Finding(
        id=id_,
        title=title,
        outcome=Outcome.NEEDS_PERSON,
        basis=Basis.DECIDED,
        source=rules("Member"),
        reason=f"only {who} can tell",
    )


# -- a newcomer --------------------------------------------------------------------------------------


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
            asks_person("mailing-list", "Subscribed to dev@kubernetes.io", "you"),
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
    steps = (
        NextStep(
            text="1 more sponsor who is a reviewer or approver. Ask somebody who reviewed your pull requests",
            url="https://github.com/kubernetes/org/issues/new?template=membership.yml",
            tier="member",
            criterion="two-sponsors",
        ),
        NextStep(
            text="For member, settle two things that only people can tell: Two-factor authentication switched on; "
            "Subscribed to dev@kubernetes.io",
            url=RULES_URL,
            tier="member",
        ),
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
        next_steps=steps,
    )


# -- a member who is almost a reviewer, and could not be read in full ----------------------------------


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
            unknown=("roles in repositories whose OWNERS were not read",),
            ladder=rungs({"member": 1, "contributor": 1}, "reviewer"),
        ),
        counts(12, 40, 9, 3, 14, 51, at_least=True),
        _reviewer_in(SCHEDULER),
        _reviewer_in(INFERENCE),
        sponsors=Sponsors(request=request),
        next_steps=(
            NextStep(
                text=f"2 more pull requests in {SCHEDULER} with you as primary reviewer. Offer to review a pull request from start to end",
                url=search("is:pr is:open repo:kubernetes-sigs/kueue"),
                tier="reviewer",
                criterion="primary-reviewer",
            ),
        ),
        data=data(REVIEWS_GAP, SINCE_GAP),
    )


# -- an approver who was one elsewhere, too ------------------------------------------------------------


def _entry(title: str, scope: Scope, since: Since, via: str | None = None) -> Held:
    url = f"https://github.com/{scope.repo}/blob/main/{scope.path}/OWNERS#L7".replace("main//", "main/")
    return Held(
        tier=title.lower(), title=title, scope=scope, since=since, via=via, proof=(Evidence(title="OWNERS", url=url),)
    )


def approver() -> Report:
    exact = Since(
        day=date(2024, 3, 10), precision=DatePrecision.EXACT, url="https://github.com/kubernetes-sigs/kueue/pull/1800"
    )
    early = Since(day=date(2018, 8, 1), precision=DatePrecision.ON_OR_BEFORE)
    return report(
        person("octo-approver", "Omar Approver", "Example Ltd"),
        Standing(
            headline="approver",
            headline_title="Approver",
            held=(
                _entry("Approver", KUEUE, exact, "alias kueue-approvers"),
                _entry("Reviewer", INFERENCE, Since()),
                Held(tier="member", title="Member", scope=Scope.organization("kubernetes"), since=early),
                Held(tier="member", title="Member", scope=Scope.organization("kubernetes-sigs"), since=exact),
                WORKED,
            ),
            emeritus=(_entry("Approver", Scope.directory("kubernetes/kubernetes", "test/e2e/scheduling"), early),),
            activity=LastActivity(reason="comments and issues were not read"),
            ladder=rungs({"approver": 1, "reviewer": 1, "member": 2, "contributor": 1}),
        ),
        counts(310, 1204, 800, 402, 900, 1500),
    )


def cohort() -> Cohort:
    failure = Failure(login="octo-ghost", error="octo-ghost is not on GitHub", hint="Check the spelling of the login.")
    return Cohort(as_of=AS_OF, reports=(newcomer(), approver()), failures=(failure,), cost=Cost(requests=12, points=15))
