"""What is written of a person's work, and what never is."""

from datetime import UTC, datetime

import pytest
from unit.sources.github.records import pull

from tracker.facts.people import Contributor, Login
from tracker.sources.github.plan import Plan
from tracker.sources.github.searches import Asked, Family
from tracker.sources.github.shelf import Shelf
from tracker.sources.github.translate import record
from tracker.sources.store import open_store
from tracker.sources.store.pull_requests import PullRequests

ME = Login.parse("octo")
SECRET = {"nameWithOwner": "kubernetes/secret", "isPrivate": True}


@pytest.fixture
def store():
    return open_store(None)


@pytest.fixture
def items(store):
    return PullRequests(store)


@pytest.fixture
def shelf(store, items):
    return Shelf(store, items, ME, ("kubernetes",))


def repos(store):
    return [repo for (repo,) in store.read("SELECT repo FROM found ORDER BY repo")]


def test_a_private_repository_is_never_written(store, shelf):
    public, secret = pull(id="PR_1"), pull(id="PR_2", repository=SECRET)
    shelf.keep_index(Family.AUTHORED, [public, secret], None)
    shelf.keep_index(Family.PARTICIPATION, [public, secret], None)
    assert record(secret) is None
    assert repos(store) == ["kubernetes/kubernetes"] * 2
    assert store.read("SELECT count(*) FROM pull_requests") == [(0,)]


def test_what_was_changed_since_it_was_read_is_dropped(store, shelf, items):
    node = pull(id="PR_1")
    store.write(items.keep([record(node)]))
    assert shelf.keep_index(Family.AUTHORED, [node], None)
    assert store.read("SELECT count(*) FROM pull_requests") == [(1,)]
    shelf.keep_index(Family.AUTHORED, [{**node, "updatedAt": "2031-01-01T00:00:00Z"}], None)
    assert store.read("SELECT count(*) FROM pull_requests") == [(0,)]


def test_where_search_found_nothing_it_is_not_remembered_as_nothing(shelf):
    me = Contributor(login=ME, id="U_1", url="https://github.com/octo")
    shelf.checked(
        Plan(contributor=me, asked=Asked(login=ME), searches={}, totals={}), datetime(2026, 8, 21, tzinfo=UTC)
    )
    plan, _ = shelf.last_plan()
    assert plan.hidden == "search found nothing, and whether it knows this account is not remembered"
