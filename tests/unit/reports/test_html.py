"""The page, read by a parser of HTML as browsers have it."""

import itertools
import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256

import html5lib
import pytest
from click.testing import CliRunner
from unit.reports import invented
from unit.reports.invented.crowd import crowd

from tracker.cli import check
from tracker.findings.standing import Month
from tracker.reports import FORMATS, Style

SVG = "{http://www.w3.org/2000/svg}"
PEOPLE = {
    "crowd": lambda: crowd(120),
    "newcomer": invented.newcomer,
    "almost-reviewer": invented.almost_reviewer,
    "approver": invented.approver,
    "cohort": invented.cohort,
}
each = pytest.mark.parametrize("result", [one() for one in PEOPLE.values()], ids=PEOPLE)


def page(result, **style):
    """The page's elements; what is no valid HTML is an error."""
    text = FORMATS["html"](result, Style(**style))
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def policy(tree):
    (meta,) = tree.findall(".//meta[@http-equiv]")
    assert meta.get("http-equiv") == "Content-Security-Policy"
    return dict(part.split(" ", 1) for part in meta.get("content").split("; "))


def words_of(element):
    return " ".join("".join(element.itertext()).split())


@each
def test_the_policy_allows_the_page_s_own_style_and_script_and_nothing_else(result):
    tree = page(result)
    allowed = policy(tree)
    for name in ("style", "script"):
        (content,) = (element.text for element in tree.iter(name))
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert allowed.pop(f"{name}-src") == f"'sha256-{digest}'"
    assert allowed == {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}


@each
def test_nothing_acts_and_nothing_is_fetched(result):
    tree = page(result)
    names = {name for element in tree.iter() for name in element.attrib}
    assert {name for name in names if name.startswith("on") or name in {"style", "src", "srcset", "action"}} == set()
    assert {element.tag for element in tree.iter()} & {"img", "link", "iframe", "object", "embed", "base"} == set()
    assert not re.search(r"url\(|@import", tree.find(".//style").text)


@each
def test_links_lead_into_the_page_or_to_the_web(result):
    tree = page(result)
    identifiers = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(set(identifiers)) == len(identifiers)
    for element in tree.iter():
        if target := element.get("href"):
            outside = target.startswith("https://")
            assert outside or target.removeprefix("#") in identifiers
            assert (element.get("rel") == "noopener noreferrer") is outside


@each
def test_links_say_where_they_lead(result):
    vague = {"open", "check", "here", "link", "more", "yes", "see", "this"}
    said = [words_of(one).lower() for one in page(result).iter("a")]
    assert vague.isdisjoint(said)
    assert [text for text in said if not text or re.fullmatch(r"#?\d+", text)] == []


