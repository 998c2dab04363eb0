import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.facts.owners_file import Section, is_ignored, parse_maintainers, parse_owners, upwards

URL = "https://github.example/octo-org/widget/blob/HEAD/OWNERS"


def parsed(data, path="OWNERS"):
    return parse_owners(data, path=path, url=URL)


def test_plain_keys_speak_for_all_paths():
    file = parsed(
        {
            "approvers": ["octo-approver", "@Octo-Lead", "249043822"],
            "reviewers": ["octo-reviewers"],
            "required_reviewers": ["octo-security"],
            "labels": ["sig/octo"],
            "emeritus_approvers": ["octo-retired"],
            "emeritus_reviewers": ["octo-gone"],
        }
    )
    assert file.sections == (
        Section(
            approvers=("octo-approver", "Octo-Lead", "249043822"),
            reviewers=("octo-reviewers",),
            required_reviewers=("octo-security",),
            labels=("sig/octo",),
            emeritus_approvers=("octo-retired",),
            emeritus_reviewers=("octo-gone",),
        ),
    )
    assert (file.problems, file.no_parent_owners) == ((), False)


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"approvers": None, "reviewers": None},
        {"approvers": []},
        {"reviewers": [None, "", " ", "@"]},
        {"filters": None},
        {"filters": {}},
        {"options": None},
    ],
)
def test_an_empty_file_gives_nothing_and_is_no_problem(data):
    file = parsed(data)
    assert (file.sections, file.problems, file.no_parent_owners) == ((), (), False)


def test_filters_speak_for_the_paths_that_they_match():
    file = parsed(
        {
            "filters": {
                ".*": {"approvers": ["octo-approvers"], "emeritus_approvers": ["octo-retired"]},
                r"\.go$": {"approvers": ["octo-gopher"], "labels": ["area/go"]},
                r"\.md$": None,
            }
        }
    )
    assert file.sections == (
        Section(approvers=("octo-approvers",), emeritus_approvers=("octo-retired",)),
        Section(filter=r"\.go$", approvers=("octo-gopher",), labels=("area/go",)),
        Section(filter=r"\.md$"),
    )


@pytest.mark.parametrize("key", ["approvers", "reviewers", "required_reviewers", "labels"])
def test_filters_are_ignored_beside_any_plain_key(key):
    file = parsed({key: ["octo-one"], "filters": {".*": {"approvers": ["octo-two"]}}})
    assert [getattr(section, key) for section in file.sections] == [("octo-one",)]


@pytest.mark.parametrize("plain", [{"approvers": None}, {"reviewers": []}, {"options": {}}])
def test_filters_count_beside_an_empty_plain_key(plain):
    file = parsed(plain | {"filters": {".*": {"approvers": ["octo-two"]}}})
    assert file.sections == (Section(approvers=("octo-two",)),)


def test_the_emeritus_do_not_make_a_file_simple():
    file = parsed({"emeritus_approvers": ["octo-retired"], "filters": {".*": {"reviewers": ["octo-two"]}}})
    assert file.sections == (Section(emeritus_approvers=("octo-retired",)), Section(reviewers=("octo-two",)))


def test_an_unknown_key_gives_nothing():
    file = parsed({"maintainers": ["octo-one"], "approvers": ["octo-two"]})
    assert file.sections == (Section(approvers=("octo-two",)),)


def test_keys_are_found_in_any_case_and_small_letters_win():
    file = parsed({"approvers": ["octo-small"], "Approvers": ["octo-large"], "REVIEWERS": ["octo-loud"]})
    assert file.sections == (Section(approvers=("octo-small",), reviewers=("octo-loud",)),)


@pytest.mark.parametrize("value", ["octo-one", ["octo-one", ["octo-two"]], [{"octo-one": None}], {"octo-one": None}])
def test_a_plain_key_of_the_wrong_shape_voids_the_plain_keys(value):
    file = parsed(
        {
            "approvers": value,
            "reviewers": ["octo-two"],
            "emeritus_approvers": ["octo-retired"],
            "filters": {".*": {"reviewers": ["octo-three"]}},
            "options": {"no_parent_owners": True},
        }
    )
    assert file.sections == (Section(emeritus_approvers=("octo-retired",)), Section(reviewers=("octo-three",)))
    assert file.no_parent_owners
    assert file.problems == ("approvers is no list of names, so the keys beside filters give nothing",)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (["octo-one"], "the file is no mapping"),
        ("octo-one", "the file is no mapping"),
        ({"filters": ["octo-one"]}, "filters is no mapping"),
        ({"filters": {".*": ["octo-one"]}}, "the filter '.*' is no mapping"),
        ({"filters": {".*": {"approvers": "octo-one"}}}, "approvers is no list of names"),
        ({"options": ["no_parent_owners"], "approvers": ["octo-one"]}, "options is no mapping"),
        ({"options": {"no_parent_owners": "true"}}, "no_parent_owners is neither true nor false, or is so in quotes"),
        ({"options": {"no_parent_owners": 1}}, "no_parent_owners is neither true nor false, or is so in quotes"),
        ({"options": {"no_parent_owners": [True]}}, "no_parent_owners is neither true nor false, or is so in quotes"),
        (
            {"options": {"auto_approve_unowned_subfolders": "false"}, "approvers": ["octo-one"]},
            "auto_approve_unowned_subfolders is neither true nor false, or is so in quotes",
        ),
    ],
)
def test_a_wrong_shape_leaves_nothing_and_is_reported(data, problem):
    file = parsed(data)
    assert file.sections == ()
    assert not file.no_parent_owners
    assert file.problems == (f"{problem}, so the file gives nothing",)


