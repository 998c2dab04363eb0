import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tracker.sources.kubernetes import org_listing
from tracker.sources.kubernetes.org_listing import listed

PLAIN = "admins:\n- Chief\nmembers:\n- ada\n- '249043822'\n- x-\nname: octo\nteams:\n  t:\n    members:\n    - zoe\n"


@pytest.mark.parametrize(
    ("text", "logins"),
    [
        pytest.param(PLAIN, {"chief", "ada", "249043822", "x-"}, id="plain"),
        pytest.param("members:\n  - ada\n  - bob\nadmins:\n  - chief", {"ada", "bob", "chief"}, id="indented, no end"),
        pytest.param("admins:\n- chief\nmembers:\n- ada # since then\n- bob\n", {"ada", "bob", "chief"}, id="comment"),
        pytest.param("admins:\n- chief\n\nmembers:\n\n- ada\n", {"ada", "chief"}, id="empty lines"),
        pytest.param("admins:\r\n- chief\r\nmembers:\r\n- ada\r\n", {"ada", "chief"}, id="line ends of Windows"),
        pytest.param("admins: [chief]\nmembers: [Ada, 12, null, '', no login]\n", {"chief", "ada", "12"}, id="a row"),
        pytest.param("Admins:\n- chief\nMembers:\n- ada\n", {"chief", "ada"}, id="capitals"),
        pytest.param("x: &m {members: [ada]}\n<<: *m\nadmins: [chief]\n", {"chief", "ada"}, id="a merge key"),
        pytest.param("members: [ada]\n---\nmembers: [zoe]\n", {"ada"}, id="the first document"),
        pytest.param("members:\n- zoe\nmembers:\n- ada\n", {"ada"}, id="the last of two"),
        pytest.param("admins:\n- chief\n", {"chief"}, id="no members"),
        pytest.param("admins:\nmembers:\nname: octo\n", set(), id="nobody"),
        pytest.param("admins:\n- chief\nmembers:\n- ada\n  bob\n", {"chief"}, id="a word over two lines is no login"),
        pytest.param("admins:\n- '-chief'\nmembers:\n- ada\n", {"ada"}, id="a dash in quotes is no login"),
        pytest.param("admins:\n- chief\nmembers:\n- ada\n - bob\n", {"chief"}, id="two indentations"),
        pytest.param("admins: &a\n- chief\nmembers: *a\n", {"chief"}, id="anchor"),
        pytest.param(
            "orgs:\n  other:\n    members: [zoe]\n  Octo:\n    admins:\n    - chief\n    members:\n    - ada\n",
            {"chief", "ada"},
            id="all organizations",
        ),
        pytest.param("Orgs: {OCTO: {Members: [ada]}}", {"ada"}, id="all organizations in capitals"),
    ],
)
def test_members_and_admins_are_listed_without_case(text, logins):
    assert listed(text, "octo") == logins


@pytest.mark.parametrize(
    "text",
    [
        "",
        "octo",
        "- ada\n",
        "name: octo\n",
        "members: [",
        "members: \x00",
        "[" * 3000,
        "members: {ada: x}",
        "members: ada",
        "members: [ada, [x]]",
        "admins: [chief]\nmembers: [{login: ada}]",
        "orgs: {}",
        "orgs: {o: {members: [a]}}",
    ],
)
def test_what_is_no_such_file_lists_nobody_knows_whom(text):
    assert listed(text, "octo") is None


def test_plain_files_need_no_parser(monkeypatch):
    monkeypatch.setattr(org_listing, "_parsed", None)

    assert listed(PLAIN, "octo") == {"chief", "ada", "249043822", "x-"}


LOGIN = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,8}", fullmatch=True)
ROSTER = st.fixed_dictionaries(
    {"admins": st.lists(LOGIN, max_size=4), "members": st.lists(LOGIN, max_size=6), "teams": st.just({"t": ["zoe!"]})},
    optional={"name": st.just("octo"), "description": st.text(max_size=20)},
)


@given(ROSTER, st.booleans(), st.sampled_from([None, "'", '"']))
def test_the_fast_reader_and_a_parser_agree(roster, sort, quote):
    text = yaml.safe_dump(roster, sort_keys=sort, default_style=quote, allow_unicode=True)

    assert listed(text, "octo") == {login.casefold() for key in ("admins", "members") for login in roster[key]}