@each
def test_headings_go_down_by_one_and_there_is_one_of_the_first(result):
    levels = [int(element.tag[1]) for element in page(result).iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_changes_are_grouped_by_what_became_of_them():
    (changes,) = (one for one in page(invented.cohort()).iter("section") if one.get("id") == "changes")
    assert [words_of(heading) for heading in changes.iter("h3")] == ["Newly met 1", "No longer 1", "Newly known 1"]
    text = words_of(changes)
    assert "almost-reviewer: Gave /lgtm at least 3 times" in text
    assert "before: not yet, now: met" in text
    assert "octo-approver: Reviewer in kubernetes-sigs/jobset tier given up" in text


def test_where_nothing_changed_the_page_says_so_and_where_nothing_was_compared_it_does_not():
    cohort = replace(invented.cohort(), changes=())
    assert "Nothing that could be read both times is different." in words_of(page(cohort))
    assert "Nothing that could be read" not in words_of(page(replace(cohort, previous=None)))


def test_each_tier_of_the_matrix_has_a_table_with_words_for_every_sign():
    tables = [one for one in page(invented.cohort()).iter("table") if one.find("caption").text.endswith("criteria")]
    assert [one.find("caption").text for one in tables] == [
        "Member: people and criteria",
        "Reviewer: people and criteria",
    ]
    header, row = (list(one) for one in tables[1].iter("tr"))
    assert [cell.get("scope") for cell in header] == ["col"] * len(header)
    assert row[0].get("scope") == "row"
    said = dict(zip(map(words_of, header), map(words_of, row), strict=True))
    assert said["Primary reviewer of at least 5 pull requests"] == "not yet3 of 5"
    assert said["Reviewed or merged at least 20 substantial pull requests"] == "unknown14+ of 20"


def test_a_member_of_the_cohort_s_file_has_an_aim_a_mentor_and_a_note():
    text = words_of(page(invented.cohort()))
    assert "Aims at Member in kubernetes-sigs/kueue. Mentor: octo-approver. In the cohort since 2026-06-01." in text
    assert "Likes <b>batch</b> & queues" in text


def test_who_could_sponsor_whom_links_those_who_are_on_the_page():
    (sponsors,) = (one for one in page(invented.cohort()).iter("section") if one.get("id") == "sponsors")
    (row,) = sponsors.findall(".//tbody/tr")
    assert words_of(row) == "octo-reviewerExample Ltdocto-newcomer"
    assert [link.get("href") for link in row.iter("a")] == ["#p-octo-newcomer"]


def test_the_ladder_is_told_in_words_from_the_lowest_rung():
    first = next(one for one in page(crowd(16)).iter("ol") if one.get("class") == "ladder")
    assert [words_of(one) for one in first] == [
        "Contributor, held", "Member, held", "Reviewer, next", "Approver", "Subproject Owner", "Subproject Lead",
        "SIG Tech Lead", "SIG Chair",
    ]  # fmt: skip


def test_months_are_drawn_and_said():
    months = (
        Month(first=date(2025, 12, 1), pieces=4),
        Month(first=date(2026, 1, 1), pieces=0),
        Month(first=date(2026, 2, 1), pieces=1, at_least=True),
    )
    (figure,) = page(replace(invented.newcomer(), months=months)).iter("figure")
    drawn = figure.find(f"{SVG}svg")
    assert drawn.get("aria-label") == "Pull requests in each month from 2025-12 to 2026-02: 4 0 1+"
    assert drawn.find(f"{SVG}path").get("d") == "M2 9v-9M12 9v-2"
    assert words_of(figure) == "Pull requests a month: active in at least 2 of 3 months, most in 2025-12 (at least 4)"
    quiet = tuple(replace(month, pieces=0) for month in months)
    (figure,) = page(replace(invented.newcomer(), months=quiet)).iter("figure")
    assert words_of(figure) == "Pull requests a month: no pull request seen in 3 months"
    assert not list(page(invented.newcomer()).iter("figure"))


def test_what_was_not_read_is_said_of_each_person():
    (gaps,) = (one for one in page(invented.almost_reviewer()).iter("details") if one.get("class") == "gaps")
    assert "the search stopped at 1000 results; counts of reviews are at least." in words_of(gaps)


def test_a_request_is_a_page_of_its_own():
    request = invented.almost_reviewer().sponsors.request
    text = words_of(page(request))
    assert "Request 6001 of nobody that can be read" in text
    assert "octo-approvereligible" not in text
    assert "octo-approveryesyes: kubernetes/org#6001Example Ltdapprover in kubernetes-sigs/kueue OWNERS" in text
    assert "From different companies: unknown." in text


def test_a_page_of_five_hundred_people_is_under_three_megabytes_and_has_them_all():
    cohort = crowd(500)
    text = FORMATS["html"](cohort, Style())
    assert len(text.encode()) < 3_000_000
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    ids = [one.get("id") for one in tree.iter("article")]
    assert ids == [f"p-{report.contributor.login.key}" for report in cohort.reports]
    titles = {finding.title for one in cohort.reports for result in one.readiness for finding in result.criteria}
    said = words_of(tree)
    assert [title for title in titles if title not in said] == []


def test_a_page_of_many_people_refers_to_what_it_says_once():
    tree = page(crowd(120))
    (rules,) = (one for one in tree.iter("section") if one.get("id") == "rules")
    assert "Knowledgeable about the codebase" in words_of(rules)
    (unread,) = (one for one in tree.iter("section") if one.get("id") == "unread")
    assert "Roles: only the OWNERS of directories worked in were read" in words_of(unread)
    first = next(tree.iter("article"))
    targets = {link.get("href")[:2] for link in first.iter("a")} - {"ht"}
    assert targets == {"#a", "#u"}
    assert "Knowledgeable about the codebase" not in words_of(first)


def test_everything_is_shown_where_it_is_asked_for():
    whole, short = (words_of(page(crowd(120), verbose=verbose)) for verbose in (1, 0))
    assert "kubernetes/kubernetes#148: Trace widget calls, step 1" in whole
    assert "kubernetes/kubernetes#148: Trace widget calls, step 1" not in short
    assert "With so many people" in short
    assert "With so many people" not in whole


def test_what_was_only_counted_is_not_called_met_in_the_matrix():
    (matrix,) = (one for one in page(crowd()).iter("section") if one.get("id") == "matrix")
    row = next(row for row in matrix.iter("tr") if words_of(row).startswith("octo-ada"))
    assert [(cell.get("class"), words_of(cell)) for cell in row[1:4]] == [
        ("m", "met"),
        ("c", "counted25 of 5"),
        ("c", "counted37 of 20"),
    ]


def test_the_command_writes_a_page(tmp_path):
    file = tmp_path / "page.html"
    done = CliRunner().invoke(check.command, ["--demo", "almost-anders", "--format", "html", "--output", str(file)])
    assert done.exit_code == 0
    tree = html5lib.parse(file.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    assert words_of(tree.find(".//h1")) == "almost-anders Anders Almost"


def test_a_row_of_somebody_without_a_section_is_no_link():
    tree = page(replace(invented.cohort(), reports=()))
    row = next(row for row in tree.iter("tr") if words_of(row).startswith("octo-newcomer"))
    assert not list(row.iter("a"))
    assert words_of(row[1]) == "met3"
