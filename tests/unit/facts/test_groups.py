from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.facts.groups import GroupKind, Groups, LeadRole
from tracker.facts.groups_file import parse_groups
from tracker.facts.meetings import Meeting
from tracker.facts.owners_links import OwnersFileLink
from tracker.facts.people import Login
from tracker.facts.prose import one_line, web_address, without_addresses
from tracker.facts.scopes import Scope

URL = "https://github.com/octo-org/community/blob/main/sigs.yaml"
TODAY = date(2026, 8, 21)
RAW = "https://raw.githubusercontent.com"


def person(login, **more):
    return {"github": login, "name": "Octo Example", **more}


def sig(directory="sig-widgets", **more):
    label = directory.removeprefix("sig-")
    return {"dir": directory, "name": label.title(), "label": label, **more}


def subproject(name, *owners, **more):
    return {"name": name, "owners": list(owners), **more}


WIDGETS = sig(
    mission_statement="Covers widgets.\n\nAll of them.",
    leadership={
        "chairs": [person("Octo-Chair", company="Example Inc", email="chair@example.com")],
        "tech_leads": [person("octo-chair"), person("249043822")],
        "emeritus_leads": [person("octo-emerita")],
    },
    meetings=[{"description": "Regular", "day": "Thursday", "time": "16:00", "tz": "CET", "frequency": "weekly"}],
    contact={
        "slack": "#sig-widgets",
        "mailing_list": "https://groups.example.com/g/widgets",
        "private_mailing_list": "private@example.com",
        "liaison": person("octo-liaison"),
        "teams": [{"name": "widgets", "description": "-"}],
    },
    subprojects=[
        subproject("website", f"{RAW}/octo-org/site/main/OWNERS"),
        subproject(
            "lantern",
            f"{RAW}/octo-org/lantern/main/pkg/OWNERS",
            f"{RAW}/octo-org/lantern/main/OWNERS",
            leads=[person("octo-lead")],
        ),
    ],
)
DOCS = sig("sig-docs", subprojects=[subproject("website", f"{RAW}/octo-org/site/main/content/OWNERS")])
BATCH = {
    "dir": "wg-batch",
    "name": "Batch",
    "label": "batch",
    "leadership": {"chairs": [person("octo-chair")]},
}
STEERING = {"dir": "committee-steering", "name": "Steering", "leadership": {"chairs": [person("octo-steerer")]}}
DATA = {
    "sigs": [WIDGETS, DOCS],
    "workinggroups": [BATCH],
    "usergroups": [],
    "committees": [STEERING],
    "gb_rep": person("octo-rep"),
}


@pytest.fixture
def groups():
    return parse_groups(DATA, url=URL)


def test_groups_are_found_by_id_in_the_files_order(groups):
    assert groups.problems == ()
    assert [group.id for group in groups.active] == ["sig-widgets", "sig-docs", "wg-batch", "committee-steering"]
    assert groups.group("SIG-Widgets") is groups.active[0]
    assert groups.group("wg-serving") is None


def test_a_group_has_what_the_file_says(groups):
    group = groups.group("sig-widgets")
    assert (group.kind, group.name, group.label) == (GroupKind.SIG, "Widgets", "widgets")
    assert group.mission == "Covers widgets. All of them."
    assert group.url == "https://github.com/octo-org/community/tree/main/sig-widgets"
    assert (group.slack, group.mailing_list) == ("sig-widgets", "https://groups.example.com/g/widgets")
    assert group.liaison.login == Login.parse("octo-liaison")
    assert group.chairs[0].company == "Example Inc"
    assert [str(lead.login) for lead in group.tech_leads] == ["octo-chair", "249043822"]
    assert [meeting.text(TODAY) for meeting in group.meetings] == ["Thursdays 16:00 CET, weekly"]


def test_a_subproject_has_what_the_file_says(groups):
    lantern = groups.subprojects()["sig-widgets", "lantern"]
    assert [str(lead.login) for lead in lantern.leads] == ["octo-lead"]
    assert [link.path for link in lantern.owners] == ["pkg/OWNERS", "OWNERS"]
    assert (str(lantern), str(lantern.scope)) == ("sig-widgets/lantern", "sig-widgets/lantern")


