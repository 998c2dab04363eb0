from dataclasses import replace

import pytest
from holding_files import holders_of
from unit.facts.owners_trees import APPROVER, REPO, REVIEWER, login, names, tree, url

from tracker.facts.owners import OwnersEntry, OwnersTree

FILTERED = {
    "OWNERS": {
        "filters": {
            ".*": {"approvers": ["octo-root"]},
            "pkg/gear": {"approvers": ["octo-gear"], "reviewers": ["octo-gear"]},
            "docs": {"approvers": ["octo-docs"]},
            r".\.go$": {"reviewers": ["octo-gopher"]},
        }
    },
    "cut/OWNERS": {"approvers": ["octo-cut"], "options": {"no_parent_owners": True}},
    "leaf/OWNERS": {"filters": {r".\.md$": {"approvers": ["octo-leaf"]}}},
}


@pytest.mark.parametrize(
    ("directory", "found"),
    [
        ("pkg", ["octo-gear", "octo-gopher", "octo-root"]),
        ("docs/", ["octo-docs", "octo-gopher", "octo-root"]),
        ("", ["octo-docs", "octo-gear", "octo-gopher", "octo-root"]),
        ("cut/below", ["octo-cut"]),
        ("leaf", ["octo-leaf"]),
    ],
)
def test_the_nearest_owners_name_those_whose_filter_may_match_in_the_directory(directory, found):
    assert names({entry.login for entry in tree(FILTERED).nearest(directory)}) == found


@pytest.mark.parametrize(
    ("who", "directory", "given"),
    [
        ("octo-root", "pkg", ""),
        ("octo-gear", "pkg", ""),
        ("octo-gear", "docs", None),
        ("octo-docs", "cut", None),
        ("octo-leaf", "leaf", "leaf"),
        ("octo-root", "leaf", ""),
        ("octo-docs", "leaf", None),
        ("octo-gopher", "pkg", None),
    ],
)
def test_a_role_for_some_files_of_a_directory(who, directory, given):
    entry = tree(FILTERED).entry_for_some(login(who), APPROVER, directory)
    assert (entry.directory if entry else None) == given


def test_nobody_is_nearest_where_nobody_is_named():
    assert tree({}).nearest("pkg") == ()


def test_where_the_aliases_were_not_read_only_people_are_named():
    t = replace(tree({"OWNERS": {"approvers": ["octo-one", "octo-team"]}}), aliases_unread=True)
    assert names(holders_of(t.of_people({login("octo-one")}), "a", APPROVER)) == ["octo-one"]
    assert replace(t, aliases_unread=False).of_people(()).entries_ == t.entries_


def test_owners_inherit_up_to_the_root():
    t = tree(
        {
            "OWNERS": {"approvers": ["octo-root"]},
            "pkg/OWNERS": {"reviewers": ["octo-reviewer"]},
            "pkg/widget/OWNERS": {"approvers": ["octo-leaf"]},
        }
    )
    assert names(holders_of(t, "pkg/widget/a.go", APPROVER)) == ["octo-leaf", "octo-root"]
    assert names(holders_of(t, "pkg/widget/a.go", REVIEWER)) == ["octo-reviewer"]
    assert names(holders_of(t, "pkg/widget", APPROVER)) == ["octo-leaf", "octo-root"]
    assert names(holders_of(t, "pkg/widgets/a.go", APPROVER)) == ["octo-root"]
    assert names(holders_of(t, "a.go", APPROVER)) == ["octo-root"]
    assert names(holders_of(t, "", APPROVER)) == ["octo-root"]


def test_no_parent_owners_cuts_off_per_role():
    t = tree(
        {
            "OWNERS": {"approvers": ["octo-root"], "reviewers": ["octo-reviewer"]},
            "api/OWNERS": {"approvers": ["octo-api"], "options": {"no_parent_owners": True}},
        }
    )
    assert names(holders_of(t, "api/a.go", APPROVER)) == ["octo-api"]
    assert names(holders_of(t, "api/v1/a.go", APPROVER)) == ["octo-api"]
    assert names(holders_of(t, "api/a.go", REVIEWER)) == ["octo-reviewer"]
    assert t.entry_in_force(login("octo-root"), APPROVER, "api") is None
    assert t.entry_in_force(login("octo-reviewer"), REVIEWER, "api").directory == ""


