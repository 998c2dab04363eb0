"""YAML as trees: every node with its place, within bounds."""

import pytest
import yaml

from tracker import yamltree
from tracker.sources.kubernetes.owners_since import _named
from tracker.yamltree import Alias, Bounds, Branch, Leaf, Refused, Why, tree_of

BOUNDS = Bounds(characters=1000, nodes=20, depth=3)


@pytest.fixture(params=["C", "Python"], autouse=True)
def _each_parser(request, monkeypatch):
    if request.param == "Python":
        monkeypatch.setattr(yamltree, "_LOADER", yaml.BaseLoader)


def test_every_node_has_its_place():
    root = tree_of("# of us\nteam: [octo-ada, 'octo-bo']\n", BOUNDS)
    ((key, members),) = root.pairs()
    assert (root.mapping, root.start) == (True, (1, 0))
    assert (key.text, key.plain, key.start, key.end) == ("team", True, (1, 0), (1, 4))
    assert (members.flow, members.mapping, members.start, members.end) == (True, False, (1, 6), (1, 27))
    assert [(one.text, one.plain, one.style, one.start) for one in members.children] == [
        ("octo-ada", True, members.children[0].style, (1, 7)),
        ("octo-bo", False, "'", (1, 17)),
    ]


def test_what_is_quoted_or_tagged_is_not_plain():
    leaves = tree_of("[~, null, '~', a, !!str ~]", BOUNDS).children
    assert [leaf.plain for leaf in leaves] == [True, True, False, True, False]
    assert [leaf.tagged for leaf in leaves] == [False, False, False, False, True]


def test_an_alias_leads_to_the_value_itself():
    first, second = tree_of("[&x [a], *x]", BOUNDS).children
    assert isinstance(first, Branch)
    assert isinstance(second, Alias)
    assert second.target is first
    assert second.start == (0, 9)


@pytest.mark.parametrize(
    ("text", "more", "why", "line"),
    [
        ("a" * 1001, {}, Why.LONG, 1),
        ("- a\n" * 20, {}, Why.MANY, 20),
        ("- &x [a, b, c, d]\n- *x\n- *x\n- *x\n", {}, Why.MANY, 4),
        ("-\n -\n  - [a]\n", {}, Why.DEEP, 3),
        ("a: b\n? [c]\n: d\n", {}, Why.KEY, 2),
        ("- a\n- *x\n", {}, Why.ANCHOR, 2),
        ("- &x [*x]\n", {}, Why.ANCHOR, 1),
        ("- a\n- &x b\n", {"anchors": False}, Why.ANCHOR, 2),
        ("a: b\n---\nc: d\n", {"single": True}, Why.SEVERAL, 2),
    ],
)
def test_what_is_refused_and_where(text, more, why, line):
    with pytest.raises(Refused) as caught:
        tree_of(text, BOUNDS, **more)
    assert (caught.value.why, caught.value.line) == (why, line)


@pytest.mark.parametrize("text", ["a: [b", "a: \ud800", "a: \x01"])
def test_what_is_no_yaml(text):
    with pytest.raises(Refused) as caught:
        tree_of(text, BOUNDS)
    assert caught.value.why is Why.SYNTAX
    assert caught.value.__cause__ is not None


def test_keys_count_where_they_are_to_be_counted():
    text = "".join(f"k{number}: v\n" for number in range(15))
    with pytest.raises(Refused):
        tree_of(text, BOUNDS)
    assert tree_of(text, Bounds(characters=1000, nodes=20, depth=3, keys=False))


def test_the_first_document_is_read_and_a_text_without_one_holds_nothing():
    assert tree_of("a\n---\n[b\n", BOUNDS).text == "a"
    assert isinstance(tree_of("a\n", BOUNDS, single=True), Leaf)
    assert tree_of("# nothing\n", BOUNDS) is None


def test_names_in_a_file_that_is_beyond_all_bounds_are_not_looked_for():
    assert [one.name for one in _named("approvers:\n- octo-ada\n")] == ["approvers", "octo-ada"]
    assert list(_named("approvers:\n" + "- octo-ada\n" * 250_000)) == []
