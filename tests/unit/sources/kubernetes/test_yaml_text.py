import contextlib
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tracker import yamltree
from tracker.errors import SourceError
from tracker.sources.kubernetes import yaml_text
from tracker.sources.kubernetes.yaml_text import load, load_typed

NAME = "octo-org/widget:OWNERS"


@pytest.fixture(params=["C", "Python"], autouse=True)
def _each_parser(request, monkeypatch):
    if request.param == "Python":
        monkeypatch.setattr(yamltree, "_LOADER", yaml.BaseLoader)


def test_every_value_is_the_text_that_was_written():
    text = "login: 249043822\nyes: on\ntime: 9:00\nday: 2026-08-25\noctal: 0o17\nfloat: 1e3\nempty: ''\n"
    assert load(text, name=NAME) == {
        "login": "249043822",
        "yes": "on",
        "time": "9:00",
        "day": "2026-08-25",
        "octal": "0o17",
        "float": "1e3",
        "empty": "",
    }


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", "\n  # octo-only-in-a-comment"])
def test_a_plain_null_is_none(written):
    assert load(f"approvers: {written}\n", name=NAME) == {"approvers": None}


@pytest.mark.parametrize("written", ["'~'", '"null"', "!!str null", "|-\n  null"])
def test_a_null_in_quotes_is_a_text(written):
    assert load(f"approvers: {written}\n", name=NAME) in ({"approvers": "~"}, {"approvers": "null"})


def test_a_key_is_never_null():
    assert load("null: a\n~: b\n", name=NAME) == {"null": "a", "~": "b"}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "\ufeff"])
def test_an_empty_file_holds_none(text):
    assert load(text, name=NAME) is None


def test_flow_and_block_forms_nest():
    text = "a: {octo-one, octo-two: [x, {y: z}]}\nb:\n- - deep\n  - []\n- {}\n"
    assert load(text, name=NAME) == {
        "a": {"octo-one": None, "octo-two": ["x", {"y": "z"}]},
        "b": [["deep", []], {}],
    }


def test_of_equal_keys_the_last_counts():
    assert load("a: 1\nb: 2\na: 3\n", name=NAME) == {"a": "3", "b": "2"}


def test_only_the_first_document_is_read():
    assert load("---\na: 1\n---\nb: [\n", name=NAME) == {"a": "1"}
    assert load("---\na: 1\n...\nb: 2\n", name=NAME) == {"a": "1"}


def test_anchors_are_followed():
    assert load("a: &people [x, y]\nb: *people\n&k key: *people\n", name=NAME) == {
        "a": ["x", "y"],
        "b": ["x", "y"],
        "key": ["x", "y"],
    }
    assert load("&k a: 1\n*k : 2\n", name=NAME) == {"a": "2"}


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\n", {"x": "1", "y": "3"}),
        ("a: &a {x: 1, y: 2}\nb: {y: 3, <<: *a}\n", {"y": "2", "x": "1"}),
        ("a: &a {x: 1}\nb:\n  <<: [*a, {x: 2, z: 3}]\n", {"x": "1", "z": "3"}),
        ("b:\n  <<: {x: {y: 1}}\n  z: 2\n", {"x": {"y": "1"}, "z": "2"}),
        ("b: {'<<': 1, \"<<\": 2}\n", {"<<": "2"}),
        ("b: {x: <<}\n", {"x": "<<"}),
    ],
)
def test_merge_keys_bring_in_keys_where_they_stand(text, loaded):
    assert load(text, name=NAME)["b"] == loaded


@pytest.mark.parametrize("value", ["x", "[x]", "[{a: b}, x]", "~", "&a [[]]"])
def test_a_merge_key_needs_mappings(value):
    with pytest.raises(SourceError, match="a merge key needs mappings"):
        load(f"b:\n  <<: {value}\n", name=NAME)


def test_typed_values_are_what_go_sees():
    text = "login: 249043822\nyes: on\n1.5: no\n010: '010'\nday: 2026-08-25\nnone: ~\ntext: !!str 1\nl: [1, {x: n}]\n"
    assert load_typed(text, name=NAME) == {
        "login": 249043822,
        "true": True,
        "1.500000e+00": False,
        "8": "010",
        "day": "2026-08-25",
        "none": None,
        "text": "1",
        "l": [1, {"x": False}],
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("null: a", "a key is null"),
        ("a: &x ~\n*x : b", "a key is no text"),
        ("a: .inf", ".inf is no number that JSON can hold"),
        ("a: !!int x", "'x' is not of the type that its tag says"),
        ("? [a]\n: b", "a key is no text"),
        ("#" * 3_000_000, "too long"),
    ],
)
def test_what_go_refuses_is_refused(text, reason):
    with pytest.raises(SourceError, match=NAME) as caught:
        load_typed(text, name=NAME)
    assert reason in caught.value.message