def test_no_parent_owners_of_a_parent_cuts_off_what_is_below_it():
    # As in Prow: the walk ends at the option where somebody was found by then, even if further down.
    t = tree(
        {
            "OWNERS": {"approvers": ["octo-root"]},
            "api/OWNERS": {"labels": ["kind/api"], "options": {"no_parent_owners": True}},
            "api/v1/OWNERS": {"approvers": ["octo-v1"]},
        }
    )
    assert names(holders_of(t, "api/v1/a.go", APPROVER)) == ["octo-v1"]
    assert names(holders_of(t, "api/a.go", APPROVER)) == ["octo-root"]
    assert t.entry_in_force(login("octo-root"), APPROVER, "api/v1") is None
    assert t.entry_in_force(login("octo-root"), APPROVER, "api").directory == ""


def test_a_filters_only_root():
    t = tree(
        {
            "OWNERS": {
                "filters": {
                    ".*": {"approvers": ["octo-approvers"], "emeritus_approvers": ["octo-retired"]},
                    r"go\.(mod|sum)$": {"approvers": ["octo-deps"]},
                    "^Makefile$": {"approvers": ["octo-release"]},
                }
            },
            "hack/OWNERS": {"filters": {"^Makefile$": {"reviewers": ["octo-hacker"]}}},
        },
        aliases={"octo-approvers": ["octo-one", "octo-two"]},
    )
    assert names(holders_of(t, "pkg/a.go", APPROVER)) == ["octo-one", "octo-two"]
    assert names(holders_of(t, "pkg/go.mod", APPROVER)) == ["octo-deps", "octo-one", "octo-two"]
    assert names(holders_of(t, "Makefile", APPROVER)) == ["octo-one", "octo-release", "octo-two"]
    assert names(holders_of(t, "hack/Makefile", APPROVER)) == ["octo-one", "octo-two"]
    assert names(holders_of(t, "hack/Makefile", REVIEWER)) == ["octo-hacker"]
    assert names(holders_of(t, "hack/deep/Makefile", REVIEWER)) == []
    assert names(t.owners("")) == ["octo-one", "octo-two"]
    [retired] = t.entries(login("octo-retired"))
    assert (retired.emeritus, retired.filter) == (True, None)


def test_filters_and_no_parent_owners_together():
    t = tree(
        {
            "OWNERS": {"approvers": ["octo-root"]},
            "apis/OWNERS": {
                "options": {"no_parent_owners": True},
                "filters": {r"types\.go$": {"approvers": ["octo-api"]}},
            },
        }
    )
    assert names(holders_of(t, "apis/v1/types.go", APPROVER)) == ["octo-api"]
    assert names(holders_of(t, "apis/v1/doc.go", APPROVER)) == ["octo-root"]
    assert t.owners("apis") == frozenset()
    assert t.entry_in_force(login("octo-api"), APPROVER, "apis") is None
    assert t.entry_in_force(login("octo-root"), APPROVER, "apis") is None
    assert t.entry_in_force(login("octo-root"), APPROVER, "pkg").directory == ""


def test_an_entry_in_force_is_the_nearest():
    t = tree({"OWNERS": {"approvers": ["octo-one"]}, "pkg/OWNERS": {"approvers": ["octo-two", "Octo-One"]}})
    assert t.entry_in_force(login("octo-one"), APPROVER, "pkg/deep/down").directory == "pkg"
    assert t.entry_in_force(login("octo-one"), APPROVER, "/cmd/").directory == ""
    assert t.entry_in_force(login("octo-two"), APPROVER, "") is None
    assert t.entry_in_force(login("octo-one"), REVIEWER, "pkg") is None


