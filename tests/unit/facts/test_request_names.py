"""Requests as people bend them: display names, no headings, one bold line each. Only logins are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.facts.handles import handles
from tracker.facts.request_form import Template, parse_form

LOGINS = st.from_regex(r"[a-z][a-z0-9]{1,8}-[a-z0-9]{1,8}", fullmatch=True)
NAMES = st.sampled_from(["Ann", "Ann Alpha", "Bo de Beer", "Zoë Čapek", "Kim-Li Oh", "Jean Luc", "O'Hara", "李雷"])
#: How one sponsor is written: with the login where nothing else can be meant.
ONE = st.sampled_from(
    [
        "@{login}",
        "@{login} ({name})",
        "@{login} ({name}, @octo-inc)",
        "@{login} - {name}",
        "@{login}, {name} of Octo Inc",
        "{name} (@{login})",
        "{name} @{login}",
        "{name}: @{login}",
        "{name} <https://github.com/{login}>",
        "[{name}](https://github.com/{login})",
        "[@{login}](https://github.com/{login}) ({name})",
        "https://github.com/{login} ({name})",
        "github.com/{login}",
        "**@{login}** ({name})",
    ]
)
#: How two of them, and the applicant, stand in the body of a request.
BODIES = st.sampled_from(
    [
        "### GitHub Username\n{me}\n### Sponsor 1\n\n{one}\n\n### Sponsor 2\n\n{two}\n\n### List of contributions to the X\n",
        "### GitHub Username\n{me}\n\n### Sponsors\n- {one}\n- {two}\n",
        "## GitHub username:\n{me}\n## Sponsors:\n* {one}\n* {two}\n",
        "**GitHub Username:** {me}\n**Sponsor 1:** {one}\n**Sponsor 2:** {two}\n",
        "**GitHub Username**\n{me}\n\n**Sponsors**\n\n1. {one}\n2. {two}\n",
        "**My GitHub handle**: {me}\n**Sponsors:**\n{one}\n{two}\n",
        "GitHub Username: {me}\nSponsor 1: {one}\nSponsor 2: {two}\n",
        "- GitHub username: {me}\n- Sponsor 1: {one}\n- Sponsor 2: {two}\n",
        "Hello!\n\nGithub handle: {me}\n\nSponsors:\n- {one}\n- {two}\n\nThanks!\n",
        "### GitHub Username\n{me}\n### Sponsor 1 (Octo Inc)\n{one}\n### Sponsor 2 (Squid Ltd)\n{two}\n",
    ]
)


PEOPLE = st.lists(st.tuples(LOGINS, NAMES, ONE), min_size=3, max_size=3, unique_by=lambda one: one[0])


@given(BODIES, PEOPLE)
def test_the_logins_are_taken_and_no_word_of_a_name(body, people):
    written = [form.format(login=login, name=name) for login, name, form in people]
    form = parse_form(body.format(**dict(zip(("me", "one", "two"), written, strict=True))))
    named = [str(login) for line in form.sponsors for login in line.logins]
    assert [str(form.username), *named] == [login for login, _, _ in people]


@given(st.lists(st.tuples(LOGINS, NAMES, ONE), min_size=1, max_size=4, unique_by=lambda one: one[0]))
def test_a_list_on_one_line_names_each(people):
    line = "; ".join(form.format(login=login, name=name) for login, name, form in people)
    assert [str(login) for login in handles(line)] == [login for login, _, _ in people]


@given(
    NAMES.filter(lambda name: " " in name), st.sampled_from(["{}", "{} (Octo Inc)", "- {}", "**{}**", "Sponsor: {}"])
)
def test_a_name_of_several_words_is_nobodys_login(name, written):
    assert handles(written.format(name)) == ()


@given(st.text(max_size=200))
def test_any_text_gives_a_form(text):
    parse_form(text)
    parse_form(f"**Sponsors:** {text}\n\nSponsor 2: {text}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann (@octo-a)", ["octo-a"]),
        ("Ann (octo-a)", []),  # either may be the login
        ("Ann (VMware)", []),
        ("ann (@octo-a)", []),
        ("Ann (@octo-a), Bob Beta (@octo-b)", ["octo-a", "octo-b"]),
        ("@octo-a (Ann), Bob Beta (@octo-b)", ["octo-a", "octo-b"]),
        ("@octo-a (Octo, @octo-inc), @octo-b", ["octo-a", "octo-b"]),
        ("octo-a (Ann)", ["octo-a"]),
        ("octo1 (Octo Inc), octo2 (@squid-ltd)", ["octo1", "octo2"]),
        ("Ann Alpha, Bob Beta", []),
        ("Octo-A (Octo Inc)", ["Octo-A"]),
        ("Jordan", ["Jordan"]),  # a word alone is what the form asks for
        ("@octo-a ((twice) bracketed", ["octo-a"]),
    ],
)
def test_names_beside_logins(text, found):
    assert [str(login) for login in handles(text)] == found


def test_a_form_without_headings():
    form = parse_form(
        "**GitHub Username:** @octo-new (New Nora)\n**Organization:** kubernetes\n**Sponsor 1:** @octo-a (Ann Alpha)\n"
        "**Sponsor 2:** @octo-b (Bob Beta)\n**List of contributions:** many\n"
    )
    assert (str(form.username), form.orgs, form.template) == ("octo-new", ("kubernetes",), Template.FORM)
    assert [[str(login) for login in line.logins] for line in form.sponsors] == [["octo-a"], ["octo-b"]]


def test_labels_with_a_colon_open_a_field_only_where_no_heading_does():
    body = "### Sponsors\n- @octo-a\n- @octo-b\n### List of contributions to the X\nSponsors: @octo-x thanked me\n"
    form = parse_form(body)
    assert [str(login) for line in form.sponsors for login in line.logins] == ["octo-a", "octo-b"]
    assert "@octo-x" in form.contributions


@pytest.mark.parametrize("remark", ["Thanks!", "thanks", "Both have agreed.", "(see above)"])
def test_a_remark_below_a_list_is_nobody(remark):
    form = parse_form(f"### Sponsors\n- @octo-a\n- octo-b\n\n{remark}\n")
    assert [str(login) for line in form.sponsors for login in line.logins] == ["octo-a", "octo-b"]
    assert form.sponsors[-1].note


def test_a_field_that_was_left_empty_names_nobody_and_is_no_line():
    assert parse_form("### Sponsor 1\n\n_No response_\n\n### Sponsor 2\n\n_No response_\n").sponsors == ()
