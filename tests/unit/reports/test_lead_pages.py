"""What leads ask for, in every format: invented people and texts that others wrote."""

import json
from datetime import UTC, date, datetime

import jsonschema
import pytest

from tracker.facts import Cost, Gap, Kind
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings.area import (
    Area,
    ByHand,
    Counted,
    Deeds,
    EmeritusChange,
    Entered,
    Excepted,
    OwnedPlace,
    Quiet,
    Waiting,
)
from tracker.findings.candidates import Candidate, Candidates, Companion, RoleHolder
from tracker.findings.cohort import Failure
from tracker.findings.group_area import Disagreement, GroupArea, OwnersRow
from tracker.findings.outcomes import Basis, Citation, Finding, Outcome
from tracker.findings.paperwork import FileChange
from tracker.findings.readiness import TierResult
from tracker.findings.report import Data, LadderRef
from tracker.reports import PAGES, Style
from tracker.reports.json import schema

NOW, SINCE = datetime(2026, 6, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)
SCOPE = Scope.directory("octo-org/octo", "pkg")
ADA, BEN = Login.parse("octo-ada"), Login.parse("octo-ben")
LADDER = LadderRef(id="octo", name="Octo ladder", rules_as_of=date(2026, 1, 1), source="built-in")
GAP = Gap(kind=Kind.REVIEWED, reason="the limit is used up", effect="work of some people may be missing")
DIFF = "diff --git a/OWNERS b/OWNERS\n--- a/OWNERS\n+++ b/OWNERS\n@@ -1,2 +1,1 @@\n-- octo-ben\n"
HOSTILE = "Fix @octo-org/all #1 \x1b[31m| `x` </details>"


def url(login):
    return f"https://github.com/{login}"


def data(*gaps):
    cost = Cost(requests=3, points=4)
    return Data(gaps=gaps, source="github", host="github.com", fetched_at=NOW, cost=cost)


def candidate(login, *outcomes):
    source = Citation(title="rules", url="https://example.org/rules")
    findings = tuple(
        Finding(
            id=f"rule-{n}", title=f"Rule {n}", outcome=outcome, basis=Basis.COUNTED, source=source,
            required=5, observed=3, missing="2 more pull requests", reason="a page was not read",
        )
        for n, outcome in enumerate(outcomes)
    )  # fmt: skip
    return Candidate(
        login=login,
        url=url(login),
        result=TierResult(tier="reviewer", title="Reviewer", scope=SCOPE, criteria=findings, source=source),
        authored=2,
        reviewed=9,
        months=4,
        companions=(Companion(login=BEN, shared=3),),
        emeritus="approver",
        commands=(f"ladder-check {login} --scope {SCOPE}", f"ladder-check {login} --format nomination"),
        draft=f"Hi {login}, thank you. Would you like to review here?",
    )


def candidates(*gaps, others=7):
    holder = RoleHolder(
        login=BEN, url=url(BEN), role="approver", entered_in=SCOPE, entry_url="https://example.org/OWNERS"
    )
    return Candidates(
        ladder=LADDER,
        as_of=NOW,
        since=SINCE,
        scope=SCOPE,
        tier="reviewer",
        tier_title="Reviewer",
        holders=(holder,),
        ready=(candidate(ADA, Outcome.MET, Outcome.NEEDS_PERSON),),
        close=(candidate(Login.parse("octo-cho"), Outcome.NOT_YET, Outcome.UNKNOWN),),
        others=others,
        read=40,
        found=41,
        failures=(Failure(login="octo-gone", error="GitHub has no account octo-gone", hint=""),),
        data=data(*gaps),
    )


