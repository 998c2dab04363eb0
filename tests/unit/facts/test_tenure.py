from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.facts.people import UNKNOWN_SINCE, DatePrecision, Since
from tracker.facts.tenure import Listing, since, stays

FLOOR = date(2018, 8, 30)
COMMITS = "https://github.example/octo/org/commit/"
EXACT, ON_OR_BEFORE = DatePrecision.EXACT, DatePrecision.ON_OR_BEFORE


def listing(day, *logins, follows=True):
    """The version of a day; its commit is named after the day."""
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return Listing(at=at, commit=day, logins=frozenset(logins), follows=follows)


def book(*listings, floor=FLOOR):
    return stays(listings, floor=floor)


def spans(book, login):
    return [(str(stay.joined), stay.left and str(stay.left)) for stay in book[login]]


def test_who_comes_later_came_on_that_day():
    found = book(listing("2019-01-01", "ada"), listing("2019-03-04", "ada", "bob"))

    assert since(found, "bob", commits=COMMITS) == Since(
        day=date(2019, 3, 4), precision=EXACT, url=COMMITS + "2019-03-04"
    )


def test_the_first_version_is_an_upper_bound_at_any_time():
    found = book(listing("2024-01-26", "ada"))

    assert since(found, "ada", commits=COMMITS).precision is ON_OR_BEFORE
    assert since(found, "ada", commits=COMMITS).day == date(2024, 1, 26)


@pytest.mark.parametrize(("day", "precision"), [("2018-08-30", ON_OR_BEFORE), ("2018-08-31", EXACT)])
def test_the_floor_itself_is_an_upper_bound_and_the_day_after_is_not(day, precision):
    found = book(listing("2018-06-21", "ada"), listing(day, "ada", "bob"))

    assert since(found, "bob", commits=COMMITS).precision is precision


def test_who_left_and_came_back_counts_from_the_return():
    found = book(
        listing("2019-01-01", "ada"),
        listing("2019-02-01", "ada", "bob"),
        listing("2020-02-01", "ada"),
        listing("2021-02-01", "ada", "bob", "cleo"),
    )

    assert spans(found, "bob") == [("2019-02-01", "2020-02-01"), ("2021-02-01", None)]
    assert since(found, "bob", commits=COMMITS).day == date(2021, 2, 1)
    assert since(found, "bob", commits=COMMITS).note == "also listed from 2019-02-01 to 2020-02-01"


def test_who_left_has_no_date_and_a_note():
    found = book(listing("2019-01-01", "ada", "bob"), listing("2020-02-01", "ada"))

    assert since(found, "bob", commits=COMMITS) == Since(note="not listed since 2020-02-01")


def test_who_was_never_listed_has_no_date():
    assert since(book(listing("2019-01-01", "ada")), "zoe", commits=COMMITS) == UNKNOWN_SINCE
    assert book() == {}


def test_one_out_and_one_in_may_be_a_rename():
    found = book(listing("2019-01-01", "ada"), listing("2019-02-01", "ada", "old"), listing("2023-01-09", "ada", "new"))

    assert found["new"][0].renamed_from == "old"
    assert since(found, "new", commits=COMMITS) == Since(
        day=date(2023, 1, 9),
        precision=ON_OR_BEFORE,
        url=COMMITS + "2023-01-09",
        note="perhaps renamed from old (listed since 2019-02-01) on 2023-01-09: tenure may be longer",
    )


def test_a_rename_back_speaks_of_the_stay_that_ended_with_it():
    found = book(
        listing("2018-01-01", "ada", "one"),
        listing("2020-01-01", "ada", "two"),
        listing("2021-01-01", "ada", "one"),
        listing("2022-01-01", "ada", "two"),
    )

    assert since(found, "one", commits=COMMITS).note == "not listed since 2022-01-01"
    assert since(found, "two", commits=COMMITS).note == (
        "perhaps renamed from one (listed since 2021-01-01) on 2022-01-01: tenure may be longer; "
        "also listed from 2020-01-01 to 2021-01-01"
    )


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(("ada", "new", "newer"), id="two came"),
        pytest.param(("new",), id="two went"),
        pytest.param(("ada", "old", "new"), id="nobody went"),
    ],
)
def test_anything_else_is_no_rename(after):
    found = book(listing("2019-01-01", "ada", "old"), listing("2023-01-09", *after))

    assert found["new"][0].renamed_from is None


