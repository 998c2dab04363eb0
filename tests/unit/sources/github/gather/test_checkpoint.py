"""What is written of a person's work, and what never is."""

from datetime import UTC, datetime

import pytest
from unit.sources.github.records import pull

from tracker.facts.people import Contributor, Login
from tracker.sources.github.gather.checkpoint import Checkpoint
from tracker.sources.github.gather.plan import Plan
from tracker.sources.github.records import item_of
from tracker.sources.github.searches import Asked, Family
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
def checkpoint(store, items):
    return Checkpoint(store, items, ME, ("kubernetes",))


def repos(store):
    return [repo for (repo,) in store.read("SELECT repo FROM found ORDER BY repo")]


def stored(store):
    return store.read("SELECT count(*) FROM pull_requests")[0][0]


def test_a_private_repository_is_never_written(store, checkpoint):
    public, secret = pull(id="PR_1"), pull(id="PR_2", repository=SECRET)
    checkpoint.keep_index(Family.AUTHORED, [public, secret], None)
    checkpoint.keep_index(Family.PARTICIPATION, [public, secret], None)
    assert item_of(secret) is None
    assert repos(store) == ["kubernetes/kubernetes"] * 2
    assert stored(store) == 0


def test_what_was_changed_since_it_was_read_is_dropped(store, checkpoint, items):
    node = pull(id="PR_1")
    with store.transaction() as transaction:
        items.keep(transaction, [item_of(node)])
    assert checkpoint.keep_index(Family.AUTHORED, [node], None)
    assert stored(store) == 1
    checkpoint.keep_index(Family.AUTHORED, [{**node, "updatedAt": "2031-01-01T00:00:00Z"}], None)
    assert stored(store) == 0


def test_where_search_found_nothing_it_is_not_remembered_as_nothing(checkpoint):
    me = Contributor(login=ME, id="U_1", url="https://github.com/octo")
    checkpoint.checked(
        Plan(contributor=me, asked=Asked(login=ME), searches={}, totals={}), datetime(2026, 8, 21, tzinfo=UTC)
    )
    plan, _ = checkpoint.last_plan()
    assert plan.hidden == "search found nothing, and whether it knows this account is not cached"
