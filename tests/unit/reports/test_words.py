from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from unit.reports import invented

from tracker.facts.people import DatePrecision, Login, Since
from tracker.facts.scopes import PROJECT, Scope
from tracker.findings.outcomes import Basis, Finding, Outcome
from tracker.findings.sponsors import OwnedScope, SuggestedSponsor
from tracker.findings.standing import Count, Held, LastActivity, Standing
from tracker.reports import FORMATS, group_words, words
from tracker.reports.base import Style


def finding(outcome=Outcome.NOT_YET, basis=Basis.DECIDED, **more):
    return Finding(id="x", title="X", outcome=outcome, basis=basis, source=invented.rules("X"), **more)


@pytest.mark.parametrize(
    ("outcome", "basis", "word"),
    [
        (Outcome.MET, Basis.DECIDED, "met"),
        (Outcome.MET, Basis.COUNTED, "counted"),
        (Outcome.MET, Basis.ATTESTED, "stated"),
        (Outcome.NOT_YET, Basis.COUNTED, "not yet"),
        (Outcome.UNKNOWN, Basis.DECIDED, "unknown"),
        (Outcome.NEEDS_PERSON, Basis.DECIDED, "needs a person"),
    ],
)
def test_a_count_is_never_called_a_verdict(outcome, basis, word):
    assert words.verdict(finding(outcome, basis)) == word


class TestMeetings:
    """In UTC, and in the zone that is handed in: that of nobody's machine."""

    suggested, without = invented.almost_reviewer().groups.suggested

    @pytest.mark.parametrize(
        ("zone", "shown"),
        [
            (None, "Thursday 2026-08-27, 14:00 UTC"),
            (UTC, "Thursday 2026-08-27, 14:00 UTC"),
            (ZoneInfo("Asia/Kolkata"), "Thursday 2026-08-27, 14:00 UTC (Thursday 19:30 your time)"),
            (ZoneInfo("Pacific/Auckland"), "Thursday 2026-08-27, 14:00 UTC (Friday 02:00 your time)"),
        ],
    )
    def test_the_next_one(self, zone, shown):
        assert group_words.meets(self.suggested, zone) == shown
        lines = FORMATS["text"](invented.almost_reviewer(), Style(width=120, zone=zone, verbose=1)).splitlines()
        assert f"    Next meeting: {shown}" in lines

    def test_one_of_several_is_named(self):
        (meeting,) = self.suggested.next_meetings
        several = replace(self.suggested, next_meetings=(replace(meeting, name="Europe"), meeting))
        assert group_words.meets(several) == "Europe, Thursday 2026-08-27, 14:00 UTC"

    def test_none_that_is_known(self):
        assert group_words.meets(self.without) == ""

    def test_what_many_read_has_no_zone_of_one(self):
        report, style = invented.almost_reviewer(), Style(zone=ZoneInfo("Asia/Kolkata"), verbose=1)
        assert [name for name, shown in FORMATS.items() if "your time" in shown(report, style)] == ["text"]


@pytest.mark.parametrize(
    ("required", "observed", "open_end", "shown"),
    [
        (5, 3, False, "3 of 5"),
        (5, 3, True, "3+ of 5"),
        (5, 0, False, "0 of 5"),
        (1, 7, False, "7"),
        (1, 7, True, "7+"),
        (1, 0, False, "0 of 1"),
        (5, 0, True, "? of 5"),
        (5, None, False, "? of 5"),
        (None, 7, False, "7"),
        (None, 7, True, "7+"),
        (None, None, False, ""),
    ],
)
def test_progress_never_shows_a_zero_that_is_not_known(required, observed, open_end, shown):
    found = finding(required=required, observed=observed, observed_is_at_least=open_end)
    assert words.progress(found) == shown


@pytest.mark.parametrize(
    ("required", "observed", "shown"),
    [
        (5, 25, "25 of 5 needed"),
        (1, 0, "0 of 1 needed"),
        (1, 1, "1 pull request"),
        (1, 7, "7 pull requests"),
        (None, 1, "1 pull request"),
        (None, 11, "11 pull requests"),
        (None, None, ""),
    ],
)
def test_a_number_says_what_is_needed_or_what_it_counts(required, observed, shown):
    assert words.needed(finding(required=required, observed=observed, unit="pull requests")) == shown


