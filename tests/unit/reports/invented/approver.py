"""An approver who was one elsewhere, too; and a cohort."""

from dataclasses import replace
from datetime import date, timedelta

from factories import login
from unit.reports.invented.almost_reviewer import almost_reviewer
from unit.reports.invented.newcomer import newcomer
from unit.reports.invented.records import (
    AS_OF,
    INFERENCE,
    KUEUE,
    SCHEDULER,
    WORKED,
    counts,
    person,
    report,
    rungs,
)

from tracker.advice.attention import attention
from tracker.advice.cohorts import matrix, sponsorships
from tracker.facts.gathered import Cost
from tracker.facts.people import DatePrecision, Since
from tracker.facts.scopes import Scope
from tracker.findings.cohort import Change, Cohort, Failure, Member, Shift
from tracker.findings.outcomes import Evidence, Outcome
from tracker.findings.report import Report
from tracker.findings.standing import Held, LastActivity, Standing


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
    reports = (almost_reviewer(), newcomer(), approver())
    found = Cohort(
        name="Spring mentees",
        as_of=AS_OF,
        reports=reports,
        failures=(failure,),
        members={
            "octo-newcomer": Member(
                login=login("octo-newcomer"),
                tier="member",
                scopes=(KUEUE,),
                mentor=login("octo-approver"),
                notes="Likes <b>batch</b> & queues",
                since=date(2026, 6, 1),
            ),
        },
        matrix=matrix(reports),
        sponsorships=sponsorships(reports),
        previous=AS_OF - timedelta(days=7),
        changes=(
            Change(
                login=login("almost-reviewer"),
                kind=Shift.NEWLY_MET,
                tier="reviewer",
                scope=str(SCHEDULER),
                criterion="lgtm",
                title="Gave /lgtm at least 3 times",
                before=Outcome.NOT_YET,
                after=Outcome.MET,
            ),
            Change(
                login=login("octo-approver"),
                kind=Shift.NO_LONGER,
                tier="reviewer",
                scope="kubernetes-sigs/jobset",
                criterion=None,
                title="Reviewer",
                before=Outcome.MET,
                after=Outcome.NOT_YET,
            ),
            Change(
                login=login("octo-newcomer"),
                kind=Shift.NEWLY_KNOWN,
                tier="member",
                scope="kubernetes",
                criterion="two-sponsors",
                title="Sponsored by two reviewers",
                before=Outcome.UNKNOWN,
                after=Outcome.NOT_YET,
            ),
        ),
        cost=Cost(requests=12, points=15),
    )
    return replace(found, attention=attention(found))
