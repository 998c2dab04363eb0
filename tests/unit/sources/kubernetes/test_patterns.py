import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.sources.kubernetes.patterns import MAX_PATH, MAX_PATTERN, compile_pattern, is_too_large


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        (r"\.go$", "pkg/widget/a.go"),
        (r"go\.(mod|sum)$", "go.sum"),
        (r"^Makefile$", "Makefile"),
        (r"(?i)charter.md", "sig-octo/CHARTER.md"),
        (r"sig-(?i:OCTO)", "sig-octo/x"),
        (r"x(?i)Y", "xy"),
        (r"\.go\z", "a.go"),
        (r"\Apkg/", "pkg/a"),
        (r"\Qa+b\E", "a+b.txt"),
        (r"^\pL+$", "größe"),
        (r"(?P<name>a)", "cab"),
        (r"^site/content/(en|zh-CN)/v*$", "site/content/en/vvv"),
        (r"Dockerfile$|\.dockerignore$", "test/Dockerfile"),
        (r"", "anything"),
    ],
)
def test_a_pattern_is_searched_as_in_go(pattern, path):
    assert compile_pattern(pattern).search(path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        (r"^Makefile$", "hack/Makefile"),
        (r"\.go$", "a.go\n"),
        (r"Charter", "charter.md"),
        (r"a.b", "a\nb"),
        (r"^\w+$", "größe"),
    ],
)
def test_what_go_does_not_find_is_not_found(pattern, path):
    assert not compile_pattern(pattern).search(path)


@pytest.mark.parametrize("pattern", ["[", "(", "*.go", "a(?=b)", r"(a)\1", "a**", "(?<!x)y", "a{1001}", "\ud800"])
def test_what_go_does_not_accept_is_no_pattern(pattern, capfd):
    assert compile_pattern(pattern) is None
    assert capfd.readouterr() == ("", "")


def test_a_pattern_has_a_longest_length():
    assert compile_pattern("a" * MAX_PATTERN) is not None
    assert compile_pattern("a" * (MAX_PATTERN + 1)) is None


def test_a_path_has_a_longest_length():
    pattern = compile_pattern("a$")
    assert pattern.search("a" * MAX_PATH)
    assert not pattern.search("a" * (MAX_PATH + 1))


def test_a_path_with_half_a_character_is_searched():
    assert compile_pattern(r"\.go$").search("a\udcff.go")


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "^(a|a)*$", "(a|aa)+$", "(.*a){12}$", "^" + "(((a*)*)*)*" * 90 + "$", r"^(\pL?){500}$"]
)
def test_no_pattern_keeps_busy(pattern):
    # With Python's ``re`` the first of these would not end before the sun does.
    compiled = compile_pattern(pattern)
    assert compiled is None or not compiled.search("a" * (MAX_PATH - 1) + "!")


def test_a_pattern_that_is_too_large_is_told_from_one_that_is_none():
    assert is_too_large("a" * (MAX_PATTERN + 1))
    assert is_too_large(r"\pL{1000}")
    assert not is_too_large("[")
    assert not is_too_large("a")


@pytest.mark.parametrize(
    ("pattern", "directory", "reached"),
    [
        (r"^docs/", "pkg", False),
        (r"^docs/", "docs", True),
        (r"^docs/", "docs/en", True),
        (r"^docs/en/", "docs", True),
        (r"^(docs|api)/", "bar", False),
        (r"(^docs|^api)/", "bar", False),
        (r"(?P<where>^docs)/", "pkg", False),
        (r"^[(]docs", "pkg", False),
        (r"^[^)(]ocs|^[]a(]+/|^\(d", "pkg", False),
        (r"^[(]docs", "(docs", True),
        (r"\b$", "pkg", True),
        (r"\.go$", "pkg", True),
        (r"^pkg/[^/]+\.go$", "pkg", True),
        (r"^pkg/[^/]+\.go$", "pkg/deep", False),
        (r"^[^/]+$", "pkg", False),
        (r"go\.mod$", "pkg", True),
        (r"docs/", "pkg", True),
        (r"^docs/", "", True),
        (r"\Qa+b\E", "pkg", True),
        (r"^Makefile$", "pkg", False),
        (r"(?i)^PKG/", "pkg", True),
        (r"^(a+)+$", "a" * 2000, False),
    ],
)
def test_whether_a_pattern_may_match_below_a_directory(pattern, directory, reached):
    assert compile_pattern(pattern).reaches(directory) is reached


@pytest.mark.parametrize("pattern", [r"^(a|a)*$", r"^(a|aa)+$", r"^(.*a){12}$", r"^(\w?){500}$"])
def test_no_pattern_keeps_that_question_busy(pattern):
    assert compile_pattern(pattern).reaches("a" * 3000) in {True, False}


@given(st.text("()[]*+?|^$.ab\\w/", max_size=16), st.sampled_from(["a", "b/a", "ab"]), st.text("ab/.", max_size=8))
def test_a_pattern_that_matches_below_a_directory_reaches_it(pattern, directory, rest):
    compiled = compile_pattern(pattern)
    if compiled and compiled.search(f"{directory}/{rest}"):
        assert compiled.reaches(directory)


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_quoted_pattern_is_a_plain_search(needle, rest):
    pattern = compile_pattern(re.escape(needle)) if needle.isascii() and needle.isprintable() else None
    if pattern is not None:
        assert pattern.search(rest + needle + rest)
        assert pattern.search(rest) == (needle in rest)


@given(st.text("()[]{}*+?|^$.ab\\01,:", max_size=40), st.text("ab01/.", max_size=40))
def test_any_pattern_is_compiled_or_not(pattern, path):
    compiled = compile_pattern(pattern)
    assert compiled is None or compiled.search(path) in {True, False}