def area(*gaps, quiet=True):
    entered = Entered(login=BEN, url=url(BEN), role="approver", alias="leads", filter=None, deeds=Deeds())
    seen = Entered(
        login=ADA, url=url(ADA), role="reviewer", alias=None, filter=r"\.go$",
        deeds=Deeds(reviews=3, approvals=1, merged=2, at_least=True, last=NOW, last_url="https://example.org/1"),
    )  # fmt: skip
    excepted = Excepted(login=BEN, place=SCOPE, reason=HOSTILE, until=date(2026, 12, 1))
    return Area(
        ladder=LADDER,
        as_of=NOW,
        since=SINCE,
        scope=SCOPE,
        places=(OwnedPlace(scope=SCOPE, url="https://example.org/o", entries=(entered, seen), changes=4, above=1),),
        quiet=(Quiet(login=BEN, url=url(BEN), places=(SCOPE,), excepted=excepted),) if quiet else None,
        quiet_unknown=None if quiet else "not everything was read",
        change=EmeritusChange(
            files=(FileChange(path="OWNERS", diff=DIFF),), by_hand=(ByHand(login=BEN, place=SCOPE, why="an alias"),)
        ),
        below=(Counted(login=BEN, url=url(BEN), contributions=1, comments=None, check_url=url(BEN), unknown="hidden"),),
        expired=(excepted,),
        waiting=(Waiting(number=4, title=HOSTILE, url="https://example.org/4", author=ADA, opened_at=SINCE, days=99, waits_for="a first review"),),
        candidates=candidates(*gaps),
        read=40,
        found=41,
        data=data(*gaps),
    )  # fmt: skip


def group(*gaps):
    row = OwnersRow(
        subproject="octo", scope=SCOPE, url="https://example.org/o", reviewers=1, approvers=2, active=1, merged=3
    )
    unread = OwnersRow(
        subproject="none", scope=SCOPE, url="https://example.org/n", reviewers=None, approvers=None, active=None,
        merged=None, unknown="it is not a public repository",
    )  # fmt: skip
    return GroupArea(
        ladder=LADDER,
        as_of=NOW,
        since=SINCE,
        group="sig-octo",
        title="SIG Octo",
        url="https://example.org/sig-octo",
        leads=(ADA,),
        rows=(row, unread),
        disagreements=(
            Disagreement(
                file="octo-org/octo:OWNERS_ALIASES", place="aliases.sig-octo-leads", missing=(ADA,), surplus=(BEN,),
                change=FileChange(path="OWNERS_ALIASES", diff=DIFF),
            ),
        ),
        not_compared=("octo-org/org:teams.yaml: it is too long",),
        data=data(*gaps),
    )  # fmt: skip


@pytest.mark.parametrize("gaps", [(), (GAP,)])
@pytest.mark.parametrize(("name", "page"), [("candidates", candidates), ("area", area), ("area", group)])
def test_documents_validate(name, page, gaps):
    document = json.loads(PAGES["json"](page(*gaps), Style()))
    jsonschema.validate(document, schema(name))
    assert document["schema"] == f"ladder-check.{name}/v1"
    assert document["in_part"] is bool(gaps) or page is not area


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
@pytest.mark.parametrize("page", [candidates(), candidates(GAP), area(), area(GAP, quiet=False), group()])
@pytest.mark.parametrize("style", [Style(), Style(width=40, unicode=False, verbose=1)])
def test_nothing_that_others_wrote_acts_on_a_terminal_or_mentions_anybody(form, page, style):
    said = PAGES[form](page, style)
    assert "\x1b" not in said
    assert said.endswith("\n")
    if form == "markdown":
        assert "@octo-org" not in said
        assert "</details> |" not in said
    if form == "text" and not style.unicode:
        assert said.isascii()


def said_of(page):
    return " ".join(PAGES["text"](page, Style()).split())


def test_a_part_claims_no_completeness():
    said = said_of(candidates(GAP, others=0))
    assert "the limit is used up; work of some people may be missing." in said
    assert "As far as was read, nobody else took part." in said
    assert "not in what was read" in said


def test_others_are_not_judged():
    assert "7 more people took part and are not judged" in said_of(candidates())


def test_what_is_not_known_of_quiet_people_is_said():
    assert "Not known: not everything was read." in said_of(area(GAP, quiet=False))


def test_diffs_stand_in_markdown_as_they_are():
    assert f"```diff\n{DIFF}```" in PAGES["markdown"](area(), Style())
