"""Which stored requests are not read again: those of which nobody could say that they are ready."""

import pytest
from factories import login

from tracker.facts.confirmations import Comment
from tracker.facts.requests import RequestState, parse_request
from tracker.sources.github.records import moment
from tracker.sources.github.requests.listing import _may_be_ready

AT = moment("2026-08-03T09:00:00Z")


@pytest.mark.parametrize(
    ("named", "answered", "may_be"),
    [("ab", "", False), ("ab", "a", True), ("ab", "ab", True), ("abc", "ab", True), ("a", "a", True), ("", "", True)],
)
def test_a_request_may_be_ready_once_anybody_answered(named, answered, may_be):
    body = "\n".join(f"### Sponsor {n}\n@octo-{one}\n" for n, one in enumerate(named, 1))
    said = [Comment(by=login(f"octo-{one}"), at=AT, url="u", text="+1") for one in answered]
    request = parse_request(
        number=1, url="u", title="", body=body, author=None, state=RequestState.OPEN, opened_at=AT, comments=said
    )
    assert _may_be_ready(request) is may_be
