import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.facts.requests_made import NEW, OLD, OPENED, login, names, request, said, sponsors_of

from tracker.facts.handles import handles, mentions, words
from tracker.facts.request_form import Template, parse_form
from tracker.facts.requests import RequestState, title_login


@pytest.mark.parametrize("body", [OLD, NEW])
def test_both_generations_of_the_template(body):
    asked = request(body)
    assert asked.applicant == login("octo-new")
    assert names(sponsor.login for sponsor in asked.sponsors) == ["octo-a", "octo-b"]
    assert asked.orgs[0] == "kubernetes"
    assert len(asked.boxes) in {2, 3}


def test_the_first_template():
    asked = request(OLD)
    assert asked.template is Template.MARKDOWN
    assert asked.orgs == ("kubernetes",)
    assert [box.ticked for box in asked.boxes] == [True, False]
    assert [box.text for box in asked.unticked] == [
        "I have enabled 2FA on my GitHub account (https://github.com/settings/security)"
    ]
    assert asked.contributions == "- PRs reviewed / authored\n- SIG projects I am involved with"


def test_the_form():
    asked = request(NEW)
    assert asked.template is Template.FORM
    assert asked.orgs == ("kubernetes", "kubernetes-sigs")
    assert [(box.ticked, box.optional) for box in asked.boxes] == [(True, False), (False, True), (False, True)]
    assert asked.unticked == ()
    assert asked.contributions.splitlines()[-3:] == ["#### Reviews", "", "- many"]


def test_an_unedited_template_names_nobody():
    body = """### GitHub Username
e.g. (at)example_user
### Organization you are requesting membership in
e.g. (at)kubernetes
### Sponsors
- (at)sponsor-1
- (at)sponsor-2
"""
    asked = request(body, title="REQUEST: New membership for <your-GH-handle>")
    assert asked.applicant == login("octo-author")
    assert asked.sponsors == ()
    assert asked.raw_sponsors == asked.unread_sponsors == ("(at)sponsor-1", "(at)sponsor-2")
    assert asked.orgs == ("kubernetes",)


def test_what_the_issue_says_passes_through():
    asked = request("", author=None, title=" x ", closed_at=OPENED, comments_complete=False)
    assert (asked.number, asked.url, asked.title) == (7, "https://github.example/7", "x")
    assert (asked.applicant, asked.author, asked.state) == (None, None, RequestState.OPEN)
    assert (asked.opened_at, asked.closed_at, asked.comments_complete) == (OPENED, OPENED, False)
    assert (asked.template, asked.sponsors, asked.boxes, asked.contributions) == (Template.UNKNOWN, (), (), "")


@pytest.mark.parametrize(
    ("field", "applicant"),
    [
        ("octo-new", "octo-new"),
        ("Octo-New (Octo Example)", "octo-new"),
        ("e.g. (at)example_user\n@octo-new\n(Octo Example)", "octo-new"),
        ("e.g. @octo-new", "octo-new"),
        ("My name is Octo\nhttps://github.com/octo-new", "octo-new"),
        ("Octo Example", "octo-title"),
        ("new@example.com", "octo-title"),
        ("_No response_", "octo-title"),
        ("", "octo-title"),
    ],
)
def test_the_applicant_is_who_the_form_names(field, applicant):
    asked = request(f"### GitHub Username\n{field}\n### Requirements\n", title="New membership for @octo-title")
    assert asked.applicant == login(applicant)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("REQUEST: New membership for octo-new", "octo-new"),
        ("REQUEST: New membership for @octo-new", "octo-new"),
        ("request: new membership FOR octo-new.", "octo-new"),
        ("REQUEST: New membership for octo-new (v1.33 Release Signal Shadow)", "octo-new"),
        ("REQUEST: New membership for octo-new (before @octo-a grieves (again) :) )", "octo-new"),
        ("REQUEST: New membership for @octo-new(https://github.com/octo-new)", "octo-new"),
        ("REQUEST: New membership for https://github.com/octo-new", "octo-new"),
        ("REQUEST: New membership for @octo-new - adding to kubernetes org", "octo-new"),
        ("REQUEST: New membership for octo-new to kubernetes-sigs", "octo-new"),
        ("REQUEST: New membership for <octo-new>", "octo-new"),
        ("REQUEST: New membership for Octo Example (@octo-new)", "octo-new"),
        ("Request for membership: octo-new", "octo-new"),
        ("Add for octo-new", "octo-new"),
        ("Membership of @octo-new", "octo-new"),
        ("REQUEST: New membership for <your-GH-handle>", None),
        ("REQUEST: New membership for Octo Example", None),
        ("REQUEST: New membership for", None),
        ("Membership", None),
        ("", None),
    ],
)
def test_the_login_in_a_title(title, found):
    assert title_login(title) == (found and login(found))