def test_typed_keys_may_be_anchors():
    assert load_typed("a: &x 12\n*x : b", name=NAME) == {"a": 12, "12": "b"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: [", "no YAML: line "),
        ("<<<<<<< HEAD\na: 1\n=======\na: 2\n", "no YAML: line "),
        ("a: b: c", "no YAML: line 1"),
        ("\ta: 1", "no YAML: line 1"),
        ("%YAML 9.9\n---\na: 1", "no YAML: line 1"),
        ("a: \x00", "no YAML: a character at position"),
        ("a: *nobody", "no anchor 'nobody'"),
        ("a: &x [*x]", "no anchor 'x'"),
        ("? [a]\n: b", "a key is no text"),
        ("? {a: b}\n: b", "a key is no text"),
        ("a: &x [b]\n*x : c", "a key is no text"),
    ],
)
def test_what_is_no_yaml_is_refused_by_name(text, reason):
    with pytest.raises(SourceError) as caught:
        load(text, name=NAME)
    assert caught.value.message.startswith(NAME)
    assert reason in caught.value.message


def test_half_a_character_is_refused():
    with pytest.raises(SourceError, match=NAME):
        load("a: \ud800", name=NAME)


def test_tags_build_no_objects():
    assert load("a: !!python/object/apply:os.getcwd []\nb: !!int 1\n", name=NAME) == {"a": [], "b": "1"}


def test_a_long_text_is_refused_before_it_is_parsed(monkeypatch):
    monkeypatch.setattr(yaml, "parse", None)
    with pytest.raises(SourceError, match=r"too long.* 2,097,153 characters"):
        load("#" * (2 * 1024 * 1024 + 1), name=NAME)


def test_a_deep_text_is_refused_where_it_gets_too_deep(monkeypatch):
    events = _counted(monkeypatch)
    with pytest.raises(SourceError, match=r"more than 64 levels|maximum nesting depth"):
        load("[" * 1_000_000, name=NAME)
    assert len(events) < 100
    assert load("[" * 64 + "]" * 64, name=NAME)


def test_many_values_are_refused_where_they_get_too_many(monkeypatch):
    events = _counted(monkeypatch)
    monkeypatch.setattr(yaml_text, "BOUNDS", replace(yaml_text.BOUNDS, nodes=1000))
    with pytest.raises(SourceError, match="more than 1,000 values"):
        load("- a\n" * 100_000, name=NAME)
    assert len(events) < 1100


@pytest.mark.parametrize("form", ["[{}]", "{{{}}}"])
def test_a_bomb_is_refused_by_what_a_walk_over_it_would_visit(form, monkeypatch):
    def level(n):
        inside = ", ".join(f"{chr(97 + i)}: *a{n - 1}" if "{{" in form else f"*a{n - 1}" for i in range(9))
        return f"a{n}: &a{n} {form.format(inside)}"

    events = _counted(monkeypatch)
    text = "\n".join(["a0: &a0 boom", *(level(n) for n in range(1, 20))])
    with pytest.raises(SourceError, match="more than 250,000 values"):
        load(text, name=NAME)
    assert len(events) < 200


def test_nodes_are_counted_as_a_walk_visits_them(monkeypatch):
    text = "a: &a [x, {y: z}]\nb: *a\n"  # mapping 1, keys 2, twice (list 1, x 1, mapping 1, y 1, z 1)
    monkeypatch.setattr(yaml_text, "BOUNDS", replace(yaml_text.BOUNDS, nodes=13))
    assert load(text, name=NAME)
    monkeypatch.setattr(yaml_text, "BOUNDS", replace(yaml_text.BOUNDS, nodes=12))
    with pytest.raises(SourceError, match="more than 12 values"):
        load(text, name=NAME)


def test_ten_thousand_aliases_are_read():
    text = "aliases:\n" + "".join(f"  octo-team-{i}:\n  - octo-{i}\n  - octo-{i + 1}\n" for i in range(10_000))
    loaded = load(text, name="octo-org/widget:OWNERS_ALIASES")
    assert isinstance(loaded, dict)
    assert len(loaded["aliases"]) == 10_000


_texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=12)
_values = st.recursive(
    st.none() | _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=8,
)


@given(_values)
def test_what_was_dumped_is_loaded(value):
    dumped = yaml.safe_dump(value, default_style=None)
    assert load(dumped, name=NAME) == value


@given(st.text(max_size=200))
def test_any_text_is_loaded_or_refused(text):
    with contextlib.suppress(SourceError):
        load(text, name=NAME)
    with contextlib.suppress(SourceError):
        load_typed(text, name=NAME)


def _counted(monkeypatch):
    seen = []
    take = yamltree._Reading.take

    def counted(self, event):
        seen.append(event)
        take(self, event)

    monkeypatch.setattr(yamltree._Reading, "take", counted)
    return seen
