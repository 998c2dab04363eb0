"""What a membership request needs of its sponsors, each check with what is met, missing and unknown."""

import dataclasses
import time
from datetime import date

import pytest
from factories import ME, REPO, WEB, at, case, community, criterion, definitions, facts, gap, login, member, since

from tracker.criteria.definitions import Bots
from tracker.criteria.sponsorship import audit, different_companies, eligibility
from tracker.facts import Kind
from tracker.facts.confirmations import Confirmation, Strength
from tracker.facts.owners import OwnersEntry, OwnersTree, Role
from tracker.facts.people import Affiliation, DatePrecision
from tracker.facts.request_form import Box
from tracker.facts.requests import MembershipRequest, NamedSponsor, RequestState, current
from tracker.facts.tenure import Stay
from tracker.findings.outcomes import Basis, Outcome
from tracker.findings.sponsors import Answer, Granting, RequestedOrg

ANNA, BEN, CARA = (login(f"octo-{name}") for name in ("anna", "ben", "cara"))
MET, NOT_YET, UNKNOWN = Outcome.MET, Outcome.NOT_YET, Outcome.UNKNOWN


def plus_one(who, *, named=True):
    return Confirmation(by=who, at=at("2026-08-10"), url=f"{WEB}/{who}", strength=Strength.CERTAIN, named=named)


def sponsor(who, *, confirmed=False):
    return NamedSponsor(login=who, raw=f"@{who}", confirmed=plus_one(who) if confirmed else None)


def request(*sponsors, **other):
    fields = {
        "number": 7,
        "url": f"{WEB}/octo-org/org/issues/7",
        "applicant": ME,
        "orgs": ("octo-org",),
        "state": RequestState.OPEN,
        "opened_at": at("2026-08-01"),
        "sponsors": sponsors,
    }
    return MembershipRequest(**(fields | other))


def owners(*names, role=Role.REVIEWER, repo=REPO, **other):
    entries = (OwnersEntry(login=n, role=role, repo=repo, directory="", url=f"{WEB}/{n}", **other) for n in names)
    return OwnersTree(repo=repo, entries_=tuple(entries))


def stay(joined, precision=DatePrecision.EXACT):
    one = Stay(joined=date.fromisoformat(joined), commit="0" * 40, precision=precision)
    return {"octo-org": {ME.key: (one,)}}


def works_at(**companies):
    """Companies by the last part of a login; several are separated by a bar."""
    stated = {f"octo-{name}": text.split("|") for name, text in companies.items()}
    return {
        key: tuple(Affiliation(company=name, stated_in="profile", url=WEB) for name in names)
        for key, names in stated.items()
    }


def found(check, *requests, looked=True, gaps=(), **known):
    person = dataclasses.replace(facts(gaps=gaps), requests=requests if looked else None)
    files = community(owners=known.pop("owners", ()), rosters=known.pop("rosters", ()))
    return criterion("sponsors", check=check).find(case(person, of=dataclasses.replace(files, **known)))


CHECKS = ("requested", "named", "eligible", "companies", "confirmed")


@pytest.mark.parametrize("check", CHECKS)
class TestWithoutRequest:
    def test_nobody_looked(self, check):
        finding = found(check, looked=False)
        assert finding.outcome is UNKNOWN
        assert finding.reason == "membership requests were not read"

    def test_not_all_was_read(self, check):
        assert found(check, gaps=[gap(Kind.REQUESTS)]).reason == "reading stopped"

    def test_there_is_none(self, check):
        finding = found(check)
        assert finding.outcome is (UNKNOWN if check == "companies" else NOT_YET)


