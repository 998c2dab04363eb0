"""A text made quiet calls nobody, leaves no trace and gives no command, whatever it is; and it looks the same."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rendered import rendered
from unit.reports.hostile import FRAGMENTS, HOSTILE_TEXT, TOGETHER, hostile_report
from unit.reports.invented.crowd import crowd

from tracker.reports import FORMATS, Style
from tracker.reports.markdown.fitting import length
from tracker.reports.markdown.parts import FOR_A_COMMENT, parts
from tracker.reports.markdown.quiet import quiet

#: What acts, and in how many ways.
LOUD = [
    "@octo-mentor",
    "(@octo-mentor)",
    "@octo-org/mentors, please",
    "**Mentors:** *x*@octo-mentor",
    "_x_@octo-mentor",
    "é@octo-mentor",
    "a@@octo-mentor",
    "&#64;octo-mentor",
    "&#x40;octo-mentor and &commat;octo-mentor",
    "@&#111;cto",
    "<b>a</b>@octo-mentor",
    "a<!-- b -->@octo-mentor",
    "xhttps://a.example/@octo-mentor",
    "https://@octo-mentor",
    "<div>\n@octo-mentor\n</div>",
    "- [ ] @octo-mentor",
    "| a |\n| --- |\n| @octo-mentor |",
    "[x](https://a.example '@' @octo-mentor",
    "#12",
    "fixes octo-org/app#12",
    "&#35;12 &num;12 &#x23;12",
    "#&#49;2",
    "GH-12, gh-13, _GH-14_",
    "[x](#12",
    "https://github.com/octo-org/app/pull/12",
    "see <https://github.com/octo-org/app/issues/12#issuecomment-3>",
    "[a](https://github.com/octo-org/app/pull/12/files),[b](http://www.github.com/octo-org/app/issues/13)",
    "[a]: https://github.com/octo-org/app/discussions/12\n\n[a]",
    "www.github.com/octo-org/app/pull/12",
    "<a href='//github.com/octo-org/app/pull/12'>x</a>",
    '<a href="HTTPS://GitHub.com:443/octo-org/app/pull/12">x</a>',
    "https://github.com//octo-org//app/pull/12",
    "Duplicate of https://github.com/octo-org/app/issues/12",
    "https://github.com/orgs/octo-org/discussions/12",
    "/close",
    "text\n\t/assign octo-mentor",
    "```\n/lgtm\n```",
]
SILENT = [
    "Write to octo@mail.example, or to <octo.newcomer@mail.example>",
    "[a search](https://github.com/search?q=is%3Apr+author%3Aocto&type=pullrequests)",
    "https://github.com/octo-org/app/blob/main/OWNERS#L12",
    "https://github.com/octo-org/app/pulls",
    "https://api.github.com/repos/octo-org/app/issues/12",
    "https://notgithub.com/octo-org/app/pull/12",
    "https://a.example/?u=https%3A%2F%2Fgithub.com%2Focto-org%2Fapp%2Fpull%2F12",
    "https://redirect.github.com/octo-org/app/pull/12",
    "@&#8203;octo-mentor, #&#8203;12 and GH-&#8203;12",
    "# 12 reviews\n\n1. pkg/widget and/or\n\n&#124; &amp; `code`",
    "either/or\n and /close in a line",
]


@pytest.mark.parametrize("text", LOUD)
def test_what_acts_no_longer_does(text):
    assert rendered(text).acts
    assert rendered(quiet(text, host="github.com")).acts == []


@pytest.mark.parametrize("text", SILENT)
def test_what_does_not_act_stays_as_it_is(text):
    assert rendered(text).acts == []
    assert quiet(text, host="github.com") == text


@pytest.mark.parametrize("text", [*LOUD, *SILENT, *FRAGMENTS])
def test_a_quiet_text_stays_as_it_is(text):
    calm = quiet(text, host="github.com")
    assert quiet(calm, host="github.com") == calm


@pytest.mark.parametrize("text", ["@octo-mentor in **octo-org/app#12**", "`a@@octo` and `#12`", "/close #12"])
def test_it_looks_the_same(text):
    assert rendered(quiet(text, host="github.com")).text.replace("\u200b", "") == rendered(text).text


def test_a_link_leads_to_the_same_place():
    text = "[x](https://www.github.com/octo-org/app/pull/12/files#r3) https://medium.example/@octo"
    assert rendered(quiet(text, host="github.com")).links == [
        "https://redirect.github.com/octo-org/app/pull/12/files#r3",
        "https://medium.example/%40octo",
    ]


def test_on_another_server_links_stay_and_nobody_is_mentioned():
    text = "https://github.com/octo-org/app/pull/12 by @octo-mentor"
    assert quiet(text, host="github.octo.example") == "https://github.com/octo-org/app/pull/12 by @\u200bocto-mentor"


PIECES = st.sampled_from(
    [
        *LOUD,
        *SILENT,
        *(text for text in FRAGMENTS if text != "\ud800"),
        "@",
        "#",
        "1",
        "/",
        " ",
        "\n",
        "&",
        "github.com/a/b/pull/1",
    ]
)


@settings(max_examples=4 * settings().max_examples)
@given(st.lists(st.one_of(PIECES, st.text("@#/&;:ax1_*`[]()<> \n", max_size=6)), max_size=6).map("".join))
@example("".join(LOUD))
@example("&#123")
@example("[https://github.com/octo-org/app/pull/12#123")
@example("[a https://octo.example/GH-7&#64;octo&#35;1")
@example("&#12345678;")
def test_any_text(text):
    assert rendered(quiet(text, host="github.com")).acts == []


@given(HOSTILE_TEXT)
@example(TOGETHER)
def test_a_report_whatever_strangers_wrote(text):
    output = FORMATS["markdown"](hostile_report(text), Style())
    calm = quiet(output, host="github.com")
    assert rendered(output).mentions == []
    assert rendered(output).backlinks
    assert rendered(calm).acts == []
    assert rendered(calm).text.replace("\u200b", "") == rendered(output).text.replace("\u200b", "")


def test_what_links_add_leaves_a_part_short_enough_for_a_comment():
    made = parts(crowd(), Style(verbose=1), FOR_A_COMMENT)
    assert len(made) > 1
    assert max(length(quiet(part, host="github.com")) for part in made) < 65_000
