"""A cohort's file: YAML or a plain list, and every mistake in it at once."""

from datetime import date
from pathlib import Path

import jsonschema
import pytest
from factories import login

from tracker.catalog import file_schema, load_cohort, load_settings
from tracker.catalog.cohort import member
from tracker.catalog.sheet import read
from tracker.errors import ConfigError
from tracker.facts.scopes import Scope

CONFIG = Path(__file__).parents[3] / "config"
SCOPE = "Write OWNER/REPO or OWNER/REPO:PATH, for example kubernetes-sigs/kueue:pkg/scheduler."
TIERS = {one: one.capitalize() for one in ("member", "reviewer", "approver", "owner-lead", "tech-lead")}


@pytest.fixture
def written(tmp_path):
    def write(text, name="cohort.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def mistakes(path):
    with pytest.raises(ConfigError) as caught:
        load_cohort(path, tiers=TIERS, known={"two-factor"})
    return [line.partition(":")[2] for line in caught.value.mistakes]


def test_a_person_with_all_that_can_be_said(written):
    text = """
    name: Spring
    members:
      - login: "@Octo-Me"
        tier: reviewer
        scope: [octo-org/widget:pkg, octo-org/gadget]
        mentor: octo-mentor
        notes: Likes queues
        since: 2026-03-01
        attestations: [{criterion: two-factor, by: octo-mentor, on: 2026-05-12}]
    do_not_track: [octo-private]
    """
    cohort = load_cohort(written(text), tiers=TIERS, known={"two-factor"})
    assert (cohort.name, cohort.wider, cohort.do_not_track) == ("Spring", (), {login("octo-private")})
    ((who, entry),) = cohort.people.items()
    assert who == login("octo-me")
    assert entry.attestations[0].criterion == "two-factor"
    found = member(who, entry)
    assert found.scopes == (Scope.directory("octo-org/widget", "pkg"), Scope.directory("octo-org/gadget"))
    assert (found.tier, found.mentor, found.notes) == ("reviewer", login("octo-mentor"), "Likes queues")
    assert found.since == date(2026, 3, 1)


def test_teams_and_owners(written):
    cohort = load_cohort(
        written("members:\n- '@octo-org/widget-team'\n- owners: octo-org/widget:pkg\n  mentor: octo-m\n")
    )
    team, owners = cohort.wider
    assert (team.team, team.owners) == ("octo-org/widget-team", None)
    assert owners.owners == Scope.directory("octo-org/widget", "pkg")
    assert owners.entry.mentor == "octo-m"


@pytest.mark.parametrize(
    "text",
    [
        "octo-a\nocto-b\n12345\n",
        "\ufeff# the list\n\n  @octo-a   # from the docs team\nOcto-B\n12345",
        "- octo-a\n- octo-b\n- 12345\n",
        "members: [octo-a, '@octo-b', 12345]\n",
    ],
)
def test_a_plain_list_however_it_is_written(written, text):
    assert list(load_cohort(written(text)).people) == [login("octo-a"), login("octo-b"), login("12345")]


def test_a_plain_list_may_name_teams(written):
    cohort = load_cohort(written("octo-a\n@octo-org/team\n"))
    assert list(cohort.people) == [login("octo-a")]
    assert cohort.wider[0].team == "octo-org/team"


def test_mistakes_in_a_plain_list_have_their_lines(written):
    assert mistakes(written("octo-a\nocto b\n\nocto-c!\nOCTO-A\n", "list.txt")) == [
        "2: members[1] > login: 'octo b' is not a GitHub login",
        "4: members[2] > login: 'octo-c!' is not a GitHub login",
        "5: members[3]: OCTO-A is there twice, first as members[0]",
    ]


def test_every_mistake_at_once(written):
    text = """members:
  - {login: octo-a, teir: reviewer}
  - {login: octo-b, tier: revewer}
  - {owners: widget}
  - {login: octo-c, owners: octo-org/widget}
  - {mentor: octo-m}
  - {login: octo-d, attestations: [{criterion: two-factr, by: octo-m, on: 2026-01-01}]}
  - {login: octo-e, since: soon}
  - {login: OCTO-A}
  - {team: no-slash}
"""
    assert mistakes(written(text)) == [
        "2: members[0] > teir: unknown key; did you mean tier?",
        "3: members[1] > tier: the ladder has no tier 'revewer'; did you mean reviewer?",
        f"4: members[2] > owners: 'widget' is not a scope. {SCOPE}",
        "5: members[3]: is of two things; make an entry each of login and owners",
        "6: members[4] > login: is missing, as are team, owners and contributors",
        "7: members[5] > attestations[0] > criterion: the ladder has no criterion 'two-factr'; did you mean two-factor?",
        "8: members[6] > since: 'soon' is not a date; write it as 2026-08-21",
        "9: members[7]: OCTO-A is there twice, first as members[0]",
        "10: members[8] > team: 'no-slash' does not fit ^@?[A-Za-z0-9-]+/[A-Za-z0-9_.-]+$",
    ]


@pytest.mark.parametrize("text", ["", "# nobody\n", "members: []\n", "name: Spring\n", "people: [octo-a]\n"])
def test_a_cohort_of_nobody_is_refused(written, text):
    with pytest.raises(ConfigError):
        load_cohort(written(text))


def test_the_hint_names_the_schema_of_cohorts(written):
    with pytest.raises(ConfigError) as caught:
        load_cohort(written("people: [octo-a]\n"))
    assert caught.value.hint == "`ladder rules schema --cohort` prints every key."


def test_the_shipped_example_holds():
    cohort = load_cohort(CONFIG / "cohort.example.yaml", tiers=TIERS, known={"two-factor"})
    assert [str(who) for who in cohort.people] == ["octo-newcomer", "octo-reviewer"]
    assert len(cohort.wider) == 3
    jsonschema.validate(read(CONFIG / "cohort.example.yaml").value, file_schema("cohort"))


def test_settings(written):
    assert load_settings(written("do_not_track: [octo-a, '@octo-b']\n")).do_not_track == ("octo-a", "octo-b")
    with pytest.raises(ConfigError, match="1 mistake") as caught:
        load_settings(written("do_not_trak: [octo-a]\n"))
    assert caught.value.hint == "`ladder rules schema --settings` prints every key."


def test_entries_as_people_type_them(written):
    text = """
members:
- https://github.com/octo-a
- https://github.com/orgs/octo-org/teams/octo-team
- {login: '@octo-b', tier: Reviewers, scope: https://github.com/octo-org/octo/tree/main/pkg, mentor: https://github.com/octo-m}
- {owners: octo-org/octo/pkg, tier: tech lead}
do_not_track: [https://github.com/octo-z]
"""
    cohort = load_cohort(written(text), tiers=TIERS)
    first, second = cohort.people.values()
    assert [login.name for login in cohort.people] == ["octo-a", "octo-b"]
    assert (first.tier, second.tier, second.scope, second.mentor) == (
        None,
        "reviewer",
        ("octo-org/octo:pkg",),
        "octo-m",
    )
    assert [(one.team, str(one.owners or ""), one.entry.tier) for one in cohort.wider] == [
        ("octo-org/octo-team", "", None),
        (None, "octo-org/octo:pkg", "tech-lead"),
    ]
    assert {login.name for login in cohort.do_not_track} == {"octo-z"}


def test_a_plain_list_of_addresses(written):
    cohort = load_cohort(written("https://github.com/octo-a\n@octo-b\ngithub.com/octo-c\n"))
    assert [login.name for login in cohort.people] == ["octo-a", "octo-b", "octo-c"]


def test_the_same_person_twice_however_they_are_typed(written):
    assert mistakes(written("members: [octo-a, 'https://github.com/Octo-A']\n")) == [
        "1: members[1]: https://github.com/Octo-A is there twice, first as members[0]"
    ]


def test_a_tier_that_may_be_several_is_not_guessed(written):
    assert mistakes(written("members: [{login: octo-a, tier: leads}]\n")) == [
        "1: members[0] > tier: 'leads' is more than one tier; write owner-lead or tech-lead"
    ]
