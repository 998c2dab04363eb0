import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.facts.owners_aliases import parse_aliases


def test_an_alias_has_members_in_any_form():
    aliases = parse_aliases(
        {
            "aliases": {
                "Octo-Approvers": ["octo-one", "@Octo-Two", "octo-one", ""],
                "octo-inline": {"octo-three": None, "octo-four": None},
                "octo-empty": None,
                "249043822": ["249043823"],
            }
        }
    )
    assert aliases.expand("@octo-approvers ") == ("octo-one", "Octo-Two")
    assert aliases.expand("OCTO-INLINE") == ("octo-three", "octo-four")
    assert aliases.expand("octo-empty") == ()
    assert aliases.expand("249043822") == ("249043823",)
    assert aliases.expand("octo-one") is None
    assert aliases.problems == ()


@pytest.mark.parametrize(
    "group",
    [
        "octo-one",
        [["octo-one"]],
        [{"octo-one": None}],
        ["octo-one", None],
        ["octo-one", 249043822],
        ["octo-one", True],
        249043822,
        False,
    ],
)
def test_one_alias_of_the_wrong_shape_leaves_none_of_them_and_none_is_a_login(group):
    aliases = parse_aliases({"aliases": {"octo-odd": group, "octo-team": ["octo-two"]}})
    assert aliases.problems == ("the alias 'octo-odd' is no list of names, all of them texts, so no alias is read",)
    assert aliases.expand("octo-odd") == ()
    assert aliases.expand("octo-team") == ()
    assert aliases.expand("octo-two") is None


@pytest.mark.parametrize("data", [None, {}, {"aliases": None}, {"other": {"octo-team": ["octo-one"]}}])
def test_a_file_without_aliases_is_empty(data):
    assert parse_aliases(data).members == {}
    assert parse_aliases(data).problems == ()


@pytest.mark.parametrize("data", [["octo-team"], "octo-team", {"aliases": ["octo-team"]}])
def test_aliases_of_the_wrong_shape_are_reported(data):
    assert parse_aliases(data).problems == ("aliases is no mapping of names to lists",)


def test_an_alias_in_an_alias_is_not_followed():
    aliases = parse_aliases({"Aliases": {"octo-all": ["octo-one", "octo-team"], "octo-team": ["octo-two"]}})
    assert aliases.expand("octo-all") == ("octo-one",)
    assert aliases.problems == ()


def test_a_person_may_have_an_alias_of_their_own_name():
    aliases = parse_aliases({"aliases": {"octo-one": ["Octo-One"], "octo-all": ["octo-one", "octo-two"]}})
    assert aliases.expand("octo-all") == ("octo-one", "octo-two")
    assert aliases.expand("octo-one") == ("Octo-One",)


_loaded = st.recursive(
    st.none() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["aliases", "octo-team", "x"]), inner),
)


@given(_loaded)
def test_no_shape_raises(data):
    parse_aliases(data)
