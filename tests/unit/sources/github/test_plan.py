"""The plan: who it is, how much there is, and in which words this GitHub wants to be asked."""

from datetime import UTC, datetime, timedelta

import pytest
from standin import running_standin
from unit.sources.github.sharing import TOKEN, WORLD_DATE, client_of, faults, query

from tracker.errors import AccountError, SourceError, TokenError
from tracker.facts.people import Login
from tracker.sources.github.client import Settings
from tracker.sources.github.plan import last_day, since_day
from tracker.sources.github.planner import read_plan
from tracker.sources.github.replies import Answer, Problem
from tracker.sources.github.searches import PLAIN, Family

USER = {
    "id": "U_1",
    "login": "octo",
    "name": "",
    "company": " Acme ",
    "url": "https://github.com/octo",
    "createdAt": "2020-01-01T00:00:00Z",
    "pullRequests": {"totalCount": 3},
}
NOT_FOUND = Problem(message="Could not resolve to a User with the login of 'octo'.", type="NOT_FOUND", path=("user",))


class Hub:
    """A GitHub whose search finds what ``count`` says of a text."""

    def __init__(self, watch, count, **more):
        self.settings = Settings(token=TOKEN, patience=watch.patience())
        self.count = count
        self.answers = []
        self.more = more
        self.asked = []

    def graphql(self, document, variables):
        self.asked.append((document.split("(")[0].split()[-1], variables))
        if self.answers:
            return self.answers.pop(0)
        texts = {key: value for key, value in variables.items() if isinstance(value, str) and "is:" in value}
        counts = {key: {"issueCount": self.count(text), "nodes": []} for key, text in texts.items()}
        return Answer(data={"user": USER, "repositoryOwner": None, **counts, **self.more})

    @property
    def names(self):
        return [name for name, _ in self.asked]


def orgs_in(text):
    return text.count("org:")


def plan_of(hub, **more):
    return read_plan(hub, query("octo", **more))


def test_one_question(watch):
    hub = Hub(watch, lambda text: 4 * orgs_in(text) if "involves" not in text else 1)
    plan = plan_of(hub, seen_since=WORLD_DATE - timedelta(days=365))
    assert hub.names == ["Plan"]
    assert plan.totals == {Family.AUTHORED: 20, Family.PARTICIPATION: 20}
    assert {family: len(found) for family, found in plan.searches.items()} == {
        Family.AUTHORED: 1,
        Family.PARTICIPATION: 1,
    }
    assert plan.involved == 1
    assert plan.hidden is not None  # no search for "is:pr author:octo" without organizations counts anything
    assert plan.requests is None
    assert (plan.contributor.name, plan.contributor.company) == (None, "Acme")
    assert plan.asked.until is None


def test_what_finds_nothing_is_not_read(watch):
    plan = plan_of(Hub(watch, lambda text: 5 if "-author" in text else 0))
    assert plan.searches[Family.AUTHORED] == ()
    assert len(plan.searches[Family.PARTICIPATION]) == 1
    assert plan.involved is None


def test_a_join_that_does_not_add_up_is_not_trusted(watch):
    hub = Hub(watch, lambda text: 2 if orgs_in(text) == 1 else 0)
    plan = plan_of(hub)
    assert hub.names == ["Plan", "Plan"]
    assert not plan.asked.dialect.operators
    assert plan.totals == {Family.AUTHORED: 10, Family.PARTICIPATION: 20}
    assert len(plan.searches[Family.PARTICIPATION]) == 10


def test_where_the_joins_find_nothing_their_parts_are_asked(watch):
    hub = Hub(watch, lambda text: 2 if "-author" in text and orgs_in(text) == 1 else 0)
    plan = plan_of(hub)
    assert hub.names == ["Plan", "Counts", "Plan"]
    assert plan.totals[Family.PARTICIPATION] == 20


def test_who_has_nothing_has_nothing(watch):
    hub = Hub(watch, lambda text: 3 if text == "is:pr author:octo" else 0)
    plan = plan_of(hub)
    assert hub.names == ["Plan", "Counts"]
    assert plan.totals == {Family.AUTHORED: 0, Family.PARTICIPATION: 0}
    assert plan.hidden is None


@pytest.mark.parametrize(
    "message",
    [
        "Variable $type of type SearchType! was provided invalid value",
        'Argument "ISSUE_ADVANCED" is not one of SearchType',
    ],
)
def test_an_older_search_is_asked_without_operators(watch, message):
    hub = Hub(watch, lambda text: 1)
    hub.answers = [Answer(data={}, errors=(Problem(message=message),))]
    plan = plan_of(hub)
    assert plan.asked.dialect == PLAIN
    assert [variables["type"] for _, variables in hub.asked] == ["ISSUE_ADVANCED", "ISSUE"]
    assert not any(" OR " in str(value) for value in hub.asked[1][1].values())