class TestRequested:
    def test_open(self):
        assert found("requested", request()).outcome is MET

    def test_boxes_to_tick(self):
        boxes = (Box(text="a", ticked=False), Box(text="b", ticked=True), Box(text="OPTIONAL: c", ticked=False))
        finding = found("requested", request(boxes=boxes))
        assert finding.outcome is NOT_YET
        assert finding.missing == "1 box of the request to tick"
        assert found("requested", request(boxes=boxes[:1] * 2)).missing == "2 boxes of the request to tick"

    def test_closed_and_granted(self):
        closed = request(state=RequestState.CLOSED, closed_at=at("2026-08-12"))
        assert found("requested", closed, stays=stay("2026-08-12")).outcome is MET

    def test_closed_and_not_granted(self):
        assert "a new request" in (found("requested", request(state=RequestState.CLOSED)).missing or "")

    def test_who_is_a_member_elsewhere_is_listed(self):
        closed = request(state=RequestState.CLOSED, orgs=("octo-new",))
        finding = found("requested", closed, rosters=[member()], stays={"octo-new": {}})
        assert finding.missing == "a new request: the last one was closed, and octo-new did not add you"


class TestNamed:
    @pytest.mark.parametrize(
        ("names", "unread", "expected"),
        [([ANNA, BEN], (), MET), ([ANNA], (), NOT_YET), ([ANNA], ("somebody",), UNKNOWN), ([], ("x",), NOT_YET)],
    )
    def test_how_many(self, names, unread, expected):
        assert found("named", request(*map(sponsor, names), unread_sponsors=unread)).outcome is expected

    def test_in_words(self):
        assert found("named", request(sponsor(ANNA))).missing == "1 more sponsor named"
        assert found("named", request()).missing == "2 sponsors named"
        unclear = found("named", request(sponsor(ANNA), unread_sponsors=("x",)))
        assert (unclear.reason, unclear.observed, unclear.observed_is_at_least) == ("1 could not be judged", 1, True)


class TestEligible:
    BOTH = request(sponsor(ANNA), sponsor(BEN))

    def test_both(self):
        finding = found("eligible", self.BOTH, owners=[owners(ANNA, BEN)])
        assert finding.outcome is MET
        assert finding.evidence[0].title == f"reviewer in {REPO}"

    def test_who_is_in_no_file_that_was_read(self):
        assert found("eligible", self.BOTH, owners=[owners(ANNA)]).outcome is UNKNOWN

    def test_emeritus_and_excluded_repositories_do_not_count(self):
        words = definitions(excluded_repositories=frozenset({"octo-org/playground"}))
        files = community(owners=[owners(ANNA, emeritus=True), owners(BEN, repo="octo-org/playground")])
        assert [eligibility(who, files, words)[0] for who in (ANNA, BEN)] == [Answer.UNKNOWN, Answer.UNKNOWN]

    def test_who_is_only_emeritus_is_said_to_be(self):
        files = community(owners=[owners(ANNA, emeritus=True)])
        past = f"is only emeritus in {REPO}"
        said = "is in no other of the OWNERS files that were read, and not all were"
        assert eligibility(ANNA, files, definitions()) == (Answer.UNKNOWN, (past, said), ())

    def test_neither_the_applicant_nor_a_bot(self):
        words = definitions(bots=Bots(logins=("octo-ben",)))
        files = community(owners=[owners(ANNA, BEN)])
        assert eligibility(ANNA, files, words, applicant=ANNA)[:2] == (Answer.NO, ("is the applicant",))
        assert eligibility(BEN, files, words)[:2] == (Answer.NO, ("is a bot",))

    def test_approvers_come_first_and_the_place_is_said(self):
        both = OwnersTree(
            repo=REPO,
            entries_=(
                *owners(ANNA).entries_,
                OwnersEntry(login=ANNA, role=Role.APPROVER, repo=REPO, directory="pkg", url=WEB, alias="octo-leads"),
            ),
        )
        why = eligibility(ANNA, community(owners=[both]), definitions())[1]
        assert why == (f"approver in {REPO}:pkg by the alias octo-leads", f"reviewer in {REPO}")


