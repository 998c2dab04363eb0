"""Reading rules and attestations: what holds is read as it was written, what does not is named all at once."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from factories import login
from hypothesis import given
from hypothesis import strategies as st

import tracker.catalog
from tracker.catalog import (
    BUILT_IN,
    BUILT_IN_GUIDES,
    built_in,
    check_attestation_file,
    config_directory,
    file_schema,
    load_entries,
    load_form,
    load_ladder,
    said_of,
)
from tracker.catalog.guide import check_guide
from tracker.catalog.references import check_references
from tracker.catalog.sheet import MAX_BYTES, MAX_DEPTH, parse
from tracker.errors import ConfigError
from tracker.findings.outcomes import Evidence
from tracker.ladder import walk

ROOT = Path(__file__).parents[3]
SMALL = (ROOT / "tests" / "data" / "ladders" / "small.yaml").read_text()


@pytest.fixture
def refused(tmp_path):
    """The mistakes of the small ladder after a change, without the file's name."""

    def mistakes(*changes, text=SMALL):
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        file = tmp_path / "rules.yaml"
        file.write_text(text)
        with pytest.raises(ConfigError) as caught:
            load_ladder(file)
        assert all(line.startswith("rules.yaml:") for line in caught.value.mistakes)
        return [line.removeprefix("rules.yaml:") for line in caught.value.mistakes]

    return mistakes


class TestSources:
    @pytest.mark.parametrize("name", BUILT_IN)
    def test_built_in(self, name):
        ladder, source = load_ladder(name)
        assert (ladder.id, source) == (name, "built-in")

    def test_a_file_is_called_by_its_name(self, tmp_path):
        file = tmp_path / "mine.yaml"
        file.write_text(SMALL)
        ladder, source = load_ladder(str(file))
        assert (ladder.name, source) == ("Octo ladder", "mine.yaml")

    def test_config_of_a_checkout_and_of_an_installed_package(self, tmp_path, monkeypatch):
        assert config_directory() == ROOT / "config"
        (tmp_path / "config").mkdir()
        (tmp_path / "config" / "kubernetes.yaml").write_text(SMALL)
        monkeypatch.setattr(tracker.catalog, "_PACKAGE", tmp_path)
        assert config_directory() == tmp_path / "config"
        monkeypatch.setattr(tracker.catalog, "_PACKAGE", tmp_path / "nowhere" / "tracker")
        with pytest.raises(ConfigError, match="missing from this installation"):
            config_directory()

    def test_a_name_that_is_none(self):
        with pytest.raises(ConfigError, match="there is no ladder and no file 'kubernets'") as caught:
            load_ladder("kubernets")
        assert "did you mean kubernetes?" in caught.value.hint


class TestUnreadable:
    """One sentence, and one that says what to do."""

    def error(self, path):
        with pytest.raises(ConfigError) as caught:
            load_ladder(path)
        assert caught.value.hint
        assert not caught.value.mistakes
        return caught.value.message

    def test_no_file(self, tmp_path):
        assert "there is no file" in self.error(tmp_path / "none.yaml")

    def test_a_directory(self, tmp_path):
        assert "is a directory" in self.error(tmp_path)

    def test_what_the_system_refuses(self, tmp_path):
        assert "cannot be read: File name too long" in self.error(tmp_path / f"{'x' * 300}.yaml")

    def test_a_name_that_no_file_can_have(self):
        assert "cannot be read" in self.error("\0.yaml")

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "is empty"),
            (b"# only a comment\n", "is empty"),
            (b"name: a\nname: \xff\n", "rules.yaml:2: not UTF-8"),
            (b"a: [1\nb: 2\n", "not YAML"),
            (b"a: b: c\n", "rules.yaml:1: not YAML"),
            (b"a: \0\n", "not YAML"),
            (b"a: 1\n---\nb: 2\n", "rules.yaml:2: a second document begins"),
            (b"a: *b\n", "the alias *b names no value"),
            (b"a: &a [*a]\n", "the alias *a names no value"),
            (b"? [a]\n: b\n", "rules.yaml:1: a key has to be a text"),
            (b"a: &x b\n*x : c\n", "rules.yaml:2: a key has to be a text"),
            (b"a: !!python/name:os.system\n", "tags such as tag:yaml.org,2002:python/name:os.system"),
            (b"a: !mine [1]\n", "tags such as !mine"),
            (b"x" * (MAX_BYTES + 1), "larger than 1 MiB"),
            (b"[" * (MAX_DEPTH + 1), "nested too deeply"),
            (b"[" * 500_000, "nest"),  # by us or, in newer versions, by the parser
        ],
    )
    def test_content(self, tmp_path, content, words):
        file = tmp_path / "rules.yaml"
        file.write_bytes(content)
        assert words in self.error(file)

    def test_an_alias_bomb(self, tmp_path):
        levels = "\n".join(
            f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        )
        file = tmp_path / "bomb.yaml"
        file.write_text(f"a: &a [x]\n{levels}\n")
        assert "holds more than 100,000 values" in self.error(file)


