"""Who is in a team: of an organization's own file, of a group's, within another team; or why that is not known."""

import pytest
from factories import login

from tracker.facts import CommunityQuery
from tracker.sources.base import FileRef, FileText, Unread
from tracker.sources.kubernetes.community import read_community

ORG = "config/octo-org/org.yaml"
GROUP = "config/octo-org/sig-widgets/teams.yaml"
SIGS = "sigs:\n- {dir: sig-widgets, name: Widgets}\n- {dir: sig-gadgets, name: Gadgets}\n"
TEAMS = """
members: [octo-a, octo-b]
teams:
  Everybody:
    description: all
    maintainers: [octo-lead]
    members: [octo-a, OCTO-LEAD, 12, not a login]
    teams:
      inner: {members: [octo-b]}
  empty: {description: nobody}
"""
GROUPS_TEAMS = "teams:\n  sig-widgets-leads: {members: [octo-w]}\n"


class Files:
    """Texts by path; the rest does not exist, or cannot be read."""

    def __init__(self, texts, broken=()):
        self.texts, self.broken, self.asked = texts, broken, []

    def read(self, refs):
        self.asked.append([ref.path for ref in refs])
        return [self._one(ref) for ref in refs]

    def _one(self, ref):
        if ref.path in self.broken:
            return Unread(ref=ref, reason="no answer")
        return FileText(ref=ref, text=self.texts.get(ref.path), oid=None, url="https://github.com/x")

    def list_paths(self, repo):
        return Unread(ref=FileRef(repo, ""), reason="not asked for")


def teams(*names, broken=(), **texts):
    given = {ORG: TEAMS, GROUP: GROUPS_TEAMS, "sigs.yaml": SIGS} | texts
    query = CommunityQuery(
        org_files={"octo-org": f"octo-org/org:{ORG}"}, groups_file="octo-org/org:sigs.yaml", teams=frozenset(names)
    )
    return read_community(Files(given, broken), query).teams


def test_maintainers_are_members_and_a_team_has_those_within_it():
    found = teams("octo-org/everybody")["octo-org/everybody"]
    assert found.members == tuple(map(login, ["octo-lead", "octo-a", "12", "octo-b"]))
    assert found.unknown is None


def test_a_team_within_another():
    assert teams("Octo-Org/Inner")["Octo-Org/Inner"].members == (login("octo-b"),)


def test_a_team_of_a_group():
    assert teams("octo-org/sig-widgets-leads")["octo-org/sig-widgets-leads"].members == (login("octo-w"),)


def test_a_team_of_nobody_is_known_to_be_empty():
    found = teams("octo-org/empty")["octo-org/empty"]
    assert (found.members, found.unknown) == ((), None)


@pytest.mark.parametrize(
    ("name", "broken", "reason"),
    [
        ("octo-org/none", (), "no file of octo-org lists a team none"),
        ("another/team", (), "the ladder knows no file of the organization another"),
        ("octo-org/none", (ORG,), f"octo-org/org:{ORG} could not be read: no answer"),
        ("octo-org/sig-widgets-leads", (GROUP,), f"octo-org/org:{GROUP} could not be read: no answer"),
    ],
)
def test_what_is_not_known_has_a_reason(name, broken, reason):
    found = teams(name, broken=broken)[name]
    assert (found.members, found.unknown) == ((), reason)


def test_a_broken_file_is_no_empty_team():
    found = teams("octo-org/everybody", **{ORG: "teams: ["})["octo-org/everybody"]
    assert found.members == ()
    assert "no YAML" in found.unknown


def test_nothing_more_is_read_where_no_team_is_asked_for():
    files = Files({ORG: TEAMS, "sigs.yaml": SIGS})
    query = CommunityQuery(org_files={"octo-org": f"octo-org/org:{ORG}"}, groups_file="octo-org/org:sigs.yaml")
    read_community(files, query)
    assert [asked for asked in files.asked if asked] == [[ORG, "sigs.yaml"]]
