"""Reports of invented standings, as far as advice looks at them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from factories import OTHER, REPO

from tracker.advice.next_steps import next_steps
from tracker.advice.what_next import Asked, outlook, within_reach
from tracker.facts.gathered import Cost
from tracker.facts.people import Contributor, Login
from tracker.facts.scopes import PROJECT, Scope
from tracker.findings.outcomes import Basis, Citation, Evidence, Finding, Outcome
from tracker.findings.pages import Pages
from tracker.findings.readiness import TierResult
from tracker.findings.report import Data, LadderRef, Report
from tracker.findings.sponsors import Answer, OwnedScope, RequestAudit, SponsorCheck, Sponsors, SuggestedSponsor
from tracker.findings.standing import Count, Counts, Held, LastActivity, Rung, Standing

MET, NOT_YET, NEEDS_PERSON, UNKNOWN = Outcome.MET, Outcome.NOT_YET, Outcome.NEEDS_PERSON, Outcome.UNKNOWN
RULE = Citation(title="rules.md", url="https://github.com/octo-org/rules")
PKG, DOCS, ROOT = Scope.directory(REPO, "pkg"), Scope.directory(REPO, "docs"), Scope.directory(REPO)
ORG = Scope.organization("octo-org")
PAGES = Pages(
    guide="https://octo.dev/guide",
    first_contribution="https://octo.dev/first",
    areas="https://octo.dev/areas",
    mentoring="https://octo.dev/mentoring",
    newcomers="#octo-newcomers",
    admins="They answer within a week; ask in #octo-admins.",
)
TIERS = ("contributor", "member", "reviewer", "approver", "sig-chair")
AS_OF = datetime(2026, 6, 1, tzinfo=UTC)
NOTHING = Count(total=0, at_least=False)


def finding(outcome=NOT_YET, id_="rule", **other) -> Finding:
    fields = {"title": "A rule", "basis": Basis.DECIDED, "source": RULE}
    return Finding(id=id_, outcome=outcome, **(fields | other))


def counted(observed, required=20, **other) -> Finding:
    outcome = MET if observed >= required else NOT_YET
    return finding(outcome, f"of-{required}", observed=observed, required=required, unit="pull requests", **other)


def result(*criteria: Finding, tier="reviewer", scope=PKG) -> TierResult:
    return TierResult(tier=tier, title=tier.capitalize(), scope=scope, criteria=criteria, source=RULE)


def member(*criteria: Finding) -> TierResult:
    return result(*criteria, tier="member", scope=ORG)


def held(tier, scope=PKG) -> Held:
    return Held(tier=tier, title=tier.capitalize(), scope=scope)


def standing(*tiers: Held, last_at=AS_OF) -> Standing:
    best = max((TIERS.index(one.tier) for one in tiers if one.tier in TIERS), default=0)
    return Standing(
        headline=TIERS[best],
        headline_title=TIERS[best].capitalize(),
        held=tiers,
        activity=LastActivity(last_at=last_at, last_url="https://github.com/octo-org/octo/pull/1"),
        ladder=tuple(Rung(tier=tier, title=tier.capitalize()) for tier in TIERS),
    )


CONTRIBUTOR = held("contributor", PROJECT)
MEMBER = held("member", ORG)


def sponsor(who=OTHER, *places: str, interactions=3, role="approver", company=None) -> SuggestedSponsor:
    return SuggestedSponsor(
        login=who,
        company=company,
        interactions=interactions,
        owners=tuple(OwnedScope(repo=REPO, path=place, role=role) for place in places),
        evidence=(Evidence(title="#1", url=f"https://github.com/{who}/1"),),
    )


def request(confirmed: tuple[bool, ...], state="open", unticked=()) -> RequestAudit:
    checks = (
        SponsorCheck(login=Login.parse(f"octo-s{n}"), eligible=Answer.YES, confirmed=yes)
        for n, yes in enumerate(confirmed, start=1)
    )
    return RequestAudit(
        number=105,
        url="https://github.com/octo-org/org/issues/105",
        state=state,
        orgs=("octo-org",),
        opened_at=AS_OF,
        sponsors=tuple(checks),
        different_companies=Answer.YES,
        unticked=unticked,
    )


def report(*readiness: TierResult, has=None, asked=None, sponsors=(), audit=None, gaps=(), source="github", **more):
    """A report with its advice."""
    where = has or standing(CONTRIBUTOR, MEMBER)
    known = Sponsors(request=audit, suggested=tuple(sponsors))
    reach = within_reach(readiness, where, asked or Asked())
    successors = more.pop("successors", ())
    found = Report(
        ladder=LadderRef(
            id="octo",
            name="Octo ladder",
            rules_as_of=date(2026, 1, 1),
            source="built-in",
            rules=RULE.url,
            orgs=("octo-org",),
            pages=PAGES,
        ),
        as_of=AS_OF,
        contributor=Contributor(
            login=Login.parse("octo-me"), id="1", url="https://github.com/octo-me", created_at=AS_OF
        ),
        standing=where,
        counts=Counts(**dict.fromkeys(Counts.__dataclass_fields__, NOTHING)),
        readiness=readiness,
        sponsors=known,
        next=outlook(reach, where, known, gaps, successors),
        data=Data(
            gaps=tuple(gaps), source=source, host="github.com", fetched_at=AS_OF, cost=Cost(requests=1, points=1)
        ),
        **more,
    )
    return replace(found, next_steps=next_steps(found))


def texts(*readiness: TierResult, **more) -> list[str]:
    return [step.text for step in report(*readiness, **more).next_steps]