class TestValues:
    """Everything stays the text that was written."""

    @pytest.mark.parametrize(
        "text", ["249043822", "007", "no", "on", "1e3", "9:00", "2026-08-21", "=", "0x1F", "1_000"]
    )
    def test_scalars(self, text):
        assert parse(f"a: {text}", "x").value == {"a": text}

    @pytest.mark.parametrize(
        ("text", "value"), [("~", None), ("null", None), ("", None), ("'null'", "null"), ("''", "")]
    )
    def test_null(self, text, value):
        assert parse(f"a: {text}", "x").value == {"a": value}

    def test_an_explicit_text_and_a_byte_order_mark(self, tmp_path):
        assert parse("a: !!str 5\nb: ! 6", "x").value == {"a": "5", "b": "6"}
        file = tmp_path / "mine.yaml"
        file.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
        assert load_ladder(file)[0].id == "octo"

    def test_aliases_are_written_out(self):
        assert parse("a: &x [1, {b: 2}]\nc: *x\nd: &y z\ne: *y", "x").value == {
            "a": ["1", {"b": "2"}],
            "c": ["1", {"b": "2"}],
            "d": "z",
            "e": "z",
        }

    def test_lines(self):
        sheet = parse("a:\n  - b: 1\n    c: 2\n  - d\n", "x")
        assert sheet.line(("a", 0, "c")) == 3
        assert sheet.line(("a", 1)) == 4
        assert sheet.line(("a", 0, "missing", "further")) == 2

    @pytest.mark.parametrize("name", BUILT_IN)
    def test_the_parser_without_c_reads_the_same(self, name, monkeypatch):
        text = (ROOT / "config" / f"{name}.yaml").read_text()
        fast = parse(text, name)
        monkeypatch.setattr(tracker.yamltree, "_LOADER", yaml.BaseLoader)
        slow = parse(text, name)
        assert slow.value == fast.value
        assert slow.lines == fast.lines

    @given(
        st.recursive(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=9) | st.none(),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
            max_leaves=9,
        )
    )
    def test_whatever_pyyaml_writes_is_read_back(self, value):
        assert parse(yaml.safe_dump({"v": value}, allow_unicode=True), "x").value == {"v": value}


