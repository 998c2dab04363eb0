"""A programme's term in a cohort's file."""

from datetime import date

import pytest

from tracker.catalog import load_cohort
from tracker.errors import ConfigError
from tracker.findings.term import Checkpoint, Term


@pytest.fixture
def loaded(tmp_path):
    def load(text):
        path = tmp_path / "cohort.yaml"
        path.write_text(f"{text}\nmembers: [octo-a]\n", encoding="utf-8")
        return load_cohort(path)

    return load


def test_a_term_with_its_checkpoints_by_date(loaded):
    text = "{name: Final, date: 2026-05-31}, {name: Midterm, date: 2026-04-15}"
    term = loaded(f"term: {{from: 2026-03-02, to: 2026-05-31, checkpoints: [{text}]}}").term
    midterm = Checkpoint(name="Midterm", on=date(2026, 4, 15))
    final = Checkpoint(name="Final", on=date(2026, 5, 31))
    assert term == Term(start=date(2026, 3, 2), end=date(2026, 5, 31), checkpoints=(midterm, final))


def test_no_term_and_one_of_a_day(loaded):
    assert loaded("name: Spring").term is None
    assert loaded("term: {from: 2026-03-02, to: 2026-03-02}").term.weeks == 1


WRONG = {
    "{form: 2026-03-02, to: soon}": [
        "term > form: unknown key; did you mean from?",
        "term > from: is missing",
        "term > to: 'soon' is not a date; write it as 2026-08-21",
    ],
    "{from: 2026-03-02, to: 2026-01-01, checkpoints: [{name: A, date: 2027-01-01}]}": [
        "term > to: 2026-01-01 is before 2026-03-02, when the term begins",
    ],
    "{from: 2026-03-02, to: 2026-05-01, checkpoints: [{name: A, date: 2027-01-01}, {name: a, dat: 5}, 3]}": [
        "term > checkpoints[0] > date: 2027-01-01 is not in the term, 2026-03-02 to 2026-05-01",
        "term > checkpoints[1] > dat: unknown key; did you mean date?",
        "term > checkpoints[1] > date: is missing",
        "term > checkpoints[1] > name: a is there twice, first as checkpoints[0]",
        "term > checkpoints[2]: has to be a mapping",
    ],
    "{from: 2026-03-02, to: 2026-03-30 11:00, checkpoints: [{name: '', date: 2026-02-30}]}": [
        "term > checkpoints[0] > date: '2026-02-30' is not a date; write it as 2026-08-21",
        "term > checkpoints[0] > name: is empty",
        "term > to: '2026-03-30 11:00' is not a date; write it as 2026-08-21",
    ],
    "{to: 2026-05-01, checkpoints: [{name: A, date: 2027-01-01}]}": ["term > from: is missing"],
    "spring": ["term: has to be a mapping"],
    "{from: 2026-03-02, to: 2026-05-01, checkpoints: {name: A}}": ["term > checkpoints: has to be a list"],
}


@pytest.mark.parametrize("text", WRONG)
def test_every_mistake_has_its_line_and_its_place(loaded, text):
    with pytest.raises(ConfigError) as caught:
        loaded(f"name: Spring\nterm: {text}")
    assert caught.value.mistakes == tuple(f"cohort.yaml:2: {mistake}" for mistake in WRONG[text])


TERM = Term(
    start=date(2026, 3, 2),
    end=date(2026, 5, 31),
    checkpoints=(Checkpoint(name="Midterm", on=date(2026, 4, 15)), Checkpoint(name="Final", on=date(2026, 5, 31))),
)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 3, 1), None),
        (date(2026, 3, 2), 1),
        (date(2026, 3, 8), 1),
        (date(2026, 3, 9), 2),
        (date(2026, 5, 31), 13),
        (date(2026, 6, 1), None),
    ],
)
def test_weeks_count_from_the_first_day(day, week):
    assert TERM.week(day) == week
    assert TERM.weeks == 13
    assert week is None or TERM.week(TERM.first_day(week)) == week


@pytest.mark.parametrize(
    ("day", "nearest", "ahead"),
    [
        (date(2026, 1, 1), "Midterm", "Midterm"),
        (date(2026, 4, 15), "Midterm", "Midterm"),
        (date(2026, 5, 7), "Midterm", "Final"),
        (date(2026, 5, 8), "Final", "Final"),
        (date(2026, 5, 9), "Final", "Final"),
        (date(2027, 1, 1), "Final", None),
    ],
)
def test_a_checkpoint_is_the_nearest_one(day, nearest, ahead):
    found = TERM.ahead(day)
    assert (TERM.checkpoint(day).name, found and found.name) == (nearest, ahead)


def test_without_checkpoints_none_is_near():
    assert Term(start=TERM.start, end=TERM.end).checkpoint(TERM.start) is None