@pytest.mark.parametrize(
    ("group", "title", "label"),
    [
        ("sig-widgets", "SIG Widgets", "sig/widgets"),
        ("wg-batch", "WG Batch", "wg/batch"),
        ("committee-steering", "Steering Committee", "committee/steering"),
    ],
)
def test_a_group_is_named_as_people_say_it(groups, group, title, label):
    assert (groups.group(group).title, groups.group(group).github_label) == (title, label)


def held(groups, login):
    return [(str(one.scope), one.role) for one in groups.led_by(Login.parse(login))]


def test_one_login_may_lead_several_groups(groups):
    assert held(groups, "@OCTO-chair") == [
        ("sig-widgets", LeadRole.CHAIR),
        ("sig-widgets", LeadRole.TECH_LEAD),
        ("wg-batch", LeadRole.CHAIR),
    ]


def test_a_committee_has_members_and_a_subproject_leads(groups):
    assert held(groups, "octo-steerer") == [("committee-steering", LeadRole.MEMBER)]
    assert held(groups, "octo-lead") == [("sig-widgets/lantern", LeadRole.SUBPROJECT_LEAD)]
    assert held(groups, "octo-liaison") == []


def test_emeritus_leads_hold_nothing(groups):
    assert held(groups, "octo-emerita") == []
    (once,) = groups.emeritus(Login.parse("octo-emerita"))
    assert (once.group.id, once.role) == ("sig-widgets", LeadRole.EMERITUS_LEAD)


def test_what_somebody_leads_can_be_checked(groups):
    (lead,) = groups.led_by(Login.parse("octo-lead"))
    assert [(proof.title, proof.url) for proof in lead.proof] == [
        ("sigs.yaml, entry sig-widgets: octo-lead, lead of subproject lantern", URL),
        ("README of SIG Widgets", "https://github.com/octo-org/community/tree/main/sig-widgets"),
    ]
    (member,) = groups.led_by(Login.parse("octo-steerer"))
    assert member.proof[0].title.endswith("octo-steerer, member of Steering Committee")


@pytest.mark.parametrize("url", ["https://files.example.com/sigs.yaml", "https://github.com/o/r/blob/sigs.yaml"])
def test_the_file_stands_in_for_a_page_that_cannot_be_known(url):
    group = parse_groups(DATA, url=url).group("sig-widgets")
    assert group.url == url
    assert [proof.url for proof in group.proof("x")] == [url]


def test_one_name_may_be_in_two_groups(groups):
    assert {("sig-widgets", "website"), ("sig-docs", "website")} < set(groups.subprojects())


@pytest.mark.parametrize(
    ("repo", "path", "found"),
    [
        ("octo-org/site", "content/en/a.md", ["sig-docs/website", "sig-widgets/website"]),
        ("octo-org/site", "", ["sig-widgets/website"]),
        ("Octo-Org/Site", "contents", ["sig-widgets/website"]),
        ("octo-org/lantern", "/pkg/", ["sig-widgets/lantern"]),
        ("octo-org/other", "", []),
    ],
)
def test_the_nearest_subproject_comes_first(groups, repo, path, found):
    assert [str(one) for one in groups.subprojects_of_path(repo, path)] == found


def test_the_nearest_file_of_a_subproject(groups):
    lantern = groups.subprojects()["sig-widgets", "lantern"]
    assert lantern.nearest("octo-org/lantern", "pkg/a.go").directory == "pkg"
    assert lantern.nearest("octo-org/lantern", "README.md").directory == ""
    assert lantern.nearest("octo-org/site", "") is None