@pytest.mark.parametrize(
    "heading", ["# Sponsors", "## sponsors:", "###### SPONSORS ##", "###Sponsor(s)", "**Sponsors**", "__Sponsors:__"]
)
def test_a_heading_may_be_of_any_depth_or_bold(heading):
    assert sponsors_of("- @octo-a\n- @octo-b", heading) == ["octo-a", "octo-b"]


@pytest.mark.parametrize(
    "body", ["**Sponsor 1:** @octo-a\n**Sponsor 2**: octo-b", "## Sponsor 1: octo-a\n## Sponsor #2: @octo-b"]
)
def test_a_value_may_stand_beside_its_label(body):
    asked = request(body)
    assert names(sponsor.login for sponsor in asked.sponsors) == ["octo-a", "octo-b"]
    assert asked.template is Template.FORM


@pytest.mark.parametrize("other", ["**Company:** x", "**not closed", "#12 is theirs", "#", "**" + "x" * 200 + "**"])
def test_another_line_ends_no_field(other):
    assert sponsors_of(f"- @octo-a\n{other}\n- @octo-b") == ["octo-a", "octo-b"]


def test_a_strange_heading_ends_a_field():
    assert sponsors_of("- @octo-a\n## Anything else\n- @octo-b") == ["octo-a"]


def test_what_is_commented_out_is_not_there():
    assert sponsors_of("<!-- @octo-x\n- @octo-y --> @octo-a <!-- @octo-z -->\n<!-- - @octo-b") == ["octo-a", "octo-b"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@octo-a", ["octo-a"]),
        ("octo-a", ["octo-a"]),
        ("249043822", ["249043822"]),
        ("@octo-a (Octo Example)", ["octo-a"]),
        ("@octo-a (@example-inc)", ["octo-a"]),
        ("octo-a (Example Inc, @example-inc)", ["octo-a"]),
        ("Octo Example (@octo-a)", ["octo-a"]),
        ("Octo Example - @octo-a", ["octo-a"]),
        ("octo-a, octo-b", ["octo-a", "octo-b"]),
        ("octo-a and octo-b", ["octo-a", "octo-b"]),
        ("octo-a/octo-b; octo-c & octo-d", ["octo-a", "octo-b", "octo-c", "octo-d"]),
        ("@octo-a @octo-b", ["octo-a", "octo-b"]),
        ("@octo-a/@octo-b", ["octo-a", "octo-b"]),
        ("@octo-a, Example Inc", ["octo-a"]),
        ("(at)octo-a", ["octo-a"]),
        ("[at] octo-a", ["octo-a"]),
        ("https://github.com/octo-a", ["octo-a"]),
        ("HTTPS://GitHub.com/octo-a/, www.github.com/octo-b?tab=x", ["octo-a", "octo-b"]),
        ("[Octo Example](https://github.com/octo-a)", ["octo-a"]),
        ("[@octo-a](https://example.com/x), [@octo-b](https://github.com/octo-b)", ["octo-a", "octo-b"]),
        ("@octo-a(https://github.com/octo-a)", ["octo-a"]),
        ("**octo-a**", ["octo-a"]),
        ("`@octo-a`", ["octo-a"]),
        ("@octo\u200b-a", ["octo-a"]),
        ("@Octo-A and @octo-a", ["Octo-A"]),
        ("@octo-", ["octo-"]),
        ("-", []),
        ("WIP", []),
        ("_No response_", []),
        ("N/A", []),
        ("to be found", []),
        ("@octo_a", []),
        ("@octo-org/octo-team", []),
        ("https://github.com/octo-org/lantern/pull/1", []),
        ("https://example.com/octo-a", []),
        ("octo-a@example.com", []),
        ("@" + "a" * 40, []),
        ("(at)sponsor-1, @Sponsor-2", []),
        ("e.g. (at)example_user", []),
        ("", []),
    ],
)
def test_how_sponsors_are_written(text, found):
    assert names(handles(text)) == found


