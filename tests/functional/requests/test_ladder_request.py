"""`ladder request`: any request, as an admin would look at it."""

import json
from functools import partial

import pytest
from functional.requests.given import (
    DASH,
    DAY,
    GRETA,
    GUS,
    MYSELF,
    NAMED,
    NICO,
    NOBODY,
    OTTO,
    RALF,
    SAL,
    TIA,
    UMA,
    WIM,
    as_named,
)
from functional.running import Json
from functional.worlds import ORG_REPO

NUMBERS = {
    NOBODY: 111,
    MYSELF: 113,
    GUS: 101,
    SAL: 102,
    UMA: 103,
    WIM: 104,
    DASH: 105,
    NICO: 106,
    GRETA: 201,
    RALF: 202,
    OTTO: 203,
}


@pytest.fixture
def look(server, run):
    """Runs ``ladder request``."""
    return partial(run, "request", program="ladder", server=server)


@pytest.fixture
def audited(look, known):
    """The audit of somebody's request, as JSON."""

    def of(who: str) -> Json:
        if who not in known:
            ran = look(str(NUMBERS[who]), "--format", "json", "--as-of", DAY)
            assert ran.code == 0
            assert ran.report["schema"] == "ladder-check.request/v1"
            known[who] = ran.report["request"]
        return known[who]

    return of


@pytest.mark.parametrize(
    ("who", "state", "granted", "granted_on"),
    [
        (GUS, "open", "no", None),
        (NICO, "open", "no", None),
        (GRETA, "closed", "yes", "2025-03-10"),
        (RALF, "closed", "no", None),
        (OTTO, "closed", "yes", "2019-05-20"),
    ],
)
def test_a_request_by_its_number(audited, who, state, granted, granted_on):
    """Of whoever's it is, also of years ago; granted is who entered the organization's file then."""
    request = audited(who)
    sponsors, others, different, unread = NAMED[who]
    assert as_named(request["sponsors"]) == sponsors
    assert as_named(request["also"]) == others
    assert (request["different_companies"], request["unread"]) == (different, unread)
    assert (request["number"], request["applicant"], request["orgs"]) == (NUMBERS[who], who, ["kubernetes"])
    assert (request["state"], request["granted"], request["granted_on"]) == (state, granted, granted_on)
    assert request["title"] == f"REQUEST: New membership for {who}"


def test_it_says_what_the_applicants_report_says(audited, reports):
    assert audited(GUS) == reports[GUS]["sponsors"]["request"]


@pytest.mark.parametrize(
    "words", ["#101", "https://github.com/{}/issues/101#issuecomment-1", "{base}/{}/issues/101?a=b"]
)
def test_a_request_by_its_address(look, audited, server, words):
    ran = look(words.format(ORG_REPO, base=server.base_url), "--format", "json", "--as-of", DAY)
    assert (ran.code, ran.err) == (0, "")
    assert ran.report["request"] == audited(GUS)


LINES = {
    GUS: ["#101 for kubernetes: open, made on 2026-08-03.", "From different companies: yes."],
    SAL: ["From different companies: no."],
    GRETA: ["#201 for kubernetes: closed, made on 2025-03-03, granted on 2025-03-10."],
    RALF: [
        "#202 for kubernetes: closed, made on 2025-03-03, not granted.",
        f"Confirmed without being named (may sponsor): {TIA} (yes).",
        "Boxes not ticked: I have reviewed the",
    ],
    OTTO: ["#203 for kubernetes: closed, made on 2019-05-06, granted on 2019-05-20."],
    WIM: ["Sponsor lines without a login: WIP."],
    NICO: ["Sponsor lines without a login: -; TBD.", "From different companies: unknown."],
}


