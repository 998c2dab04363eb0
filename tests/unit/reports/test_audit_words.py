"""The verdict of a membership request, and what is said of one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape

import pytest

from tracker.facts.people import Login
from tracker.findings.sponsors import Answer, RequestAudit, SponsorCheck
from tracker.reports import FORMATS, audit_words
from tracker.reports.base import Style

SEEN = datetime(2026, 7, 1, tzinfo=UTC)


def _sponsor(login: str, **other: object) -> SponsorCheck:
    return SponsorCheck(**{"login": Login.parse(login), "eligible": Answer.YES, "confirmed": True, **other})


TWO = (_sponsor("octo-a"), _sponsor("octo-b"))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({}, "Complete: the sponsors may sponsor, confirmed, and are of different companies."),
        ({"sponsors": ()}, "Not complete: 2 sponsors still to be named."),
        ({"sponsors": (TWO[0], _sponsor("octo-b", confirmed=False))}, "Not complete: octo-b did not confirm yet."),
        ({"sponsors": (TWO[0], _sponsor("octo-b", eligible=Answer.NO))}, "Not complete: octo-b may not sponsor."),
        ({"different_companies": Answer.NO}, "Not complete: the sponsors are of one company."),
        ({"unticked": ("a", "b")}, "Not complete: 2 boxes not ticked."),
        (
            {"complete": False, "sponsors": (TWO[0], _sponsor("octo-b", confirmed=False))},
            "Not known whether it is complete: whether octo-b confirmed.",
        ),
        (
            {"sponsors": (TWO[0], _sponsor("octo-b", eligible=Answer.UNKNOWN)), "unticked": ("a",)},
            "Not complete: 1 box not ticked. Not known: whether octo-b may sponsor.",
        ),
        (
            {"different_companies": Answer.UNKNOWN},
            "Not known whether it is complete: whether the sponsors are of different companies.",
        ),
        (
            {"sponsors": (TWO[0], _sponsor("octo-b", doubted=True))},
            "Not known whether it is complete: whether octo-b confirmed, which is not plain.",
        ),
        ({"sponsors": (), "unread": ("WIP", "me")}, "Not known whether it is complete: whom a sponsor's line names."),
        ({"state": "closed", "granted": Answer.NO}, "Not granted."),
        ({"state": "closed", "granted": Answer.UNKNOWN}, "Not known whether granted."),
    ],
)
def test_the_verdict_of_a_request_says_what_is_missing_and_what_is_not_known(found, said):
    fields = {
        "number": 7,
        "url": "https://github.com/kubernetes/org/issues/7",
        "state": "open",
        "orgs": ("kubernetes",),
        "opened_at": SEEN,
        "sponsors": TWO,
        "different_companies": Answer.YES,
        "granted": Answer.NO,
    }
    made = RequestAudit(**{**fields, **found})
    assert audit_words.verdict(made).startswith(said)
    for name in ("text", "markdown", "html"):
        shown = " ".join(unescape(FORMATS[name](made, Style(width=200))).split())
        assert shown.index(said) < shown.index("made on")


def test_a_reason_that_several_sponsors_share_is_said_once():
    same = [_sponsor(f"octo-{n}", eligible=Answer.UNKNOWN, why=("OWNERS files were not read",)) for n in "ab"]
    made = RequestAudit(
        number=7,
        url="https://github.com/kubernetes/org/issues/7",
        state="open",
        orgs=("kubernetes",),
        opened_at=SEEN,
        sponsors=tuple(same),
        different_companies=Answer.YES,
    )
    text = FORMATS["text"](made, Style())
    assert text.count("OWNERS files were not read") == 1
    assert "octo-a, octo-b: OWNERS files were not read" in text


@pytest.mark.parametrize(
    ("complete", "other", "said"),
    [
        (True, {"doubted": True}, "not plain"),
        (True, {"confirmed": False}, "not yet"),
        (False, {"confirmed": False}, "not known"),
    ],
)
def test_an_answer_that_is_not_known_is_not_called_one(complete, other, said):
    doubtful = _sponsor("octo-b", confirmed_url="https://github.com/kubernetes/org/issues/7#issuecomment-1", **other)
    made = RequestAudit(
        number=7,
        url="https://github.com/kubernetes/org/issues/7",
        state="open",
        orgs=("kubernetes",),
        opened_at=SEEN,
        sponsors=(doubtful,),
        also=(_sponsor("octo-c"), _sponsor("octo-d", doubted=True)),
        different_companies=Answer.YES,
        complete=complete,
    )
    assert "Confirmed without being named (may sponsor): octo-c (yes)." in audit_words.remarks(made)
    for name in ("text", "markdown", "html"):
        shown = FORMATS[name](made, Style(width=200))
        assert said in shown[shown.index("made on") :]
        assert "taken" not in shown


def test_a_granted_request():
    request = RequestAudit(
        number=7,
        url="https://github.com/kubernetes/org/issues/7",
        state="closed",
        orgs=("kubernetes",),
        opened_at=SEEN,
        sponsors=(),
        different_companies=Answer.YES,
        granted=Answer.YES,
        granted_on=date(2026, 7, 9),
    )
    assert (
        audit_words.request(request)
        == "Request kubernetes/org#7 for kubernetes: closed, made on 2026-07-01, granted on 2026-07-09."
    )
    assert audit_words.remarks(request) == ["It names no sponsor."]
    assert audit_words.remarks(replace(request, unread=("WIP",))) == ["Sponsor lines without a login: WIP."]
    for name in ("text", "markdown", "html"):
        assert "It names no sponsor." in FORMATS[name](request, Style())
    refused = replace(request, granted=Answer.NO, granted_on=None)
    assert (
        audit_words.request(refused)
        == "Request kubernetes/org#7 for kubernetes: closed, made on 2026-07-01, not granted."
    )
    assert (
        audit_words.request(replace(refused, state="open"))
        == "Request kubernetes/org#7 for kubernetes: open, made on 2026-07-01."
    )
