"""The first screen is the answer: a step within twelve lines, and no more than 45 lines for anybody."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import html5lib
import pytest
from factories import OTHER, REPO
from hypothesis import given
from hypothesis import strategies as st
from unit.advice.standings import (
    CONTRIBUTOR,
    MEMBER,
    MET,
    NEEDS_PERSON,
    NOT_YET,
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
)
from unit.reports import invented
from unit.reports.invented.crowd import crowd

from tracker.advice.attention import attention
from tracker.catalog import load_guide, load_ladder
from tracker.checker import Checker
from tracker.facts import Gap, Kind
from tracker.facts.gathered import ANONYMOUS
from tracker.facts.people import Login
from tracker.facts.scopes import PROJECT, Scope
from tracker.findings.cohort import Failure
from tracker.findings.groups import GroupAdvice, GroupSuggestion, Opening
from tracker.reports import FORMATS, Style
from tracker.sources.recorded import RecordedSource, demo

FIRST_STEP, LINES, WORDS = 12, 45, 60
CHAIR = Scope(kind="group", group="sig-octo-architecture-and-everything-beside-it")
LONG = Scope.directory(REPO, "staging/src/octo.example/a-very-long-name/of-a-directory/that-is/deep")
QUIET = datetime(2024, 1, 1, tzinfo=UTC)
GAPS = [Gap(kind=kind, reason="the reading stopped " * 9, effect="numbers may be higher " * 9) for kind in Kind]
SHORT = [Gap(kind=kind, reason="without a token " * 5, effect="e", unasked=kind is Kind.ROLES) for kind in Kind]
FIRST = result(finding(), tier="contributor", scope=PROJECT)
BOXES = [finding(NEEDS_PERSON, f"b{n}", title=f"Something that only people can tell of number {n}") for n in range(12)]
SPONSORS = finding(
    parts=(finding(unit="sponsors", required=2, observed=0),), title="Two sponsors of different companies"
)
SOMEBODY = [sponsor(OTHER, *(f"a/long/path/{n}" for n in range(3)), company="A Company of Octopuses, Limited")] * 5
GROUP = GroupSuggestion(
    id="sig-octo", name="Octo", title="SIG Octo of the Long Name", kind="sig", ai_ml=True, reasons=(), url="https://g"
)
OPENING = Opening(
    title="Make what is long longer " * 6,
    url="https://github.com/octo-org/octo-of-a-long-name/issues/12345",
    repo=REPO,
    labels=(),
    updated_at=QUIET,
    why="nobody is assigned; marked good first issue and help wanted; you have 31 pull requests in this repository",
)
MUCH = {"sponsors": SOMEBODY, "groups": GroupAdvice(suggested=(GROUP,) * 4), "openings": (OPENING,) * 5, "gaps": GAPS}
READY = [
    counted(30, required, title=f"Reviewed or merged at least {required} substantial pull requests")
    for required in (5, 20)
]

STANDINGS = {
    "nobody": report(FIRST, member(finding()), has=standing()),
    "nobody, much": report(FIRST, member(*BOXES), has=standing(), **MUCH),
    "newcomer": report(member(counted(1, 1), SPONSORS, *BOXES), has=standing(CONTRIBUTOR), **MUCH),
    "waiting": report(member(finding(MET), *BOXES), has=standing(CONTRIBUTOR), audit=request((True, True)), **MUCH),
    "half a request": report(member(SPONSORS), has=standing(CONTRIBUTOR), audit=request((True, False))),
    "quiet": report(result(counted(4)), has=standing(CONTRIBUTOR, MEMBER, last_at=QUIET), **MUCH),
    "no area": report(**MUCH),
    "ready": report(result(*READY, *BOXES, scope=LONG), *[result(counted(n + 3)) for n in range(1)], **MUCH),
    "ready, little read": report(result(*READY, *BOXES, scope=LONG), **(MUCH | {"gaps": SHORT})),
    "ready, knows nobody": report(result(*READY)),
    "chair": report(has=standing(held("sig-chair", CHAIR)), successors=tuple(SOMEBODY), **MUCH),
    "top of a place": report(has=standing(*[held("approver", Scope.directory(REPO, f"long/{n}")) for n in range(40)])),
    "lead": report(result(*BOXES, tier="sig-chair", scope=CHAIR), has=standing(held("approver", LONG)), **MUCH),
    "unread": report(has=standing(), gaps=GAPS),
    "many criteria": report(result(*[counted(4, 10 + n, title="Long title " * 9) for n in range(20)]), **MUCH),
}


def _samples():
    recording = demo()
    ladder, _ = load_ladder("kubernetes")
    guide = load_guide("groups")
    checker = Checker(source=RecordedSource(recording), ladder=ladder, as_of=recording.as_of, guide=guide)
    everybody = checker.check_all([*map(Login.parse, recording.people)])
    return {str(one.contributor.login): one for one in everybody.reports}


PEOPLE = STANDINGS | _samples() | {"invented": invented.almost_reviewer(), "approver": invented.approver()}
each_person = pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)


def lines(person, form="text", **style):
    return FORMATS[form](person, Style(**style)).splitlines()


def first_step(shown):
    """Which line has the first step, counted from 1."""
    return next(number for number, line in enumerate(shown, start=1) if line.lstrip().startswith("1. "))


@each_person
def test_no_two_steps_begin_alike(person):
    leads = [" ".join(step.text.split()[:4]) for step in person.next_steps]
    assert len(set(leads)) == len(leads)


@each_person
@pytest.mark.parametrize("columns", [80, 100, 120])
@pytest.mark.parametrize("links", [False, True])
def test_the_answer_is_in_the_first_lines_and_the_report_on_one_screen(person, columns, links):
    shown = lines(person, width=columns, links=links)
    assert first_step(shown) <= FIRST_STEP
    assert len(shown) <= LINES


@each_person
@pytest.mark.parametrize("verbose", [0, 1])
def test_also_in_markdown_and_with_all_there_is(person, verbose):
    assert first_step(lines(person, "markdown", verbose=verbose)) <= FIRST_STEP
    assert first_step(lines(person, verbose=verbose)) <= FIRST_STEP


@each_person
def test_also_on_the_page_with_few_words_before_it(person):
    article = html5lib.parse(FORMATS["html"](person, Style()), namespaceHTMLElements=False).find(".//article")
    (answer,) = (one for one in article.iter("div") if one.get("class") == "next")
    before = [*article.find("header").itertext(), *answer.find("p").itertext()]
    assert list(article)[:2] == [article.find("header"), answer]
    assert answer.find("ol/li").text.startswith(person.next_steps[0].text[:40].rstrip())
    assert len(" ".join(before).split()) <= WORDS


def _options(result):
    """Options and commands on a page outside of the folds that are for who types them."""
    page = html5lib.parse(FORMATS["html"](result, Style()), namespaceHTMLElements=False).find("body")
    for fold in [one for one in page.iter("details") if one.get("class") == "runs"]:
        fold.clear()
    page.remove(page.find("script"))
    return re.findall(r"(?<!\S)--[a-z]\S*|`ladder[^`]*`|ladder-check octo\S*", " ".join(page.itertext()))


@each_person
def test_no_sentence_on_the_page_has_an_option_of_the_command_line(person):
    """Who only got the page cannot type it; commands stand in a place of their own."""
    assert _options(person) == []


@pytest.mark.parametrize("count", [8, 120])
def test_nor_on_the_page_of_a_cohort_with_somebody_who_was_not_read(count):
    failed = Failure(login="octo-zed", error="octo-zed is not cached", hint="Run without --offline once.")
    cohort = replace(crowd(count), failures=(failed,))
    assert _options(replace(cohort, attention=attention(cohort))) == []


@each_person
def test_everybody_is_told_what_to_do(person):
    shown = "\n".join(lines(person))
    assert "\nDo next " in shown
    assert person.next_steps


@each_person
def test_no_number_has_to_be_guessed(person):
    words = " ".join([*lines(person), *lines(person, verbose=1)]).split()
    assert not [word for word in words if word.partition("/")[0].isdigit() and word.partition("/")[2].isdigit()]
    assert "machine checks" not in " ".join(words)


outcomes = st.sampled_from([MET, NOT_YET, UNKNOWN, NEEDS_PERSON])
findings = st.lists(
    st.builds(lambda outcome, title: finding(outcome, title=title), outcomes, st.text(max_size=90)), max_size=9
)
scopes = st.sampled_from([LONG, CHAIR, Scope.organization("octo-org"), Scope.directory(REPO, "pkg")])
tiers = st.sampled_from(["member", "reviewer", "approver", "sig-chair"])
results = st.builds(lambda found, tier, scope: result(*found, tier=tier, scope=scope), findings, tiers, scopes)


@given(
    readiness=st.lists(results, max_size=6),
    roles=st.lists(st.builds(held, tiers, scopes), max_size=20),
    much=st.booleans(),
    days=st.integers(0, 2000),
)
def test_whoever_it_is(readiness, roles, much, days):
    last = datetime(2026, 6, 1, tzinfo=UTC) - timedelta(days=days)
    person = report(*readiness, has=standing(*roles, last_at=last), **(MUCH if much else {}))
    shown = lines(person)
    assert first_step(shown) <= FIRST_STEP
    assert len(shown) <= LINES


def test_wide_terminals_are_used():
    person = PEOPLE["Reviewer-Rosa"]
    assert max(map(len, lines(person, width=120))) > 80
    assert len(lines(person, width=120)) < len(lines(person, width=80))


def test_a_role_beside_the_ladder_comes_first():
    chair = held("wg-chair", Scope(kind="group", group="wg-octo"))
    person = report(has=standing(MEMBER, chair))
    assert lines(person)[0] == "octo-me · Wg-chair of wg-octo, Member of octo-org"


@pytest.mark.parametrize(("merged", "said"), [(1, "1 pull request merged"), (11, "11 pull requests merged")])
def test_pull_requests_are_one_or_several(merged, said):
    person = invented.newcomer()
    counts = replace(person.counts, authored_merged=replace(person.counts.authored_merged, total=merged))
    assert f"Contributor with {said}" in lines(replace(person, counts=counts))[0]


@pytest.mark.parametrize("several", [False, True])
def test_without_a_token_the_second_line_says_so(several):
    person = invented.newcomer()
    person = replace(person, data=replace(person.data, source=ANONYMOUS, host="github.com"))
    result = replace(invented.cohort(), reports=(person,)) if several else person
    said = "Read without a token: much is unknown. Run: export GH_TOKEN=$(gh auth token)"
    assert FORMATS["text"](result, Style(width=120)).splitlines()[1].strip() == said
    assert FORMATS["markdown"](result, Style()).splitlines()[2].startswith("Read without a token: much is unknown. ")


def test_what_is_not_within_reach_is_not_on_the_first_screen():
    little = report(result(counted(1), scope=LONG))
    assert (little.within_reach, len(little.readiness)) == ((), 1)
    assert "of 20 needed" not in "\n".join(lines(little))
    assert "of 20 needed" in "\n".join(lines(little, verbose=1))
    assert str(LONG) not in "".join(lines(replace(invented.cohort(), reports=(little,), members={})))


def test_nothing_was_found_yet():
    assert lines(STANDINGS["nobody"])[0] == "octo-me · no pull request found yet"


def test_a_report_without_advice_is_laid_out_too():
    assert lines(replace(PEOPLE["ready"], next=None, next_steps=()))
