"""Whatever a stranger wrote, the page keeps its shape and runs nothing."""

import unicodedata
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache

import html5lib
import pytest
from hypothesis import example, given
from unit.reports import invented
from unit.reports.hostile import FRAGMENTS, HOSTILE_TEXT, TOGETHER, hostile_report

from tracker.facts.people import Login
from tracker.reports import FORMATS, Style, escape

#: What breaks out of an attribute, of a text, of the style and of the script; and what turns the direction of a line.
BREAKING_OUT = [
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus=alert(1) x='",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</svg><svg onload=alert(1)>",
    "--><svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ 7 * 7 }}{% for x in y %}",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "abc\u202egnp.exe",
    "</li></ul></details></article>",
]
ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.example",
    "https://user@evil.example/",
    'https://evil.example/" onmouseover="alert(1)',
    "https://evil.example/<script>",
]

IN_A_NOTE = "https://github.com/kubernetes-sigs/kueue/blob/main/OWNERS"


def parsed(result):
    text = FORMATS["html"](result, Style())
    assert {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} <= {"\n"}
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def shape(tree):
    """Elements with the names of their attributes, in their order.

    Links out of the page are left out: where a text should be an address and is one, it becomes a link.
    """
    link = ("a", ("href", "rel"))
    return [seen for element in tree.iter() if (seen := (element.tag, tuple(element.attrib))) != link]


@given(text=HOSTILE_TEXT)
@example(text="")
def test_no_text_changes_the_page_s_shape(text):
    keeps_its_shape(text)


@pytest.mark.parametrize("text", [*BREAKING_OUT, *FRAGMENTS, TOGETHER])
def test_no_known_attack_changes_the_page_s_shape(text):
    keeps_its_shape(text)


def keeps_its_shape(text):
    tree = parsed(hostile_report(text))
    if escape.plain(text):
        assert shape(tree) == shape_of_a_harmless_one()


@lru_cache
def shape_of_a_harmless_one():
    return shape(parsed(hostile_report("x")))


@pytest.mark.parametrize("text", BREAKING_OUT)
def test_notes_of_mentors_and_failures_are_text(text):
    cohort = invented.cohort()
    failures = (replace(cohort.failures[0], login=text, error=text, hint=text),)
    members = {key: replace(member, notes=text) for key, member in cohort.members.items()}
    changes = tuple(replace(change, title=text, scope=text) for change in cohort.changes)
    hostile = replace(cohort, name=text, failures=failures, members=members, changes=changes)
    assert shape(parsed(hostile)) == shape(parsed(cohort))


def with_addresses(record, address):
    """The record with every address in it replaced."""
    changed = {field.name: _changed(field.name, getattr(record, field.name), address) for field in fields(record)}
    return replace(record, **changed)


def _changed(name, value, address):
    if name.endswith(("url", "mailing_list")) and value:
        return address
    if is_dataclass(value) and not isinstance(value, Login):
        return with_addresses(value, address)
    return tuple(_changed(name, item, address) for item in value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_addresses_of_the_web_become_links(address):
    tree = parsed(with_addresses(invented.almost_reviewer(), address))
    targets = {element.get("href") for element in tree.iter() if element.get("href", "#")[0] != "#"}
    assert targets <= {escape.web_url(address), IN_A_NOTE}
    assert all(target.startswith("https://") and not set("<>\"' ") & set(target) for target in targets)
    assert not {name for element in tree.iter() for name in element.attrib if name.startswith("on")}
