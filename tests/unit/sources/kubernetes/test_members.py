"""Since when members are members: by the history of the org files, or else by their lines."""

from datetime import UTC, date, datetime

import pytest

from tracker.facts import Community, CommunityQuery, Gap, Kind
from tracker.facts.people import UNKNOWN_SINCE, DatePrecision, Login
from tracker.facts.tenure import Stay
from tracker.sources.base import FileText, LastChange, Unread
from tracker.sources.kubernetes import org_history
from tracker.sources.kubernetes.line_dates import UNDATED
from tracker.sources.kubernetes.members import history_at, history_query, with_dates
from tracker.sources.kubernetes.org_records import HistoryPlace, HistoryQuery, OrgHistory
from tracker.sources.kubernetes.orgs import read_rosters

OCTO, OTHER = Login.parse("Octo-One"), Login.parse("octo-two")
WIDGET, GEAR = "octo-widget", "octo-gear"
ORG_FILES = {org: f"octo-org/org:config/{org}/org.yaml" for org in (WIDGET, GEAR)}
TEXT = "admins:\n- octo-two\nmembers:\n- octo-one\n"
WHY = Gap(kind=Kind.MEMBER_SINCE, reason="git was not found", effect="dates of joining may be missing")
MERGED = datetime(2021, 5, 1, 23, 30, tzinfo=UTC)


class Files:
    def read(self, refs):
        return [FileText(ref=ref, text=TEXT, oid=None, url=f"https://github.example/{ref}") for ref in refs]


class Blame:
    """Tells one change for lines 1 to 3 and another for line 4, or a reason."""

    def __init__(self, unread=None, last=4):
        self.unread = unread or {}
        self.last = last
        self.asked = []

    def blame(self, refs):
        self.asked.append([str(ref) for ref in refs])
        return [self._one(ref) for ref in refs]

    def _one(self, ref):
        if reason := self.unread.get(str(ref)):
            return Unread(ref=ref, reason=reason)
        first = LastChange(first=1, last=3, at=datetime(2019, 1, 1, tzinfo=UTC), url="https://github.example/pull/1")
        second = LastChange(first=4, last=4, at=MERGED, url="https://github.example/pull/2")
        return (first, second)[: self.last]


def query(*logins, **more):
    settings = {"org_files": ORG_FILES, "known_from": date(2018, 8, 30), "logins": frozenset(logins or {OCTO})}
    return CommunityQuery(**(settings | more))


@pytest.fixture
def community():
    rosters, gaps = read_rosters(Files(), ORG_FILES)
    return Community(rosters=rosters, gaps=gaps)


def history(books=None, gaps=()):
    return lambda _query: OrgHistory(books=books or {}, commits="https://github.example/commit/", gaps=tuple(gaps))


def stay(**more):
    return Stay(**{"joined": date(2020, 2, 2), "commit": "c0ffee", "precision": DatePrecision.EXACT} | more)


def since(community, org=WIDGET, login=OCTO):
    return community.rosters[org].member(login).since


def test_history_dates_members(community):
    blame = Blame()
    books = {org: {"octo-one": (stay(),)} for org in ORG_FILES}
    found = with_dates(community, query(), history(books), blame)
    assert (since(found).day, since(found).precision) == (date(2020, 2, 2), DatePrecision.EXACT)
    assert since(found, login=OTHER) is UNKNOWN_SINCE
    assert (found.gaps, blame.asked) == ((), [])


def test_nobody_s_date_is_read_for_strangers(community):
    blame = Blame()
    assert with_dates(community, query(Login.parse("stranger")), None, blame) is community
    assert blame.asked == []


@pytest.mark.parametrize("read", [None, history(gaps=[WHY])])
def test_lines_stand_in_for_the_history(community, read):
    blame = Blame()
    found = with_dates(community, query(), read, blame)
    assert blame.asked == [list(ORG_FILES.values())]
    for org in ORG_FILES:
        dated = since(found, org)
        assert (dated.day, dated.precision) == (date(2021, 5, 1), DatePrecision.LINE_LAST_TOUCHED)
        assert dated.url == "https://github.example/pull/2"
    (gap,) = found.gaps
    assert gap.kind is Kind.MEMBER_SINCE
    assert gap.reason in {WHY.reason, "the history of the org files was not read"}


def test_each_line_has_its_own_date(community):
    found = with_dates(community, query(OCTO, OTHER), None, Blame())
    assert since(found, login=OTHER).day == date(2019, 1, 1)
    assert found.rosters[WIDGET].member(OTHER).admin


def test_only_what_the_history_does_not_tell_is_asked_for(community):
    blame = Blame()
    gone = (stay(left=date(2020, 3, 3)),)
    found = with_dates(community, query(), history({WIDGET: {"octo-one": gone}, GEAR: {"octo-one": (stay(),)}}), blame)
    assert blame.asked == [[ORG_FILES[WIDGET]]]
    assert since(found).day == date(2021, 5, 1)
    assert since(found).note == "not listed since 2020-03-03"
    assert since(found, GEAR).precision is DatePrecision.EXACT


def test_without_blame_it_stays_unknown(community):
    found = with_dates(community, query(), history(gaps=[WHY]))
    assert since(found) == UNKNOWN_SINCE
    assert found.gaps == (WHY,)


def test_lines_that_cannot_be_dated_are_a_gap(community):
    blame = Blame({ORG_FILES[WIDGET]: "GitHub ran out of time"})
    found = with_dates(community, query(OCTO, OTHER), history(gaps=[WHY]), blame)
    assert since(found) == UNKNOWN_SINCE
    assert since(found, GEAR).day
    reason = f"{ORG_FILES[WIDGET]} could not be dated: GitHub ran out of time"
    assert [(gap.reason, gap.login) for gap in found.gaps] == [(WHY.reason, None), (reason, OCTO), (reason, OTHER)]


def test_a_line_that_is_not_known_is_not_dated(community, monkeypatch):
    undated = with_dates(community, query(), None, Blame(last=1))
    assert since(undated) == UNKNOWN_SINCE
    assert [gap.reason for gap in undated.gaps[1:]] == [f"{UNDATED} in {ORG_FILES[org]}" for org in (WIDGET, GEAR)]
    monkeypatch.setitem(globals(), "TEXT", "members: [octo-one]\n")
    rosters, _ = read_rosters(Files(), ORG_FILES)
    blame = Blame()
    found = with_dates(Community(rosters=rosters), query(), None, blame)
    assert since(found) == UNKNOWN_SINCE
    assert blame.asked == []


def test_the_history_is_asked_with_all_paths():
    asked = history_query(query(org_files_were={WIDGET: ("config/old.yaml",)}))
    assert asked == HistoryQuery(
        repo="octo-org/org",
        paths={
            WIDGET: (f"config/{WIDGET}/org.yaml", "config/old.yaml"),
            GEAR: (f"config/{GEAR}/org.yaml",),
        },
        floor=date(2018, 8, 30),
    )
    assert history_query(query(known_from=None)) is None
    assert history_query(query(org_files={**ORG_FILES, "x": "octo-org/other:org.yaml"})) is None
    assert history_query(query(org_files={})) is None


def test_a_history_is_read_once(monkeypatch, tmp_path):
    read = []
    monkeypatch.setattr(
        org_history, "read_history", lambda query, place: read.append((query.repo, place)) or query.repo
    )
    place = HistoryPlace(server_url="https://github.example", cache=tmp_path, environ={})
    history = history_at(place)
    asked = history_query(query())
    assert history(asked) == history(asked) == "octo-org/org"
    assert read == [("octo-org/org", place)]
