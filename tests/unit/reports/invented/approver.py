"""An approver who was one elsewhere, too; and a cohort."""

from datetime import date

from unit.reports.invented.newcomer import newcomer
from unit.reports.invented.records import AS_OF, INFERENCE, KUEUE, WORKED, counts, person, report, rungs

from tracker.facts.gathered import Cost
from tracker.facts.people import DatePrecision, Since
from tracker.facts.scopes import Scope
from tracker.findings import (
    Cohort,
    Evidence,
    Failure,
    Held,
    LastActivity,
    Report,
    Standing,
)


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
