"""What reports of invented people are made of."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tracker.advice.next_steps import next_steps
from tracker.advice.what_next import Asked, outlook, within_reach
from tracker.catalog import load_ladder
from tracker.facts.gaps import Gap
from tracker.facts.gathered import Cost
from tracker.facts.people import Contributor, Login
from tracker.facts.scopes import PROJECT, Scope
from tracker.findings.outcomes import Basis, Citation, Evidence, Finding, Outcome
from tracker.findings.readiness import TierResult
from tracker.findings.report import Data, LadderRef, Report
from tracker.findings.standing import Count, Counts, Held, Rung, Standing

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


_PAGES = load_ladder("kubernetes")[0].pages


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
        id="kubernetes",
        name="Kubernetes contributor ladder",
        rules_as_of=date(2026, 8, 21),
        source="built-in",
        pages=_PAGES,
    )
    parts = {"data": data(), **more}
    made = Report(
        ladder=ladder, as_of=AS_OF, contributor=who, standing=standing, counts=numbers, readiness=readiness, **parts
    )
    return advised(made)


def advised(made: Report) -> Report:
    """The report with what comes next in it."""
    reach = within_reach(made.readiness, made.standing, Asked())
    ahead = outlook(reach, made.standing, made.sponsors, made.data.gaps)
    made = replace(made, next=ahead)
    return replace(made, next_steps=next_steps(made))


def asks_person(id_: str, title: str, who: str) -> Finding:
    return Finding(
        id=id_,
        title=title,
        outcome=Outcome.NEEDS_PERSON,
        basis=Basis.DECIDED,
        source=rules("Member"),
        reason=f"only {who} can tell",
    )
