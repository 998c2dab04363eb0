"""What search says of one person's work: nothing counts that it does not show."""

from datetime import UTC, datetime

import pytest

from tracker.facts.contributions import ActivityQuery
from tracker.facts.people import Login
from tracker.sources.github.activity.person import Person
from tracker.sources.github.api.question import Result

NELL = Login.parse("newcomer-nell")


def node(author="newcomer-nell"):
    return {
        "url": "https://github.com/kubernetes/kubernetes/issues/1",
        "createdAt": "2026-05-01T00:00:00Z",
        "author": {"__typename": "User", "login": author},
        "repository": {"nameWithOwner": "kubernetes/kubernetes", "isPrivate": False},
    }


@pytest.mark.parametrize(("shown", "least"), [([node()], 60), ([], 0), ([None], 0), ([node(), node("octo-other")], 1)])
def test_a_count_is_believed_where_what_is_shown_is_theirs(shown, least):
    query = ActivityQuery(
        orgs=("kubernetes",), since=datetime(2026, 1, 1, tzinfo=UTC), until=datetime(2026, 9, 1, tzinfo=UTC), enough=50
    )
    person = Person(login=NELL, name=NELL, query=query)
    person.take_opened(Result(data={"issueCount": 60, "nodes": shown}))
    assert person.least == least
    assert bool(person.doubts) is (least < 60)