@pytest.mark.parametrize(
    ("outcome", "missing", "reason", "texts"),
    [
        (Outcome.NOT_YET, "2 more", None, ["Missing: 2 more"]),
        (Outcome.NOT_YET, "2 more", "because", ["Missing: 2 more (because)"]),
        (Outcome.NOT_YET, None, "because", ["because"]),
        (Outcome.NOT_YET, None, None, []),
        (Outcome.UNKNOWN, "2 more", "gap", ["Why: gap", "As far as was read, missing: 2 more"]),
        (Outcome.UNKNOWN, None, None, []),
        (Outcome.MET, "2 more", "since 2020", ["since 2020"]),
    ],
)
def test_explanations(outcome, missing, reason, texts):
    assert words.explanations(finding(outcome, missing=missing, reason=reason)) == texts


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        (DatePrecision.EXACT, "2024-05-06"),
        (DatePrecision.ON_OR_BEFORE, "2024-05-06 or earlier"),
        (DatePrecision.LINE_LAST_TOUCHED, "2024-05-06 or earlier"),
        (DatePrecision.UNKNOWN, "not known"),
    ],
)
def test_a_date_says_how_far_it_can_be_trusted(precision, shown):
    assert words.since(Since(day=date(2024, 5, 6), precision=precision)) == shown


def test_days_are_utc():
    assert words.day(datetime.fromisoformat("2026-08-21T01:00:00+02:00")) == "2026-08-20"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/a/b/pull/1", "a/b#1"),
        ("https://github.com/a/b.c/issues/22#issuecomment-3", "a/b.c#22"),
        ("https://git.example/a/b/pull/1/files", "a/b#1"),
        ("https://github.com/a/b/blob/main/OWNERS", None),
        ("https://github.com/a/b/pull/1x", None),
    ],
)
def test_short_names(url, name):
    assert words.reference(url) == name


def test_what_was_counted_leaves_out_what_is_known_to_be_nothing():
    assert words.so_far(invented.counts(3, 0, 0, 0, 0, 3)) == "Pull requests so far: 3 merged."
    assert words.so_far(invented.counts(0, 0, 0, 0, 0, 0)) == "Pull requests so far: none merged or reviewed yet."
    unknown = words.so_far(invented.counts(0, 2, 0, 0, 0, 2, at_least=True))
    assert unknown == "Pull requests so far: ? merged, 2+ reviewed, ? given /lgtm, ? as primary reviewer."
    assert Count(total=1, at_least=False)


SEEN = datetime(2026, 7, 1, tzinfo=UTC)
MEMBER = Held(tier="member", title="Member", scope=Scope.organization("kubernetes"))
CONTRIBUTOR = Held(tier="contributor", title="Contributor", scope=PROJECT)


@pytest.mark.parametrize(
    ("held", "seen", "said"),
    [
        (MEMBER, LastActivity(last_at=SEEN, inactive=False, inactive_on=date(2027, 7, 1)), "Last contribution seen on 2026-07-01; counts as active until 2027-07-01, even if nothing more happens."),
        (MEMBER, LastActivity(inactive=False, inactive_on=date(2027, 7, 1)), "Active; counts as active until 2027-07-01, even if nothing more happens."),
        (MEMBER, LastActivity(last_at=SEEN, inactive=False), "Last contribution seen on 2026-07-01."),
        (MEMBER, LastActivity(inactive=False), None),
        (MEMBER, LastActivity(inactive=True), "No recent contribution was found; the project may call that inactive by now."),
        (MEMBER, LastActivity(last_at=SEEN, inactive=True), "Last contribution seen on 2026-07-01; the project may call that inactive by now."),
        (MEMBER, LastActivity(), "When the last contribution was is not known."),
        (MEMBER, LastActivity(last_at=SEEN, reason="comments were not read"), "Last contribution seen on 2026-07-01: comments were not read."),
        (CONTRIBUTOR, LastActivity(last_at=SEEN, inactive=True), "Last contribution seen on 2026-07-01."),
        (CONTRIBUTOR, LastActivity(), None),
    ],
)  # fmt: skip
def test_inactivity_matters_to_who_holds_something(held, seen, said):
    standing = Standing(headline=held.tier, headline_title=held.title, held=(held,), activity=seen)
    assert words.activity(standing) == said


def test_a_note_may_end_in_an_address():
    assert words.titled("SIG Docs asks more: https://a.example/b") == ("SIG Docs asks more", "https://a.example/b")
    assert words.titled("SIG Docs: asks more") == ("SIG Docs: asks more", None)
    assert words.titled("https://a.example") == ("https://a.example", None)


def test_a_sponsor_with_many_places():
    owners = tuple(OwnedScope(repo=f"a/{n}", path="p" if n else "", role="reviewer") for n in range(4))
    sponsor = SuggestedSponsor(
        login=Login.parse("octo-mentor"), company=None, interactions=5, owners=owners, evidence=()
    )
    said = "octo-mentor: 5 shared pull requests; reviewer in a/0; reviewer in a/1:p; and 2 more places"
    assert words.introduction(sponsor) == said