def test_both_problems_of_a_file_are_reported():
    assert len(parsed({"approvers": "octo-one", "filters": "octo-two"}).problems) == 2


def test_emeritus_of_the_wrong_shape_hurt_nobody():
    file = parsed({"approvers": ["octo-one"], "emeritus_approvers": "octo-retired"})
    assert file.sections == (Section(approvers=("octo-one",)),)
    assert file.problems == ()


@pytest.mark.parametrize(("value", "expected"), [(True, True), (False, False), (None, False)])
def test_no_parent_owners_is_a_truth_value(value, expected):
    options = {"no_parent_owners": value, "auto_approve_unowned_subfolders": True}
    assert parsed({"options": options}).no_parent_owners is expected


@pytest.mark.parametrize(("value", "shown"), [(249043822, "249043822"), (True, "true"), (1.5, "1.500000e+00")])
def test_a_number_or_truth_value_among_plain_names_voids_the_plain_keys(value, shown):
    file = parsed({"approvers": ["octo-one"], "reviewers": [value], "filters": {".*": {"approvers": ["octo-two"]}}})
    assert file.sections == (Section(approvers=("octo-two",)),)
    assert file.problems == (
        f"reviewers is no list of names ({shown} needs quotes), so the keys beside filters give nothing",
    )


def test_a_number_or_truth_value_among_names_of_a_filter_is_a_text():
    names = [249043822, True, False, 1e5, "octo-one", None]
    file = parsed({"filters": {".*": {"approvers": names}}})
    assert file.sections == (Section(approvers=("249043822", "true", "false", "100000", "octo-one")),)
    assert file.problems == ()


def test_a_null_among_names_makes_a_file_simple():
    file = parsed({"approvers": [None], "filters": {".*": {"approvers": ["octo-two"]}}})
    assert (file.sections, file.problems) == ((), ())


def test_front_matter_has_no_filters():
    file = parsed({"reviewers": [], "filters": {".*": {"approvers": ["octo-two"]}}}, path="docs/a.md")
    assert (file.sections, file.problems) == ((), ())


def test_one_wrong_shape_leaves_nothing_of_front_matter():
    file = parsed({"reviewers": ["octo-one"], "approvers": "octo-two"}, path="docs/a.md")
    assert file.sections == ()
    assert file.problems == ("approvers is no list of names, so the file gives nothing",)


def test_emeritus_may_be_numbers():
    file = parsed({"emeritus_approvers": [249043822, "octo-retired"]})
    assert file.sections == (Section(emeritus_approvers=("249043822", "octo-retired")),)


@pytest.mark.parametrize(
    ("path", "directory"),
    [("OWNERS", ""), ("pkg/widget/OWNERS", "pkg/widget"), ("MAINTAINERS", ""), ("docs/a.md", "docs/a.md")],
)
def test_a_file_speaks_for_its_directory(path, directory):
    assert parsed(None, path=path).directory == directory


def test_upwards_ends_at_the_root():
    assert list(upwards("a/b/c")) == ["a/b/c", "a/b", "a", ""]
    assert list(upwards("")) == [""]


@pytest.mark.parametrize(
    ("directory", "ignored"),
    [
        ("vendor/octo.example/widget", True),
        ("vendor/octo.example/widget/pkg", True),
        ("third_party/vendor/a/b/c", True),
        ("vendor", False),
        ("vendor/octo.example", False),
        ("_output", True),
        ("local_output/bin", True),
        ("_outputs", False),
        (".git", True),
        ("mirror.git/hooks", True),
        (".github", False),
        ("", False),
    ],
)
def test_vendored_and_built_directories_are_ignored(directory, ignored):
    assert is_ignored(directory) is ignored


MAINTAINERS = """\
# The official list of maintainers and reviewers of the widget.
#
# Names should be added like so:
#     Individual's name <address> (@GITHUB_HANDLE) pkg:*

# MAINTAINERS
Octo One <one@octo.example> (@octo-one) pkg:*
Octo Two <two@octo.example> <other@octo.example> (@Octo-Two)
Octo Three <three@octo.example> (@octo-three) pkg:octo.example/widget/raft
Octo Nobody <nobody@octo.example>

# REVIEWERS:
Octo Four <four@octo.example> (octo-four@) pkg:*
"""


def test_maintainers_approve_and_reviewers_review():
    file = parse_maintainers(MAINTAINERS, path="MAINTAINERS", url=URL)
    assert file.sections == (Section(approvers=("octo-one", "Octo-Two"), reviewers=("octo-four",)),)
    assert parse_maintainers("", path="MAINTAINERS", url=URL).sections == ()


_loaded = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["approvers", "reviewers", "labels", "filters", "options", "no_parent_owners", ".*", "x"]),
            inner,
        )
    ),
)


@given(_loaded)
def test_no_shape_raises(data):
    parsed(data)