class TestMistakes:
    def test_all_at_once_in_the_files_order(self, refused):
        lines = refused(
            ("at_least: 5", "at_lest: 5"),
            ("rules_as_of: 2026-08-21", "rules_as_of: soon"),
            ("tier: reviewer", "tier: reviewr"),
            ("scope: project", "scope: projekt"),
        )
        assert lines == [
            "5: rules_as_of: 'soon' is not a date; write it as 2026-08-21",
            "22: tiers[0] contributor > scope: 'projekt' is not known; did you mean project?",
            "32: tiers[1] reviewer > criteria[0] primary-reviewer > at_least: is missing",
            "38: tiers[1] reviewer > criteria[0] primary-reviewer > at_lest: unknown key; did you mean at_least?",
            "60: overlays[0] octo-docs > tier: there is no tier 'reviewr'; did you mean reviewer?",
        ]

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ("id: octo\n", "id: octo\nid: other\n", "id: this key is there twice, first in line 3"),
            ("orgs: [octo-org]", "orgs: []", "orgs: is empty"),
            ("orgs: [octo-org]", "orgs: octo-org", "orgs: has to be a list"),
            ("orgs: [octo-org]", "orgs:", "orgs: has no value"),
            ("name: Octo ladder", "name: [Octo]", "name: has to be one text"),
            ("name: Octo ladder", "nmae: Octo ladder", "nmae: unknown key; did you mean name?"),
            ("name: Octo ladder", "name: Octo ladder\nzzz: 1", "zzz: unknown key; there are beside, definitions"),
            ("id: octo\n", "id: Octo\n", "id: 'Octo' does not fit ^[a-z][a-z0-9-]*$"),
            ("changed_lines: 30", "changed_lines: many", "changed_lines: 'many' is not a whole number"),
            ("changed_lines: 30", "changed_lines: -1", "changed_lines: '-1' is too small; the least is 0"),
            ("changed_lines: 30", "changed_lines: [30]", "changed_lines: has to be a whole number"),
            ("changed_lines: 30", "changed_lines: 30, generated: ['(']", "generated[0]: '(' is not a regular expression"),
            ("primary: {reason: ours}", "primary: ours", "definitions > primary: has to be a mapping"),
            ("primary: true", "primary: perhaps", "primary: 'perhaps' is neither true nor false"),
            ("kind: pull_requests", "kind: pull_request", "is no kind of criterion; did you mean pull_requests?"),
            ("- kind: pull_requests\n        id: p", "- id: p", "criteria[0] primary-reviewer > kind: is missing"),
            ("decides: count", "decides: counts", "decides: 'counts' is not known; did you mean count?"),
            ("url: https:", "url: ftp:", "documents > rules > url: 'ftp://github.com"),
            ("title: rules.md", "titel: rules.md", "documents > rules > titel: unknown key; did you mean title?"),
            ("who: you", "whom: you", "criteria[2] known > criteria[0] knowledgeable > whom: unknown key; did you mean who?"),
            ("source: {document: rules, section: Docs}", "source: {document: rulez}", "there is no document 'rulez'; did you"),
            ("id: reviewer", "id: contributor", "tiers[1] contributor > id: the id contributor is there twice"),
            ("in_force_until: 2020", "in_force_until: 2021", "the id primary-reviewer is there twice for the same days"),
            ("id: knowledgeable", "id: known", "criteria[0] known > id: the id known is there twice for the same days"),
            ("id: translator", "id: primary-reviewer", "criteria[1] primary-reviewer > id: the id primary-reviewer is there"),
            ("without: [known]", "without: [knwon]", "without[0]: the tier has no criterion 'knwon'; did you mean known?"),
            ("attested: [translator]", "attested: [x]", "applies_to > attested[0]: the tier has no criterion 'x'"),
            ("octo-org/octo-repo:docs", "octo-repo", "directories[0]: 'octo-repo' does not fit"),
            ("ladder/v1", "ladder/v2", "schema: 'ladder-check.ladder/v2' is not known; did you mean ladder-check.ladder/v1?"),
            ("held_by: owners_reviewers", "held_by: owners", "held_by: 'owners' is not known"),
        ],
    )  # fmt: skip
    def test_each_in_plain_words(self, refused, old, new, words):
        assert any(words in line for line in refused((old, new)))

    def test_dates_in_the_wrong_order(self, refused):
        (line,) = refused(("in_force_from: 2021-01-01", "in_force_from: 2021-01-01\n    in_force_until: 2020-01-01"))
        assert "in_force_until: the rule ends on 2020-01-01, before it begins on 2021-01-01" in line

    def test_two_rules_on_inactivity_at_once(self, refused):
        rule = "  - {months: 18, source: {document: rules}}"
        (line,) = refused(("tiers:", f"{rule}\ntiers:"))
        assert line == "18: inactivity[1]: is in force on days on which another rule on inactivity is"

    def test_two_overlays_of_one_name(self, refused):
        again = "  - {id: octo-docs, title: X, tier: reviewer, applies_to: {}, source: {document: rules}}"
        assert "overlays[1] octo-docs > id: the id octo-docs is there twice" in refused(text=f"{SMALL}{again}\n")[0]

    def test_what_is_no_ladder_at_all(self, refused):
        assert refused(text="- a\n- b\n") == ["1: the file: has to be a mapping"]
        assert "4: tiers: has to be a list" in refused(
            text="schema: x\nid: a\ndocuments: 1\ntiers: many\noverlays: {a: b}"
        )

    def test_odd_shapes_do_not_stop_the_search(self, refused):
        text = "tiers: [x, {id: [1], criteria: {a: b}}, {criteria: [1, {id: a}]}]\noverlays: [{tier: [a]}, {tier: x}]\n"
        assert len(refused(text=text)) > 10

    def test_a_long_value_is_cut(self, refused):
        (line,) = refused(("id: octo\n", f"id: {'X' * 500}\n"))
        assert len(line) < 130

    @pytest.mark.parametrize(("more", "words"), [("", "has 1 mistake"), ("zzz: 1\n", "has 2 mistakes")])
    def test_how_many(self, tmp_path, more, words):
        file = tmp_path / "rules.yaml"
        file.write_text(SMALL.replace("id: octo\n", f"id: 1\n{more}"))
        with pytest.raises(ConfigError, match=words) as caught:
            load_ladder(file)
        assert caught.value.exit_code == 3