def test_addresses_are_never_kept(groups):
    data = {"sigs": [sig(mission_statement="Ask lead@example.com.", name="x@example.com", contact={"slack": "a@b.cd"})]}
    for one in (groups, parse_groups(data, url=URL)):
        assert "@example" not in repr(one)
        assert "@b.cd" not in repr(one)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (None, "no group could be read"),
        ([], "no group could be read"),
        ({}, "no group could be read"),
        ({"sigs": "x"}, "sigs is no list"),
        ({"sigs": ["x"]}, "sigs[0] is no mapping"),
        ({"sigs": [{}]}, "sigs[0]: dir names no directory"),
        ({"sigs": [sig("../x")]}, "sigs[0]: dir names no directory"),
        ({"sigs": [sig(), sig()]}, "sigs[1]: sig-widgets is listed before"),
        ({"sigs": [sig(leadership="x")]}, "sigs[0]: leadership is no mapping"),
        ({"sigs": [sig(leadership={"chairs": "x"})]}, "sigs[0].leadership: chairs is no list"),
        (
            {"sigs": [sig(leadership={"chairs": [{"name": "x"}]})]},
            "sigs[0].leadership.chairs[0]: github names no login",
        ),
        ({"sigs": [sig(contact={"liaison": {"github": "a b"}})]}, "sigs[0].contact.liaison: github names no login"),
        ({"sigs": [sig(subprojects=[{"owners": []}])]}, "sigs[0].subprojects[0]: name is missing"),
        ({"sigs": [sig(subprojects=[subproject("a")] * 2)]}, "sigs[0].subprojects[1]: a is listed before"),
        (
            {"sigs": [sig(subprojects=[subproject("a", "https://git.example.com")])]},
            "sigs[0].subprojects[0]: owners: 'https://git.example.com' is no address of a file on GitHub",
        ),
        ({"sigs": [sig(subprojects=[subproject("a", None)])]}, "sigs[0].subprojects[0]: owners[0] is no text"),
    ],
)
def test_what_cannot_be_read_is_named(data, problem):
    assert problem in parse_groups(data, url=URL).problems


@pytest.mark.parametrize("empty", [{}, {"subprojects": [], "contact": {}}, {"meetings": None, "leadership": None}])
def test_keys_may_be_missing_or_empty(empty):
    full = parse_groups({"sigs": [{"dir": "sig-widgets", **empty}]}, url=URL)
    assert full.problems == ()
    assert full.group("sig-widgets").name == "widgets"


def test_the_same_file_named_twice_counts_once():
    url = f"{RAW}/octo-org/a/main/OWNERS"
    groups = parse_groups({"sigs": [sig(subprojects=[subproject("a", url, url)])]}, url=URL)
    assert len(groups.subprojects()["sig-widgets", "a"].owners) == 1


def test_nothing_read_is_no_groups():
    assert Groups(url=URL).active == ()


