"""Requests and nominations laid out: whole, harmless whatever a title says, and within GitHub's limits."""

import inspect
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given
from unit.reports import invented
from unit.reports.hostile import FRAGMENTS, HOSTILE_TEXT, TOGETHER

from tracker.facts.form_template import FieldKind
from tracker.facts.people import Login
from tracker.facts.request_form import parse_form
from tracker.facts.scopes import Scope
from tracker.findings.cohort import Cohort
from tracker.findings.outcomes import Basis, Citation, Evidence, Finding, Outcome
from tracker.findings.paperwork import (
    Checkbox,
    FileChange,
    FilledField,
    FilledForm,
    Nomination,
    Paper,
    Paperwork,
    WorkList,
)
from tracker.reports import PAPERWORK, Format, Style
from tracker.reports.request import LONGEST_ADDRESS, address

WEB = "https://github.com"
RULES = Citation(title="rules.md, Reviewer", url=f"{WEB}/octo-org/rules")
DIFF = "diff --git a/OWNERS b/OWNERS\n--- a/OWNERS\n+++ b/OWNERS\n@@ -1,2 +1,3 @@\n reviewers:\n - octo-a\n+- octo-me\n"


def pieces(title, number=3):
    at = datetime(2026, 7, 1, tzinfo=UTC)
    urls = (f"{WEB}/octo-org/octo/pull/{n}" for n in range(number))
    return tuple(Evidence(title=title, url=url, at=at, note="reviewed") for url in urls)


def work(title="Make it better", number=3, total=None):
    found = pieces(title, number)
    return WorkList(title="octo-org/octo", pieces=found, total=total or number, check_url=f"{WEB}/search?q=x&type=y")


def form(*lists, **more):
    kinds = {"github": "@octo-me", "sponsor_1": "@octo-a", "sponsor_2": ""}
    boxes = (
        Checkbox(text="I am here", ticked=True, required=True),
        Checkbox(text="I sing", ticked=False, required=True),
        Checkbox(text="**SUGGESTED:** I dance", ticked=False, required=False),
    )
    fields = [FilledField(id=key, kind=FieldKind.INPUT, label=LABELS[key], text=kinds[key]) for key in kinds]
    fields.insert(1, FilledField(id="requirements", kind=FieldKind.CHECKBOXES, label="Requirements", boxes=boxes))
    fields.append(FilledField(id="contributions", kind=FieldKind.TEXTAREA, label="List of contributions", work=lists))
    known = {
        "title": "REQUEST: New membership for octo-me",
        "fields": tuple(fields),
        "new_url": f"{WEB}/octo-org/org/issues/new",
        "template": "membership.yml",
        "form_url": f"{WEB}/octo-org/org/blob/main/membership.yml",
    }
    return FilledForm(**(known | more))


LABELS = {"github": "GitHub Username", "sponsor_1": "Sponsor 1", "sponsor_2": "Sponsor 2"}


def nomination(title="Make it better", **more):
    reached = Finding(
        id="member-tenure",
        title="Member for at least 3 months",
        outcome=Outcome.MET,
        basis=Basis.DECIDED,
        source=RULES,
        reason="member since 2025-01-14",
        evidence=(Evidence(title=title, url=f"{WEB}/octo-org/org"),),
    )
    known = {
        "login": Login.parse("octo-me"),
        "url": f"{WEB}/octo-me",
        "role": "reviewer",
        "scope": Scope.directory("octo-org/octo"),
        "source": RULES,
        "reached": (reached,),
        "left": (),
        "work": (work(title, total=40),),
        "known_to": (),
        "change": FileChange(path="OWNERS", diff=DIFF),
    }
    return Nomination(**(known | more))


def written(form=None, nomination=None):
    paper = Paper.REQUEST if form else Paper.NOMINATION
    paperwork = Paperwork(paper=paper, form=form, nomination=nomination)
    return PAPERWORK[paper](with_paperwork(paperwork), Style())


def with_paperwork(paperwork):
    return replace(invented.newcomer(), paperwork=paperwork)


def for_any_text(test):
    for fragment in [*FRAGMENTS, TOGETHER, "\n### Sponsor 1\n\n@octo-evil\n", "--> x", "/lgtm", ""]:
        test = example(text=fragment)(test)
    return given(text=HOSTILE_TEXT)(test)


