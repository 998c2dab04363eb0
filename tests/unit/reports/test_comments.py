"""A report as comments: its parts, their marks, and what is to be done about those that are there."""

import pytest
from factories import login
from hypothesis import example, given
from unit.reports import invented
from unit.reports.hostile import HOSTILE_TEXT, TOGETHER, poisoned

from tracker.errors import UsageError
from tracker.facts.issues import LONGEST_COMMENT, IssueComment
from tracker.reports import FORMATS, Style
from tracker.reports.markdown.comments import Deed, bodies, plan
from tracker.reports.markdown.parts import SEPARATOR, joined, parts, taken_apart

HOST = "github.com"
ROOM = LONGEST_COMMENT - len("<!-- ladder-check report: report, part 1 -->\n\n")


def comment(number, body, author="octo-mentor"):
    url = f"https://github.com/octo-org/mentoring/issues/7#issuecomment-{number}"
    return IssueComment(id=number, author=login(author), body=body, url=url)


def there(*texts, name="report", first=1):
    return [comment(number, body) for number, body in enumerate(bodies(joined(texts), name, HOST), start=first)]


def deeds(steps):
    return [(step.deed, step.comment.id if step.comment else None) for step in steps]


def test_parts_in_one_text_and_taken_apart_again():
    made = parts(invented.cohort(), Style(), 12_000)
    assert len(made) > 1
    assert joined(made).splitlines().count(SEPARATOR) == len(made) - 1
    assert taken_apart(joined(made)) == made


def test_a_text_without_a_separator_is_one_part():
    assert taken_apart("one\n\ntwo") == ["one\n\ntwo\n"]


@pytest.mark.parametrize("text", ["", "\n", f"{SEPARATOR}\n", f"\n{SEPARATOR}\n \n{SEPARATOR}"])
def test_what_holds_no_part(text):
    assert taken_apart(text) == []


def test_a_separator_within_a_line_is_none():
    assert len(taken_apart(f"a {SEPARATOR}\n{SEPARATOR} b\n> {SEPARATOR}")) == 1


def for_any_text(test):
    forged = f"\n{SEPARATOR}\n", SEPARATOR, "<!-- ladder-check report: report, part 1 -->"
    for text in (*forged, TOGETHER):
        test = example(text=text)(test)
    return given(text=HOSTILE_TEXT)(test)


@for_any_text
def test_what_others_wrote_holds_neither_separator_nor_mark(text):
    cohort = poisoned(invented.cohort(), text)
    for output in (FORMATS["markdown"](cohort, Style()), *parts(cohort, Style(), 5000)):
        assert "<!--" not in output
        assert len(taken_apart(output)) == 1


def test_each_comment_begins_with_its_mark():
    assert bodies(joined(["One\n", "Two\n"]), "weekly-2", HOST) == (
        "<!-- ladder-check report: weekly-2, part 1 -->\n\nOne",
        "<!-- ladder-check report: weekly-2, part 2 -->\n\nTwo",
    )


def test_a_comment_is_quiet():
    (body,) = bodies("@octo-mentor: https://github.com/octo-org/app/pull/12", "report", HOST)
    assert body.endswith("@\u200bocto-mentor: https://redirect.github.com/octo-org/app/pull/12")
    (body,) = bodies("https://github.com/octo-org/app/pull/12", "report", "github.octo.example")
    assert body.endswith("https://github.com/octo-org/app/pull/12")


@pytest.mark.parametrize("text", ["x" * ROOM, "😀" * (ROOM // 2)])
def test_the_longest_comment(text):
    assert len(bodies(text, "report", HOST)) == 1
    with pytest.raises(UsageError, match=r"the report makes a comment of 65,53[78] characters") as caught:
        bodies(f"{text}yy", "report", HOST)
    assert caught.value.hint == "Make the report in parts, with --format comments."


def test_of_several_the_one_that_is_too_long_is_named():
    with pytest.raises(UsageError, match="part 2 of the report makes"):
        bodies(joined(["short", "x" * LONGEST_COMMENT]), "report", HOST)


def test_links_count_as_they_are_written():
    link = "https://github.com/octo-org/app/pull/12 "
    text = link * (ROOM // len(link))
    with pytest.raises(UsageError, match="characters"):
        bodies(text, "report", HOST)


def test_an_empty_report():
    with pytest.raises(UsageError, match="nothing in the report"):
        bodies("\n \n", "report", HOST)


def test_at_first_all_are_added():
    made = bodies(joined(["One", "Two"]), "report", HOST)
    assert [(step.deed, step.body, step.comment) for step in plan(made, "report", [])] == [
        (Deed.ADD, made[0], None),
        (Deed.ADD, made[1], None),
    ]


def test_then_those_that_differ_are_changed_and_the_rest_is_left():
    made = bodies(joined(["One", "Second", "Three"]), "report", HOST)
    assert deeds(plan(made, "report", there("One", "Two"))) == [
        (Deed.LEAVE, 1),
        (Deed.CHANGE, 2),
        (Deed.ADD, None),
    ]


def test_what_is_left_over_is_emptied_and_found_again():
    first = there("One", "Two", "Three")
    steps = plan(bodies("One", "report", HOST), "report", first)
    assert deeds(steps) == [(Deed.LEAVE, 1), (Deed.EMPTY, 2), (Deed.EMPTY, 3)]
    assert steps[1].body.startswith("<!-- ladder-check report: report, part 2 -->\n\nThe report is shorter now")
    then = [first[0], *(comment(step.comment.id, step.body) for step in steps[1:])]
    assert deeds(plan(bodies("One", "report", HOST), "report", then)) == [(Deed.LEAVE, number) for number in (1, 2, 3)]
    again = bodies(joined(["One", "Two", "Three"]), "report", HOST)
    assert deeds(plan(again, "report", then)) == [(Deed.LEAVE, 1), (Deed.CHANGE, 2), (Deed.CHANGE, 3)]


def test_of_two_with_the_same_mark_the_older_is_kept_up():
    twice = [*there("One"), *there("One", first=2)]
    assert deeds(plan(bodies("New", "report", HOST), "report", twice)) == [(Deed.CHANGE, 1), (Deed.EMPTY, 2)]


def test_a_report_of_another_name_is_left_alone():
    made = bodies("One", "report", HOST)
    assert deeds(plan(made, "report", there("Other", name="report-2"))) == [(Deed.ADD, None)]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Hello",
        "> <!-- ladder-check report: report, part 1 -->",
        "Quoting:\n<!-- ladder-check report: report, part 1 -->",
        "<!-- ladder-check report: report, part 1 -->x",
        "<!-- ladder-check report: report, part one -->",
        "<!-- ladder-check report: report, part 1",
    ],
)
def test_a_comment_without_a_mark_at_its_start_is_left_alone(body):
    assert deeds(plan(bodies("One", "report", HOST), "report", [comment(1, body)])) == [(Deed.ADD, None)]


def test_a_mark_of_no_part_is_emptied():
    odd = comment(1, "<!-- ladder-check report: report, part 0 -->")
    assert deeds(plan(bodies("One", "report", HOST), "report", [odd])) == [(Deed.ADD, None), (Deed.EMPTY, 1)]


def test_line_ends_of_a_browser_make_no_difference():
    made = bodies("One\n\nmore", "report", HOST)
    edited = comment(1, made[0].replace("\n", "\r\n") + "\r\n")
    assert deeds(plan(made, "report", [edited])) == [(Deed.LEAVE, 1)]
