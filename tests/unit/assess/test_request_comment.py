"""A comment for the thread of a request: nothing in it calls anybody, whatever strangers call their company."""

import pytest
from factories import login

from tracker.assess.request_comment import comment_for
from tracker.facts.left_out import LeftOut
from tracker.findings.sponsors import Answer, RequestAudit, SponsorCheck
from tracker.findings.triage import RequestVerdict, Turn, Wait

HOSTILE = "@octo-org/everybody #1 [here](https://octo.example) `x` GH-2 <b> www.octo.example"


def audit(company: str) -> RequestAudit:
    sponsors = tuple(
        SponsorCheck(
            login=login(name),
            eligible=Answer.YES,
            why=("approver in octo-org/widget",),
            company=company,
            confirmed=True,
        )
        for name in ("octo-a", "octo-b")
    )
    return RequestAudit(
        number=7, url="https://github.example/7", applicant=login("octo-me"), state="open", orgs=("octo-org",),
        opened_at=None, sponsors=sponsors, different_companies=Answer.YES,
    )  # fmt: skip


@pytest.mark.parametrize("verdict", [RequestVerdict.READY, RequestVerdict.WAITS])
def test_a_company_calls_nobody_and_refers_to_nothing(verdict):
    waits = [Wait(turn=Turn.APPLICANT, text=f"name a sponsor of another company: octo-a ({HOSTILE})")]
    comment = comment_for(verdict, audit(HOSTILE), waits, ["octo-org"])
    assert not any(sign in comment for sign in ("@", "#", "://", "`", "[", "<", "www.", "GH-"))
    assert "octo-a (" in comment


def test_who_asked_to_be_left_out_is_asked_for_nothing():
    hidden = LeftOut(frozenset({login("octo-hidden")})).login(login("octo-hidden"), "here")
    waits = [Wait(turn=Turn.SPONSOR, text="answer +1 in the request", logins=(hidden,))]
    assert comment_for(RequestVerdict.WAITS, audit("Octo"), waits, ["octo-org"]) is None


@pytest.mark.parametrize("verdict", [RequestVerdict.OVER, RequestVerdict.NEEDLESS, RequestVerdict.UNKNOWN])
def test_where_nobody_but_admins_has_to_do_anything_nothing_is_said(verdict):
    waits = [Wait(turn=Turn.ADMINS, text="read the thread", unread=True)]
    assert comment_for(verdict, audit("Octo"), waits, ["octo-org"]) is None
