"""Steps that somebody can take, in the order in which they unlock most: there is always one."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from factories import AUTHOR, OTHER, REPO
from unit.advice.standings import (
    CONTRIBUTOR,
    DOCS,
    MEMBER,
    MET,
    NEEDS_PERSON,
    NOT_YET,
    PKG,
    RULE,
    UNKNOWN,
    counted,
    finding,
    held,
    member,
    report,
    request,
    result,
    sponsor,
    standing,
    texts,
)

from tracker.advice.next_steps import MOST, next_steps
from tracker.facts import Gap, Kind
from tracker.facts.scopes import PROJECT, Scope
from tracker.findings.groups import GroupAdvice, GroupSuggestion, Opening, Reason
from tracker.findings.pages import NO_PAGES
from tracker.findings.sponsors import Answer

FIRST = result(finding(), tier="contributor", scope=PROJECT)
SPONSORS = finding(
    parts=(finding(unit="sponsors", missing="2 sponsors, named in a request"),), next_step_url="https://n"
)
CHAIR = Scope(kind="group", group="sig-octo")
SIG = GroupSuggestion(
    id="sig-octo",
    name="Octo",
    title="SIG Octo",
    kind="sig",
    ai_ml=False,
    reasons=(Reason(text="3 pull requests in octo", url="https://r"),),
    slack="#sig-octo",
    url="https://g",
    chances=(Reason(text="octo has one owner", url="https://c"),),
)


def opening(repo=REPO) -> Opening:
    when = datetime(2026, 5, 1, tzinfo=UTC)
    return Opening(
        title="Explain states", url="https://o/pull/1", repo=repo, labels=(), updated_at=when, why="nobody is assigned"
    )


class TestWhatIsMissing:
    def test_a_verb_a_place_and_a_number(self):
        reviews = counted(4, next_step="Review pull requests in this area.")
        assert texts(result(reviews)) == [f"Review pull requests in {PKG}; 16 more are needed."]
        assert texts(result(counted(19, next_step="Review in this area.")))[0].endswith("; 1 more is needed.")
        assert texts(result(finding(required=2, missing="2 talks", next_step="Give a talk."))) == [
            "Give a talk: 2 talks."
        ]
        assert texts(result(finding(missing="3 months as member", next_step="Become one."))) == ["Become one."]
        assert texts(result(finding(missing="a first step"))) == ["Get what is missing: a first step."]

    def test_what_time_alone_will_bring(self):
        waiting = finding(title="Member for 3 months", ready_on=date(2026, 10, 1), next_step="Be patient.")
        assert texts(result(waiting)) == ["Wait until 2026-10-01: member for 3 months."]

    @pytest.mark.parametrize(
        ("urls", "used"),
        [
            ({"next_step_url": "https://a.example", "check_url": "https://b.example"}, "https://a.example"),
            ({"check_url": "https://b.example"}, "https://b.example"),
            ({}, RULE.url),
        ],
    )
    def test_where(self, urls, used):
        (step,) = report(result(finding(**urls))).next_steps
        assert (step.url, step.tier, step.criterion) == (used, "reviewer", "rule")

    def test_who_knows_what_to_do_next(self):
        found = texts(result(counted(4)), sponsors=[sponsor(OTHER, "pkg")])
        assert found[1] == (
            f"Ask octo-other (approver in {REPO.rpartition('/')[2]}:pkg; 3 shared pull requests) "
            f"what to review or change next in {PKG}."
        )

    def test_what_waits_for_somebody(self):
        step = report(result(counted(4)), openings=(opening(), opening())).next_steps[0]
        assert step.text.endswith("; 2 wait for somebody.")
        assert step.url == "https://o/pull/1"

    def test_what_comes_with_membership_is_no_step_before_it(self):
        tenure = finding(id_="tenure", missing="3 months as member", next_step="Become a member.")
        found = texts(
            member(finding(MET)), result(tenure, counted(4)), has=standing(CONTRIBUTOR), audit=request((True, True))
        )
        assert not [text for text in found if "Become a member" in text]

    def test_what_is_unknown_is_looked_up(self):
        step = report(result(finding(MET), finding(UNKNOWN, check_url="https://check"))).next_steps[0]
        assert (step.text, step.url) == ("Look for yourself, as not all could be read: A rule.", "https://check")


class TestWhomToAsk:
    def test_by_name_with_how_they_know_the_work_and_the_nomination(self):
        known = [sponsor(OTHER, "pkg", interactions=9), sponsor(AUTHOR, "pkg", interactions=4)]
        ask, open_ = report(result(counted(20)), sponsors=known).next_steps
        place = f"{REPO.rpartition('/')[2]}:pkg"
        assert ask.text == (
            f"Ask octo-other (approver in {place}; 9 shared pull requests) or octo-author (4) "
            f"to support you as Reviewer in {PKG}."
        )
        assert (ask.url, ask.tier, ask.criterion) == ("https://github.com/octo-other/1", "reviewer", None)
        assert open_.command == f"ladder-check octo-me --format nomination --scope {PKG}"
        assert open_.url == f"https://github.com/{REPO}/blob/HEAD/pkg/OWNERS"

    def test_two_roles_are_both_said(self):
        known = [sponsor(OTHER, "pkg"), sponsor(AUTHOR, "", interactions=1)]
        assert (
            f"or octo-author (approver in {REPO.rpartition('/')[2]}; 1)"
            in texts(result(counted(20)), sponsors=known)[0]
        )

    def test_one_shared_pull_request(self):
        assert (
            "1 shared pull request)" in texts(result(counted(20)), sponsors=[sponsor(OTHER, "pkg", interactions=1)])[0]
        )

    def test_whoever_the_file_names_where_nobody_is_known(self):
        ask = report(result(counted(20)), sponsors=[sponsor(OTHER, "docs")]).next_steps[0]
        assert ask.text == f"Ask an approver of {PKG} to support you as Reviewer; its OWNERS file names them."
        assert "Ask an approver" in texts(result(counted(20)), sponsors=[sponsor(OTHER, "pkg", role="reviewer")])[0]

    @pytest.mark.parametrize("outcome", [NOT_YET, UNKNOWN])
    def test_nobody_while_something_is_missing_or_unknown(self, outcome):
        found = texts(result(counted(20), finding(outcome)), sponsors=[sponsor(OTHER, "pkg")])
        assert not [text for text in found if "support you" in text]

    def test_a_path_that_a_shell_would_read_otherwise(self):
        odd = Scope.directory(REPO, "a b;c")
        command = report(result(counted(20), scope=odd)).next_steps[1].command
        assert command.endswith(f"--scope '{odd}'")

    def test_of_the_samples_as_such(self):
        assert "ladder-check --demo octo-me" in report(result(counted(20)), source="demo").next_steps[1].command


class TestMembership:
    def steps(self, *criteria, **more):
        return report(member(finding(MET), *criteria), has=standing(CONTRIBUTOR), **more).next_steps

    def test_two_who_know_the_work(self):
        ask, file = self.steps(SPONSORS, sponsors=[sponsor(OTHER, "pkg"), sponsor(AUTHOR, "pkg")])
        assert ask.text.endswith("and octo-author (3) to sponsor you.")
        assert file.text == "File the request, which is written for you."
        assert file.command == "ladder-check octo-me --format request"

    def test_where_requests_were_not_read_one_may_be_open(self):
        gap = Gap(kind=Kind.REQUESTS, reason="there is no token", effect="requests are not shown")
        assert "unless one of yours is open already" in self.steps(SPONSORS, gaps=[gap])[-1].text

    def test_one_who_does(self):
        ask = self.steps(SPONSORS, sponsors=[sponsor(OTHER, "pkg")])[0]
        assert ask.text.endswith(" and a second reviewer or approver, of another company, to sponsor you.")

    def test_nobody_does(self):
        ask = self.steps(SPONSORS)[0]
        assert ask.text.startswith("Work with two reviewers or approvers of different companies")
        assert ask.url == "https://n"

    def test_what_only_the_person_can_say_is_one_step(self):
        boxes = [finding(NEEDS_PERSON, f"box-{n}", title=f"Box {n}", who="you") for n in range(1, 5)]
        assert self.steps(*boxes)[-1].text == (
            "Confirm 4 things about yourself (Box 1; Box 2; Box 3; …), then file the request, which is written for you."
        )
        assert self.steps(*boxes[:1])[-1].text.startswith("Confirm one thing about yourself (Box 1), then")

    def test_what_others_have_to_say_is_none(self):
        assert texts(result(counted(4), finding(NEEDS_PERSON, who="the approvers"), finding(NEEDS_PERSON)))[1:] == []

    @pytest.mark.parametrize(
        ("audit", "said"),
        [
            (request((True, False)), "Ask octo-s2 to answer +1 in request octo-org/org#105."),
            (request((True,)), "Name one more sponsor in request octo-org/org#105."),
            (
                request((True, True), unticked=("two-factor",)),
                "Tick what is open in request octo-org/org#105: two-factor.",
            ),
            (request((True, True)), "Look at request octo-org/org#105: 2 sponsors, named in a request."),
        ],
    )
    def test_what_an_open_request_waits_for(self, audit, said):
        step = self.steps(SPONSORS, audit=audit)[0]
        assert (step.text, step.url) == (said, audit.url)

    def test_a_sponsor_who_may_not(self):
        audit = request((True, True))
        object.__setattr__(audit.sponsors[0], "eligible", Answer.NO)
        assert self.steps(SPONSORS, audit=audit)[0].text == (
            "Name another sponsor in request octo-org/org#105 instead of octo-s1, who may not sponsor."
        )

    def test_the_admins_are_waited_for(self):
        wait, meanwhile = self.steps(audit=request((True, True)), openings=(opening(),))
        assert wait.text.startswith(
            "Wait for the GitHub admins: request octo-org/org#105 is complete, both sponsors confirmed."
        )
        assert "ask in #octo-admins" in wait.text
        assert meanwhile.url == "https://o/pull/1"


class TestAlwaysAStep:
    def test_nobody_yet(self):
        steps = report(FIRST, has=standing()).next_steps
        assert steps[0].command == "ladder-check octo-me --interest ai"
        assert "good+first+issue" in steps[1].url
        assert steps[2].text.startswith("Read the contributor guide")

    def test_nobody_yet_with_an_interest(self):
        found = texts(FIRST, has=standing(), groups=GroupAdvice(suggested=(SIG,)), openings=(opening(),))
        assert found[0] == "Pick up something small: Explain states (nobody is assigned)."
        assert found[1] == "Join SIG Octo (#sig-octo): say hello and ask where help is wanted."

    def test_a_member_without_an_area(self):
        found = texts(groups=GroupAdvice(suggested=(SIG,)), openings=(opening(),))
        assert found[0].startswith("Choose an area and stay with it, for example in SIG Octo (3 pull requests")
        assert found[1].startswith("Take a look at Explain states")

    def test_a_quiet_year(self):
        quiet = standing(CONTRIBUTOR, MEMBER, last_at=datetime(2025, 5, 1, tzinfo=UTC))
        first = report(result(counted(4)), has=quiet, sponsors=[sponsor(OTHER, "pkg")]).next_steps[0]
        assert first.text.startswith("Start again with something small: your last contribution seen was on 2025-05-01.")
        assert "octo-other (approver in" in first.text
        recent = standing(CONTRIBUTOR, MEMBER, last_at=datetime(2025, 6, 2, tzinfo=UTC))
        assert not texts(result(counted(4)), has=recent)[0].startswith("Start again")

    def test_who_leads_and_was_not_seen_is_not_sent_to_the_beginning(self):
        quiet = standing(held("sig-chair", CHAIR), last_at=datetime(2025, 5, 1, tzinfo=UTC))
        first = report(has=quiet).next_steps[0]
        assert first.text.startswith("Look at your roles again: your last contribution seen was on 2025-05-01.")

    def test_the_top(self):
        chair = standing(held("sig-chair", CHAIR))
        found = texts(has=chair, groups=GroupAdvice(suggested=(SIG,)), successors=(sponsor(), sponsor(AUTHOR)))
        assert "octo-other (3 shared pull requests) and octo-author (3)" in found[0]
        assert found[1:] == [
            "Find a second owner: octo has one owner.",
            "Mentor somebody, alone or in a group mentoring cohort.",
        ]
        assert len(texts(has=standing(held("approver")))) == 1

    def test_a_lead_who_could_become_chair_helps_others_too(self):
        people = result(finding(NEEDS_PERSON), tier="sig-chair", scope=CHAIR)
        found = texts(people, has=standing(MEMBER, held("approver")))
        assert found == [
            "Talk to those who lead sig-octo about Sig-chair: people decide this.",
            "Mentor somebody, alone or in a group mentoring cohort.",
        ]

    def test_little_was_read(self):
        gap = Gap(kind=Kind.OWNERS, reason="it failed", effect="roles may be missing")
        (step,) = report(gaps=[gap]).next_steps
        assert step.text == "Run it again and read everything, as not all could be read: it failed."
        assert step.command == "ladder-check octo-me --full"

    @pytest.mark.parametrize(
        "criteria", [(), (finding(UNKNOWN),), (finding(NEEDS_PERSON),), (finding(MET),), (finding(),)]
    )
    @pytest.mark.parametrize("make", [member, result, lambda *c: result(*c, scope=CHAIR, tier="sig-chair")])
    def test_whatever_was_found(self, make, criteria):
        assert texts(make(*criteria))
        assert texts(make(*criteria), has=standing())


class TestOrder:
    def test_the_best_tier_first(self):
        far = result(counted(4, 25, next_step="Far."))
        near = result(counted(9, next_step="Near."), scope=DOCS)
        assert texts(far, near) == ["Near; 11 more are needed.", "Far; 21 more are needed."]

    def test_what_begins_alike_is_a_step_for_the_best_place_alone(self):
        step = "Review pull requests in this area."
        far, near = (result(counted(n, next_step=step), scope=scope) for n, scope in ((4, PKG), (9, DOCS)))
        assert texts(far, near) == [f"Review pull requests in {DOCS}; 11 more are needed."]

    def test_two_groups_are_one_step(self):
        two = GroupAdvice(suggested=(SIG, replace(SIG, id="sig-b", title="SIG B", slack=None, chances=())))
        join = report(FIRST, has=standing(), groups=two).next_steps[1]
        assert join.text == "Join SIG Octo (#sig-octo) or SIG B: say hello and ask where help is wanted."
        stay = report(groups=two).next_steps[0]
        assert stay.text.startswith(
            "Choose an area and stay with it, for example in SIG Octo (3 pull requests in octo) or"
        )

    def test_the_same_words_are_one_step(self):
        assert texts(result(finding(next_step="Review.")), result(finding(next_step="Review."), scope=DOCS)) == [
            "Review."
        ]

    def test_no_more_than_a_handful(self):
        many = [finding(id_=f"r{n}", next_step=f"Do {n}.") for n in range(9)]
        assert len(texts(result(*many))) == MOST


class TestAnotherCommunity:
    """No step of a ladder that names no pages says a word of Kubernetes."""

    @pytest.mark.parametrize(
        "person",
        [
            report(FIRST, has=standing()),
            report(),
            report(has=standing(held("sig-chair", CHAIR))),
            report(member(finding(MET)), has=standing(CONTRIBUTOR), audit=request((True, True))),
            report(result(counted(4)), has=standing(CONTRIBUTOR, MEMBER, last_at=datetime(2020, 5, 1, tzinfo=UTC))),
            report(gaps=[Gap(kind=Kind.OWNERS, reason="it failed", effect="roles may be missing")]),
        ],
    )
    @pytest.mark.parametrize("rules", ["https://octo.dev/rules", ""])
    def test_a_step_is_there_and_leads_to_its_own_pages(self, person, rules):
        found = next_steps(
            replace(person, ladder=replace(person.ladder, pages=NO_PAGES, rules=rules, orgs=("octo-org",)))
        )
        assert found
        assert all(step.url.startswith("https://") for step in found)
        said = " ".join(f"{step.text} {step.url}" for step in found).lower()
        assert "kubernetes" not in said
        assert "#github-management" not in said