class TestCompanies:
    @pytest.mark.parametrize(
        ("companies", "expected"),
        [
            ({"anna": "Octo", "ben": "Squid"}, Answer.YES),
            ({"anna": "Octo", "ben": "@octo Inc."}, Answer.NO),
            ({"anna": "Octo GmbH", "ben": "OCTO"}, Answer.NO),
            ({"anna": "Octo"}, Answer.UNKNOWN),
            ({}, Answer.UNKNOWN),
            ({"anna": "Octo|Squid", "ben": "Squid"}, Answer.UNKNOWN),
            ({"anna": "Octo|Squid", "ben": "Clam"}, Answer.YES),
            ({"anna": "Octo Co. Ltd.", "ben": "Octo"}, Answer.NO),
            ({"anna": "Red Octopus Inc.", "ben": "@RedOctopus"}, Answer.UNKNOWN),
            ({"anna": "Octo Cloud", "ben": "Octo"}, Answer.UNKNOWN),
            ({"anna": "Squid Software Research", "ben": "Squid Systems"}, Answer.UNKNOWN),
            ({"anna": "Octo Web Works", "ben": "OWW"}, Answer.UNKNOWN),
            ({"anna": "Octo Systems", "ben": "Squid Systems"}, Answer.YES),
            ({"anna": "Société Pieuvre", "ben": "Societe Pieuvre"}, Answer.NO),
            ({"anna": "\uff2f\uff23\uff34\uff2f", "ben": "Octo"}, Answer.NO),
            ({"anna": "Octo\u200b", "ben": "Octo"}, Answer.NO),
            ({"anna": "OWS", "ben": "Octo"}, Answer.UNKNOWN),
            ({"anna": "OWS", "ben": "Squid"}, Answer.YES),
            ({"anna": "Independent", "ben": "Octo"}, Answer.YES),
            ({"anna": "Independent", "ben": "self-employed"}, Answer.UNKNOWN),
        ],
    )
    def test_different(self, companies, expected):
        known = dataclasses.replace(community(), affiliations=works_at(**companies))
        assert different_companies([ANNA, BEN], known) is expected

    def test_one_pair_of_three_is_enough(self):
        known = dataclasses.replace(community(), affiliations=works_at(anna="Octo", ben="Octo", cara="Clam"))
        assert different_companies([ANNA, BEN, CARA], known) is Answer.YES
        assert different_companies([ANNA], known) is Answer.UNKNOWN

    @pytest.mark.parametrize(
        ("companies", "outcome", "words"),
        [
            ({"anna": "Octo", "ben": "Clam"}, MET, "octo-anna: Octo, octo-ben: Clam"),
            (
                {"anna": "Octo", "ben": "Octo"},
                NOT_YET,
                "a sponsor of another company (octo-anna: Octo, octo-ben: Octo)",
            ),
            (
                {"anna": "Octo"},
                UNKNOWN,
                "not every sponsor's company is stated (octo-anna: Octo, octo-ben: not stated)",
            ),
        ],
    )
    def test_in_words(self, companies, outcome, words):
        finding = found("companies", request(sponsor(ANNA), sponsor(BEN)), affiliations=works_at(**companies))
        assert finding.outcome is outcome
        assert words in (finding.reason, finding.missing)
        assert finding.basis is Basis.DECIDED


class TestConfirmed:
    @pytest.mark.parametrize(
        ("answers", "complete", "expected"),
        [
            ((True, True), True, MET),
            ((True, False), True, NOT_YET),
            ((True, False), False, UNKNOWN),
            ((True, True), False, UNKNOWN),
        ],
    )
    def test_how_many(self, answers, complete, expected):
        named = [sponsor(who, confirmed=said) for who, said in zip((ANNA, BEN), answers, strict=True)]
        finding = found("confirmed", request(*named, comments_complete=complete))
        assert finding.outcome is expected
        assert finding.evidence[0].title == "octo-anna answered"

    @pytest.mark.parametrize("other", [{"doubted": f"{WEB}/later"}, {"strength": Strength.PROBABLE}])
    @pytest.mark.parametrize(("third", "expected"), [((), UNKNOWN), ((CARA,), MET)])
    def test_an_answer_that_is_not_plain_is_for_a_person_to_read(self, third, expected, other):
        doubted = dataclasses.replace(plus_one(BEN), **other)
        named = [NamedSponsor(login=BEN, raw="@octo-ben", confirmed=doubted)]
        named += [sponsor(who, confirmed=True) for who in (ANNA, *third)]
        finding = found("confirmed", request(*named))
        assert finding.outcome is expected
        assert finding.observed == len(named) - 1
        assert all(one.title != "octo-ben answered" for one in finding.evidence)

    def test_nobody(self):
        finding = found("confirmed", request(sponsor(ANNA)))
        assert finding.missing == "2 sponsors with a +1 in the request"
        assert finding.evidence[0].title == "request octo-org/org#7"


