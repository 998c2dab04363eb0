"""The form of membership requests, as a repository keeps it."""

import pytest

from tracker.catalog import load_form
from tracker.facts.form_template import FieldKind, FormBox
from tracker.sources.base import FileRef, FileText, Unread
from tracker.sources.kubernetes.layouts import read_layouts
from tracker.sources.kubernetes.request_forms import read_request_form

NAME = "octo-org/org:.github/ISSUE_TEMPLATE/membership.yml"
URL = "https://github.com/octo-org/org/blob/HEAD/.github/ISSUE_TEMPLATE/membership.yml"
FORM = """\
name: Membership
title: "REQUEST: New membership for <your-GH-handle>"
body:
- type: markdown
  attributes: {value: Thank you}
- id: github
  type: input
  attributes: {label: GitHub Username, placeholder: e.g. me}
  validations: {required: true}
- id: org
  type: dropdown
  attributes: {label: Organization, multiple: true, options: [octo-org, octo-labs]}
- id: requirements
  type: checkboxes
  attributes:
    label: Requirements
    options:
    - {label: I am  here, required: true}
    - label: "**SUGGESTED:** I sing"
- id: contributions
  type: textarea
  attributes: {label: List}
- type: upload
- a text
"""


class Files:
    def __init__(self, text):
        self.text = text

    def read(self, refs):
        return [self._one(ref) for ref in refs]

    def _one(self, ref):
        if isinstance(self.text, Unread):
            return self.text
        return FileText(ref=ref, text=self.text, oid=None, url=URL)


def test_its_fields_in_order():
    form = read_request_form(Files(FORM), NAME)
    assert [(one.id, one.kind, one.label) for one in form.fields] == [
        ("github", FieldKind.INPUT, "GitHub Username"),
        ("org", FieldKind.DROPDOWN, "Organization"),
        ("requirements", FieldKind.CHECKBOXES, "Requirements"),
        ("contributions", FieldKind.TEXTAREA, "List"),
    ]
    assert form.fields[1].options == ("octo-org", "octo-labs")
    assert form.fields[2].boxes == (FormBox(text="I am  here", required=True), FormBox(text="**SUGGESTED:** I sing"))
    assert (form.repository, form.url, form.read_on) == ("octo-org/org", URL, None)
    assert form.title_for("octo-me") == "REQUEST: New membership for octo-me"


@pytest.mark.parametrize("text", [None, "", "body: [", "- a\n", "body: a\n", "body: [{type: upload}]\n"])
def test_what_is_no_form_is_none(text):
    assert read_request_form(Files(text), NAME) is None


def test_what_cannot_be_read_is_none():
    assert read_request_form(Files(Unread(ref=FileRef("a/b", "c"), reason="gone")), NAME) is None


def test_odd_shapes_are_empty():
    form = read_request_form(Files("title: [x]\nbody: [{type: input, attributes: a, id: [b]}]\n"), NAME)
    assert (form.title, form.fields[0].id, form.fields[0].label) == ("", "", "")
    assert form.title_for("octo-me").strip() == "octo-me"


def test_boxes_that_say_the_same_are_known_whatever_their_spaces_and_others_are_not():
    known = load_form()
    shipped = known.fields[2].boxes[1]
    text = FORM.replace("I am  here", "'" + shipped.text.replace("2FA ", "2FA   ") + "'")
    here, sings = read_request_form(Files(text), NAME).explained_by(known).fields[2].boxes
    assert (here.id, here.shown_by, here.required) == (shipped.id, shipped.shown_by, True)
    assert "2FA   on" in here.text
    assert (sings.id, sings.shown_by) == (None, ())


def test_layouts_of_the_files_that_exist():
    found, unread = read_layouts(Files("reviewers: [octo-a]\n"), frozenset({"octo-org/octo:OWNERS"}))
    assert list(found) == ["octo-org/octo:OWNERS"]
    assert [entry.place for entry in found["octo-org/octo:OWNERS"].entries] == [("reviewers",)]
    assert unread == {}
    assert read_layouts(Files(None), frozenset({"octo-org/octo:OWNERS"})) == ({}, {})