ATTESTED = """\
- {criterion: two-factor, by: octo-mentor, on: 2026-08-01, url: https://example.com/1, note: Seen}
- {criterion: two-factor, by: octo-mentor, on: 2026-08-10, expires: 2026-09-01}
- {criterion: contributor-guide, by: octo-me, on: 2026-08-02, login: "@Octo-Me"}
- {criterion: dev-mailing-list, by: octo-else, on: 2026-08-02, login: octo-else}
- {criterion: code-of-conduct, by: 12345, on: 2026-08-02, login: 12345}
"""


class TestAttestations:
    @pytest.fixture
    def file(self, tmp_path):
        file = tmp_path / "attested.yaml"
        file.write_text(ATTESTED)
        return file

    def test_of_one_person(self, file):
        said = said_of(login("octo-me"), load_entries(file)).criteria
        assert set(said) == {"two-factor", "contributor-guide"}
        assert said["two-factor"].on == date(2026, 8, 10)

    def test_a_login_of_digits_is_a_login(self, file):
        assert said_of(login("12345"), load_entries(file)).criteria["code-of-conduct"].by == "12345"

    @pytest.mark.parametrize(
        ("day", "noted"),
        [(date(2026, 7, 31), None), (date(2026, 8, 5), "Seen"), (date(2026, 8, 10), ""), (date(2026, 9, 1), "Seen")],
    )
    def test_on_a_day(self, file, day, noted):
        said = said_of(login("octo-third"), load_entries(file), day).criteria.get("two-factor")
        assert (said and (said.note or "")) == noted

    def test_unknown_criteria_are_mistakes_where_the_ladder_is_given(self, file):
        with pytest.raises(ConfigError) as caught:
            load_entries(file, known={"two-factor", "contributor-guides", "code-of-conduct"})
        assert caught.value.mistakes == (
            "attested.yaml:3: entry [2] > criterion: the ladder has no criterion 'contributor-guide'; did you mean contributor-guides?",
            "attested.yaml:4: entry [3] > criterion: the ladder has no criterion 'dev-mailing-list'; there are code-of-conduct, contributor-guides, two-factor",
        )

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("- {by: a, on: 2026-08-01}", "entry [0] > criterion: is missing"),
            ("- {criterion: a, by: b, on: 2026-08-01, ulr: x}", "ulr: unknown key; did you mean url?"),
            ("- {criterion: a, by: b, on: 2026-08-01, url: x}", "url: 'x' does not fit"),
            ("- {criterion: a, by: b, on: 2026-08-01, login: 'a b'}", "login: 'a b' is not a GitHub login"),
            ("criterion: a", "the file: has to be a list"),
            ("- a", "entry [0]: has to be a mapping"),
        ],
    )
    def test_mistakes(self, file, text, words):
        file.write_text(text)
        with pytest.raises(ConfigError) as caught:
            load_entries(file, known={"a"})
        assert any(words in line for line in caught.value.mistakes)

    def test_how_many_a_file_holds(self, file):
        assert check_attestation_file(file) == 5

    def test_sponsors_and_contributions(self, file):
        file.write_text(SAID)
        said = said_of(login("octo-me"), load_entries(file), date(2026, 8, 21))
        assert said.criteria == {}
        assert said.sponsors == (login("octo-mentor"), login("octo-other"))
        assert said.contributions == (Evidence(title="Led the sprint", url="https://example.com/1", note="two days"),)

    def test_people_as_they_are_typed(self, file):
        me, mentor = "https://github.com/octo-me", "github.com/octo-mentor"
        file.write_text(f"- {{login: {me!r}, sponsor: {mentor!r}, by: x, on: 2026-08-01}}")
        assert said_of(login("octo-me"), load_entries(file)).sponsors == (login("octo-mentor"),)
        assert said_of(login("octo-else"), load_entries(file)).sponsors == ()

    def test_what_another_has_or_what_expired_is_not_theirs(self, file):
        file.write_text(SAID)
        assert said_of(login("octo-me"), load_entries(file), date(2026, 9, 1)).sponsors == (login("octo-other"),)
        assert len(said_of(login("octo-else"), load_entries(file)).contributions) == 2

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("- {sponsor: a, contribution: b, url: 'https://x.y', by: c, on: 2026-08-01}", "says two things; make an"),
            ("- {contribution: b, by: c, on: 2026-08-01}", "url: is missing: nobody can look a contribution up"),
            ("- {sponsor: a b, by: c, on: 2026-08-01}", "sponsor: 'a b' is not a GitHub login"),
            ("- {by: c, on: 2026-08-01}", "criterion: is missing, as are sponsor and contribution"),
        ],
    )
    def test_mistakes_in_them(self, file, text, words):
        file.write_text(text)
        for read in (check_attestation_file, load_entries):
            with pytest.raises(ConfigError) as caught:
                read(file)
            assert any(words in line for line in caught.value.mistakes)