def test_mentions_and_words():
    assert names(mentions("octo-x @octo-a (@octo-b)")) == ["octo-a"]
    assert names(words("Octo octo-a, (octo-b)")) == ["Octo", "octo-a", "octo-b"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@octo-a\n@octo-b", ["octo-a", "octo-b"]),
        ("* octo-a\n+ octo-b", ["octo-a", "octo-b"]),
        ("1. @octo-a\n2) octo-b", ["octo-a", "octo-b"]),
        ("-@octo-a\n- **octo-b**", ["octo-a", "octo-b"]),
        ("- [x] @octo-a\n• octo-b", ["octo-a", "octo-b"]),
        ("- Sponsor 1: octo-a\n- sponsor #2 - octo-b", ["octo-a", "octo-b"]),
        ("e.g. @sponsor-1\n- @octo-a\n- e.g. @octo-b", ["octo-a", "octo-b"]),
        ("- @octo-a\n- @OCTO-A", ["octo-a"]),
        ("@octo-a\r\n\r\n@octo-b\r\n", ["octo-a", "octo-b"]),
    ],
)
def test_how_lists_of_sponsors_are_written(text, found):
    assert sponsors_of(text) == found


def test_the_line_that_names_a_sponsor_is_kept():
    asked = request("### Sponsor 1\n- @octo-a (Octo Example)\n### Sponsor 2\n@octo-a again, a@example.com\n")
    assert [(str(sponsor.login), sponsor.raw) for sponsor in asked.sponsors] == [("octo-a", "@octo-a (Octo Example)")]
    assert asked.raw_sponsors == ("@octo-a (Octo Example)", "@octo-a again, (address left out)")
    assert asked.unread_sponsors == ()


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("- @octo-a\n- to be found", ("to be found",)),
        ("- @octo-a\n\nBoth have agreed.", ()),
        ("-", ("-",)),
        ("WIP", ("WIP",)),
        ("", ()),
    ],
)
def test_a_sponsor_that_cannot_be_read_is_unknown_not_missing(text, unread):
    assert request(f"### Sponsors\n{text}\n").unread_sponsors == unread


@pytest.mark.parametrize(
    "body",
    [
        "I am @octo-me. My sponsors are @octo-a and @octo-b, thanks to @kubernetes/owners!",
        "| GitHub Username | @octo-me |\n|---|---|\n| Sponsor 1 | @octo-a |\n| Sponsor 2 | @octo-b |\n",
        "<h3>GitHub Username</h3>\n@octo-me\n<h3>Sponsor 1</h3>\n@octo-a\n<h3>Sponsor 2</h3>\n@octo-b\n",
        "GitHub Username\n---\n@octo-me\n\nSponsors\n---\n@octo-a\nhttps://github.com/octo-b\n<!-- @octo-hidden -->\n",
    ],
)
def test_without_a_field_for_sponsors_who_is_mentioned_may_be_one_and_is_who_answers(body):
    title = "REQUEST: New membership for octo-me"
    assert request(body, title=title).unread_sponsors == ("@octo-a", "@octo-b")
    asked = request(body, said("+1", by="octo-a"), said("looks fine", by="octo-b"), title=title)
    assert [(str(one.login), one.confirmed.named) for one in asked.sponsors] == [("octo-a", True)]
    assert asked.unread_sponsors == ("@octo-b",)


def test_what_nobody_sees_is_no_sponsor():
    asked = request("<details>\n\n### Sponsor 1\n@octo-a\n### Sponsor 2\n@octo-b\n<br/>\n</details>\n")
    assert [str(one.login) for one in asked.sponsors] == ["octo-a", "octo-b"]
    assert asked.unread_sponsors == ()


def test_each_sponsor_field_is_read_by_itself():
    assert request("### Sponsor 1\n@octo-a\n### Sponsor 2\nto be found\n").unread_sponsors == ("to be found",)


def test_of_several_words_those_that_answered_are_sponsors():
    asked = request("### Sponsor 1\nOcto Example octo-a\n", said("+1"), said("+1", by="octo-x", hours=2))
    assert [(str(one.login), one.raw, one.confirmed.named) for one in asked.sponsors] == [
        ("octo-a", "Octo Example octo-a", True)
    ]
    assert asked.unread_sponsors == ()


@pytest.mark.parametrize(
    ("text", "orgs"),
    [
        ("kubernetes, kubernetes-sigs", ("kubernetes", "kubernetes-sigs")),
        ("kubernetes\nkubernetes-csi", ("kubernetes", "kubernetes-csi")),
        ("- @Kubernetes\n- the etcd-io org", ("kubernetes", "etcd-io")),
        ("e.g. (at)kubernetes\n@kubernetes-sigs", ("kubernetes-sigs",)),
        ("https://github.com/kubernetes-sigs", ("kubernetes-sigs",)),
        ("_No response_", ()),
    ],
)
def test_how_organizations_are_written(text, orgs):
    assert request(f"**Organization you are requesting membership in**\n{text}\n").orgs == orgs


