"""How much somebody did over all of a project: a zero is looked at twice."""

from datetime import UTC, datetime

import pytest
from unit.sources.github.hub import Hub

from tracker.facts.people import Login
from tracker.sources.github.activity import project_counts
from tracker.sources.github.activity.project_counts import ProjectCounts
from tracker.sources.github.api.responses import Problem
from tracker.sources.github.searches import ADVANCED

NELL = Login.parse("newcomer-nell")
ORGS = ("kubernetes", "kubernetes-sigs", "etcd-io")


@pytest.mark.parametrize(("joined", "apart", "found"), [(0, 4, 12), (0, 0, 0), (7, 4, 7)])
def test_where_the_operators_find_nothing_each_organization_is_asked_alone(watch, monkeypatch, joined, apart, found):
    monkeypatch.setattr(project_counts, "unconfirmed", lambda *_: {})
    hub = Hub(watch, count=lambda text: joined if " OR " in text else apart)
    (one,) = ProjectCounts(hub, lambda: ADVANCED).read([NELL], ORGS, datetime(2026, 1, 1, tzinfo=UTC)).values()
    assert (one.contributions, one.comments, one.unknown) == (found, found, None)


def test_of_whom_search_did_not_say_how_much_nobody_says_that_it_finds_nothing(watch, monkeypatch):
    monkeypatch.setattr(project_counts, "unconfirmed", lambda _, logins: dict.fromkeys(logins, "finds nothing"))
    hub = Hub(watch)
    hub.problems = lambda *_: (Problem(message="Not for you.", type="FORBIDDEN"),)
    (one,) = ProjectCounts(hub, lambda: ADVANCED).read([NELL], ORGS, datetime(2026, 1, 1, tzinfo=UTC)).values()
    assert (one.contributions, one.unknown) == (None, "GitHub's search did not say")
