"""What goes into a membership request, which boxes are ticked, and what it is not written without."""

from dataclasses import replace

import pytest
from factories import ME, WEB, at, command, definitions, facts, login, mine, participation, pull_request, reviewed

from tracker.advice.membership_request import SPOKEN_TO, Applicant, membership_request
from tracker.advice.worklists import SHOWN
from tracker.catalog import load_form
from tracker.criteria.work import Work
from tracker.facts.form_template import FieldKind
from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Basis, Citation, Evidence, Finding, Outcome
from tracker.findings.readiness import TierResult
from tracker.findings.sponsors import Answer, RequestAudit, SponsorCheck

FORM = load_form()
RULES = Citation(title="rules.md", url=WEB)
A, B, C = login("octo-a"), login("octo-b"), login("octo-c")
OF_SPONSORS = (
    "sponsors-named",
    "sponsors-eligible",
    "sponsors-companies",
    "sponsors-confirmed",
    "sponsors-interaction",
)


def finding(name, outcome=Outcome.MET, **more):
    return Finding(id=name, title=name.title(), outcome=outcome, basis=Basis.DECIDED, source=RULES, **more)


def result(*findings):
    return TierResult(
        tier="member", title="Member", scope=Scope.organization("kubernetes"), criteria=findings, source=RULES
    )


#: All that is said of sponsors is met, as parts of a criterion that is not.
SPONSORSHIP = finding("sponsorship", Outcome.NOT_YET, parts=tuple(finding(name) for name in OF_SPONSORS))


def request(*sponsors):
    return RequestAudit(
        number=1,
        url=f"{WEB}/kubernetes/org/issues/1",
        state="open",
        orgs=("kubernetes",),
        opened_at=at("2026-08-01"),
        sponsors=sponsors,
        different_companies=Answer.YES,
    )


def sponsor(who, eligible=Answer.YES):
    return SponsorCheck(login=who, eligible=eligible)


def applicant(*findings, work=(), **more):
    known = facts(**dict(work))
    fields = {
        "login": ME,
        "web": WEB,
        "org": "kubernetes",
        "result": result(*findings, SPONSORSHIP),
        "work": Work(facts=known, definitions=definitions()),
        "request": request(sponsor(A), sponsor(B)),
    }
    return Applicant(**(fields | more))


def ticked(who):
    form = membership_request(FORM, who).form
    boxes = next(one.boxes for one in form.fields if one.kind is FieldKind.CHECKBOXES)
    names = [box.id for one in FORM.fields for box in one.boxes]
    return {name for name, box in zip(names, boxes, strict=True) if box.ticked}


def answers(who, form=FORM):
    return {one.id: one.text for one in membership_request(form, who).form.fields}


def test_what_is_met_ticks_the_boxes_of_the_sponsors_that_the_request_names():
    sponsors = {"two-eligible-sponsors", SPOKEN_TO, "sponsors-of-different-companies", "sponsors-in-owners"}
    assert ticked(applicant()) == sponsors
    assert ticked(applicant(finding("two-factor"))) == {*sponsors, "two-factor-enabled"}


def test_what_is_met_of_others_ticks_nothing_for_those_who_are_named_now():
    other = applicant(request=request(sponsor(A), sponsor(B, Answer.NO)), spoken_to=(C,))
    assert other.sponsors == (C, A)
    assert ticked(other) == set()
    assert ticked(replace(other, spoken_to=(C, A))) == {SPOKEN_TO}


def test_what_is_attested_ticks_a_box_by_its_own_name_or_by_its_criterion():
    attested = {"membership-guidelines", "dev-mailing-list"}
    found = ticked(applicant(request=None, spoken_to=(A, B), attested=attested))
    assert found == {"membership-guidelines", "dev-list", SPOKEN_TO}


def test_nobody_sponsors_themself():
    assert applicant(request=None, spoken_to=(ME, A)).sponsors == (A,)


@pytest.mark.parametrize("outcome", [Outcome.NOT_YET, Outcome.UNKNOWN])
def test_what_is_not_met_is_said_in_its_own_words(outcome):
    one = finding("merged", outcome, missing="1 pull request")
    other = finding("sustained", outcome, reason="reading stopped")
    third = finding("cla", outcome)
    found = membership_request(FORM, applicant(one, other, third))
    assert found.form is None
    assert found.missing == ("Merged: 1 pull request", "Sustained: reading stopped", f"Cla: {outcome.words}")


@pytest.mark.parametrize(
    ("could_ask", "words"),
    [((), "nobody is known so far"), ((A,), "only octo-a is known so far"), ((A, B), None)],
)
def test_two_people_to_ask_are_enough(could_ask, words):
    found = membership_request(FORM, applicant(request=None, could_ask=could_ask))
    assert [words in one for one in found.missing] == ([True] if words else [])
    if words is None:
        assert found.form.to_ask == (A, B)
        assert answers(applicant(request=None, could_ask=could_ask))["sponsor_1"] == ""


def test_who_is_spoken_to_is_not_to_be_asked():
    form = membership_request(FORM, applicant(request=None, spoken_to=(B,), could_ask=(A, B, C))).form
    assert form.to_ask == (A, C)
    assert answers(applicant(request=None, spoken_to=(B,), could_ask=(A,)))["sponsor_1"] == "@octo-b"


def test_an_organization_that_the_form_does_not_offer_is_left_open():
    assert answers(applicant())["org"] == "kubernetes"
    assert answers(applicant(org="octo-org"))["org"] == ""


def test_fields_in_the_forms_order():
    assert list(answers(applicant())) == [one.id for one in FORM.fields]


def test_work_by_repository_the_busiest_first_each_pull_request_once():
    work = {
        "authored": [mine(1), mine(2, repo="octo-org/other", merged=None)],
        "participations": [
            reviewed(3),
            participation(pull_request(4), said=[command()]),
            reviewed(5, repo="octo-org/other"),
        ],
    }
    said = Evidence(title="Sang", url="https://example.com/song")
    form = membership_request(FORM, applicant(work=work, contributions=(said,))).form
    lists = form.fields[-1].work
    assert [(one.title, one.total) for one in lists] == [
        ("octo-org/octo-repo", 3),
        ("octo-org/other", 1),
        ("Other contributions", 1),
    ]
    assert {one.url.rpartition("/")[2]: one.note for one in lists[0].pieces} == {
        "1": "authored, merged",
        "3": "reviewed",
        "4": "reviewed with /lgtm",
    }
    assert "repo%3Aocto-org%2Fother" in lists[1].check_url


def test_a_long_list_is_cut_and_counted():
    form = membership_request(FORM, applicant(work={"authored": [mine(n) for n in range(SHOWN + 5)]})).form
    (one,) = form.fields[-1].work
    assert (len(one.pieces), one.total) == (SHOWN, SHOWN + 5)


def test_what_the_live_form_has_more_is_said():
    strange = replace(FORM.fields[0], id="team", label="Team")
    box = replace(FORM.fields[2].boxes[0], id=None)
    fields = (*FORM.fields, strange, replace(FORM.fields[2], boxes=(box, box)))
    form = membership_request(replace(FORM, fields=fields), applicant()).form
    assert form.remarks == (
        "The form asks for Team, which is new: fill it in by hand.",
        "2 of the form's boxes are worded anew: read and tick by hand.",
    )
