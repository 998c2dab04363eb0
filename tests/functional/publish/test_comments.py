"""`ladder publish`: what a run leaves, and the dry run."""

from functional.publish.given import FORGED, ISSUE, THEIRS, address, marked
from functional.running import CANARY

from tracker.reports.markdown.parts import joined

# -- what a run leaves ----------------------------------------------------------------------------


def test_the_first_run_adds(desk):
    at = desk()
    ran = at.publish(joined(["One\n", "Two\n"]), "--write")
    (first, one), (second, two) = at.comments().items()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"added {address(first)}\nadded {address(second)}\n"
    assert (one, two) == (marked(1, "One"), marked(2, "Two"))


def test_the_next_run_changes_the_same_comments(desk):
    at = desk()
    at.publish(joined(["One", "Two"]), "--write")
    first, second = at.comments()
    ran = at.publish(joined(["Another", "Two", "Three"]), "--write")
    third = list(at.comments())[2]
    assert ran.out == f"changed {address(first)}\nsame {address(second)}\nadded {address(third)}\n"
    assert at.comments() == {
        first: marked(1, "Another"),
        second: marked(2, "Two"),
        third: marked(3, "Three"),
    }
    assert at.writes == ["POST", "POST", "PATCH", "POST"]


def test_the_same_text_leaves_all_as_it_is(desk):
    at = desk()
    at.publish("One", "--write")
    (number,) = at.comments()
    ran = at.publish("One\n", "--write")
    assert (ran.code, ran.out) == (0, f"same {address(number)}\n")
    assert at.writes == ["POST"]


def test_a_shorter_report_empties_what_is_left_over(desk):
    at = desk()
    at.publish(joined(["One", "Two"]), "--write")
    first, second = at.comments()
    ran = at.publish("One", "--write")
    assert ran.out == f"same {address(first)}\nemptied {address(second)}\n"
    assert at.comments()[second] == marked(2, "The report is shorter now, and nothing of it is left for this comment.")
    assert at.publish("One", "--write").out == f"same {address(first)}\nsame {address(second)}\n"
    assert at.publish(joined(["One", "New"]), "--write").out == f"same {address(first)}\nchanged {address(second)}\n"
    assert at.comments() == {first: marked(1, "One"), second: marked(2, "New")}


def test_a_mark_that_somebody_else_wrote_means_nothing(desk):
    at = desk()
    before = at.comments(THEIRS)
    assert FORGED in before.values()
    at.publish("One", "--write")
    at.publish("Two", "--write")
    assert at.comments(THEIRS) == before
    assert list(at.comments().values()) == [marked(1, "Two")]


def test_several_reports_live_on_one_issue(desk):
    at = desk()
    at.publish("One", "--write")
    at.publish("Two", "--write", "--name", "mentees-2026")
    at.publish("New", "--write", "--name", "mentees-2026")
    assert list(at.comments().values()) == [marked(1, "One"), marked(1, "New", "mentees-2026")]


def test_the_issue_by_its_address(desk):
    at = desk()
    assert at.publish("One", "--write", issue=f"{at.server.base_url}/octo-org/mentoring/issues/7").code == 0
    assert len(at.comments()) == 1


def test_a_token_from_standard_input(desk):
    at = desk(tokens=(CANARY,))
    ran = at.publish("One", "--write", "--token-stdin", token=None, stdin=f"{CANARY}\n")
    assert ran.code == 0


# -- the dry run ----------------------------------------------------------------------------------


def test_without_write_nothing_is_changed_and_the_text_is_shown(desk):
    at = desk()
    at.publish(joined(["One", "Two", "Three"]), "--write")
    before = at.comments()
    first, second, third = before
    ran = at.publish(joined(["One", "New"]))
    assert ran.code == 0
    assert ran.out.splitlines()[:3] == [
        f"same {address(first)}",
        f"would change {address(second)} (49 characters)",
        f"would empty {address(third)} (116 characters)",
    ]
    assert ran.out.endswith(
        f"\n\n{marked(2, 'New')}\n\n"
        f"{marked(3, 'The report is shorter now, and nothing of it is left for this comment.')}\n"
    )
    assert "One" not in ran.out
    assert ran.err == "Nothing was written. To write it, say --write.\n"
    assert at.comments() == before
    assert at.writes == ["POST"] * 3


def test_a_dry_run_of_the_first(desk):
    at = desk()
    ran = at.publish("One", "--quiet")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"would add a comment on {ISSUE} (81 characters)\n\n{marked(1, 'One')}\n"
    assert at.comments() == {}


def test_a_dry_run_without_a_token_asks_nobody(desk):
    at = desk()
    ran = at.publish(joined(["One", "Two"]), token=None)
    assert ran.code == 0
    assert ran.out == (
        f"would add or change comment 1 of 2 on {ISSUE} (81 characters)\n"
        f"would add or change comment 2 of 2 on {ISSUE} (49 characters)\n"
        f"\n{marked(1, 'One')}\n\n{marked(2, 'Two')}\n"
    )
    assert at.server.standin.stats()["requests"] == 0
