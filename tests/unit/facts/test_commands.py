"""What Prow reads in a comment, and what its robot answers."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.facts.commands import CommandKind, answer_in, commands_in, kinds_in
from tracker.facts.people import Login

SAM, ROBOT = Login.parse("stranger-sam"), Login.parse("k8s-ci-robot")
EARLY, LATE = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)
SAID = "https://github.com/kubernetes/gadget/pull/7#issuecomment-1"
ANSWER = """@stranger-sam: changing LGTM is restricted to collaborators

<details>

In response to [this](https://github.com/kubernetes/old-gadget/pull/7#issuecomment-1):

>/lgtm
>In response to [this](https://github.com/x#elsewhere):


Instructions for interacting with me using PR comments are available [here](https://git.k8s.io/x).
</details>"""


def answer(text, earlier=()):
    return answer_in(text, earlier, by=ROBOT, at=LATE, url="https://github.com/x#answer")


def said(text, by=SAM, url=SAID, at=EARLY):
    return commands_in(text, by=by, at=at, url=url)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("/lgtm", ["lgtm"]),
        ("/LGTM no-issue  ", ["lgtm"]),
        ("Thanks\r\n/lgtm\r\n", ["lgtm"]),
        ("/lgtm cancel", ["lgtm cancel"]),
        ("/remove-lgtm", ["lgtm cancel"]),
        ("/lgtm\n/lgtm cancel", ["lgtm"]),
        ("/lgtm cancel\n/approve", ["lgtm cancel", "approve"]),
        ("> /lgtm", []),
        (" /lgtm", []),
        ("/lgtm thanks", []),
        ("/lgtm-cancel", []),
        ("/lgtm\u00a0", []),
        ("/lgtm\u2028", []),
        ("/remove-lgtm\u3000", []),
        ("/approve\u00a0cancel", []),
        ("/approve\tcancel", ["approve cancel"]),
    ],
)
def test_what_prow_reads(text, kinds):
    assert list(kinds_in(text)) == kinds


def test_a_refusal_names_what_it_refuses_whatever_the_repository_was_called():
    refused = answer(ANSWER)
    assert (refused.kind, refused.by) == (CommandKind.LGTM_REFUSED, ROBOT)
    assert refused.anchor == said("/lgtm")[0].anchor == "issuecomment-1"


@pytest.mark.parametrize(
    "text",
    [
        "@stranger-sam: changing LGTM is restricted to assignees, and assigning you to the PR failed.",
        "@stranger-sam: changing LGTM is restricted to assignees, and only kubernetes org members may be assigned issues.",
        "@stranger-sam: adding LGTM is restricted to approvers and reviewers in OWNERS files.",
        "changing LGTM is restricted to collaborators",
    ],
)
def test_older_words_and_no_link(text):
    earlier = [*said("/lgtm", at=EARLY, url="#first"), *said("/approve"), *said("/lgtm cancel", at=EARLY, url="#first")]
    assert answer(text, earlier).url == "#first"


def test_without_a_link_the_person_named_is_meant():
    others = said("/lgtm", by=Login.parse("member-mo"), url="#other")
    refusal = "@stranger-sam: changing LGTM is restricted to collaborators"
    assert answer(refusal, [*said("/lgtm", url="#sam"), *others]).url == "#sam"
    assert answer(refusal, others) is None


@pytest.mark.parametrize(
    "text",
    [
        "@stranger-sam: you cannot LGTM your own PR.",
        "> @stranger-sam: changing LGTM is restricted to collaborators",
        "It says that changing LGTM is restricted to collaborators",
        "LGTM label has been added.  <details>Git tree hash: 0123</details>",
        "",
    ],
)
def test_what_is_no_refusal(text):
    assert answer(text, said("/lgtm")) is None


def test_a_push():
    assert answer("New changes are detected. LGTM label has been removed.").kind is CommandKind.LGTM_REMOVED


def test_an_edit_matters_only_where_there_is_an_lgtm():
    edited = commands_in("/lgtm", by=SAM, at=EARLY, url=SAID, edited=True)
    assert [one.kind for one in edited] == [CommandKind.LGTM, CommandKind.EDITED]
    assert [one.kind for one in commands_in("/approve", by=SAM, at=EARLY, url=SAID, edited=True)] == ["approve"]


@given(st.text())
def test_any_text_is_read(text):
    answer(text)
    assert set(kinds_in(text)) <= set(CommandKind)
