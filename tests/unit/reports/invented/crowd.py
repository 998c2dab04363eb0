"""As many people as a page may have to show. What they did is what the recorded samples did, so its amount is real."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from factories import login
from unit.reports.invented.groups import ADVICE, NOTHING_FITS

from tracker.advice.attention import attention
from tracker.advice.cohorts import matrix, sponsorships
from tracker.catalog import load_ladder
from tracker.checker import Checker
from tracker.facts.gaps import Gap, Kind
from tracker.facts.gathered import Cost
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings.cohort import Change, Cohort, Failure, Member, Shift
from tracker.findings.groups import Opening
from tracker.findings.outcomes import Outcome
from tracker.findings.report import Report
from tracker.findings.standing import Month
from tracker.sources.recorded import RecordedSource, demo

_NAMES = ("octo-ada", "octo-bo", "octo-cleo", "octo-dev", "octo-eli", "octo-fay", "octo-gus", "octo-hana")
#: The first of the samples, one for each rung.
_SAMPLES = 8
_MENTORS = ("octo-mentor", "octo-guide")
_STOPPED = Gap(
    kind=Kind.REVIEWED,
    reason="the search stopped at 1000 results",
    effect="counts of reviews are at least",
    repos=frozenset({"kubernetes/kubernetes"}),
    more=True,
)
_ROLES = Gap(
    kind=Kind.ROLES,
    reason="only the OWNERS of directories worked in were read",
    effect="roles that are held elsewhere are not shown",
    more=True,
)
_OPENING = Opening(
    title="Say in the log which queue a workload waits in",
    url="https://github.com/kubernetes-sigs/lantern/issues/412",
    repo="kubernetes-sigs/lantern",
    labels=("good first issue",),
    updated_at=datetime(2026, 5, 28, tzinfo=UTC),
    why="nobody is assigned; marked good first issue",
)


@cache
def samples() -> tuple[Report, ...]:
    recording = demo()
    ladder, _ = load_ladder("kubernetes")
    checker = Checker(source=RecordedSource(recording), ladder=ladder, as_of=recording.as_of)
    return checker.check_all([*map(Login.parse, [*recording.people][:_SAMPLES])]).reports


def person(number: int, count: int) -> Report:
    """One of so many: alphabetical in the order of their numbers, all of them different to look at."""
    sample = samples()[number % _SAMPLES]
    short = _NAMES[number * 8 // count]
    name = Login.parse(short if count <= 8 else f"{short}-{number:03}")
    return replace(
        sample,
        contributor=replace(
            sample.contributor, login=name, url=f"https://github.com/{name}", name=f"{str(name)[5:].title()} Invented"
        ),
        months=_months(number),
        groups=ADVICE if number % 3 else NOTHING_FITS,
        openings=(_OPENING,) if number % 2 else (),
        data=replace(sample.data, gaps=(_STOPPED, _ROLES)[: number % 3]),
    )


def _months(number: int) -> tuple[Month, ...]:
    firsts = [date(2024 + (6 + back) // 12, (6 + back) % 12 + 1, 1) for back in range(24)]
    pieces = [max(0, (back * (number + 3)) % 11 - 4 + back // 6) if back > number % 5 * 4 else 0 for back in range(24)]
    return tuple(
        Month(first=first, pieces=many, at_least=number % 3 == 1) for first, many in zip(firsts, pieces, strict=True)
    )


def crowd(count: int = 8) -> Cohort:
    """A cohort of so many people with mentors, notes, changes and somebody who could not be checked."""
    reports = tuple(person(number, count) for number in range(count))
    as_of = reports[0].as_of
    cohort = Cohort(
        name="Spring mentees 2026",
        as_of=as_of,
        reports=reports,
        failures=(
            Failure(login="octo-ghost", error="octo-ghost is not on GitHub", hint="Check the spelling of the login."),
        ),
        members={one.contributor.login.key: _member(number, one) for number, one in enumerate(reports)},
        matrix=matrix(reports),
        sponsorships=sponsorships(reports),
        previous=as_of - timedelta(days=7),
        changes=tuple(change for one in reports[::3] for change in _changes(one)),
        cost=Cost(requests=3 * count, points=4 * count, from_store=210 * count),
    )
    return replace(cohort, attention=attention(cohort))


def _member(number: int, report: Report) -> Member:
    nearest = report.nearest[0] if report.nearest else None
    return Member(
        login=report.contributor.login,
        tier=nearest.tier if nearest else None,
        scopes=(nearest.scope,) if nearest else (),
        mentor=login(_MENTORS[number % 2]),
        notes="Likes queues & <b>batch</b> work; away in July." if number % 4 == 1 else None,
        since=date(2026, 3, 1),
    )


def _changes(report: Report) -> list[Change]:
    """Of each person something else: what is met is newly met, what is not is no longer."""
    kinds = {
        Outcome.MET: (Shift.NEWLY_MET, Outcome.NOT_YET),
        Outcome.NOT_YET: (Shift.NO_LONGER, Outcome.MET),
        Outcome.NEEDS_PERSON: (Shift.NEWLY_KNOWN, Outcome.UNKNOWN),
    }
    found = [
        Change(
            login=report.contributor.login,
            kind=kinds[finding.outcome][0],
            tier=result.tier,
            scope=str(result.scope),
            criterion=finding.id,
            title=finding.title,
            before=kinds[finding.outcome][1],
            after=finding.outcome,
        )
        for result in report.nearest[:1]
        for finding in result.criteria[:2]
        if finding.outcome in kinds
    ]
    taken_up = Change(
        login=report.contributor.login,
        kind=Shift.NEWLY_MET,
        tier="member",
        scope=str(Scope.organization("kubernetes-sigs")),
        criterion=None,
        title="Member",
        before=None,
        after=Outcome.MET,
    )
    return [*found, taken_up] if report.standing.headline == "member" else found