class TestAudit:
    def test_who_answered_without_being_named(self):
        asked = request(sponsor(ANNA), confirmations=(plus_one(CARA, named=False), plus_one(ANNA)))
        assert [one.login for one in audit(asked, community(), definitions()).also] == [CARA]

    @pytest.mark.parametrize(
        ("joined", "granted"),
        [("2026-08-12", Answer.YES), ("2026-07-31", Answer.NO), ("2020-01-01", Answer.NO), ("2027-01-01", Answer.NO)],
    )
    def test_granted_is_who_was_listed_then(self, joined, granted):
        known = dataclasses.replace(community(), stays=stay(joined))
        checked = audit(request(closed_at=at("2026-08-12")), known, definitions())
        assert checked.granted is granted
        assert str(checked.granted_on) == (joined if granted is Answer.YES else "None")

    def test_what_came_after_the_day_is_not_known_yet(self):
        known = dataclasses.replace(community(rosters=[member()]), stays=stay("2026-08-12"))
        before, after = (audit(request(), known, definitions(), date(2026, 8, day)) for day in (11, 12))
        assert (before.granted, before.granted_on) == (Answer.NO, None)
        assert (after.granted, after.granted_on) == (Answer.YES, date(2026, 8, 12))

    @pytest.mark.parametrize("joined", ["2026-08-01", "2026-08-12", "2026-12-01"])
    def test_a_vague_date_proves_neither_a_grant_nor_a_refusal(self, joined):
        known = dataclasses.replace(community(), stays=stay(joined, DatePrecision.ON_OR_BEFORE))
        checked = audit(request(closed_at=at("2026-08-12")), known, definitions())
        assert (checked.granted, checked.granted_on) == (Answer.UNKNOWN, None)

    @pytest.mark.parametrize("precision", [DatePrecision.EXACT, DatePrecision.ON_OR_BEFORE])
    @pytest.mark.parametrize("other", [{}, {"closed_at": at("2026-08-12"), "state": RequestState.CLOSED}])
    def test_who_was_a_member_before_was_neither_granted_nor_refused_it(self, other, precision):
        known = dataclasses.replace(community(), stays=stay("2018-08-22", precision))
        checked = audit(request(**other), known, definitions())
        assert checked.organizations == (RequestedOrg(org="octo-org", outcome=Granting.ALREADY),)
        assert checked.granted is Answer.NO

    def test_each_organization_has_its_own_answer(self):
        stays = {**stay("2026-08-12"), "octo-old": stay("2020-01-01")["octo-org"], "octo-none": {}}
        asked = request(orgs=("octo-org", "octo-old", "octo-none", "octo-unread"), closed_at=at("2026-08-12"))
        checked = audit(asked, dataclasses.replace(community(), stays=stays), definitions())
        assert [(one.outcome, one.on) for one in checked.organizations] == [
            (Granting.GRANTED, date(2026, 8, 12)),
            (Granting.ALREADY, None),
            (Granting.NOT, None),
            (Granting.UNKNOWN, None),
        ]
        assert (checked.granted, checked.granted_on) == (Answer.YES, date(2026, 8, 12))

    def test_who_left_before_the_request_is_no_member(self):
        gone = dataclasses.replace(stay("2020-01-01")["octo-org"][ME.key][0], left=date(2024, 2, 16))
        known = dataclasses.replace(community(), stays={"octo-org": {ME.key: (gone,)}})
        checked = audit(request(closed_at=at("2026-08-12")), known, definitions())
        assert checked.organizations[0].outcome is Granting.NOT

    def test_without_a_history_an_older_line_shows_a_membership(self):
        listed = community(rosters=[member(held=since("2020-01-01", DatePrecision.LINE_LAST_TOUCHED))])
        assert audit(request(), listed, definitions()).organizations[0].outcome is Granting.ALREADY
        younger = community(rosters=[member(held=since("2026-08-09", DatePrecision.LINE_LAST_TOUCHED))])
        assert audit(request(), younger, definitions()).organizations[0].outcome is Granting.UNKNOWN

    @pytest.mark.parametrize(
        ("other", "granted"),
        [
            ({}, Answer.NO),
            ({"closed_at": at("2026-08-12")}, Answer.UNKNOWN),
            ({"orgs": ("octo-nowhere",)}, Answer.UNKNOWN),
            ({"orgs": ()}, Answer.UNKNOWN),
            ({"applicant": ANNA}, Answer.UNKNOWN),
            ({"applicant": None}, Answer.UNKNOWN),
        ],
    )
    def test_without_a_history(self, other, granted):
        listed = community(rosters=[member(who=ANNA)])
        assert audit(request(**other), listed, definitions()).granted is granted


