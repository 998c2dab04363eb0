"""The page, read by a parser of HTML as browsers have it."""

import itertools
import re
from base64 import b64encode
from hashlib import sha256

import html5lib
import pytest
from unit.reports import invented

from tracker.reports import FORMATS, Style

PEOPLE = {
    "newcomer": invented.newcomer,
    "almost-reviewer": invented.almost_reviewer,
    "approver": invented.approver,
    "cohort": invented.cohort,
}
each = pytest.mark.parametrize("result", [one() for one in PEOPLE.values()], ids=PEOPLE)


def page(result, **style):
    """The page's elements; what is no valid HTML is an error."""
    text = FORMATS["html"](result, Style(**style))
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def policy(tree):
    (meta,) = tree.findall(".//meta[@http-equiv]")
    assert meta.get("http-equiv") == "Content-Security-Policy"
    return dict(part.split(" ", 1) for part in meta.get("content").split("; "))


def words_of(element):
    return " ".join("".join(element.itertext()).split())


@each
def test_the_policy_allows_the_page_s_own_style_and_script_and_nothing_else(result):
    tree = page(result)
    allowed = policy(tree)
    for name in ("style", "script"):
        (content,) = (element.text for element in tree.iter(name))
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert allowed.pop(f"{name}-src") == f"'sha256-{digest}'"
    assert allowed == {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}


@each
def test_nothing_acts_and_nothing_is_fetched(result):
    tree = page(result)
    names = {name for element in tree.iter() for name in element.attrib}
    assert {name for name in names if name.startswith("on") or name in {"style", "src", "srcset", "action"}} == set()
    assert {element.tag for element in tree.iter()} & {"img", "link", "iframe", "object", "embed", "base"} == set()
    assert not re.search(r"url\(|@import", tree.find(".//style").text)


@each
def test_links_lead_into_the_page_or_to_the_web(result):
    tree = page(result)
    identifiers = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(set(identifiers)) == len(identifiers)
    for element in tree.iter():
        if target := element.get("href"):
            outside = target.startswith("https://")
            assert outside or target.removeprefix("#") in identifiers
            assert (element.get("rel") == "noopener noreferrer") is outside


@each
def test_headings_go_down_by_one_and_there_is_one_of_the_first(result):
    levels = [int(element.tag[1]) for element in page(result).iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
