import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.sources.kubernetes import org_listing
from tracker.sources.kubernetes.org_listing import Versions


def listed(text, org):
    """Whom a version lists that is the first to be read."""
    return Versions(org).listed(text)


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


NAMES = [f"octo-{number:03}" for number in range(120)]
LINES = st.one_of(
    st.sampled_from(NAMES[:6]).map("- {}".format),
    st.sampled_from(
        ["- '7'", '- "7"', "- 7", "- Octo-001", "  - octo-002", "- ada # why", "- ada bob", "", "- ", "# ada", "- @ada"]
    ),
    st.sampled_from(["members:", "admins:", "admins: []", "name: octo", "  members:", "teams: {t: {members: [zoe]}}"]),
)
PLACES = st.floats(0, 1, exclude_max=True)
EDITS = st.lists(
    st.tuples(PLACES, st.integers(0, 4), st.lists(LINES, max_size=3)),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one[0],
)


def edited(lines, edits):
    for place, taken, put in edits:
        at = int(place * (len(lines) + 1))
        lines = [*lines[:at], *put, *lines[at + taken :]]
    return lines


@settings(deadline=None)
@given(st.integers(1, len(NAMES)), st.lists(EDITS, min_size=1, max_size=8), st.sampled_from(["\n", "\n", "\r\n"]))
def test_each_version_lists_the_same_after_any_other(size, changes, end):
    lines = ["admins:", "- Chief", "members:", *(f"- {name}" for name in NAMES[:size]), "name: octo"]
    versions = Versions("octo")
    texts = [end.join(lines)]
    for change in changes:
        lines = edited(lines, change)
        texts.append(end.join(lines))

    for text in [*texts, *reversed(texts)]:
        assert versions.listed(text) == listed(text, "octo"), text


def plain(*members):
    return "\n".join(["admins:", "- chief", "members:", *(f"- {name}" for name in members), "name: octo", ""])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(NAMES, [*NAMES[:9], "new-1", *NAMES[9:99], "new-2", *NAMES[99:]], id="two come, far apart"),
        pytest.param(NAMES, [*NAMES[1:60], *NAMES[61:]], id="the first and one in the middle leave"),
        pytest.param(NAMES, NAMES[:60], id="half leave"),
        pytest.param(NAMES[:60], NAMES, id="as many come"),
        pytest.param(NAMES, NAMES[::-1], id="another order"),
        pytest.param(["ada", "bob", "ada"], ["ada", "bob"], id="one of two equal ones leaves"),
        pytest.param(["ada", "bob", "Ada"], ["ada", "bob"], id="one of two that are the same leaves"),
        pytest.param(["ada", "ada", "bob"], ["bob", "ada"], id="one of two equal ones leaves, and one moves"),
        pytest.param(["ada", "bob"], ["Ada", "'bob'"], id="written otherwise"),
        pytest.param(["ada"], ["bob"], id="nobody stays"),
    ],
)
def test_only_the_lines_that_differ_are_looked_at_and_nobody_is_lost(before, after):
    versions = Versions("octo")

    assert versions.listed(plain(*before)) == {"chief"} | {name.casefold() for name in before}
    assert versions.listed(plain(*after)) == {"chief"} | {name.casefold().strip("'") for name in after}
    assert versions.listed(plain(*after[:1])) == {"chief", after[0].casefold()}
    assert versions.listed(plain(*before)) == {"chief"} | {name.casefold() for name in before}


def test_a_name_that_comes_costs_the_reading_of_its_line_only(monkeypatch):
    read = []
    word = org_listing._word
    monkeypatch.setattr(org_listing, "_word", lambda line: read.append(line) or word(line))
    versions = Versions("octo")
    versions.listed(plain(*NAMES))
    read.clear()

    versions.listed(plain(*NAMES[:9], "new-1", *NAMES[9:99], "new-2", *NAMES[99:]))

    assert {"- new-1", "- new-2"} <= set(read)
    assert len(read) < len(NAMES) // 2
