"""What many people did is asked for with few documents, also on a GitHub that was never asked before."""

from datetime import UTC, datetime

from unit.sources.github.hub import Hub

from tracker.facts.contributions import ActivityQuery
from tracker.facts.people import Contributor, Login
from tracker.sources.github.activity.reader import ActivityReader
from tracker.sources.github.searches import ADVANCED

PEOPLE = [Login.parse(f"octo-{number}") for number in range(5)]


def test_all_that_is_looked_at_again_comes_with_one_document(watch):
    hub, kept = Hub(watch), []
    reader = ActivityReader(
        client=hub,
        dialect=ADVANCED,
        query=ActivityQuery(
            orgs=("kubernetes",), since=datetime(2025, 9, 1, tzinfo=UTC), until=datetime(2026, 9, 1, tzinfo=UTC)
        ),
        accounts=lambda logins: {one: Contributor(login=one, id=one.name, url="") for one in logins},
        keep=kept.extend,
    )
    assert reader.read(PEOPLE) is None
    assert [one.login for one in kept] == PEOPLE
    assert len(hub.asked[-1]) == 4 * len(PEOPLE)