SAID = """\
- {sponsor: "@octo-mentor", by: octo-me, on: 2026-08-01, expires: 2026-09-01}
- {sponsor: octo-other, by: octo-me, on: 2026-08-02}
- {contribution: Led the sprint, url: "https://example.com/1", note: two days, by: octo-me, on: 2026-08-01}
- {contribution: Sang, url: "https://example.com/2", by: octo-me, on: 2026-08-01, login: octo-else}
"""


class TestForm:
    """``config/membership-form.yaml``: the copy of the request's form."""

    def test_its_criteria_are_those_of_the_ladder(self):
        known = {rule.id for tier in load_ladder("kubernetes")[0].tiers for rule in walk(tier.criteria)}
        form = load_form()
        named = {name for one in form.fields for box in one.boxes for name in box.shown_by} | form.settles
        assert named <= known

    def test_names_of_boxes_are_their_own(self):
        known = {rule.id for tier in load_ladder("kubernetes")[0].tiers for rule in walk(tier.criteria)}
        names = [box.id for one in load_form().fields for box in one.boxes]
        assert len(set(names)) == len(names)
        assert known.isdisjoint(names)

    def test_it_is_a_copy_of_the_form_that_the_ladder_names(self):
        form = load_form()
        assert f"{form.repository}:{form.path}" == load_ladder("kubernetes")[0].files.request_form
        assert form.read_on

    def test_what_it_holds(self):
        assert [(one.id, len(one.boxes)) for one in load_form().fields] == [
            ("github", 0),
            ("org", 0),
            ("requirements", 11),
            ("sponsor_1", 0),
            ("sponsor_2", 0),
            ("contributions", 0),
        ]
        assert sum(box.required for box in load_form().fields[2].boxes) == 8


class TestSchemas:
    """``config/*.schema.json`` are what editors read."""

    @pytest.mark.parametrize("name", BUILT_IN)
    def test_the_shipped_ladders_fit_the_schema_as_an_editor_reads_them(self, name):
        plain = yaml.safe_load((ROOT / "config" / f"{name}.yaml").read_text())
        jsonschema.validate(json.loads(json.dumps(plain, default=str)), file_schema("rules"))

    def test_a_mistake_does_not(self):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(yaml.safe_load(SMALL.replace("at_least: 5", "at_lest: 5")), file_schema("rules"))

    def test_what_kubernetes_says_of_its_admins_is_a_whole_sentence(self):
        pages = load_ladder("kubernetes")[0].pages
        assert pages.admins.endswith("ask in #github-management if it takes longer.")
        assert pages.newcomers == "#kubernetes-new-contributors"

    def test_a_page_that_steps_do_not_know_is_a_mistake(self, tmp_path):
        (tmp_path / "small.yaml").write_text(
            SMALL + "pages: {guide: https://octo.dev/guide, mentor: https://octo.dev}\n"
        )
        with pytest.raises(ConfigError) as caught:
            load_ladder(str(tmp_path / "small.yaml"))
        assert any("mentor" in mistake for mistake in caught.value.mistakes)


@pytest.mark.parametrize(("check", "names"), [(check_references, BUILT_IN), (check_guide, BUILT_IN_GUIDES)])
def test_what_comes_with_the_program_holds_together(check, names):
    for name in names:
        assert [*check(built_in(name).value)] == []
        assert built_in(name).mistakes == ()


def test_a_key_that_is_there_twice_is_told_once_with_its_first_line():
    sheet = parse("a:\n  - b: 1\n    b: 2\na:\n  - b: 3\n", "x")
    assert [(one.place, one.text) for one in sheet.mistakes] == [
        (("a", 0, "b"), "this key is there twice, first in line 2"),
        (("a",), "this key is there twice, first in line 1"),
    ]
    assert sheet.value == {"a": [{"b": "1"}]}
