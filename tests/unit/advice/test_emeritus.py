"""Who becomes emeritus by a diff, and what is left to a person."""

import pytest

from tracker.advice.emeritus import Emeritus
from tracker.advice.list_change import ByHandError, without_name
from tracker.facts.owners_aliases import parse_aliases
from tracker.facts.owners_build import tree_of
from tracker.facts.owners_file import parse_owners
from tracker.facts.people import Login
from tracker.sources.kubernetes.layouts import layout_of
from tracker.sources.kubernetes.patterns import compile_pattern
from tracker.sources.kubernetes.yaml_text import load_typed

ADA, BEN = Login.parse("octo-ada"), Login.parse("octo-ben")
REPO = "octo-org/octo"


def without(text, login=BEN, place=("approvers",)):
    return without_name(layout_of(text, "OWNERS"), place, login)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("approvers:\n- octo-ada\n- octo-ben\n", "approvers:\n- octo-ada\n"),
        ("approvers:\n  - octo-ben # for now\n  - octo-ada\n", "approvers:\n  - octo-ada\n"),
        ("approvers:\r\n- '@octo-ben'\r\n- octo-ada\r\n", "approvers:\r\n- octo-ada\r\n"),
        ("approvers: [octo-ben, octo-ada]\n", "approvers: [octo-ada]\n"),
        ("approvers: [octo-ada, Octo-Ben]\n", "approvers: [octo-ada]\n"),
        ("approvers: [octo-ada, octo-ben, octo-cho]\n", "approvers: [octo-ada, octo-cho]\n"),
        ("approvers:\n- octo-ada\n- octo-ben", "approvers:\n- octo-ada\n"),
    ],
)
def test_a_name_is_taken_out_and_nothing_else(text, after):
    assert without(text) == after


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("approvers:\n- octo-ben\n", "nobody else"),
        ("approvers:\n- octo-ada\n# leads the queue\n- octo-ben\n", "a comment above"),
        ("approvers:\n- octo-ada\n", "does not name"),
        ("reviewers:\n- octo-ben\n- octo-ada\n", "does not name"),
        ("approvers: [octo-ada,\n  octo-ben]\n", "unusual way"),
    ],
)
def test_what_is_unsafe_is_left_to_a_person(text, why):
    with pytest.raises(ByHandError, match=why):
        without(text)


def change(files, quiet, aliases=None):
    """The change for some (directory, role) entries of ``octo-ben``."""
    read = [
        parse_owners(load_typed(text, name=path), path=path, url="https://example.org/") for path, text in files.items()
    ]
    found = parse_aliases(load_typed(aliases, name="OWNERS_ALIASES")) if aliases else parse_aliases({})
    tree = tree_of(REPO, read, found, compile_pattern=compile_pattern)
    texts = {**files, **({"OWNERS_ALIASES": aliases} if aliases else {})}
    layouts = {path: layout_of(text, path) for path, text in texts.items()}
    entries = [entry for entry in tree.entries(BEN) if not entry.emeritus and entry.directory in quiet]
    emeritus = Emeritus(tree, layouts, layout_of)
    found = emeritus.change(entries)
    return found, {path: layout.text for path, layout in emeritus._now.items()}


def test_several_files_make_one_diff():
    files = {"OWNERS": "approvers:\n- octo-ada\n- octo-ben\n", "pkg/OWNERS": "reviewers:\n- octo-ben\n- octo-ada\n"}
    found, texts = change(files, {"", "pkg"})
    assert texts == {
        "OWNERS": "approvers:\n- octo-ada\nemeritus_approvers:\n- octo-ben\n",
        "pkg/OWNERS": "reviewers:\n- octo-ada\nemeritus_reviewers:\n- octo-ben\n",
    }
    assert [one.path for one in found.files] == ["OWNERS", "pkg/OWNERS"]
    assert found.diff.count("diff --git") == 2
    assert found.by_hand == ()


def test_the_filter_for_all_files_is_the_place():
    text = "filters:\n  '.*':\n    approvers:\n      - octo-ada\n      - octo-ben\n"
    _, texts = change({"OWNERS": text}, {""})
    assert texts["OWNERS"] == (
        "filters:\n  '.*':\n    approvers:\n      - octo-ada\n    emeritus_approvers:\n      - octo-ben\n"
    )


def test_an_entry_for_some_files_is_left_to_a_person():
    text = "filters:\n  '\\.go$':\n    approvers:\n      - octo-ada\n      - octo-ben\n"
    found, texts = change({"OWNERS": text}, {""})
    assert (found.diff, texts) == ("", {})
    assert [one.why for one in found.by_hand] == ["the entry is for some files only"]


def test_an_alias_is_changed_once_where_all_of_its_places_are_quiet():
    files = {"OWNERS": "approvers:\n- leads\n", "pkg/OWNERS": "approvers:\n- leads\n"}
    aliases = "aliases:\n  leads:\n  - octo-ada\n  - octo-ben\n"
    _, texts = change(files, {"", "pkg"}, aliases)
    emeritus = "approvers:\n- leads\nemeritus_approvers:\n- octo-ben\n"
    assert texts == {
        "OWNERS": emeritus, "pkg/OWNERS": emeritus, "OWNERS_ALIASES": "aliases:\n  leads:\n  - octo-ada\n",
    }  # fmt: skip
    found, texts = change(files, {"pkg"}, aliases)
    assert (found.diff, texts) == ("", {})
    assert [one.why for one in found.by_hand] == ["the alias leads gives the role in the root, too"]


def test_who_is_emeritus_already_is_only_taken_out():
    text = "approvers:\n- octo-ada\n- octo-ben\nemeritus_approvers:\n- octo-ben\n"
    _, texts = change({"OWNERS": text}, {""})
    assert texts["OWNERS"] == "approvers:\n- octo-ada\nemeritus_approvers:\n- octo-ben\n"


def test_a_change_that_fails_half_way_leaves_nothing_behind():
    text = "approvers:\n- octo-ada\n- octo-ben\nemeritus_approvers: {octo: cho}\n"
    found, texts = change({"OWNERS": text}, {""})
    assert (found.diff, texts) == ("", {})
    assert len(found.by_hand) == 1