@pytest.mark.parametrize(
    ("versions", "who"),
    [
        pytest.param([("04-10", "ada"), ("04-15", "ada", "new")], "old", id="two commits"),
        pytest.param([("04-15", "ada", "new", "newer")], "old", id="beside another"),
        pytest.param([("03-16", "ada"), ("04-15", "ada", "new")], "old", id="thirty days"),
        pytest.param([("04-15", "new")], "old, ada", id="beside one that left"),
        pytest.param([("04-10", "ada"), ("04-12", "ada", "old"), ("04-15", "ada", "old", "new")], "old", id="back"),
    ],
)
def test_who_enters_soon_after_others_left_may_be_one_of_them(versions, who):
    later = [listing(f"2026-{day}", *logins) for day, *logins in versions]
    found = since(book(listing("2026-01-20", "ada", "old"), *later), "new", commits=COMMITS)

    assert (found.day, found.precision) == (date(2026, 4, 15), ON_OR_BEFORE)
    assert found.note.startswith(f"{who} left within 30 days before")


def test_after_more_than_thirty_days_nobody_is_the_same():
    found = book(listing("2026-01-20", "ada", "old"), listing("2026-03-15", "ada"), listing("2026-04-15", "ada", "new"))

    assert since(found, "new", commits=COMMITS).precision is EXACT


def test_of_many_that_left_a_few_are_named():
    many = [f"gone-{number}" for number in range(9)]
    found = book(listing("2026-01-20", *many), listing("2026-04-10"), listing("2026-04-15", "new"))

    note = since(found, "new", commits=COMMITS).note
    assert note.startswith("gone-8, gone-7, gone-6 and 6 more left within 30 days before, one of them perhaps")


def test_replacing_one_in_a_list_dump_is_no_rename():
    found = book(listing("2018-06-21", "old"), listing("2018-07-07", "new"))

    assert found["new"][0].renamed_from is None
    assert found["old"][0].left == date(2018, 7, 7)


def test_who_is_new_after_an_unreadable_version_may_have_come_earlier():
    found = book(listing("2019-01-01", "ada"), listing("2019-05-01", "ada", "bob", follows=False))

    assert since(found, "bob", commits=COMMITS).precision is ON_OR_BEFORE
    assert found["ada"][0].joined == date(2019, 1, 1)


def test_a_list_that_is_emptied_and_filled_again_is_a_return():
    found = book(listing("2019-01-01", "ada"), listing("2019-05-01"), listing("2019-05-02", "ada"))

    assert spans(found, "ada") == [("2019-01-01", "2019-05-01"), ("2019-05-02", None)]
    assert found["ada"][1].precision is EXACT


def test_days_are_those_of_utc():
    evening = datetime(2019, 3, 14, 20, 0, tzinfo=timezone(timedelta(hours=-7)))
    found = book(listing("2019-01-01", "ada"), Listing(at=evening, commit="x", logins=frozenset({"ada", "bob"})))

    assert found["bob"][0].joined == date(2019, 3, 15)


def test_a_clock_that_runs_backwards_cannot_turn_a_stay_around():
    found = book(listing("2019-01-01", "ada"), listing("2020-01-01", "ada", "bob"), listing("2019-06-01", "ada"))

    assert spans(found, "bob") == [("2020-01-01", "2020-01-01")]


def dated(day, precision=EXACT, **more):
    return Since(day=date.fromisoformat(day), precision=precision, **more)


LOGINS = st.frozensets(st.sampled_from(["ada", "bob", "cleo", "dan", "eve"]))
HISTORIES = st.lists(st.tuples(st.integers(0, 400), LOGINS), max_size=12)


def listings(history):
    start = datetime(2018, 8, 1, tzinfo=UTC)
    return [
        Listing(at=start + timedelta(days=days), commit=str(number), logins=logins)
        for number, (days, logins) in enumerate(history)
    ]


@given(HISTORIES)
def test_stays_are_in_order_and_do_not_overlap(history):
    for found in stays(listings(history), floor=FLOOR).values():
        assert all(stay.left is None or stay.joined <= stay.left for stay in found)
        assert all(one.left is not None and one.left <= two.joined for one, two in pairwise(found))


@given(HISTORIES)
def test_who_is_in_the_last_version_and_nobody_else_has_a_date(history):
    found = stays(listings(history), floor=FLOOR)
    listed = {login for login in found if since(found, login, commits="").day}

    assert listed == (history[-1][1] if history else set())


@given(HISTORIES)
def test_a_date_is_exact_only_where_no_other_left_within_30_days_before(history):
    found = stays(listings(history), floor=FLOOR)
    departures = [(login, stay.left) for login, their in found.items() for stay in their if stay.left]
    for login, their in found.items():
        if since(found, login, commits="").precision is EXACT:
            joined = their[-1].joined
            assert not [one for one, left in departures if one != login and 0 < (joined - left).days <= 30]


@given(HISTORIES)
def test_who_is_asked_for_is_spelled_in_any_case(history):
    found = stays(listings(history), floor=FLOOR)

    assert since(found, "ADA", commits="") == since(found, "ada", commits="")
