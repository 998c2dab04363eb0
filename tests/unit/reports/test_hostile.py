"""Nothing that a stranger wrote acts on a terminal, a page or a table."""

import json
import re
import unicodedata
from functools import lru_cache

import jsonschema
import pytest
from hypothesis import example, given
from unit.reports import invented
from unit.reports.hostile import FRAGMENTS, HOSTILE_TEXT, TOGETHER, hostile_report, poisoned

from tracker.reports import FORMATS, Style, escape
from tracker.reports.json import schema
from tracker.reports.text.paint import width

SEQUENCES = re.compile(r"\x1b\[\d+m|\x1b\]8;;(?:https?://[!-~]*)?\x1b\\")
VALIDATOR = jsonschema.Draft202012Validator(schema())


@lru_cache(maxsize=256)
def written(name, text, **style):
    return FORMATS[name](hostile_report(text), Style(**style))


def invisible(text):
    """Characters that act instead of being seen."""
    return {char for char in text if char != "\n" and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}


def for_any_text(test):
    for fragment in [*FRAGMENTS, TOGETHER, ""]:
        test = example(text=fragment)(test)
    return given(text=HOSTILE_TEXT)(test)


@for_any_text
def test_text_has_no_control_characters(text):
    assert not invisible(written("text", text))


@for_any_text
def test_text_of_a_cohort_has_no_control_characters(text):
    assert not invisible(FORMATS["text"](poisoned(invented.cohort(), text), Style()))


@for_any_text
def test_text_is_no_wider_than_the_terminal_except_for_addresses(text):
    lines = written("text", text).splitlines()
    assert [line for line in lines if width(line) > 80 and "://" not in line] == []


@for_any_text
def test_a_terminal_gets_only_our_own_sequences(text):
    output = written("text", text, color=True, links=True, verbose=1)
    assert not invisible(SEQUENCES.sub("", output))
    assert output.count("\x1b]8;;http") * 2 == output.count("\x1b]8;;")


@for_any_text
def test_ascii_is_ascii(text):
    assert written("text", text, unicode=False).isascii()


@for_any_text
def test_markdown_keeps_its_shape(text):
    output = written("markdown", text)
    assert not invisible(output)
    assert mentions(output) == []
    assert tags(output) <= {"<details>", "</details>", "<summary>", "</summary>", "<sub>", "</sub>"}
    if escape.plain(text):
        assert shape(output) == shape(written("markdown", "x"))


def mentions(output):
    return re.findall(r"(?<![A-Za-z0-9])@[A-Za-z0-9]|(?<!&)#\d|\bGH-\d", re.sub(r"\]\([^)]*\)", "]", output))


def tags(output):
    return set(re.findall(r"<[^>\n]*>?", output))


def shape(output):
    """What a reader of Markdown splits by: cells in table rows, kinds of other lines."""
    return [unescaped_pipes(line) or re.match(r"(#+ |- |\d+\. |<\S+>|)", line)[0] for line in output.splitlines()]


def unescaped_pipes(line):
    return line.count("|") if line.startswith("| ") else 0


@for_any_text
def test_json_stays_valid(text):
    output = written("json", text)
    assert output.isascii()
    VALIDATOR.validate(json.loads(output))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("style", [{}, {"unicode": False, "width": 40}, {"verbose": 2}])
def test_no_format_commands_the_runner_of_a_workflow(name, style):
    text = "a ::set-output name=x::y ##[add-mask]z ###vso[task.setvariable variable=v]w \uff1a\uff1aadd-mask::e"
    output = written(name, f"::error::{text}", **style)
    assert not re.search(r"^\s*::[a-z]|##\w*\[", output, re.MULTILINE)
    assert not re.search(r"::(set-output|error|add-mask)(\s|::)", output) or name == "json"


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_a_title_of_ten_thousand_characters_is_cut(name):
    assert len(written(name, "x " * 5_000)) < 110_000


def test_a_harmless_text_is_left_alone():
    text = "Überarbeite 山田 🚀 — fix kubectl_get (part 2)"
    assert text in written("text", text)