def test_a_filter_is_searched_in_the_directory_itself_as_in_go():
    t = tree({"OWNERS": {"filters": {r"^\.$": {"approvers": ["octo-dot"]}}}})
    assert names(holders_of(t, "", APPROVER)) == ["octo-dot"]
    assert names(holders_of(t, "a", APPROVER)) == []


def test_the_emeritus_hold_nothing_even_beside_the_active():
    t = tree({"OWNERS": {"approvers": ["octo-one"], "emeritus_approvers": ["octo-one", "octo-retired"]}})
    assert names(holders_of(t, "a", APPROVER)) == ["octo-one"]
    assert [entry.emeritus for entry in t.entries(login("octo-one"))] == [False, True]
    assert t.entry_in_force(login("octo-retired"), APPROVER, "") is None
    assert t.directory_of("a") == ""


def test_the_nearest_directory_that_gives_a_role():
    t = tree(
        {
            "OWNERS": {"approvers": ["octo-root"]},
            "pkg/OWNERS": {"reviewers": ["octo-reviewer"]},
            "pkg/widget/OWNERS": {"labels": ["sig/octo"]},
            "docs/OWNERS": {"filters": {r"\.md$": {"approvers": ["octo-writer"]}}},
            "old/OWNERS": {"emeritus_approvers": ["octo-retired"]},
        }
    )
    assert t.directory_of("pkg/widget/a.go") == "pkg"
    assert t.directory_of("pkg") == "pkg"
    assert t.directory_of("docs/a.md") == "docs"
    assert t.directory_of("docs/a.txt") == ""
    assert t.directory_of("old/a") == ""
    assert t.directory_of("cmd/a") == ""
    assert OwnersTree(repo=REPO).directory_of("pkg/a") == ""


def test_owners_are_the_files_own_approvers():
    t = tree({"OWNERS": {"approvers": ["octo-root"]}, "pkg/OWNERS": {"approvers": ["octo-one"]}, "cmd/OWNERS": {}})
    assert names(t.owners("pkg/")) == ["octo-one"]
    assert names(t.owners("cmd")) == []


def test_front_matter_speaks_for_its_own_file():
    t = tree({"docs/OWNERS": {"approvers": ["octo-root"]}, "docs/a.md": {"approvers": ["octo-writer"]}})
    assert names(holders_of(t, "docs/a.md", APPROVER)) == ["octo-root", "octo-writer"]
    assert names(holders_of(t, "docs/b.md", APPROVER)) == ["octo-root"]
    assert t.entries(login("octo-writer"))[0].directory == "docs/a.md"
    assert t.directory_of("docs/a.md") == "docs"


def test_a_tree_of_bare_entries_answers():
    entry = OwnersEntry(login=login("octo-one"), role=APPROVER, repo=REPO, directory="pkg", url=url("pkg/OWNERS"))
    limited = replace(entry, login=login("octo-two"), filter=r"\.go$")
    t = OwnersTree(repo=REPO, entries_=(entry, limited))
    assert names(holders_of(t, "pkg/a.go", APPROVER)) == ["octo-one"]
    assert replace(t, complete=False).entry_in_force(login("octo-one"), APPROVER, "pkg") == entry


def test_directories_are_those_whose_owners_give_a_role():
    t = tree(
        {
            "OWNERS": {},
            "pkg/OWNERS": {"approvers": ["octo-one"]},
            "docs/OWNERS": {"filters": {r"\.md$": {"reviewers": ["octo-writer"]}}},
            "docs/a.md": {"approvers": ["octo-writer"]},
            "old/OWNERS": {"emeritus_approvers": ["octo-retired"]},
            "area/OWNERS": {"labels": ["area/octo"]},
            "alone/OWNERS": {"options": {"no_parent_owners": True}},
        }
    )
    assert t.directories == ("docs", "pkg")
    assert all(map(t.names_people, t.directories))
