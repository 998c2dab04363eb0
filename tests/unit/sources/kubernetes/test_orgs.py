import pytest

from tracker.facts import Kind
from tracker.facts.people import Login
from tracker.sources.base import FileText, Unread
from tracker.sources.kubernetes.orgs import read_rosters

FILE = "octo-org/org:config/octo-org/org.yaml"
URL = "https://github.example/octo-org/org/blob/HEAD/config/octo-org/org.yaml"

TEXT = """\
admins:
- octo-admin
- Octo-Both
billing_email: nobody@octo.example
description: "members: - octo-nobody"
members:
- 0cto-digit
- "249043822"
  # - octo-gone
- 249043823
- octo-both
- Octo-Member   # since forever
- '@octo-at'
teams:
  octo-team:
    members:
    - octo-member
    - octo-team-only
"""


class Files:
    def __init__(self, answers):
        self.answers = answers
        self.calls = 0

    def read(self, refs):
        self.calls += 1
        return [self._one(ref) for ref in refs]

    def _one(self, ref):
        text = self.answers.get(str(ref))
        if isinstance(text, Exception):
            return Unread(ref=ref, reason=str(text))
        return FileText(ref=ref, text=text, oid=None, url=f"https://github.example/{ref.repo}/blob/HEAD/{ref.path}")


def roster(text):
    rosters, gaps = read_rosters(Files({FILE: text}), {"octo-org": FILE})
    assert gaps == ()
    return rosters["octo-org"]


def member(text, login):
    return roster(text).member(Login.parse(login))


def test_members_are_the_members_and_the_admins():
    found = roster(TEXT)
    assert sorted(login.key for login in found.members) == [
        "0cto-digit",
        "249043822",
        "249043823",
        "octo-admin",
        "octo-at",
        "octo-both",
        "octo-member",
    ]
    assert (found.org, found.url) == ("octo-org", URL)


@pytest.mark.parametrize(
    ("login", "line", "admin"),
    [
        ("octo-admin", 2, True),
        ("octo-both", 3, True),
        ("249043822", 8, False),
        ("249043823", 10, False),
        ("OCTO-MEMBER", 12, False),
        ("octo-at", 13, False),
    ],
)
def test_a_membership_shows_its_line(login, line, admin):
    found = member(TEXT, login)
    assert (found.url, found.admin, found.org) == (f"{URL}#L{line}", admin, "octo-org")


FULL = """\
# all of them
orgs:
  other-org:
    members:
    - octo-other
  "Octo-Org":   # ours
    admins:
      - octo-admin

    members:
      - octo-one
      - octo-two
    teams:
      octo-team:
        members:
        - octo-team-only
  third-org: {members: [octo-third]}
"""


def test_a_file_of_all_organizations_is_read():
    assert sorted(login.key for login in roster(FULL).members) == ["octo-admin", "octo-one", "octo-two"]
    assert member(FULL, "octo-two").url == f"{URL}#L12"
    assert (member(FULL, "octo-admin").url, member(FULL, "octo-admin").admin) == (f"{URL}#L8", True)


def test_a_file_of_all_organizations_may_be_in_flow_form():
    assert member("{orgs: {octo-org: {members: [octo-one]}}}", "octo-one").url == URL
    assert member("orgs: {octo-org: {members: [octo-one]}}", "octo-one").url == URL


def test_members_of_teams_alone_are_no_members():
    assert member(TEXT, "octo-team-only") is None


@pytest.mark.parametrize("text", ["admins: [octo-admin, octo-two]\n", "admins:\n-\n  octo-admin\n"])
def test_an_entry_in_another_form_shows_the_file(text):
    assert member(text, "octo-admin").url == URL


@pytest.mark.parametrize("members", ["", "members:\n", "members: []\n", "members: null\n", "members:\n- \n- 'a b'\n"])
def test_an_organization_may_have_admins_only(members):
    assert list(roster(f"admins:\n- octo-admin\n{members}").members) == [Login.parse("octo-admin")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, f"{FILE} does not exist"),
        (OSError("timed out"), f"{FILE} could not be read: timed out"),
        ("members: [", f"{FILE} is no YAML: line 2"),
        *(
            (text, f"{FILE} is not in a form that is read: it has no lists of admins and members of octo-org")
            for text in (
                "- octo-one\n",
                "octo-one\n",
                "",
                "teams: {}\n",
                "organization: {members: [octo-one]}\n",
                "orgs: {}\n",
                "orgs: [octo-org]\n",
                "orgs: {other-org: {members: [octo-one]}}\n",
                "orgs: {octo-org: [octo-one]}\n",
                "orgs: {octo-org: {people: [octo-one]}}\n",
                "orgs: {}\nmembers: [octo-one]\n",
            )
        ),
        ("members: octo-one\n", f"{FILE} is not in a form that is read: it has no list of names under 'members'"),
        ("members: {octo-one: }\n", f"{FILE} is not in a form that is read: it has no list of names under 'members'"),
        ("admins: [{login: x}]\n", f"{FILE} is not in a form that is read: it has no list of names under 'admins'"),
        ("orgs: {octo-org: {members: []}}\n", f"{FILE} lists nobody"),
        ("members: []\nadmins:\n", f"{FILE} lists nobody"),
    ],
)
def test_a_file_that_says_nothing_is_a_gap(text, reason):
    rosters, [gap] = read_rosters(Files({FILE: text}), {"octo-org": FILE})
    assert rosters == {}
    assert gap.kind is Kind.MEMBERS
    assert gap.reason.startswith(reason)
    assert gap.effect == "who is a member of octo-org is not known"


def test_organizations_are_read_with_one_call_and_one_failure_stays_alone():
    files = Files({FILE: TEXT})
    rosters, gaps = read_rosters(files, {"octo-gone": "octo-org/org:gone.yaml", "octo-org": FILE})
    assert files.calls == 1
    assert list(rosters) == ["octo-org"]
    assert [gap.reason for gap in gaps] == ["octo-org/org:gone.yaml does not exist"]


def test_thousands_of_members_are_found():
    text = "members:\n" + "".join(f"- octo-{i}\n" for i in range(10_000))
    found = roster(text)
    assert len(found.members) == 10_000
    assert found.member(Login.parse("octo-9999")).url == f"{URL}#L10001"


def test_keys_are_found_without_regard_to_case():
    text = "Admins:\n- octo-admin\nMembers:\n- octo-one\n"
    assert member(text, "octo-one").url == f"{URL}#L4"
    assert member(text, "octo-admin").admin
