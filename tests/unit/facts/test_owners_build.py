from dataclasses import replace

from holding_files import holders_of
from unit.facts.owners_trees import APPROVER, REPO, REVIEWER, compile_pattern, login, names, tree, url

from tracker.facts.owners import AliasUse, OwnersEntry, Remark
from tracker.facts.owners_build import tree_of
from tracker.facts.owners_file import parse_maintainers


def test_an_invalid_filter_is_passed_over_and_reported():
    t = tree({"pkg/OWNERS": {"filters": {"[": {"approvers": ["octo-one"]}, ".*": {"approvers": ["octo-two"]}}}})
    assert names(holders_of(t, "pkg/[", APPROVER)) == ["octo-two"]
    assert t.problems == (Remark(path="pkg/OWNERS", text="the filter '[' is no pattern, and is passed over"),)
    assert t.entries(login("octo-one")) == ()


def test_every_use_of_an_alias_is_known():
    t = tree(
        {
            "OWNERS": {"approvers": ["Octo-Team", "octo-one"], "required_reviewers": ["@octo-team"]},
            "pkg/OWNERS": {"filters": {r"\.go$": {"reviewers": ["octo-none"]}}, "emeritus_approvers": ["octo-team"]},
        },
        aliases={"octo-team": ["octo-one"], "octo-none": None},
    )
    assert t.alias_uses == {
        "octo-team": {
            AliasUse(directory="", key="approvers"),
            AliasUse(directory="", key="required_reviewers"),
            AliasUse(directory="pkg", key="emeritus_approvers"),
        },
        "octo-none": {AliasUse(directory="pkg", key="reviewers", filter=r"\.go$")},
    }


def test_entries_say_how_they_came_about():
    t = tree(
        {
            "OWNERS": {"approvers": ["Octo-Team", "octo-one"], "emeritus_reviewers": ["octo-one"]},
            "pkg/OWNERS": {"filters": {r"\.go$": {"reviewers": ["OCTO-ONE"]}}},
        },
        aliases={"octo-team": ["octo-one"]},
    )
    entry = OwnersEntry(
        login=login("octo-one"), role=APPROVER, repo=REPO, directory="", url=url("OWNERS"), alias="Octo-Team"
    )
    assert t.entries(login("OCTO-one")) == (
        entry,
        replace(entry, alias=None),
        replace(entry, alias=None, role=REVIEWER, emeritus=True),
        replace(entry, alias=None, role=REVIEWER, directory="pkg", url=url("pkg/OWNERS"), filter=r"\.go$"),
    )
    assert t.entries(login("octo-nobody")) == ()


def test_a_login_named_twice_has_one_entry():
    t = tree({"OWNERS": {"approvers": ["octo-one", "Octo-One"]}})
    assert len(t.entries_) == 1


def test_an_alias_hides_a_login_of_its_name_and_an_empty_one_gives_nobody():
    t = tree(
        {"OWNERS": {"approvers": ["octo-team"]}, "pkg/OWNERS": {"approvers": ["octo-empty"]}},
        aliases={"octo-team": ["octo-one"], "octo-empty": None},
    )
    assert names(holders_of(t, "pkg/a", APPROVER)) == ["octo-one"]
    assert t.directory_of("pkg/a") == ""


def test_teams_and_other_names_are_nobody():
    t = tree(
        {
            "OWNERS": {
                "approvers": ["octo-org/octo-team", "octo one", "octo-one"],
                "required_reviewers": ["octo-org/octo-security", "octo-two"],
            }
        },
        aliases={"octo-all": ["octo-all-deep", "a/b"], "octo-all-deep": ["octo-three"]},
    )
    assert names(holders_of(t, "a", APPROVER)) == ["octo-one"]
    assert t.entries(login("octo-two")) == ()
    assert t.problems == ()


def test_a_faulty_file_does_not_spoil_the_tree():
    t = tree(
        {"OWNERS": {"approvers": ["octo-root"]}, "pkg/OWNERS": {"approvers": "octo-one"}},
        aliases={"octo-odd": "octo-two"},
        problems=(Remark(path="cmd/OWNERS", text="is no YAML"),),
        complete=False,
    )
    assert names(holders_of(t, "pkg/a", APPROVER)) == ["octo-root"]
    assert [problem.path for problem in t.problems] == ["cmd/OWNERS", "OWNERS_ALIASES", "pkg/OWNERS"]
    assert not t.complete


def test_vendored_owners_are_no_evidence():
    t = tree(
        {
            "vendor/OWNERS": {"approvers": ["octo-vendor"]},
            "vendor/octo.example/lib/OWNERS": {"approvers": ["octo-foreign"], "options": {"no_parent_owners": True}},
        }
    )
    assert t.entries(login("octo-foreign")) == ()
    assert names(holders_of(t, "vendor/octo.example/lib/a.go", APPROVER)) == ["octo-vendor"]


def test_maintainers_stand_for_owners():
    file = parse_maintainers("Octo One (@octo-one) pkg:*\n", path="MAINTAINERS", url=url("MAINTAINERS"))
    assert names(tree_of(REPO, [file], compile_pattern=compile_pattern).owners("")) == ["octo-one"]


def test_ten_thousand_aliases_and_entries():
    count = 10_000
    aliases = {f"octo-team-{i}": [f"octo-{i}", f"octo-{i + 1}"] for i in range(count)}
    t = tree({"OWNERS": {"approvers": list(aliases)}}, aliases=aliases)
    assert len(holders_of(t, "a", APPROVER)) == count + 1
    assert len(t.entries(login("octo-1"))) == 2