def assert_harmless(output):
    acting = {char for char in output if char != "\n" and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert not acting
    visible = re.sub(r"\]\([^)]*\)|https?://\S+", "", output)
    mentioned = set(re.findall(r"(?<![A-Za-z0-9])@[A-Za-z0-9][\w-]*", visible))
    assert mentioned <= {"@octo-me", "@octo-a"}
    assert not re.findall(r"(?<!&)#\d|\bGH-\d", visible)
    assert not re.findall(r"<(?!!-- )", visible)
    assert visible.count("<!-- ") == visible.count(" -->")


@for_any_text
def test_a_title_changes_nothing_of_a_request(text):
    output = written(form=form(work(text)))
    assert_harmless(output)
    read, meant = parse_form(output), parse_form(written(form=form(work())))
    assert (read.username, read.boxes, read.sponsors, read.orgs) == (meant.username, meant.boxes, meant.sponsors, ())
    assert len(read.contributions.splitlines()) == len(meant.contributions.splitlines())


@for_any_text
def test_a_title_changes_nothing_of_a_nomination(text):
    output = written(nomination=nomination(text))
    assert_harmless(output)
    assert len(output.splitlines()) == len(written(nomination=nomination()).splitlines())
    assert output.endswith(f"```diff\n{DIFF}```\n")


@for_any_text
def test_the_address_stays_within_the_limit_and_is_read_back(text):
    url, shortened = address(form(*[work(text, number=60)] * 6))
    assert url.isascii()
    assert len(url) <= LONGEST_ADDRESS
    assert shortened
    given_back = parse_qs(urlsplit(url).query, strict_parsing=True)
    assert given_back["github"] == ["@octo-me"]
    assert "and " in given_back["contributions"][0]


def test_a_short_list_is_in_the_address_as_it_is_below():
    filled = form(work())
    url, shortened = address(filled)
    given_back = parse_qs(urlsplit(url).query, strict_parsing=True)
    assert not shortened
    assert given_back["contributions"] == [parse_form(written(form=filled)).contributions]
    assert "sponsor_2" not in given_back


def test_lists_that_do_not_fit_at_all_are_left_out_of_the_address():
    many = [WorkList(title=f"octo-org/{'x' * 90}{n}", pieces=(), total=3) for n in range(200)]
    url, shortened = address(form(*many))
    assert shortened
    assert len(url) <= LONGEST_ADDRESS
    assert "contributions" not in url
    assert "The list of contributions is shortened there" in written(form=form(*many))


def test_what_is_not_known_is_left_open_as_github_writes_it():
    output = written(form=form())
    assert "### Sponsor 2\n\n_No response_\n" in output
    assert output.endswith("### List of contributions\n\n_No response_\n")
    assert parse_form(output).contributions == ""


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"read_on": date(2026, 8, 21)}, "from the copy of 2026-08-21 that comes with this program."),
        ({}, "as it is today."),
        ({"to_ask": (Login.parse("octo-b"), Login.parse("octo-c"))}, "ask them first: octo-b, octo-c"),
        ({"request_url": f"{WEB}/octo-org/org/issues/1"}, f"There is a request already: {WEB}/octo-org/org/issues/1"),
        ({"remarks": ("Look here -->",)}, "<!-- Look here --&gt; -->"),
        ({}, "1 required boxes are left to you"),
    ],
)
def test_what_stands_outside_of_the_form(more, words):
    output = written(form=form(work(), **more))
    assert words in output
    assert words not in re.sub("<!--.*?-->", "", output)


def test_attested_work_without_a_date():
    said = WorkList(title="Other contributions", pieces=(Evidence(title="Sang", url=f"{WEB}/x"),), total=1)
    assert f"- Other contributions\n  - {WEB}/x Sang\n" in written(form=form(said))


def test_why_a_change_is_left_to_a_person():
    change = FileChange(path="pkg/OWNERS", by_hand="it uses anchors of YAML")
    output = written(nomination=nomination(change=change))
    assert "still to be made: add octo-me to the reviewers in pkg/OWNERS by hand; it uses anchors of YAML." in output
    assert "diff" not in output


def test_an_alias_is_said_to_reach_further():
    change = FileChange(path="OWNERS_ALIASES", diff=DIFF, alias="octo-reviewers")
    output = written(nomination=nomination(change=change, known_to=(Login.parse("octo-b"),)))
    assert "the alias octo-reviewers gives the role here, and wherever else it is named" in output
    assert "Approvers who know the work: octo-b" in output


def test_a_fence_that_the_change_cannot_end():
    change = FileChange(path="OWNERS", diff=f"{DIFF} # ````\n")
    assert "`````diff\n" in written(nomination=nomination(change=change))


@pytest.mark.parametrize("name", PAPERWORK)
def test_they_are_formats_like_any_other(name):
    wanted = list(inspect.signature(Format.__call__).parameters)[1:]
    assert list(inspect.signature(PAPERWORK[name]).parameters) == wanted


@pytest.mark.parametrize("name", PAPERWORK)
def test_where_nothing_was_written_there_is_nothing_to_lay_out(name):
    cohort = Cohort(as_of=invented.AS_OF, reports=(invented.newcomer(),))
    assert PAPERWORK[name](cohort, Style()) == "\n"


@pytest.mark.parametrize("name", PAPERWORK)
def test_of_several_people_one_after_the_other(name):
    one = with_paperwork(Paperwork(paper=Paper(name), form=form(work()), nomination=nomination()))
    single = PAPERWORK[name](one, Style())
    cohort = Cohort(as_of=invented.AS_OF, reports=(one, invented.newcomer(), one))
    assert PAPERWORK[name](cohort, Style()) == f"{single}\n{single}"