_values = st.recursive(
    st.none() | st.text(max_size=12) | st.sampled_from(["sig-a", "octo-a", f"{RAW}/o/r/main/OWNERS"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["sigs", "dir", "leadership", "chairs", "github", "subprojects", "owners", "name", "contact"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(st.fixed_dictionaries({"sigs": st.lists(st.fixed_dictionaries({"dir": st.just("sig-a")}, optional={
    "leadership": _values, "contact": _values, "subprojects": _values, "meetings": _values, "charter_link": _values,
}), max_size=3)}) | _values)  # fmt: skip
def test_no_data_raises(data):
    groups = parse_groups(data, url=URL)
    assert groups.by_id or groups.problems


@pytest.mark.parametrize(
    ("url", "repo", "path"),
    [
        (f"{RAW}/octo-org/lantern/main/OWNERS", "octo-org/lantern", "OWNERS"),
        (f"{RAW}/octo-org/lantern/refs/heads/main/OWNERS", "octo-org/lantern", "OWNERS"),
        (f"{RAW}/octo-org/lantern/HEAD/pkg/OWNERS", "octo-org/lantern", "pkg/OWNERS"),
        ("https://github.com/octo-org/lantern/blob/main/a/OWNERS", "octo-org/lantern", "a/OWNERS"),
        ("https://github.com/octo-org/lantern/blob/refs/heads/main/OWNERS", "octo-org/lantern", "OWNERS"),
        ("https://github.com/octo-org/lantern/raw/main/OWNERS?x=1#L3", "octo-org/lantern", "OWNERS"),
        ("https://git.example.com/octo-org/lantern/blob/main/OWNERS", "octo-org/lantern", "OWNERS"),
        ("http://127.0.0.1:8080/raw/octo-org/lantern/main/OWNERS", "octo-org/lantern", "OWNERS"),
        ("https://raw.git.example.com/octo-org/lantern/main/OWNERS", "octo-org/lantern", "OWNERS"),
        (f" \u200b{RAW}/octo-org/lantern/main/a%20b/OWNERS\n", "octo-org/lantern", "a b/OWNERS"),
    ],
)
def test_an_owners_file_is_known_by_its_address(url, repo, path):
    link = OwnersFileLink.parse(url)
    assert (link.repo, link.path, link.url) == (repo, path, url.strip(" \u200b\n"))
    assert not link.maintainers


@pytest.mark.parametrize(
    "url",
    [
        "",
        "OWNERS",
        "ftp://raw.githubusercontent.com/o/r/main/OWNERS",
        "http://[",
        "https://github.com/octo-org/lantern",
        "https://github.com/octo-org/lantern/tree/main/a",
        "https://github.com/octo-org/lantern/blob/main",
        f"{RAW}/octo-org/lantern/main",
        f"{RAW}/octo-org/lantern/refs/heads/main",
        f"{RAW}/octo-org/lantern/main/../../OWNERS",
        f"{RAW}/octo-org/la ntern/main/OWNERS",
        f"{RAW}/octo-org/%20/main/OWNERS",
    ],
)
def test_another_address_names_no_owners_file(url):
    assert OwnersFileLink.parse(url) is None


def test_a_maintainers_file_is_told():
    link = OwnersFileLink.parse(f"{RAW}/octo-org/lantern/main/pkg/MAINTAINERS")
    assert link.maintainers
    assert link.scope == Scope.directory("octo-org/lantern", "pkg")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Covers [everything](https://example.com/a) and ![more](#b)", "Covers everything and more"),
        ("bi-weekly ([upcoming meeting dates](#upcoming-meeting-dates))", "bi-weekly"),
        ("Meeting [APAC friendly] (late)", "Meeting [APAC friendly] (late)"),
        ("[" * 5_000 + "](" * 5_000, "[" * 5_000 + "](" * 5_000),
    ],
)
def test_links_of_markdown_are_read_as_their_words(written, shown):
    meeting = {"description": written, "frequency": written}
    (group,) = parse_groups({"sigs": [sig(mission_statement=written, meetings=[meeting])]}, url=URL).active
    assert group.mission == group.meetings[0].frequency == group.meetings[0].description == shown


def test_zero_width_characters_are_taken_out():
    meeting = {"url": "\u200b\u200bhttps://example.com/j/1", "day": "\ufeffMonday"}
    group = parse_groups({"sigs": [sig(meetings=[meeting])]}, url=URL).active[0]
    assert group.meetings[0] == Meeting(day="Monday", url="https://example.com/j/1")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("write to octo.dev+x@mail.example.com, please", "write to (address left out), please"),
        ("@octo-dev and octo@host", "@octo-dev and octo@host"),
        ("https://example.com/@octo.dev", "https://example.com/@octo.dev"),
        ("mailto:a@b.cd", "mailto:(address left out)"),
    ],
)
def test_an_address_is_told_from_a_mention(text, kept):
    assert without_addresses(text) == kept


@pytest.mark.parametrize("url", ["javascript:x", "https://a b", "mailto:a@b.cd", "https://x/?to=a@b.cd", ""])
def test_only_a_web_page_is_a_web_address(url):
    assert web_address(url) is None


@pytest.mark.parametrize("piece", ["a", "a@", "a@b", ".", "a.@", "a@b.", "@", "%"])
def test_long_text_costs_time_in_proportion(piece):
    assert one_line(piece * (200_000 // len(piece))) is not None
