"""What counts at all, and what is substantial."""

import pytest
from factories import REPO, definitions, login, pull_request
from pydantic import ValidationError

from tracker.criteria.definitions import SIZES, Bots, Excluded, Substantial


def rule(**other):
    return Substantial(reason="ours", changed_lines=30, **other)


class TestSubstantial:
    @pytest.mark.parametrize(("lines", "expected"), [(29, False), (30, True), (1000, True), (0, False)])
    def test_by_lines(self, lines, expected):
        assert rule().is_met(pull_request(lines=lines)) is expected

    def test_lines_of_all_files_add_up(self):
        assert rule().is_met(pull_request(lines=10, paths=["a", "b", "c"])) is True

    def test_generated_files_do_not_count(self):
        generated = rule(generated=(r"(^|/)zz_generated\.", r"^vendor/"))
        paths = ["pkg/zz_generated.deepcopy.go", "vendor/x/y.go"]
        assert generated.is_met(pull_request(paths=paths, lines=500)) is False
        assert generated.is_met(pull_request(paths=[*paths, "pkg/a.go"], lines=30)) is True

    def test_enough_in_the_files_that_were_read(self):
        assert rule().is_met(pull_request(lines=30, changed_files=200)) is True

    @pytest.mark.parametrize(
        ("other", "expected"),
        [
            ({}, None),
            ({"labels": ("size/M",)}, True),
            ({"labels": ("kind/bug", "size/S")}, False),
            ({"additions": 20, "deletions": 9}, False),
            ({"additions": 20, "deletions": 10}, None),
            ({"additions": 3}, None),
            ({"labels": ("size/XXL",), "additions": 0, "deletions": 1}, True),
        ],
        ids=["nothing known", "label M", "label S", "few lines", "maybe generated", "half known", "label before lines"],
    )
    def test_where_files_were_not_read(self, other, expected):
        assert rule().is_met(pull_request(files_known=False, **other)) is expected

    def test_a_bots_pull_request_never_is(self):
        assert rule().is_met(pull_request(author_is_bot=True)) is False
        assert rule().exclusion(pull_request(author_is_bot=True)) == "made by a bot"

    def test_exclusions_give_their_reason(self):
        dependency = Excluded(reason="a dependency bump", titles=("^bump",), labels=("dependencies",))
        excluding = rule(excluded=(dependency,))
        assert excluding.exclusion(pull_request(title="BUMP octo from 1 to 2")) == "a dependency bump"
        assert excluding.exclusion(pull_request(labels=("dependencies",))) == "a dependency bump"
        assert excluding.exclusion(pull_request()) is None
        assert excluding.is_met(pull_request(title="bump x", lines=900)) is False

    def test_addresses_overrule(self):
        pr = pull_request(lines=1)
        assert rule(include_urls=frozenset({pr.url})).is_met(pr) is True
        large = pull_request(lines=900)
        assert rule(exclude_urls=frozenset({large.url})).is_met(large) is False

    def test_sizes_are_in_order(self):
        assert list(SIZES.values()) == sorted(SIZES.values())


class TestNotCounted:
    words = definitions(
        excluded_repositories=frozenset({"octo-org/playground"}),
        not_counted=(
            Excluded(
                reason="a cherry-pick",
                titles=("^automated pick",),
                hints=(r"^\[release-",),
                branches=("^release-",),
                labels=("pick",),
            ),
        ),
    )

    @pytest.mark.parametrize(
        ("other", "expected"),
        [
            ({}, True),
            ({"repo": "octo-org/playground"}, False),
            ({"repo": "Octo-Org/Playground"}, False),
            ({"base": "release-1.30"}, False),
            ({"title": "Automated pick of 7"}, False),
            ({"title": "[release-1.30] Make it better"}, True),
            ({"title": "[release-1.30] Make it better", "base": None}, None),
            ({"title": "[release-1.30] Make it better", "base": "release-1.30"}, False),
            ({"labels": ("pick",)}, False),
            ({"base": None}, True),
            ({"base": "feature/release-notes"}, True),
        ],
    )
    def test_what_counts(self, other, expected):
        assert self.words.counts(pull_request(**other)) is expected


def test_bots_by_suffix_and_by_list_without_case():
    bots = Bots(logins=("Octo-Robot",))
    assert login("octo-robot") in bots
    assert login("anything[bot]") in bots
    assert login("octo-person") not in bots


@pytest.mark.parametrize("name", ["octo robot", "", "-octo"])
def test_a_bot_whose_login_is_none_is_refused(name):
    with pytest.raises(ValidationError):
        Bots(logins=(name,))


def test_a_pattern_that_is_no_expression_is_refused():
    with pytest.raises(ValidationError, match="not a regular expression"):
        rule(generated=("(",))


def test_repositories_compare_without_case():
    assert definitions().primary.counts_approval(REPO) is False
