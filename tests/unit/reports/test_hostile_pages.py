"""Nothing that a stranger wrote acts in what leads and admins are shown: a terminal, an issue, a document."""

import json
from datetime import UTC, date, datetime

import cmarkgfm
import jsonschema
import pytest
from factories import login
from hypothesis import given
from unit.reports.hostile import FRAGMENTS, HOSTILE_TEXT
from unit.reports.test_hostile import for_any_text, invisible

from tracker.facts import Gap, Kind
from tracker.facts.contributions import Contribution
from tracker.facts.people import DatePrecision, Since
from tracker.facts.request_list import UnreadIssue
from tracker.findings.audits import AuditedMember, MemberGroup, MembersAudit, Voter, VotersAudit
from tracker.findings.desk import Desk
from tracker.findings.outcomes import Citation, Evidence
from tracker.findings.paperwork import FileChange
from tracker.findings.sponsors import Answer, RequestAudit, SponsorCheck
from tracker.findings.triage import RequestVerdict, StatedCompany, Triage, Turn, Wait
from tracker.reports import PAGES, Style
from tracker.reports.json import schema

AT = datetime(2026, 8, 21, tzinfo=UTC)
WEB = "https://github.example/octo/1"
ME, ANNA = login("octo-me"), login("octo-anna")
CITATION = Citation(title="rules", url=WEB)


def desk(text: str) -> Desk:
    """Every verdict, with a stranger's text wherever one may stand."""
    gap = Gap(kind=Kind.REQUESTS, reason=text, effect="requests may be missing")
    return Desk(
        as_of=AT, repository="octo-org/org", state="open", since=AT, requests=tuple(_request(text, v) for v in RequestVerdict),
        changes=(FileChange(path="org.yaml", by_hand=text),), unread=(UnreadIssue(number=8, url=WEB, reason=text),), gaps=(gap,),
    )  # fmt: skip


def _request(text: str, verdict: RequestVerdict) -> RequestAudit:
    sponsor = SponsorCheck(
        login=ANNA, eligible=Answer.YES, why=(text,), company=text, confirmed=True, confirmed_url=WEB,
        proof=(Evidence(title=text, url=WEB),),
    )  # fmt: skip
    triage = Triage(
        verdict=verdict, text=text, waits=(Wait(turn=Turn.APPLICANT, text=text, logins=(ME,)),), age_days=3,
        companies=(StatedCompany(login=ANNA, company=text, stated_in="GitHub profile", url=WEB),), comment=text,
    )  # fmt: skip
    return RequestAudit(
        number=7, url=WEB, title=text, applicant=ME, state="open", orgs=("octo-org",), opened_at=AT, sponsors=(sponsor,),
        also=(sponsor,), different_companies=Answer.YES, unread=(text,), unticked=(text,), triage=triage,
    )  # fmt: skip


def members(text: str) -> MembersAudit:
    since = Since(day=date(2020, 1, 1), precision=DatePrecision.EXACT, url=WEB, note=text)
    found = tuple(
        AuditedMember(
            login=login(f"octo-{group}".replace("_", "-")), orgs=("octo-org",), since=since, group=group, doubts=(text,),
            looked_at=(text,), last=Contribution(at=AT, what=text, url=WEB), roles=(Evidence(title=text, url=WEB),), exception=text,
        )
        for group in MemberGroup
    )  # fmt: skip
    return MembersAudit(
        as_of=AT, since=AT, months=12, rule=CITATION, quote=text, orgs=("octo-org",), looked_in=("octo-org",), members=found,
        ended=text,
    )  # fmt: skip


def voters(text: str) -> VotersAudit:
    found = tuple(
        Voter(login=login(f"octo-{answer}"), may_vote=answer, for_=(text,), against=(text,), orgs=("octo-org",), least=3, appeal=text)
        for answer in Answer
    )  # fmt: skip
    return VotersAudit(
        as_of=AT, election="octo-2026", title="Octo election", contributions=50, since=AT, snapshot=AT, everyone=False,
        rules=((CITATION, text),), exception_url=WEB, exception_due=date(2026, 9, 1), voters=found, ended=text,
    )  # fmt: skip


MADE = {"requests": desk, "members-audit": members, "voters-audit": voters}


@pytest.mark.parametrize("name", MADE)
def test_text_of_a_page_has_no_control_characters(name):
    @for_any_text
    def check(text):
        assert not invisible(PAGES["text"](MADE[name](text), Style()))
        assert PAGES["text"](MADE[name](text), Style(unicode=False)).isascii()

    check()


@pytest.mark.parametrize("name", MADE)
@given(text=HOSTILE_TEXT)
def test_json_of_a_page_holds_and_is_ascii(name, text):
    written = PAGES["json"](MADE[name](text), Style())
    assert written.isascii()
    jsonschema.validate(json.loads(written), schema(name))


@pytest.mark.parametrize("fragment", [*FRAGMENTS[-30:], "```\n# heading\n@octo-mentor", "`````"])
@pytest.mark.parametrize("name", MADE)
def test_markdown_of_a_page_calls_nobody_and_loads_nothing(name, fragment):
    page = cmarkgfm.github_flavored_markdown_to_html(PAGES["markdown"](MADE[name](f"a {fragment} b"), Style()))
    outside = page.split("<pre")[0] + "".join(part.partition("</pre>")[2] for part in page.split("<pre")[1:])
    assert "<img" not in outside
    assert "javascript:" not in outside.replace("javascript:alert", "")
    assert "@kubernetes/steering" not in outside
    assert "@octo-mentor" not in outside
    assert "evil.example/a" not in outside or "https://evil" not in outside
