"""A document says what a report holds, once: text and Markdown show all of it in its order."""

import re
from dataclasses import replace

import pytest
from unit.reports import invented

from tracker.reports import FORMATS, Style
from tracker.reports.contents import document
from tracker.reports.document import SIGNS, Entry, Items, Manner, Paragraph, Table

PEOPLE = [invented.newcomer, invented.almost_reviewer, invented.approver]
RESULTS = [*PEOPLE, invented.cohort, lambda: invented.almost_reviewer().sponsors.request]
MANNER = Manner(signs=SIGNS)


def plain(text):
    """A format's output as its words alone: neither folding, escapes, nor what is drawn."""
    return re.sub(r"[\W_]+", " ", re.sub(r"&#\d+;", "", text)).strip()


@pytest.mark.parametrize("name", ["text", "markdown"])
@pytest.mark.parametrize("make", RESULTS)
def test_every_section_is_there_in_its_order(make, name):
    result = make()
    output = plain(FORMATS[name](result, Style(verbose=1)))
    # Of several people only Markdown has a title: a terminal shows lines between them.
    titles = [plain(section.title) for section in document(result, MANNER).sections if section.title and section.blocks]
    for title in titles:
        _, found, output = output.partition(title)
        assert found


@pytest.mark.parametrize("name", ["text", "markdown"])
@pytest.mark.parametrize("make", RESULTS)
def test_every_word_of_a_paragraph_a_list_and_a_table_is_there(make, name):
    result = make()
    output = plain(FORMATS[name](result, Style(verbose=1, width=200)))
    for section in document(result, replace(MANNER, wide=name == "markdown")).sections:
        for said in (text for block in section.blocks for text in texts(block)):
            assert plain(said) in output


def texts(block):
    """What has to be found as it stands; cells may be folded."""
    match block:
        case Paragraph(text=text):
            yield text
        case Items(entries=entries, rest=rest):
            yield from (text for entry in (*entries, *rest) for text in texts(entry))
        case Entry(text=said, about=about, note=note):
            yield from filter(None, [said if isinstance(said, str) else said.text, about, note])
        case Table(headers=headers):
            yield from headers[:4]


def test_what_a_file_says_of_a_person_is_private():
    cohort = invented.cohort()
    (noted,) = (
        one for section in document(cohort, MANNER).sections for one in section.people if dict(one.notes).get("Note")
    )
    assert plain(dict(noted.notes)["Note"]) in plain(FORMATS["text"](cohort, Style()))
    assert plain(dict(noted.notes)["Note"]) not in plain(FORMATS["markdown"](cohort, Style()))


@pytest.mark.parametrize("verbose", [0, 1])
def test_of_a_thread_that_was_not_read_whole_nobody_is_said_to_be_silent(verbose):
    report = invented.almost_reviewer()
    for complete, silent in ((True, True), (False, False)):
        request = replace(report.sponsors.request, complete=complete)
        shown = replace(report, sponsors=replace(report.sponsors, request=request))
        text = FORMATS["text"](shown, Style(verbose=verbose, width=120))
        assert ("did not answer yet" in text or "not yet   " in text.partition("Sponsor  ")[2]) is silent
