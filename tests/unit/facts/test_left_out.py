"""Stand-ins for people who asked to be left out."""

from dataclasses import replace

import pytest
from factories import AUTHOR, ME, OTHER, command, definitions, facts, login, participation, pull_request, review
from hypothesis import given
from hypothesis import strategies as st

from tracker.checker.discreet import discreet
from tracker.criteria.primary import is_primary
from tracker.facts.left_out import LeftOut, is_stand_in

SHY = LeftOut(frozenset({OTHER, AUTHOR}))
LOGINS = st.sampled_from(["octo-other", "Octo-Author", "octo-me", "octo-others"])
WORDS = st.one_of(LOGINS, LOGINS.map("@{}".format), st.sampled_from(["by", ",", "(", "x-"]))
RECORDS = st.recursive(
    st.one_of(st.none(), st.integers(), LOGINS.map(lambda name: {"login": name, "__typename": "User"})),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["author", "nodes", "reviews", "data"]), inner, max_size=3),
        st.fixed_dictionaries({"id": st.sampled_from(["PR_1", "PR_2"]), "comments": inner}),
        st.fixed_dictionaries({"title": st.lists(WORDS, max_size=4).map(" ".join), "author": inner}),
    ),
    max_leaves=12,
)


def test_one_stand_in_for_one_person_in_one_place():
    one = SHY.login(OTHER, "PR_1")
    assert is_stand_in(one)
    assert one == SHY.login(login("OCTO-OTHER"), "PR_1") == LeftOut(frozenset({OTHER})).login(OTHER, "PR_1")
    assert one not in {SHY.login(OTHER, "PR_2"), SHY.login(AUTHOR, "PR_1")}
    assert SHY.login(ME, "PR_1") == ME
    assert not is_stand_in(ME)


def test_whole_words_are_replaced_and_no_parts():
    said = SHY.text("Octo-Other and @octo-other, octo-others, x-octo-other (octo-author)", "PR_1")
    other, author = SHY.login(OTHER, "PR_1"), SHY.login(AUTHOR, "PR_1")
    assert said == f"{other} and @{other}, octo-others, x-octo-other ({author})"


@given(RECORDS)
def test_no_record_names_them(record):
    record = {"data": record}
    found = SHY.record(record)
    assert _logins(found).isdisjoint({"octo-other", "octo-author"})
    assert LeftOut(frozenset({login("nobody")})).record(record) == record
    assert SHY.record(found) == found


def _logins(found):
    if isinstance(found, list):
        return {name for one in found for name in _logins(one)}
    if not isinstance(found, dict):
        return set()
    own = {found["login"].casefold()} if "login" in found else set()
    words = {word.strip("@").casefold() for word in found.get("title", "").split()}
    return own | words | {name for one in found.values() for name in _logins(one)}


def test_who_was_primary_stays_as_it_was():
    words = definitions()
    cases = [
        [command(OTHER)],
        [command(ME, "2026-06-05"), command(AUTHOR)],
        [review(ME, comments=3), review(OTHER, comments=5)],
        [review(ME, comments=3), review(AUTHOR, comments=5)],
    ]
    for said in cases:
        before = participation(pull_request(title="By octo-other"), said=said)
        (after,) = SHY.facts(facts(participations=[before])).participations
        assert is_primary(ME, after, words) is is_primary(ME, before, words)
        assert "octo-other" not in repr(after)


class _Accounts:
    """A source that remembers whose accounts it was asked for."""

    def __init__(self):
        self.asked = []

    def profiles(self, logins):
        self.asked += logins
        return {}


def test_no_account_of_theirs_is_looked_up():
    accounts = _Accounts()
    discreet(accounts, SHY.logins).profiles([ME, OTHER, SHY.login(AUTHOR, "PR_1")])
    assert accounts.asked == [ME]
    assert discreet(accounts, frozenset()) is accounts


def test_nothing_is_done_to_facts_without_them():
    known = facts(participations=[participation(said=[command(ME)])])
    assert LeftOut(frozenset({login("nobody")})).facts(known) == replace(known)


@pytest.mark.parametrize("text", ["hi \u017fam-kim", "\u017fAM-KIM", "sam-\u212aim"])
def test_letters_that_only_look_alike_name_nobody(text):
    assert LeftOut(frozenset({login("sam-kim")})).text(text, "PR_1") == text


@pytest.mark.parametrize("text", ["_sam-kim_", "sam-kim\u4e2d", "\u00e9sam-kim", "@SAM-KIM,"])
def test_a_name_is_found_between_all_that_is_in_no_login(text):
    assert "sam-kim" not in LeftOut(frozenset({login("sam-kim")})).text(text, "PR_1").lower()