VERDICTS = {
    GUS: "Ready for admins: sponsor-sam and sponsor-sue may sponsor and confirmed, and all boxes are ticked.",
    SAL: "Waits for the applicant.",
    UMA: "Waits for sponsor-sue.",
    WIM: "Not known yet: 1 point has to be looked up or answered.",
    DASH: "Waits for the applicant.",
    NOBODY: "Not known yet: 1 point has to be looked up or answered.",
    MYSELF: "Waits for the applicant.",
    GRETA: "Closed, and granted.",
    RALF: "Closed, and not granted.",
}


@pytest.mark.parametrize("format_", ["text", "markdown"])
@pytest.mark.parametrize("who", VERDICTS)
def test_the_verdict_comes_first(look, who, format_):
    ran = look(str(NUMBERS[who]), "--format", format_, "--as-of", DAY)
    lines = [line.strip() for line in ran.out.replace("\\", "").splitlines() if line.strip() and "<!--" not in line]
    assert " ".join(lines[1:3]).startswith(VERDICTS[who])


@pytest.mark.parametrize("format_", ["text", "markdown"])
@pytest.mark.parametrize("who", LINES)
def test_a_request_in_words(look, who, format_):
    ran = look(str(NUMBERS[who]), "--format", format_, "--as-of", DAY)
    assert (ran.code, ran.err) == (0, "")
    out = ran.out.replace("&#8203;", "").replace("\\", "")  # so that nobody is called by what is quoted
    said = " ".join(out.split())
    assert all(line in said for line in LINES[who])
    answers = {True: "yes", False: "not yet"}
    for login, (eligible, why, company, _, confirmed) in NAMED[who][0].items():
        (row,) = (
            line for line in out.splitlines() if line.strip("| ").startswith(f"{login} ") and f" {eligible} " in line
        )
        assert [cell for cell in (eligible, answers[confirmed], company or "not stated") if cell not in row] == []
        assert all(text in said for text in why)


def test_a_request_into_a_file(look, home):
    ran = look("101", "--format", "json", "--output", "request.json", "--as-of", DAY)
    assert (ran.code, ran.out) == (0, "")
    assert json.loads((home / "request.json").read_text("utf-8"))["request"]["applicant"] == GUS


def test_a_request_on_an_earlier_day(look):
    """One sponsor had answered by nine, both by ten; the merge of a week later is not known yet."""
    first = look("201", "--format", "json", "--as-of", "2025-03-03T10:30:00").report["request"]
    then = look("201", "--format", "json", "--as-of", "2025-03-09").report["request"]
    assert [one["confirmed"] for one in first["sponsors"]] == [True, False]
    assert [one["confirmed"] for one in then["sponsors"]] == [True, True]
    for request in (first, then):
        assert (request["state"], request["granted"], request["granted_on"]) == ("open", "no", None)


@pytest.mark.parametrize("who", [GRETA, RALF])
def test_without_a_history_nobody_knows_whether_it_was_granted(look, home, who):
    (home / "empty").mkdir()
    request = look(str(NUMBERS[who]), "--format", "json", "--as-of", DAY, PATH=str(home / "empty")).report["request"]
    assert (request["state"], request["granted"], request["granted_on"]) == ("closed", "unknown", None)


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (["999"], 4, f"there is no issue {ORG_REPO}#999"),
        (["190"], 4, "issue 190 is no membership request"),
        (["201", "--as-of", "2025-03-02"], 4, "request 201 was made on 2025-03-03, after 2025-03-02"),
        (["https://github.com/kubernetes/community/issues/101"], 2, "is not a request"),
        (["a-hundred-and-one"], 2, "'a-hundred-and-one' is not a request"),
    ],
)
def test_what_cannot_be_looked_at(look, words, code, error):
    ran = look(*words)
    assert (ran.code, ran.out) == (code, "")
    message, hint = ran.err.splitlines()
    assert message.startswith("Error: ")
    assert error in message
    assert hint.startswith("Hint: ")


def test_without_a_token_nothing_is_looked_at(look, server):
    server.standin.reset()
    ran = look("101", token=None)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("Error: a request cannot be read without a token\nHint: Sign in with `gh auth login`")
    assert server.standin.stats()["requests"] == 0