@pytest.mark.parametrize(
    ("line", "ticked"),
    [
        ("- [x] done", True),
        ("* [X ] done", True),
        ("[ x ] done", True),
        ("1. [✓] done", True),
        ("- [ ] done", False),
        ("- [] done", False),
    ],
)
def test_how_boxes_are_ticked(line, ticked):
    (box,) = parse_form(f"## Requirements\n{line}\n- [x](https://example.com)\n").boxes
    assert (box.text, box.ticked) == ("done", ticked)


def test_boxes_count_without_a_heading_but_not_among_contributions():
    form = parse_form("- [x] done\n### List of contributions\n- [ ] a pull request\n")
    assert [box.text for box in form.boxes] == ["done"]
    assert form.contributions == "- [ ] a pull request"


def test_contributions_hold_no_addresses():
    assert parse_form("### Contributions\nme@example.com\n").contributions == "(address left out)"
    assert parse_form("### Contributions\n_No response_\n").contributions == ""


def shape(asked):
    return (
        asked.applicant,
        [sponsor.login for sponsor in asked.sponsors],
        [sponsor.confirmed and sponsor.confirmed.strength for sponsor in asked.sponsors],
        asked.orgs,
        [box.ticked for box in asked.boxes],
        [box.optional for box in asked.boxes],
        len(asked.unread_sponsors),
        asked.template,
    )


@given(st.text(max_size=400), st.text(max_size=100), st.lists(st.text(max_size=60), max_size=3))
def test_no_text_raises(body, title, comments):
    request(body, *[said(text, hours=hour) for hour, text in enumerate(comments)], title=title)


_pieces = st.sampled_from(
    ["### Sponsors", "**Sponsor 1:**", "### GitHub Username", "- ", "[x]", "[", "](", ")", "@octo-a", "github.com/", "(at)",
     "<!--", "-->", "e.g. ", "\n", " ", "+1", "/lgtm", ">", ",", "octo-b", "K\u212a", "\u017f", "\u200b", "**", "#"]
)  # fmt: skip


@given(st.lists(_pieces, max_size=40).map("".join), st.lists(_pieces, max_size=12).map("".join))
def test_no_pieces_of_the_form_raise(body, comment):
    asked = request(body, said(comment), title=comment)
    assert {sponsor.raw for sponsor in asked.sponsors} <= set(asked.raw_sponsors)


@given(st.sampled_from([OLD, NEW]), st.sampled_from(["", " ", "\t", "   ", "\r"]), st.sampled_from(["", "\n", "\n \n"]))
def test_whitespace_never_matters(body, end, between):
    spaced = "".join(f"{line}{end}\n{between}" for line in body.splitlines())
    comments = [said("+1"), said("a big +1", by="octo-b", hours=2)]
    wide = [said(f"{between}   +1{end}"), said(f" a  big +1{end}{between}", by="octo-b", hours=2)]
    assert shape(request(spaced, *wide)) == shape(request(body, *comments))


@given(st.sampled_from([OLD, NEW]), st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_case_never_matters(body, change):
    comments = [said("/lgtm"), said("A big :thumbsup:", by="octo-b", hours=2)]
    loud = [said(change("/lgtm")), said(change("A big :thumbsup:"), by="octo-b", hours=2)]
    title = "REQUEST: New membership for octo-new"
    assert shape(request(change(body), *loud)) == shape(request(body, *comments))
    assert title_login(change(title)) == title_login(title)


@pytest.mark.parametrize(
    "piece",
    ["a", " ", "@", "@a", "@a-", "a-", "(", "[", "[a](", "[a](a", "((a)", "<!--", "http://", "github.com/", "github.com/a", "**", "#",
     "# ", "- ", "[ ", "- [ ", "\n", "\n- ", "e.g. ", "a, ", "a@", "a@b.", "+1", "/lgtm ", ">", "\t", "_", "*", "1. ", "for ",
     "membership ", "and ", "sponsor ", "n't", "\u200b"],
)  # fmt: skip
def test_long_text_costs_time_in_proportion(piece):
    text = piece * (30_000 // len(piece))
    started = time.process_time()
    request(f"### Sponsors\n{text}\n### Requirements\n{text}\n### GitHub Username\n{text}\n", said(text), title=text)
    assert time.process_time() - started < 5