def test_the_current_request_is_the_newest_open_one():
    old = request(number=1, opened_at=at("2025-01-01"))
    closed = request(number=2, state=RequestState.CLOSED)
    assert current((old, closed)).number == 1
    assert current((closed, request(number=3, state=RequestState.CLOSED, opened_at=at("2026-08-05")))).number == 3
    assert current(()) is None


@pytest.mark.parametrize("piece", [" ", ",", "\n ", " inc", "- ", "inc. "])
def test_a_hostile_company_is_read_once(piece):
    stated = {
        who.key: (Affiliation(company=f"a{piece * 100_000}{end}", stated_in="a file", url=WEB),)
        for who, end in ((ANNA, "!"), (BEN, "?"))
    }
    started = time.perf_counter()
    different_companies([ANNA, BEN], dataclasses.replace(community(), affiliations=stated))
    assert time.perf_counter() - started < 2


class TestDays:
    def met(self, check, *sponsors, **other):
        return found(check, request(*sponsors, **other), owners=[owners(ANNA, BEN)]).met_since

    def test_answers_have_the_day_of_the_last_that_is_needed(self):
        late = dataclasses.replace(plus_one(CARA), at=at("2026-08-15"))
        named = [sponsor(ANNA, confirmed=True), sponsor(BEN, confirmed=True)]
        third = NamedSponsor(login=CARA, raw="@octo-cara", confirmed=late)
        met = self.met("confirmed", third, *named)
        assert (met.day, met.precision) == (date(2026, 8, 10), DatePrecision.EXACT)
        assert self.met("confirmed", third, named[0]).day == date(2026, 8, 15)
        assert self.met("confirmed", *named, unread_sponsors=("a team",)).precision is DatePrecision.ON_OR_BEFORE

    @pytest.mark.parametrize("other", [{"doubted": f"{WEB}/later"}, {"strength": Strength.PROBABLE}])
    def test_an_answer_that_is_not_plain_gives_no_day(self, other):
        early = dataclasses.replace(plus_one(CARA), at=at("2026-08-02"), **other)
        third = NamedSponsor(login=CARA, raw="@octo-cara", confirmed=early)
        met = self.met("confirmed", third, sponsor(ANNA, confirmed=True), sponsor(BEN, confirmed=True))
        assert met.day == date(2026, 8, 10)

    @pytest.mark.parametrize("check", ["requested", "named", "eligible"])
    def test_of_what_a_request_says_the_day_is_not_known(self, check):
        met = self.met(check, sponsor(ANNA), sponsor(BEN))
        assert (met.day, met.precision) == (None, DatePrecision.UNKNOWN)
        assert met.note