def test_neither_search_is_an_error(watch):
    hub = Hub(watch, lambda text: 1)
    refused = Answer(data={}, errors=(Problem(message="$type is wrong"),))
    hub.answers = [refused, refused]
    with pytest.raises(SourceError, match="did not say who octo is"):
        plan_of(hub)


def test_an_accident_is_asked_again_once(watch):
    hub = Hub(watch, orgs_in)
    hub.answers = [Answer(data={"user": None}, errors=(Problem(message="Something went wrong"),))]
    assert plan_of(hub).totals[Family.AUTHORED] == 5
    accident = Answer(data={"user": None}, errors=(Problem(message="Something went wrong"),))
    hub.answers = [accident, accident]
    with pytest.raises(SourceError, match="Something went wrong"):
        plan_of(hub)


def test_a_count_that_github_left_out_is_not_zero(watch):
    hub = Hub(watch, orgs_in, involved0=None, participation0=None)
    plan = plan_of(hub, seen_since=WORLD_DATE)
    assert plan.involved is None
    assert len(plan.searches[Family.PARTICIPATION]) == 1


def test_a_hidden_account_is_told_apart_from_an_idle_one(watch):
    plan = plan_of(Hub(watch, lambda text: 0))
    assert plan.hidden == "GitHub's search shows none of the 3 pull requests that the profile of octo counts"


def test_policies_are_named(watch):
    hub = Hub(watch, lambda text: 0)
    message = "`etcd-io` forbids access via a personal access token (classic)."
    hub.answers = [Answer(data={"user": None}, errors=(Problem(message=message, type="FORBIDDEN"),))]
    with pytest.raises(TokenError, match="etcd-io"):
        plan_of(hub)


def test_an_empty_answer_is_no_missing_account(watch):
    hub = Hub(watch, lambda text: 0)
    hub.answers = [Answer(data={"user": None, "repositoryOwner": None})]
    with pytest.raises(SourceError, match="empty answer"):
        plan_of(hub)


def test_who_is_not_there(watch):
    hub = Hub(watch, lambda text: 0)
    hub.answers = [Answer(data={"user": None, "repositoryOwner": None}, errors=(NOT_FOUND,))]
    with pytest.raises(AccountError, match="no account octo") as caught:
        plan_of(hub)
    assert "renamed" in caught.value.hint


def test_dates(watch):
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert last_day(query("octo", as_of=now - timedelta(hours=20)), now.timestamp()) is None
    assert last_day(query("octo", as_of=now - timedelta(days=9)), now.timestamp()) == "2026-05-23"
    assert since_day(query("octo", seen_since=now)) == "2026-06-01"
    assert since_day(query("octo")) is None
    plan = plan_of(Hub(watch, orgs_in), as_of=WORLD_DATE - timedelta(days=9))
    assert plan.searches[Family.AUTHORED][0].text.endswith("created:<=2026-05-23 sort:created-desc")


@pytest.mark.parametrize(
    ("login", "message"),
    [
        ("kubernetes", "kubernetes is an organization"),
        ("no-such-person", "GitHub has no account no-such-person"),
        ("dependabot[bot]", "is a bot"),
        ("K8s-CI-Robot", "is a bot"),
    ],
)
def test_accounts_that_cannot_be_checked(standin, watch, login, message):
    bots = frozenset({Login.parse("k8s-ci-robot")})
    with pytest.raises(AccountError, match=message):
        read_plan(client_of(standin, watch), query(login, bots=bots))


def test_a_renamed_account_is_followed(sample_world, watch):
    with running_standin(sample_world, renames={"aki-as-was": "approver-aki"}) as server:
        client = client_of(server, watch)
        plan = read_plan(client, query("aki-as-was"))
    assert plan.contributor.login == Login.parse("approver-aki")
    assert plan.totals[Family.AUTHORED] == 20
    assert client.cost.requests == 2


def test_membership_requests_come_with_the_plan(standin, watch):
    plan = read_plan(
        client_of(standin, watch),
        query("ready-robin", requests_repository="kubernetes/org", requests_title="New membership for"),
    )
    (request,) = plan.requests
    assert request.number == 105
    assert len(request.confirmations) == 2
    assert request.comments_complete
    earlier = read_plan(
        client_of(standin, watch),
        query("ready-robin", requests_repository="kubernetes/org", as_of=datetime(2020, 1, 1, tzinfo=UTC)),
    )
    assert earlier.requests == ()


def test_requests_that_github_left_out_are_not_none_at_all(standin, watch):
    faults(standin, {"kind": "graphql_error", "field": "requests"})
    plan = read_plan(client_of(standin, watch), query("ready-robin", requests_repository="kubernetes/org"))
    assert plan.requests is None


def test_the_stand_in_is_asked_once(standin, watch):
    client = client_of(standin, watch)
    plan = read_plan(client, query("almost-anders", seen_since=WORLD_DATE - timedelta(days=365)))
    assert plan.totals == {Family.AUTHORED: 12, Family.PARTICIPATION: 25}
    assert plan.involved
    assert (client.cost.requests, client.cost.points) == (1, 1)
