"""Leaving people out before anything is read of their records changes nothing but their names, whatever they are called."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from unit.sources.github.records import READER, connection, conversation, remark, review

from tracker.facts.commands import kinds_in
from tracker.facts.confirmations import Comment
from tracker.facts.left_out import LeftOut, is_stand_in
from tracker.facts.people import Login
from tracker.facts.requests import RequestState, parse_request
from tracker.sources.github.api.forms import fitting
from tracker.sources.github.records import talk

#: Logins that are words of commands, of what Prow's robot answers, and of what the form of a request asks.
NAMES = st.sampled_from(
    ["octo-ann", "lgtm", "approve", "cancel", "remove-lgtm", "no-issue", "label", "to", "new", "dco"]
)
BODIES = st.sampled_from(
    [
        "/lgtm",
        "/lgtm cancel",
        "/remove-lgtm",
        "/lgtm no-issue\n/approve",
        "/approve cancel",
        "@{name} thanks\n/lgtm",
        "@{name}: changing LGTM is restricted to collaborators",
        "adding LGTM is restricted to approvers and reviewers in OWNERS files.",
        "New changes are detected. LGTM label has been removed.",
    ]
)
SAID = st.tuples(NAMES, BODIES, NAMES, st.integers(10, 23))


@given(st.frozensets(NAMES, min_size=1), st.lists(SAID, max_size=6), st.lists(SAID, max_size=3))
def test_no_command_and_no_answer_is_lost(shy, remarks, reviews):
    left_out = LeftOut(frozenset(map(Login.parse, shy)))
    said = [remark(who, body.format(name=whom), f"2026-05-01T{hour}:00:00Z") for who, body, whom, hour in remarks]
    given = [review(who, f"2026-05-01T{hour}:30:00Z", body=body) for who, body, _, hour in reviews]
    node = conversation(reviews=connection(*given), comments=connection(*said))
    plain, without = talk(node), talk(left_out.record(node))

    def hidden(found):
        return {key: replace(one, by=left_out.login(one.by, "PR_1")) for key, one in found.items()}

    assert without == replace(plain, reviews=hidden(plain.reviews), commands=hidden(plain.commands))


def test_no_login_of_githubs_is_taken_for_a_stand_in():
    shy = LeftOut(frozenset({Login.parse("octo-ann")}))
    name = shy.login(Login.parse("octo-ann"), "PR_1").name
    assert not name.replace("-", "").replace("_", "").isalnum()
    assert not is_stand_in(Login.parse("left-out-0123456789ab"))
    _, places = fitting({"node": {"id": "PR_1", "author": {"__typename": "User", "login": name}}})
    assert places == (("node",),)


@given(
    st.sampled_from(["lgtm", "approve", "octo-ann"]),
    st.sampled_from(["+1", "/lgtm", "/approve", "@{name} /lgtm", "I +1 this"]),
    st.sampled_from(["@{name}", "{name}", "https://github.com/{name}", "@{name} (Ann)"]),
)
def test_a_request_says_the_same(name, words, sponsor):
    body = f"### GitHub Username\nocto-new\n### Sponsor 1\n{sponsor.format(name=name)}\n### Sponsor 2\n@octo-bo\n"
    where, shy = "https://github.com/kubernetes/org/issues/1", LeftOut(frozenset({Login.parse(name)}))
    node = {
        "title": "REQUEST: New membership",
        "body": body,
        "url": where,
        "comments": [remark(name, words.format(name="octo-bo"))],
    }
    assert _request(shy.record(node)) == shy.request(_request(node))
    assert len(list(kinds_in(words))) == len(list(kinds_in(shy.record({**node, "body": words})["body"])))


def _request(node):
    comments = [
        Comment(by=Login.maybe(one["author"]["login"]), at=READER.as_of, url=one["url"], text=one["body"])
        for one in node["comments"]
    ]
    return parse_request(
        number=1,
        url=node["url"],
        title=node["title"],
        body=node["body"],
        author=None,
        state=RequestState.OPEN,
        opened_at=READER.as_of,
        comments=comments,
    )


def test_who_is_named_in_a_company_is_named_alike_everywhere():
    shy = LeftOut(frozenset({Login.parse("octo-ann")}))
    one, other = (
        shy.record({"id": id_, "login": id_, "name": "Octo-Ann's bot", "company": "@octo-ann"})
        for id_ in ("U_1", "U_2")
    )
    assert "octo-ann" not in f"{one}{other}".lower()
    assert one["company"] == other["company"]
    label = {"id": "PR_1", "labels": {"nodes": [{"name": "octo-ann"}]}}
    assert shy.record(label) == label
