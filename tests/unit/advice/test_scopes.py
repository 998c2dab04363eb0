"""Directories in which a role is within reach."""

import pytest
from factories import REPO, definitions, facts, mine, pull_request, reviewed

from tracker.advice.scopes import busiest, directories, promising
from tracker.criteria.work import Work
from tracker.facts.owners import OwnersEntry, OwnersTree, Role
from tracker.facts.people import Login
from tracker.facts.scopes import Scope

SOMEBODY = Login.parse("octo-somebody")
LANTERN = "octo-sigs/lantern"


def work(*paths: str, repo: str = REPO, start: int = 1) -> list:
    """One merged pull request for each path, or for each group of paths that a bar separates."""
    return [mine(n, repo=repo, paths=group.split("|")) for n, group in enumerate(paths, start=start)]


def done(authored=(), participations=()) -> Work:
    return Work(facts=facts(authored=authored, participations=participations), definitions=definitions())


def owners(*paths: str, repo: str = REPO, emeritus: bool = False) -> dict[str, OwnersTree]:
    """A repository in which somebody approves these directories."""
    entries = (
        OwnersEntry(
            login=SOMEBODY, role=Role.APPROVER, repo=repo, directory=path, url="https://x.example", emeritus=emeritus
        )
        for path in paths
    )
    return {repo: OwnersTree(repo=repo, entries_=tuple(entries))}


def found(authored, *paths: str) -> list[str]:
    return [scope.path for scope in promising(done(authored), owners(*paths))]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ((), {""}),
        (("README.md",), {""}),
        (("pkg/a/x.go",), {"", "pkg", "pkg/a"}),
        (("pkg/a/x.go", "docs/y.md"), {"", "pkg", "pkg/a", "docs"}),
    ],
)
def test_the_directories_of_a_pull_request(paths, expected):
    assert directories(pull_request(paths=paths)) == expected


class TestBusiest:
    def test_the_repositories_with_most_work_then_by_name(self):
        authored = [
            *work("a/x", repo="octo-org/two"),
            *work("a/x", "b/y", repo="octo-org/one"),
            *work("c/z", repo=REPO),
        ]
        assert list(busiest(done(authored), repos=2, directories_each=9)) == ["octo-org/one", REPO]

    def test_the_directories_with_most_work_the_nearest_to_the_root_first(self):
        authored = work("a/x", "a/y", "b/z", "b/deep/z")
        assert busiest(done(authored), repos=1, directories_each=3) == {REPO: frozenset({"", "a", "b"})}

    def test_what_is_open_comes_after_what_is_merged_and_reviewed(self):
        authored = [mine(n, repo="octo-org/open", merged=None) for n in range(5)]
        known = done(authored, [reviewed(9)])
        assert list(busiest(known, repos=2, directories_each=1)) == [REPO, "octo-org/open"]
        assert list(busiest(known, repos=1, directories_each=1)) == [REPO]

    def test_nobody_did_anything(self):
        assert busiest(done(), repos=3, directories_each=3) == {}


class TestPromising:
    def test_the_deepest_directory_that_holds_most_of_the_work(self):
        authored = work("pkg/a/x", "pkg/a/y", "pkg/b/z")
        assert found(authored, "", "pkg", "pkg/a", "pkg/b") == ["pkg/a", "pkg/b"]

    def test_work_all_over_the_place_is_at_the_root(self):
        authored = work("a/x", "b/y", "c/z")
        assert found(authored, "", "a", "b", "c") == [""]

    def test_a_directory_below_the_main_one_is_a_part_of_it(self):
        authored = work("pkg/a/x", "pkg/a/y", "pkg/b/x", "pkg/b/y", "docs/z")
        assert found(authored, "", "pkg", "pkg/a", "pkg/b", "docs") == ["pkg", "docs"]

    def test_without_owners_at_the_root(self):
        assert found(work("pkg/a/x", "cmd/y"), "pkg/a", "cmd") == ["cmd", "pkg/a"]

    def test_directories_that_name_nobody_do_not_count(self):
        assert found(work("pkg/a/x"), "docs") == []
        assert promising(done(work("pkg/a/x")), owners("pkg", emeritus=True)) == ()

    def test_a_name_that_another_begins_with_is_no_part_of_it(self):
        assert found(work("pkg/x", "pkg/y", "pkg2/z"), "", "pkg", "pkg2") == ["pkg", "pkg2"]

    def test_the_repository_with_most_work_first(self):
        authored = [*work("a/x"), *work("a/x", "a/y", repo=LANTERN)]
        scopes = promising(done(authored), owners("a") | owners("a", repo=LANTERN))
        assert scopes == (Scope.directory(LANTERN, "a"), Scope.directory(REPO, "a"))

    def test_reviews_count_as_work(self):
        assert [s.path for s in promising(done((), [reviewed(1, paths=("pkg/x",))]), owners("pkg"))] == ["pkg"]

    def test_what_is_not_merged_does_not(self):
        assert promising(done([mine(merged=None)]), owners("pkg")) == ()
